package io.jenkins.plugins.mongodbcloud.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.impl.BaseStandardCredentials;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import io.jenkins.plugins.mongodbcloud.configuration.Endpoint;
import io.jenkins.plugins.mongodbcloud.configuration.MongoDbCloudConfiguration;
import io.jenkins.plugins.mongodbcloud.report.AccessBuildAction;
import io.jenkins.plugins.mongodbcloud.report.KeyResultView;
import io.jenkins.plugins.mongodbcloud.testing.StandInJenkins;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the options name is looked up in the build's own context; mistakes are told before anything is sent. */
class StepConfigurationTest {
    @AutoClose
    private StandInJenkins bench;

    @BeforeEach
    void start(@TempDir Path home) throws IOException {
        bench = new StandInJenkins(home);
    }

    private static final class OtherKind extends BaseStandardCredentials {
        private static final long serialVersionUID = 1L;

        OtherKind(String id) {
            super(CredentialsScope.GLOBAL, id, null);
        }
    }

    @Nested
    class Mistakes {
        private String refusal(ApiKeyOptions step) throws Exception {
            Throwable failure = bench.start(step).failure();
            assertSame(AccessFailedException.class, failure.getClass(), failure::toString);
            assertEquals(0, bench.simulator.requests());
            assertEquals(0, bench.simulator.journal().connectionsAccepted());
            assertEquals(List.of(), bench.journalLines("sending"));
            List<KeyResultView> rows =
                    bench.run().getAction(AccessBuildAction.class).getKeys();
            KeyResultView last = rows.get(rows.size() - 1);
            assertEquals("REJECTED " + failure.getMessage(), last.getOutcome() + " " + last.getMessage());
            return failure.getMessage();
        }

        @Test
        void unknownEndpointNamesThoseThatThereAre() throws Exception {
            ApiKeyOptions step = StandInJenkins.usual();
            step.setEndpoint("Cloud Manger");
            String message = refusal(step);
            assertTrue(message.contains("no MongoDB Cloud endpoint \"Cloud Manger\", so nothing was sent"), message);
            assertTrue(message.contains("(Cloud Manager)"), message);
        }

        @Test
        void endpointWithPlainHttpNeedsConsent() throws Exception {
            Endpoint endpoint = StandInJenkins.pointAt(bench.simulator.baseUrl());
            endpoint.setPlainHttpAllowed(false);
            assertTrue(refusal(StandInJenkins.usual()).contains("is plain HTTP, which anybody on the way can read"));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> MongoDbCloudConfiguration.get().setEndpoints(List.of(endpoint)));
        }

        @Test
        void missingCredential() throws Exception {
            ApiKeyOptions step = StandInJenkins.usual();
            step.setCredentialsId("mongo-db");
            String message = refusal(step);
            assertTrue(message.contains("no credential \"mongo-db\" that deploy may use"), message);
            assertEquals(List.of(), bench.credentials().tracked());
        }

        @Test
        void credentialOfSystemScopeIsNotForJobs() throws Exception {
            bench.credentials()
                    .add(new UsernamePasswordCredentialsImpl(
                            CredentialsScope.SYSTEM,
                            "for-jenkins-itself",
                            null,
                            SimulatorSeed.ADMIN.publicKey(),
                            SimulatorSeed.ADMIN.privateKey()));
            ApiKeyOptions step = StandInJenkins.usual();
            step.setCredentialsId("for-jenkins-itself");
            assertTrue(refusal(step).contains("no credential \"for-jenkins-itself\""));
            assertEquals(List.of(), bench.credentials().tracked());
        }

        @Test
        void credentialOfAnotherKind() throws Exception {
            bench.credentials().add(new OtherKind("certificate"));
            ApiKeyOptions step = StandInJenkins.usual();
            step.setCredentialsId("certificate");
            String message = refusal(step);
            assertTrue(message.contains("\"certificate\" is not a user name with password"), message);
        }

        @Test
        void noCredentialAtAll() throws Exception {
            ApiKeyOptions step = StandInJenkins.usual();
            step.setCredentialsId(" ");
            assertTrue(
                    refusal(step)
                            .contains(
                                    "No credential was specified and the endpoint \"Cloud Manager\" has no default credential"));
        }

        @Test
        void missingCredentialOfTheKeyToUnassign() throws Exception {
            ApiKeyOptions step = StandInJenkins.step();
            step.setApiKeyCredentialsId("deployment-key");
            assertTrue(refusal(step).contains("no credential \"deployment-key\""));
        }

        @Test
        void noWayToNameKeys() throws Exception {
            ApiKeyOptions step = StandInJenkins.step();
            step.setPublicKey(" ");
            step.setApiKeyIds(List.of(" "));
            String message = refusal(step);
            assertTrue(message.startsWith("Nothing was named to unassign, so nothing was sent."), message);
            assertTrue(message.contains("apiKeyId, apiKeyIds, publicKey, apiKeyCredentialsId, description"), message);
        }

