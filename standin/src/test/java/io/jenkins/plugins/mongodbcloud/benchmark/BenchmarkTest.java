package io.jenkins.plugins.mongodbcloud.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jenkins.plugins.mongodbcloud.steps.ApiKeyOptions;
import io.jenkins.plugins.mongodbcloud.testing.JenkinsFixture;
import io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension;
import io.jenkins.plugins.mongodbcloud.testing.StandInJenkins;
import io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatedCloud;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Simulator;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BenchmarkTest {
    private static final int BUILDS = 200;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @TempDir
    Path folder;

    private int run(String arguments) throws Exception {
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        return new Benchmark(out, folder).run(arguments.split(" "));
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    /** With a latency, so that all sessions are open before one of them has come to the last key. */
    @Test
    void countsTheRequestsAndConnectionsOfEveryVariant() throws Exception {
        assertEquals(0, run("--keys 1,6 --latencies 50 --rounds 1 --warm-up 0 --builds 0"), printed());

        assertEquals(List.of(2, 1), counts("plugin, cold", 1));
        assertEquals(List.of(7, 1), counts("plugin, cold", 6));
        assertEquals(List.of(1, 1), counts("plugin, warm", 1));
        assertEquals(List.of(6, 1), counts("plugin, warm", 6));
        assertEquals(List.of(2, 1), counts("plugin, 4 sessions", 1));
        assertEquals(List.of(10, 4), counts("plugin, 4 sessions", 6));
        assertEquals(List.of(7, 1), counts("account, cold", 6));
        assertEquals(List.of(6, 1), counts("account, warm", 6));
        assertEquals(7, counts("account, 4 sessions", 6).get(0));
        assertEquals(List.of(6, 1), counts("bare loop", 6));
        if (Curl.isInstalled()) {
            assertEquals(List.of(12, 6), counts("curl per key", 6));
            assertEquals(1, counts("one curl", 6).get(1));
        }
        assertTrue(printed().contains("met     N+1 requests cold: in every row"), printed());
    }

    private List<Integer> counts(String variant, int keys) throws IOException {
        JsonNode rows = JsonMapper.builder()
                .build()
                .readTree(folder.resolve(Benchmark.FILE).toFile())
                .path("measured");
        for (JsonNode row : rows) {
            if (row.path("variant").asText().equals(variant) && row.path("keys").asInt() == keys) {
                return List.of(
                        row.path("requests").asInt(), row.path("connections").asInt());
            }
        }
        throw new NoSuchElementException(variant);
    }

    @Test
    void aGoalThatIsMissedIsCalledMissed() {
        List<Goal> goals = Goal.of(List.of(
                new Measured(Variant.COLD, 10, 20, 12, 1, 300_000_000, 0),
                new Measured(Variant.WARM, 10, 20, 10, 1, 240_000_000, 0),
                new Measured(Variant.ACCOUNT_COLD, 2, 20, 4, 1, 300_000_000, 0),
                new Measured(Variant.ONE_CURL, 10, 20, 20, 1, 250_000_000, 0),
                new Measured(Variant.BARE_LOOP, 10, 20, 10, 1, 200_000_000, 0)));

        assertEquals(
                List.of(
                        "MISSED  N+1 requests cold: 12 for 10 at 20 ms",
                        "met     N requests warm: in every row",
                        "met     N + sessions requests with 4 sessions: in every row",
                        "MISSED  N+1 requests cold by a service account: 4 for 2 at 20 ms",
                        "met     N requests warm by a service account: in every row",
                        "met     N+1 requests with 4 sessions of a service account: in every row",
                        "MISSED  no slower than one curl for all keys; plugin, cold: 1.20 for 10 at 20 ms",
                        "met     no slower than one curl for all keys; plugin, warm: 0.96 for 10 at 20 ms",
                        "met     within 1.25 of the limit for as many requests at 20 ms and above; plugin, cold:"
                                + " 1.25 for 10 at 20 ms",
                        "met     within 1.25 of the limit for as many requests at 20 ms and above; plugin, warm:"
                                + " 1.20 for 10 at 20 ms"),
                goals.stream().map(Goal::toString).toList());
    }

    @Test
    void waitingBuildsShareAHandfulOfThreadsAndDoNotHoldUpAnotherEndpoint() throws Exception {
        SimulatedCloud cloud = SimulatorSeed.addCiKeys(SimulatorSeed.cloud(), SimulatorSeed.CI_KEYS + 1, BUILDS);
        try (StandInJenkins jenkins = new StandInJenkins(folder);
                Simulator slow = Simulator.builder().cloud(cloud).start()) {
            Set<Thread> idle = Footprint.threads();
            JenkinsFixture.timeouts(10, 120, 240);
            new Load(jenkins, slow, BUILDS);
            slow.faults().always(InjectedFault.silence());
            List<CompletableFuture<Object>> waiting = new ArrayList<>();
            for (int key = 1; key <= BUILDS; key++) {
                ApiKeyOptions step =
                        StandInJenkins.step(SimulatorSeed.ciKey(key).id());
                step.setEndpoint("slow");
                // Otherwise one build would list the project, and the others wait for it.
                step.setAllowSelf(true);
                waiting.add(jenkins.startBuild(step));
            }
            slow.awaitRequests(Load.SESSIONS, JenkinsFixture.PATIENCE);

            List<String> threads = Footprint.threadsSince(idle);
            assertTrue(threads.size() <= Load.MOST_THREADS, threads::toString);
            assertEquals("UNASSIGNED", outcome(jenkins.startBuild(StandInJenkins.usual())));
            assertTrue(waiting.stream().noneMatch(CompletableFuture::isDone));
            slow.faults().clear();
            slow.releaseSilent();

            for (CompletableFuture<Object> build : waiting) {
                assertEquals("UNASSIGNED", outcome(build));
            }
            assertEquals(3, cloud.assignedKeys(JenkinsFixture.PROJECT));
        }
    }

    @Test
    void aLargeStepSendsOneRequestForEachKeySessionAndPage() throws Exception {
        int keys = 1_001;
        try (StandInJenkins jenkins = new StandInJenkins(
                folder, SimulatorSeed.addCiKeys(SimulatorSeed.cloud(), SimulatorSeed.CI_KEYS + 1, keys))) {
            ApiKeyOptions step = StandInJenkins.step();
            step.setDescription("ci-*");
            step.setMaxKeys(keys);
            step.setParallelism(4);

            Map<?, ?> result = (Map<?, ?>) jenkins.startBuild(step).get(60, TimeUnit.SECONDS);

            assertEquals("UNASSIGNED", result.get("outcome"));
            assertEquals(keys, ((List<?>) result.get("keys")).size());
            // Three pages, of which the first two are read twice.
            assertEquals(keys + 4 + 5, jenkins.simulator.requests());
            assertEquals(keys + 4 + 5, result.get("requests"));
            assertEquals(3, jenkins.simulator.cloud().assignedKeys(JenkinsFixture.PROJECT));
        }
    }

    @Test
    void parallelBuildsOfAServiceAccountShareOneToken() throws Exception {
        try (StandInJenkins jenkins = new StandInJenkins(folder)) {
            jenkins.credentials()
                    .add("account", SimulatorSeed.ADMIN_ACCOUNT.clientId(), SimulatorSeed.ADMIN_ACCOUNT.secret());
            List<CompletableFuture<Object>> builds = new ArrayList<>();
            for (int first = 1; first <= SimulatorSeed.CI_KEYS; first += 10) {
                ApiKeyOptions step = StandInJenkins.step();
                step.setCredentialsId("account");
                step.setApiKeyIds(SimulatorExtension.ciIds(first, first + 9));
                step.setParallelism(4);
                builds.add(jenkins.startBuild(step));
            }

            for (CompletableFuture<Object> build : builds) {
                assertEquals("UNASSIGNED", outcome(build));
            }
            assertEquals(1, jenkins.simulator.tokens().minted());
            assertEquals(SimulatorSeed.CI_KEYS + 1, jenkins.simulator.requests());
        }
    }

    private static Object outcome(CompletableFuture<Object> build) throws Exception {
        return ((Map<?, ?>) build.get(60, TimeUnit.SECONDS)).get("outcome");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--keys",
                "--keys 0",
                "--keys 1,x",
                "--latencies -1",
                "--rounds 0",
                "--builds 1001",
                "--answer-seconds 0",
                "--colour red"
            })
    void badArgumentsGiveTheUsage(String arguments) throws Exception {
        assertEquals(1, run(arguments));

        assertTrue(printed().contains("Usage: mvn"), printed());
    }
}
