package io.jenkins.plugins.mongodbcloud.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Result;
import io.jenkins.plugins.mongodbcloud.client.Product;
import io.jenkins.plugins.mongodbcloud.configuration.Endpoint;
import io.jenkins.plugins.mongodbcloud.configuration.MongoDbCloudConfiguration;
import io.jenkins.plugins.mongodbcloud.demo.Jenkinsfile;
import io.jenkins.plugins.mongodbcloud.demo.PipelineBuild;
import io.jenkins.plugins.mongodbcloud.demo.StepWatcher;
import io.jenkins.plugins.mongodbcloud.testing.StandInJenkins;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Phase;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every Jenkinsfile of the documentation does what its page says. */
class ExamplesTest {
    private static final Path EXAMPLES =
            Path.of(System.getProperty("mongodbcloud.root", "..")).resolve("docs/examples");
    private static final String SUFFIX = ".Jenkinsfile";

    /**
     * What becomes of an example on the seeded simulator.
     *
     * @param requests authenticated DELETEs, authenticated lists, and all requests
     */
    private record Expected(Result result, List<Long> requests, String line) {}

    private static Expected expect(Result result, long deletes, long lists, long all, String line) {
        return new Expected(result, List.of(deletes, lists, all), line);
    }

    private static final Map<String, Expected> EXPECTED = Map.ofEntries(
            Map.entry("already-gone", expect(Result.UNSTABLE, 1, 0, 2, "set ifNotAssigned to SUCCESS")),
            Map.entry("declarative", expect(Result.SUCCESS, 1, 0, 2, " was unassigned from project ")),
            Map.entry("dry-run-then-real", expect(Result.SUCCESS, 10, 2, 13, "10 API keys would be unassigned")),
            Map.entry("key-in-credential", expect(Result.SUCCESS, 1, 1, 3, "(zmmrboas, ")),
            Map.entry("many-keys", expect(Result.SUCCESS, 20, 1, 25, "worst outcome UNASSIGNED")),
            Map.entry(
                    "many-keys-loop", expect(Result.SUCCESS, 100, 0, 101, "100 API keys unassigned with 101 requests")),
            Map.entry("many-projects", expect(Result.SUCCESS, 1, 1, 3, "(zmmrboas, ")),
            Map.entry("nightly-sweep", expect(Result.SUCCESS, 0, 1, 2, "100 API keys: 100 would be unassigned")),
            Map.entry("one-key", expect(Result.SUCCESS, 1, 0, 2, "The API key is UNASSIGNED after 2 requests")),
            Map.entry("ops-manager", expect(Result.SUCCESS, 1, 0, 2, " at Ops Manager (HTTP 204)")),
            Map.entry("own-key", expect(Result.FAILURE, 0, 1, 2, "set allowSelf to true")),
            Map.entry("public-key", expect(Result.SUCCESS, 1, 1, 3, "(zmmrboas, ")),
            Map.entry("public-key-as-id", expect(Result.FAILURE, 0, 0, 0, "looks like a public key")),
            Map.entry("scripted", expect(Result.SUCCESS, 1, 0, 2, "The API key is UNASSIGNED, HTTP 204")),
            Map.entry("temporary-keys", expect(Result.SUCCESS, 1, 1, 3, "\"ci-042\"")),
            Map.entry("too-many-matches", expect(Result.FAILURE, 0, 1, 2, "more than maxKeys (1)")));

    @TempDir
    Path home;

    static Stream<String> examples() throws IOException {
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(SUFFIX))
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void exampleDoesWhatItsPageSays(String name) throws Exception {
        Expected expected = EXPECTED.get(name);
        assertTrue(expected != null, () -> "this test does not know yet what is expected of " + name);
        try (StandInJenkins bench = bench()) {
            assertEquals(expected, run(bench, name, Map.of(), expected.line()));
            if (name.equals("many-keys-loop")) {
                assertEquals(1, bench.simulator.journal().connectionsAccepted());
            }
        }
    }

    @Test
    void sweepThatIsToldToUnassignsAllStaleKeys() throws Exception {
        try (StandInJenkins bench = bench()) {
            String line = "100 API keys: 100 unassigned";
            assertEquals(
                    expect(Result.SUCCESS, 100, 2, 103, line),
                    run(bench, "nightly-sweep", Map.of("DRY_RUN", "false"), line));
            assertEquals(3, bench.simulator.cloud().assignedKeys(StandInJenkins.PROJECT));
        }
    }

    @Test
    void parametersOfAnExampleAreHeeded() throws Exception {
        try (StandInJenkins bench = bench()) {
            Map<String, String> given =
                    Map.of("API_KEY_ID", SimulatorSeed.ciKey(5).id());
            run(bench, "declarative", given, "");
            assertEquals(1, bench.deletes(SimulatorSeed.ciKey(5).id()));
        }
    }

    private StandInJenkins bench() throws IOException {
        StandInJenkins bench = new StandInJenkins(home);
        bench.credentials()
                .add("deployment-key", SimulatorSeed.API_KEY.publicKey(), SimulatorSeed.API_KEY.privateKey());
        bench.credentials().add("ops-manager", SimulatorSeed.ADMIN.publicKey(), SimulatorSeed.ADMIN.privateKey());
        Endpoint opsManager = new Endpoint("Ops Manager", Product.OPS_MANAGER);
        opsManager.setBaseUrl(bench.simulator.baseUrl());
        opsManager.setPlainHttpAllowed(true);
        MongoDbCloudConfiguration.get()
                .setEndpoints(List.of(StandInJenkins.pointAt(bench.simulator.baseUrl()), opsManager));
        return bench;
    }

    /** What became of it; the line is the one looked for if it is in the log, else the whole log. */
    private static Expected run(StandInJenkins bench, String name, Map<String, String> parameters, String line)
            throws IOException {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        Result result = new PipelineBuild(
                        bench.run(), parameters, new PrintStream(log, true, StandardCharsets.UTF_8), StepWatcher.NONE)
                .run(Jenkinsfile.read(name + SUFFIX, EXAMPLES.resolve(name + SUFFIX)));
        String text = log.toString(StandardCharsets.UTF_8);
        assertTrue(text.endsWith("Finished: " + result + System.lineSeparator()), text);
        assertEquals(0, bench.simulator.basicSeen());
        assertEquals(0, bench.simulator.journal().orgDeletes());
        long deletes = bench.simulator.journal().requests(Phase.DELETE);
        long lists = bench.simulator.journal().requests(Phase.LIST);
        return expect(result, deletes, lists, bench.simulator.requests(), text.contains(line) ? line : text);
    }
}
