package io.jenkins.plugins.mongodbcloud.reliability;

import io.jenkins.plugins.mongodbcloud.client.ClientLimits;
import io.jenkins.plugins.mongodbcloud.client.ProxyRules;
import io.jenkins.plugins.mongodbcloud.client.http.HttpAdminClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** Several sites and one client of them all, on which scenarios are played side by side. */
final class ScenarioRunners {
    private static final int SITES = 8;
    private static final int WORKERS = 2;
    private static final ClientLimits LIMITS = new ClientLimits(
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofSeconds(50),
            InvariantChecker.ATTEMPTS,
            Duration.ofMillis(1),
            Duration.ofMillis(2),
            Duration.ofMillis(500));

    private final AtomicLong played = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private ErrorCollector log;
    private HttpAdminClient api;
    private ExecutorService workers;
    private RunnerPool<ScenarioRunner> pool;
    private Path folder;

    void open() throws IOException {
        log = new ErrorCollector();
        folder = Files.createTempDirectory("reliability");
        api = new HttpAdminClient(() -> LIMITS, ProxyRules.DIRECT);
        workers = Executors.newFixedThreadPool(WORKERS);
        List<ScenarioRunner> runners = new ArrayList<>();
        for (int i = 0; i < SITES; i++) {
            runners.add(new ScenarioRunner(api, workers, folder.resolve("journal-" + i)));
        }
        pool = new RunnerPool<>(runners);
    }

    /** Plays them all; what was found, with the scenario it was found in. */
    List<String> play(List<FaultScenario> scenarios) throws Exception {
        List<Future<List<String>>> plays = new ArrayList<>();
        for (FaultScenario scenario : scenarios) {
            plays.add(pool.start(scenario, this::play));
        }
        List<String> found = new ArrayList<>();
        for (Future<List<String>> play : plays) {
            found.addAll(play.get());
        }
        found.addAll(log.errors());
        return found;
    }

    private List<String> play(ScenarioRunner site, FaultScenario scenario) {
        long number = played.incrementAndGet();
        try {
            List<String> found = site.play(scenario, number);
            if (!found.isEmpty()) {
                failed.incrementAndGet();
                found.add("  in run " + number + " of " + scenario);
            }
            return found;
        } catch (Exception | AssertionError broken) {
            failed.incrementAndGet();
            return List.of(broken + " in run " + number + " of " + scenario);
        }
    }

    void close() throws IOException {
        System.out.println("Reliability: " + played + " fault sequences, " + failed + " failures");
        pool.close();
        api.close();
        workers.shutdownNow();
        Files.delete(folder);
        log.close();
    }
}
