package io.jenkins.plugins.mongodbcloud.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.mongodbcloud.steps.AccessOptions;
import io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatedCloud;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Simulator;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadTest {
    private static final int BUILDS = 200;
    private static final int SESSIONS = 64;
    private static final int MOST_THREADS = 16;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Tells of every retry at length; held here, for the logging system would forget it and its level. */
    private static final Logger RETRIES =
            Logger.getLogger("org.apache.hc.client5.http.impl.async.AsyncHttpRequestRetryExec");

    @TempDir
    Path home;

    private final SimulatedCloud cloud = World.cloud();
    private Simulator simulator;
    private Set<Thread> idle;
    private Controller controller;

    @BeforeEach
    void start() throws Exception {
        RETRIES.setLevel(Level.WARNING);
        simulator = Simulator.builder().cloud(cloud).start();
        idle = Footprint.threads();
        controller = new Controller(home);
        controller.endpoint("slow", simulator.baseUrl());
        controller.patience(PATIENCE.multipliedBy(2), PATIENCE.multipliedBy(4));
    }

    @AfterEach
    void stop() {
        controller.close();
        simulator.close();
        RETRIES.setLevel(null);
    }

    private CompletableFuture<Object> build(String endpoint, int key) throws Exception {
        AccessOptions step = controller.step(endpoint);
        step.setApiKeyId(SimulatorSeed.ciKey(key).id());
        return controller.build(step, Controller.NO_LOG);
    }

    private static Object outcome(CompletableFuture<Object> build) throws Exception {
        return Controller.outcome(build.get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
    }

    @Test
    void waitingBuildsShareAHandfulOfThreadsAndDoNotHoldUpAnotherEndpoint() throws Exception {
        SimulatorSeed.addCiKeys(cloud, 1, BUILDS);
        simulator.faults().always(InjectedFault.silence());
        List<CompletableFuture<Object>> waiting = new ArrayList<>();
        for (int key = 1; key <= BUILDS; key++) {
            waiting.add(build("slow", key));
        }
        simulator.awaitRequests(SESSIONS, PATIENCE);

        List<String> threads = Footprint.threadsSince(idle);
        assertTrue(threads.size() <= MOST_THREADS, threads::toString);
        try (Simulator other = Simulator.builder()
                .cloud(SimulatorSeed.addCiKeys(World.cloud(), 1, 1))
                .start()) {
            controller.endpoint("other", other.baseUrl());
            assertEquals("UNASSIGNED", outcome(build("other", 1)));
        }
        assertTrue(waiting.stream().noneMatch(CompletableFuture::isDone));
        simulator.faults().clear();
        simulator.releaseSilent();

        for (CompletableFuture<Object> build : waiting) {
            assertEquals("UNASSIGNED", outcome(build));
        }
        assertEquals(0, cloud.assignedKeys(World.PROJECT_ID));
    }

    @Test
    void aLargeStepSendsOneRequestForEachKeySessionAndPage() throws Exception {
        int keys = 1_001;
        SimulatorSeed.addCiKeys(cloud, 1, keys);
        AccessOptions step = controller.step("slow");
        step.setDescription("ci-*");
        step.setMaxKeys(keys);
        step.setParallelism(4);

        Map<?, ?> result =
                (Map<?, ?>) controller.build(step, Controller.NO_LOG).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);

        assertEquals("UNASSIGNED", result.get("outcome"));
        assertEquals(keys, ((List<?>) result.get("keys")).size());
        // Three pages, of which the first two are read twice.
        assertEquals(keys + 4 + 5, simulator.requests());
        assertEquals(keys + 4 + 5, result.get("requests"));
        assertEquals(0, cloud.assignedKeys(World.PROJECT_ID));
    }
}
