package io.jenkins.plugins.mongodbcloud.steps;

import hudson.EnvVars;
import hudson.util.Secret;
import io.jenkins.plugins.mongodbcloud.client.ApiEndpoint;
import io.jenkins.plugins.mongodbcloud.client.Product;
import io.jenkins.plugins.mongodbcloud.configuration.GivenAccess;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
        boolean atlas = endpoint.product() == Product.ATLAS || endpoint.product() == Product.ATLAS_GOVERNMENT;
        String prefix = atlas ? "MONGODB_ATLAS_" : "MCLI_";
        if (access.privateKey() != null) {
            open.put(name(options.getPublicKeyVariable(), prefix + "PUBLIC_API_KEY"), access.publicKey());
            secret.put(name(options.getPrivateKeyVariable(), prefix + "PRIVATE_API_KEY"), access.privateKey());
        } else if (options.getPublicKeyVariable() != null) {
            open.put(options.getPublicKeyVariable(), access.publicKey());
        }
        open.put(name(options.getProjectIdVariable(), prefix + "PROJECT_ID"), options.getProjectId());
        addBaseUrl(options.getBaseUrlVariable(), endpoint, atlas);
    }

    private void addBaseUrl(String name, ApiEndpoint endpoint, boolean atlas) {
        String site = site(endpoint.baseUrl());
        if (name != null) {
            open.put(name, site);
        }
        if (!atlas) {
            open.put("MCLI_SERVICE", endpoint.product() == Product.OPS_MANAGER ? "ops-manager" : "cloud-manager");
        }
        Optional<String> usual =
                (atlas ? Product.ATLAS : Product.CLOUD_MANAGER).usualBaseUrl().map(url -> site(URI.create(url)));
        if (usual.filter(site::equals).isEmpty()) {
            open.put(atlas ? "MONGODB_ATLAS_OPS_MANAGER_URL" : "MCLI_OPS_MANAGER_URL", site);
            if (atlas) {
                // Terraform's name for it.
                open.put("MONGODB_ATLAS_BASE_URL", site);
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
