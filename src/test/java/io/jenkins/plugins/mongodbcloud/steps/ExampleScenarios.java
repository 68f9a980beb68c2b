package io.jenkins.plugins.mongodbcloud.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Result;
import io.jenkins.plugins.mongodbcloud.client.Product;
import io.jenkins.plugins.mongodbcloud.configuration.Endpoint;
import io.jenkins.plugins.mongodbcloud.configuration.MongoDbCloudConfiguration;
import io.jenkins.plugins.mongodbcloud.testing.JenkinsFixture;
import io.jenkins.plugins.mongodbcloud.testing.JenkinsFixture.Build;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Phase;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Simulator;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every Jenkinsfile of the documentation does what its page says, on every Jenkins. */
public interface ExampleScenarios {
    Path EXAMPLES = Path.of(System.getProperty("mongodbcloud.root", "")).resolve("docs/examples");
    String SUFFIX = ".Jenkinsfile";

    /**
     * What becomes of an example on the seeded simulator.
     *
     * @param requests authenticated DELETEs, authenticated lists, and all requests
     * @param line part of the build log
     */
    record Expected(Result result, List<Long> requests, String line) {}

    static Expected expect(Result result, long deletes, long lists, long all, String line) {
        return new Expected(result, List.of(deletes, lists, all), line);
    }

    Map<String, Expected> EXPECTED = Map.ofEntries(
            Map.entry("already-gone", expect(Result.UNSTABLE, 1, 1, 3, "set ifNotAssigned to SUCCESS")),
            Map.entry("declarative", expect(Result.SUCCESS, 1, 1, 3, " was unassigned from project ")),
            Map.entry("dry-run-then-real", expect(Result.SUCCESS, 10, 2, 13, "10 API keys would be unassigned")),
            Map.entry("key-in-credential", expect(Result.SUCCESS, 1, 1, 3, "(zmmrboas, ")),
            Map.entry("many-keys", expect(Result.SUCCESS, 20, 2, 26, "worst outcome UNASSIGNED")),
            Map.entry(
                    "many-keys-loop", expect(Result.SUCCESS, 100, 1, 102, "100 API keys unassigned with 102 requests")),
            Map.entry("many-projects", expect(Result.SUCCESS, 1, 1, 3, "(zmmrboas, ")),
            Map.entry("nightly-sweep", expect(Result.SUCCESS, 0, 1, 2, "100 API keys: 100 would be unassigned")),
            Map.entry("one-key", expect(Result.SUCCESS, 1, 1, 3, "The API key is UNASSIGNED after 3 requests")),
            Map.entry("ops-manager", expect(Result.SUCCESS, 1, 1, 3, " at Ops Manager (HTTP 204)")),
            Map.entry("own-key", expect(Result.FAILURE, 0, 1, 2, "set allowSelf to true")),
            Map.entry("public-key", expect(Result.SUCCESS, 1, 1, 3, "(zmmrboas, ")),
            Map.entry("public-key-as-id", expect(Result.FAILURE, 0, 0, 0, "looks like a public key")),
            Map.entry("scripted", expect(Result.SUCCESS, 1, 1, 3, "The API key is UNASSIGNED, HTTP 204")),
            Map.entry(
                    "service-account",
                    expect(Result.SUCCESS, 100, 0, 101, "100 API keys, 100 requests and one for the access token")),
            Map.entry("temporary-keys", expect(Result.SUCCESS, 1, 1, 3, "\"ci-042\"")),
            Map.entry(
                    "unassign-service-account",
                    expect(
                            Result.SUCCESS,
                            1,
                            0,
                            2,
                            "mdb_sa_id_6650c1e09a1f4b2c3d4e5f61 is UNASSIGNED after 1 request")),
            Map.entry("too-many-matches", expect(Result.FAILURE, 0, 1, 2, "more than maxKeys (1)")));

    /** The Jenkins, prepared for the examples. */
    JenkinsFixture jenkins();

    static Stream<String> examples() throws IOException {
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(SUFFIX) && !name.startsWith(AccessExampleScenarios.PREFIX))
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("io.jenkins.plugins.mongodbcloud.steps.ExampleScenarios#examples")
    default void anExampleDoesWhatItsPageSays(String name) throws Exception {
        Expected expected = EXPECTED.get(name);
        assertNotNull(expected, () -> "this test does not know yet what is expected of " + name);
        assertEquals(expected, run(jenkins(), name, Map.of(), expected.line()));
        if (name.equals("many-keys-loop")) {
            assertEquals(1, jenkins().simulator().journal().connectionsAccepted());
        }
    }

    @ParameterizedTest(name = "deployment {0}, clean-up {1}")
    @CsvSource({"true, true", "true, false", "false, true"})
    default void theScriptedExampleLosesNoFailure(boolean deploymentFails, boolean cleanUpFails) throws Exception {
        String script = Files.readString(EXAMPLES.resolve("scripted" + SUFFIX));
        if (deploymentFails) {
            script = script.replace("echo 'Deploying with the API key'", "error 'no such cluster'");
        }
        if (cleanUpFails) {
            script = script.replace("'" + JenkinsFixture.ADMIN + "'", "'" + JenkinsFixture.READER + "'");
        }
        Build build = jenkins().runPipeline(script);
        assertEquals(Result.FAILURE, build.result(), build::log);
        assertEquals(cleanUpFails, jenkins().isAssigned());
        String key = "API key " + JenkinsFixture.KEY + " of project " + JenkinsFixture.PROJECT
                + " ended in REJECTED (HTTP 401";
        assertEquals(deploymentFails, build.log().contains("ERROR: no such cluster"), build::log);
        assertEquals(cleanUpFails, build.log().contains(key), build::log);
    }

    /** What became of it; the line is the one looked for if it is in the log, else the whole log. */
    static Expected run(JenkinsFixture jenkins, String name, Map<String, String> parameters, String line)
            throws Exception {
        jenkins.addCredentials(
                JenkinsFixture.keyPair("deployment-key", SimulatorSeed.API_KEY),
                JenkinsFixture.keyPair("ops-manager", SimulatorSeed.ADMIN),
                JenkinsFixture.serviceAccount("mongodb-service-account", SimulatorSeed.ADMIN_ACCOUNT));
        addOpsManager(jenkins.simulator().baseUrl());
        Build build = jenkins.runPipeline(Files.readString(EXAMPLES.resolve(name + SUFFIX)), parameters);
        assertTrue(build.log().stripTrailing().endsWith("Finished: " + build.result()), build::log);
        Simulator simulator = jenkins.simulator();
        assertEquals(0, simulator.basicSeen());
        assertEquals(0, simulator.journal().orgDeletes());
        long deletes = simulator.journal().requests(Phase.DELETE);
        long lists = simulator.journal().requests(Phase.LIST);
        String found = build.log().contains(line) ? line : build.log();
        return expect(build.result(), deletes, lists, simulator.requests(), found);
    }

    private static void addOpsManager(String baseUrl) {
        Endpoint opsManager = new Endpoint("Ops Manager", Product.OPS_MANAGER);
        opsManager.setBaseUrl(baseUrl);
        opsManager.setPlainHttpAllowed(true);
        List<Endpoint> endpoints =
                new ArrayList<>(MongoDbCloudConfiguration.get().getEndpoints());
        endpoints.add(opsManager);
        MongoDbCloudConfiguration.get().setEndpoints(endpoints);
    }
}
