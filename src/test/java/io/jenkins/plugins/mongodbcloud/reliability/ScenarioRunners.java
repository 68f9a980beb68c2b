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
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
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

    private final BlockingQueue<ScenarioRunner> sites = new LinkedBlockingQueue<>();
    private final AtomicLong played = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private ErrorCollector log;
    private HttpAdminClient api;
    private ExecutorService workers;
    private ExecutorService directors;
    private Path folder;

    void open() throws IOException {
        log = new ErrorCollector();
        folder = Files.createTempDirectory("reliability");
        api = new HttpAdminClient(() -> LIMITS, ProxyRules.DIRECT);
        workers = Executors.newFixedThreadPool(WORKERS);
        directors = Executors.newFixedThreadPool(SITES);
        for (int i = 0; i < SITES; i++) {
            sites.add(new ScenarioRunner(api, workers, folder.resolve("journal-" + i)));
        }
    }

    /** Plays them all; what was found, with the scenario it was found in. */
    List<String> play(List<FaultScenario> scenarios) throws Exception {
        List<Callable<List<String>>> plays = new ArrayList<>();
        scenarios.forEach(scenario -> plays.add(() -> play(scenario)));
        List<String> found = new ArrayList<>();
        for (Future<List<String>> play : directors.invokeAll(plays)) {
            found.addAll(play.get());
        }
        found.addAll(log.errors());
        return found;
    }

    private List<String> play(FaultScenario scenario) throws InterruptedException {
        ScenarioRunner site = sites.take();
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
        } finally {
            sites.add(site);
        }
    }

    void close() throws IOException {
        System.out.println("Reliability: " + played + " fault sequences, " + failed + " failures");
        directors.shutdownNow();
        api.close();
        workers.shutdownNow();
        for (ScenarioRunner site : sites) {
            site.close();
        }
        Files.delete(folder);
        log.close();
    }
}
