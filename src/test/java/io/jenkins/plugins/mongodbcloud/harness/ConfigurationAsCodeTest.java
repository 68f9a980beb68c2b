package io.jenkins.plugins.mongodbcloud.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.casc.ConfiguratorException;
import io.jenkins.plugins.casc.SecretSource;
import io.jenkins.plugins.mongodbcloud.configuration.Endpoint;
import io.jenkins.plugins.mongodbcloud.configuration.MongoDbCloudConfiguration;
import io.jenkins.plugins.mongodbcloud.credentials.ApiKeyPairCredentials;
import io.jenkins.plugins.mongodbcloud.credentials.ServiceAccountCredentials;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The example of the documentation is imported, exported and imported again. */
@WithJenkins
class ConfigurationAsCodeTest {

    private static final String EXAMPLE = "docs/examples/jenkins.yaml";
    private static final String PRIVATE_KEY = "3f9c27d4-52be-4a61-8f0e-d1c5a7b3e940";
    private static JenkinsRule jenkins;

    @TempDir
    private Path folder;

    /** The secrets that the example asks for. */
    @TestExtension
    public static final class Secrets extends SecretSource {
        @Override
        public Optional<String> reveal(String secret) {
            return Optional.ofNullable(Map.of(
                            "MONGODB_CLOUD_PUBLIC_KEY",
                            "adminkey",
                            "MONGODB_CLOUD_PRIVATE_KEY",
                            PRIVATE_KEY,
                            "MONGODB_ATLAS_CLIENT_ID",
                            SimulatorSeed.ADMIN_ACCOUNT.clientId(),
                            "MONGODB_ATLAS_CLIENT_SECRET",
                            SimulatorSeed.ADMIN_ACCOUNT.secret())
                    .get(secret));
        }
    }

    @BeforeAll
    static void keepJenkins(JenkinsRule rule) {
        jenkins = rule;
    }

    @BeforeEach
    void importExample() throws Exception {
        SystemCredentialsProvider.getInstance().getCredentials().clear();
        ConfigurationAsCode.get().configure(EXAMPLE);
    }

    @Test
    void importsEndpointsTimeOutsAndTheKeyPair() {
        assertExample();
    }

    private static void assertExample() {
        MongoDbCloudConfiguration configuration = MongoDbCloudConfiguration.get();
        List<Endpoint> endpoints = configuration.getEndpoints();
        assertEquals(3, endpoints.size());
        assertEquals("Cloud Manager", endpoints.get(0).getName());
        assertEquals("CLOUD_MANAGER", endpoints.get(0).getProduct());
        assertEquals("", endpoints.get(0).getBaseUrl());
        assertEquals("mongodb-cloud", endpoints.get(0).getCredentialsId());
        assertEquals("Atlas", endpoints.get(1).getName());
        assertEquals("mongodb-atlas", endpoints.get(1).getCredentialsId());
        assertEquals("Ops Manager", endpoints.get(2).getName());
        assertEquals("OPS_MANAGER", endpoints.get(2).getProduct());
        assertEquals(
                "https://opsmanager.example.com:8443/api/public/v1.0",
                endpoints.get(2).getBaseUrl());
        assertNull(endpoints.get(2).getCredentialsId());
        assertFalse(endpoints.get(2).isPlainHttpAllowed());
        assertEquals(5, configuration.getConnectTimeoutSeconds());
        assertEquals(20, configuration.getResponseTimeoutSeconds());
        assertEquals(90, configuration.getCallTimeoutSeconds());
        ApiKeyPairCredentials keyPair = (ApiKeyPairCredentials)
                SystemCredentialsProvider.getInstance().getCredentials().get(0);
        assertEquals("mongodb-cloud", keyPair.getId());
        assertEquals(CredentialsScope.GLOBAL, keyPair.getScope());
        assertEquals("Jenkins in Production", keyPair.getDescription());
        assertEquals("adminkey", keyPair.getPublicKey());
        assertEquals(PRIVATE_KEY, keyPair.getPrivateKey().getPlainText());
        ServiceAccountCredentials account = (ServiceAccountCredentials)
                SystemCredentialsProvider.getInstance().getCredentials().get(1);
        assertEquals("mongodb-atlas", account.getId());
        assertEquals(SimulatorSeed.ADMIN_ACCOUNT.clientId(), account.getClientId());
        assertEquals(
                SimulatorSeed.ADMIN_ACCOUNT.secret(), account.getClientSecret().getPlainText());
    }

    @Test
    void whatIsExportedCanBeImportedAgainAndHasNoSecretInIt() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ConfigurationAsCode.get().export(bytes);
        String exported = bytes.toString(StandardCharsets.UTF_8);
        assertFalse(exported.contains(PRIVATE_KEY), exported);
        assertFalse(exported.contains(SimulatorSeed.ADMIN_ACCOUNT.secret()), exported);
        assertTrue(exported.contains("mongoCloudApiKeyPair"), exported);
        assertTrue(exported.contains("mongoCloudServiceAccount"), exported);
        // A whole export holds parts of Jenkins that no import takes, so ours are picked from it.
        Path ours = folder.resolve("ours.yaml");
        Files.writeString(ours, section(exported, "credentials:") + "unclassified:\n" + part(exported));
        MongoDbCloudConfiguration.get().setEndpoints(List.of());
        MongoDbCloudConfiguration.get().setCallTimeoutSeconds(1);
        SystemCredentialsProvider.getInstance().getCredentials().clear();

        ConfigurationAsCode.get().configure(ours.toString());

        assertExample();
    }

    private static String section(String exported, String name) {
        return between(exported, "(?m)^" + name + "\n", "(?m)^\\S");
    }

    private static String part(String exported) {
        return between(section(exported, "unclassified:"), "(?m)^  mongoCloud:\n", "(?m)^  \\S");
    }

    private static String between(String text, String start, String end) {
        String[] halves = text.split(start, 2);
        String header = text.substring(halves[0].length(), text.length() - halves[1].length());
        return header + halves[1].split(end, 2)[0];
    }

    @Test
    void anEndpointThatCannotBeMeantIsRefusedWithTheReason() throws Exception {
        Path file = folder.resolve("bad.yaml");
        Files.writeString(file, """
                unclassified:
                  mongoCloud:
                    endpoints:
                      - name: "Twice"
                        product: ATLAS
                      - name: "Twice"
                        product: CLOUD_MANAGER
                """);

        ConfiguratorException refused = assertThrows(
                ConfiguratorException.class, () -> ConfigurationAsCode.get().configure(file.toString()));

        assertTrue(reasons(refused).contains("Two endpoints have the name"), reasons(refused));
        assertEquals(3, MongoDbCloudConfiguration.get().getEndpoints().size());
        assertEquals(
                "Cloud Manager",
                MongoDbCloudConfiguration.get().getEndpoints().get(0).getName());
    }

    private static String reasons(Throwable failure) {
        return failure == null ? "" : failure + "\n" + reasons(failure.getCause());
    }
}