        @Test
        void severalWaysToNameKeys() throws Exception {
            ApiKeyOptions step = StandInJenkins.usual();
            step.setDescription("ci-*");
            step.setPublicKey("zmmrboas");
            String message = refusal(step);
            assertTrue(message.contains("(apiKeyId, publicKey, description), so nothing was sent"), message);
        }

        @Test
        void publicKeyInPlaceOfTheId() throws Exception {
            assertTrue(refusal(StandInJenkins.step("zmmrboas")).contains("looks like a public key"));
        }

        @Test
        void privateKeyIsRefusedWhereverItIsPutAndNotRepeated() throws Exception {
            String privateKey = SimulatorSeed.API_KEY.privateKey();
            ApiKeyOptions byPublicKey = StandInJenkins.step();
            byPublicKey.setPublicKey(privateKey);
            ApiKeyOptions asProject = new ApiKeyOptions(privateKey);
            asProject.setCredentialsId(StandInJenkins.ADMIN);
            asProject.setApiKeyId(StandInJenkins.KEY);
            for (ApiKeyOptions step : List.of(
                    StandInJenkins.step(privateKey),
                    StandInJenkins.step("zmmrboas:" + privateKey),
                    byPublicKey,
                    asProject)) {
                String message = refusal(step);
                assertTrue(message.contains("looks like a private key. "), message);
                assertFalse(message.contains(privateKey.substring(9)), message);
                assertEquals("", bench.log());
                assertTrue(bench.journalLines("finished").stream().noneMatch(line -> line.contains(privateKey)));
            }
        }
    }

    @Test
    void credentialIsTrackedForTheRun() throws Exception {
        bench.start(StandInJenkins.usual()).result();
        assertEquals(List.of(StandInJenkins.ADMIN), bench.credentials().tracked());
    }

    @Test
    void endpointsOwnCredentialServesStepsThatNameNone() throws Exception {
        StandInJenkins.pointAt(bench.simulator.baseUrl()).setCredentialsId(StandInJenkins.ADMIN);
        ApiKeyOptions step = StandInJenkins.usual();
        step.setCredentialsId(null);
        assertEquals("UNASSIGNED", bench.start(step).result().get("outcome"));
        assertEquals(List.of(StandInJenkins.ADMIN), bench.credentials().tracked());
    }

    @Test
    void keyInACredentialIsFoundByItsPublicKeyAndBothAreTracked() throws Exception {
        bench.credentials().add("deployment-key", SimulatorSeed.API_KEY.publicKey(), "not-the-right-private-key");
        ApiKeyOptions step = StandInJenkins.step();
        step.setApiKeyCredentialsId("deployment-key");
        assertEquals(StandInJenkins.KEY, bench.start(step).result().get("apiKeyId"));
        assertEquals(
                List.of("deployment-key", StandInJenkins.ADMIN),
                bench.credentials().tracked().stream().sorted().toList());
    }

    @Test
    void credentialWithSpacesAroundWorks() throws Exception {
        bench.credentials()
                .add("pasted", " " + SimulatorSeed.ADMIN.publicKey() + "\n", SimulatorSeed.ADMIN.privateKey() + "\n");
        ApiKeyOptions step = StandInJenkins.usual();
        step.setCredentialsId("pasted");
        assertEquals("UNASSIGNED", bench.start(step).result().get("outcome"));
    }

    @Test
    void eachWayToNameKeysFindsItsKey() throws Exception {
        ApiKeyOptions byPublicKey = StandInJenkins.step();
        byPublicKey.setPublicKey("zmmrboas");
        ApiKeyOptions byDescription = StandInJenkins.step();
        byDescription.setDescription("ci-00*");
        byDescription.setMaxKeys(9);
        byDescription.setParallelism(3);
        byDescription.setVerify(true);
        assertEquals(StandInJenkins.KEY, bench.start(byPublicKey).result().get("apiKeyId"));
        assertEquals(9, ((List<?>) bench.start(byDescription).result().get("keys")).size());
        assertEquals(93, bench.simulator.cloud().assignedKeys(StandInJenkins.PROJECT));
    }

    @Test
    void ownKeyGoesOnlyIfAllowed() throws Exception {
        ApiKeyOptions step = StandInJenkins.step();
        step.setPublicKey("adminkey");
        bench.start(step).failure();
        assertTrue(bench.log().contains("set allowSelf to true"), bench::log);
        step.setAllowSelf(true);
        assertEquals("UNASSIGNED", bench.start(step).result().get("outcome"));
    }
}
