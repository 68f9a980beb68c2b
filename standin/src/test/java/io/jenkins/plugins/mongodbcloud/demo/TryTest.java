package io.jenkins.plugins.mongodbcloud.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.mongodbcloud.testing.simulator.Simulator;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TryTest {
    private static final String KEYS =
            "mine=" + SimulatorSeed.ADMIN.publicKey() + ":" + SimulatorSeed.ADMIN.privateKey();

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final Path project = Path.of(System.getProperty("mongodbcloud.root"));

    @TempDir
    Path folder;

    private int run(String keys, String... args) {
        return new Try(new PrintStream(log, true, StandardCharsets.UTF_8), project).run(keys, args);
    }

    private String log() {
        return log.toString(StandardCharsets.UTF_8);
    }

    private String file(String script) throws Exception {
        return Files.writeString(folder.resolve("Jenkinsfile"), script).toString();
    }

    private static String unassign(String credentialsId, String apiKeyId) {
        return "mongoCloudUnassignApiKey(credentialsId: '" + credentialsId + "', projectId: '"
                + SimulatorSeed.PROJECT_ID + "', apiKeyId: '" + apiKeyId + "')";
    }

    @Test
    void withoutArgumentsTheExampleRunsAgainstTheSimulator() {
        assertEquals(0, run(null), log());

        assertTrue(log().startsWith("A demo: "), log());
        assertTrue(log().contains("Finished: SUCCESS"), log());
        assertTrue(
                log().contains("102 API keys have access to the project 5a0a1e7e0f2912c554080adc; none of them"),
                log());
        assertTrue(log().endsWith("The simulator saw 3 requests on 1 connection." + System.lineSeparator()), log());
    }

    private static final String BLOCK = "withMongoCloudApiKey(credentialsId: 'mongodb-cloud-owner', projectId: '"
            + SimulatorSeed.PROJECT_ID + "', roles: ['GROUP_READ_ONLY']) {\n";

    @Test
    void aBlockLeavesNoAccess() throws Exception {
        assertEquals(0, run(null, "--jenkinsfile", file(BLOCK + "echo 'used'\n}")), log());

        assertTrue(log().contains("103 API keys have access to the project"), log());
        assertTrue(log().contains("none of them got it in this build."), log());
    }

    @Test
    void aBlockThatFailsLeavesNoAccess() throws Exception {
        assertEquals(1, run(null, "--jenkinsfile", file(BLOCK + "error 'it broke'\n}")), log());

        assertTrue(log().contains("ERROR: it broke"), log());
        assertTrue(log().contains("none of them got it in this build."), log());
    }

    @Test
    void anOutageLeavesAccessUntilItIsOver() throws Exception {
        assertEquals(1, run(null, "--outage", "--jenkinsfile", file(BLOCK + "echo 'used'\n}")), log());

        assertTrue(log().contains("Finished: FAILURE"), log());
        assertTrue(log().contains("The build is over. 1 unassignment is pending. 104 API keys have access"), log());
        assertTrue(
                log().contains("in this build got it: 6920c1e09a1f4b2c3d000000 (nwaaaaaa) with GROUP_READ_ONLY."),
                log());
        assertTrue(log().contains("What was pending is done."), log());
        assertTrue(
                log().contains("103 API keys have access to the project 5a0a1e7e0f2912c554080adc; none of them"),
                log());
    }

    @Test
    void anUnstableBuildIsTwo() throws Exception {
        String file = file(unassign("mongodb-cloud", SimulatorSeed.UNASSIGNED_KEY_ID));

        assertEquals(2, run(null, "--jenkinsfile", file), log());
        assertTrue(log().contains("Finished: UNSTABLE"), log());
    }

    @Test
    void aFailedBuildIsOneAndAWrongPrivateKeyIsNowhereInTheLog() throws Exception {
        String file = file(unassign("wrong", SimulatorSeed.API_KEY_ID));

        assertEquals(1, run(null, "--jenkinsfile", file, "--credentials", "wrong=adminkey:not-the-key"), log());
        assertTrue(log().contains("Finished: FAILURE"), log());
        assertFalse(log().contains("not-the-key"), log());
    }

    @Test
    void theGivenEndpointIsTheDefaultOneAndKeysComeFromTheEnvironment() throws Exception {
        try (Simulator elsewhere =
                Simulator.builder().cloud(SimulatorSeed.cloud()).start()) {
            String file = file(unassign("mine", SimulatorSeed.API_KEY_ID));

            assertEquals(0, run(KEYS, "--jenkinsfile", file, "--endpoint", elsewhere.baseUrl()), log());

            assertFalse(elsewhere.isAssigned(SimulatorSeed.PROJECT_ID, SimulatorSeed.API_KEY_ID));
            assertFalse(log().contains("The simulator saw"), log());
        }
    }

    @Test
    void parametersReachTheScript() throws Exception {
        String file = file("echo \"${params.A} and ${B}\"");

        assertEquals(0, run(null, "--jenkinsfile", file, "--param", "A=one=1", "--param", "B="), log());
        assertTrue(log().contains("one=1 and "), log());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--jenkinsfile",
                "--jenkinsfile nowhere",
                "--colour red",
                "--param A",
                "--param =a",
                "--credentials id",
                "--credentials id=hidden",
                "--credentials =hidden:hidden",
                "--endpoint http://cloud.mongodb.com/api",
                "--endpoint ftp://127.0.0.1/",
                "--endpoint http://127.0.0.1.example/",
                "--endpoint https://127.0.0.1/api?envelope=true",
                "--endpoint nothing",
                "--endpoint ::",
                "--outage --endpoint https://cloud.mongodb.com/api"
            })
    void badArgumentsGiveTheUsageAndNeverShowAKey(String arguments) {
        assertEquals(1, run(null, arguments.split(" ")));

        assertTrue(log().contains("Usage: mvn"), log());
        assertFalse(log().contains("hidden"), log());
    }

    @Test
    void badKeysInTheEnvironmentGiveTheUsage() {
        assertEquals(1, run(KEYS + " hidden"));

        assertTrue(log().contains("MONGODB_CLOUD_KEYS takes ID=PUBLIC:PRIVATE"), log());
        assertFalse(log().contains("hidden"), log());
    }
}
