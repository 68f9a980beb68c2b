package io.jenkins.plugins.mongodbcloud.steps;

import hudson.EnvVars;
import hudson.util.Secret;
import io.jenkins.plugins.mongodbcloud.client.ApiEndpoint;
import io.jenkins.plugins.mongodbcloud.client.Product;
import io.jenkins.plugins.mongodbcloud.configuration.GivenAccess;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;

/**
 * The variables by which a block or a build learns of the key that has access for it: those that the tools of the product
 * read, unless the options name others. Sources: the documentation of the Atlas CLI, of the MongoDB CLI and of the
 * Terraform provider for Atlas.
 */
public final class KeyVariables extends EnvironmentExpander {

    private static final long serialVersionUID = 1L;

    private final LinkedHashMap<String, String> open = new LinkedHashMap<>();
    private final LinkedHashMap<String, Secret> secret = new LinkedHashMap<>();

    KeyVariables(GrantOptions options, ApiEndpoint endpoint, GivenAccess access) {
        if (access.privateKey() != null) {
            secret.put(privateKeyName(options, endpoint), access.privateKey());
        }
        for (Map.Entry<String, String> variable :
                open(options, endpoint, access.privateKey() != null, Objects.toString(access.publicKey(), ""))) {
            open.put(variable.getKey(), variable.getValue());
        }
    }

    /** The variable in which two values would be, if there is one: case makes no difference in an environment. */
    static Optional<String> ambiguous(GrantOptions options, ApiEndpoint endpoint) {
        boolean pair = !options.isExisting() || options.getApiKeyCredentialsId() != null;
        Map<String, String> seen = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        // What no other value can be stands for the key.
        List<Map.Entry<String, String>> all = open(options, endpoint, pair, "public key");
        if (pair) {
            all.add(Map.entry(privateKeyName(options, endpoint), "private key"));
        }
        return all.stream()
                .filter(variable -> {
                    String other = seen.putIfAbsent(variable.getKey(), variable.getValue());
                    return other != null && !other.equals(variable.getValue());
                })
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static boolean isAtlas(ApiEndpoint endpoint) {
        return endpoint.product() == Product.ATLAS || endpoint.product() == Product.ATLAS_GOVERNMENT;
    }

    private static String prefix(ApiEndpoint endpoint) {
        return isAtlas(endpoint) ? "MONGODB_ATLAS_" : "MCLI_";
    }

    private static String privateKeyName(GrantOptions options, ApiEndpoint endpoint) {
        return name(options.getPrivateKeyVariable(), prefix(endpoint) + "PRIVATE_API_KEY");
    }

    /** @param pair whether both halves of the key are known */
    private static List<Map.Entry<String, String>> open(
            GrantOptions options, ApiEndpoint endpoint, boolean pair, String publicKey) {
        List<Map.Entry<String, String>> all = new ArrayList<>();
        if (pair) {
            all.add(Map.entry(name(options.getPublicKeyVariable(), prefix(endpoint) + "PUBLIC_API_KEY"), publicKey));
        } else if (options.getPublicKeyVariable() != null) {
            all.add(Map.entry(options.getPublicKeyVariable(), publicKey));
        }
        all.add(Map.entry(
                name(options.getProjectIdVariable(), prefix(endpoint) + "PROJECT_ID"), options.getProjectId()));
        addBaseUrl(all, options.getBaseUrlVariable(), endpoint);
        return all;
    }

    private static void addBaseUrl(List<Map.Entry<String, String>> all, String name, ApiEndpoint endpoint) {
        boolean atlas = isAtlas(endpoint);
        String site = site(endpoint.baseUrl());
        if (name != null) {
            all.add(Map.entry(name, site));
        }
        if (!atlas) {
            String service = endpoint.product() == Product.OPS_MANAGER ? "ops-manager" : "cloud-manager";
            all.add(Map.entry("MCLI_SERVICE", service));
        }
        Optional<String> usual =
                (atlas ? Product.ATLAS : Product.CLOUD_MANAGER).usualBaseUrl().map(url -> site(URI.create(url)));
        if (usual.filter(site::equals).isEmpty()) {
            all.add(Map.entry(atlas ? "MONGODB_ATLAS_OPS_MANAGER_URL" : "MCLI_OPS_MANAGER_URL", site));
            if (atlas) {
                // Terraform's name for it.
                all.add(Map.entry("MONGODB_ATLAS_BASE_URL", site));
            }
        }
    }

    /** What the tools call the base URL: without the path of the API, and with a slash at its end. */
    private static String site(URI baseUrl) {
        return baseUrl.toString().replaceFirst("/api/(?:atlas|public)/.*", "") + "/";
    }

    private static String name(String given, String usual) {
        return given == null ? usual : given;
    }

    /** Their names, in a sentence for the user. */
    String describe() {
        Set<String> names = new TreeSet<>(open.keySet());
        names.addAll(secret.keySet());
        String all = String.join(", ", names);
        return secret.isEmpty()
                ? Messages.Grant_Variables(all)
                : Messages.Grant_Masked(all, String.join(", ", secret.keySet()));
    }

    /** Finds the values that are secret. */
    public SecretMask mask() {
        return new SecretMask(secret.values());
    }

    @Override
    public void expand(EnvVars variables) {
        open.forEach(variables::override);
        secret.forEach((name, value) -> variables.override(name, value.getPlainText()));
    }

    /** For a build that has variables in a map of its own, in which a dollar sign begins one. */
    public Map<String, String> escaped() {
        Map<String, String> all = new LinkedHashMap<>(open);
        secret.forEach((name, value) -> all.put(name, value.getPlainText()));
        all.replaceAll((name, value) -> value.replace("$", "$$"));
        return all;
    }

    @Override
    public Set<String> getSensitiveVariables() {
        return Set.copyOf(secret.keySet());
    }
}
