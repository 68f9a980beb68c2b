package io.jenkins.plugins.mongodbcloud.reliability;

import io.jenkins.plugins.mongodbcloud.client.ClientLimits;
import io.jenkins.plugins.mongodbcloud.client.Operations;
import io.jenkins.plugins.mongodbcloud.client.ProxyRules;
import io.jenkins.plugins.mongodbcloud.client.http.HttpAdminClient;
import io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/** Several sites, on which scenarios of grants are played side by side; those that wait for silence on sites of their own. */
final class GrantRunners implements Closeable {

    private static final int SITES = 12;
    private static final int SILENT_SITES = 48;
    private static final Duration SILENCE = Duration.ofSeconds(2);
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);
    private static final int ATTEMPTS = 2;
    private static final int SITES_WITH_PAGES = 2;
    /** One scenario in so many. */
    private static final int WITH_PAGES = 20;

    private static final int FEW_KEYS = 3;

    // Held here, since a logger that nobody refers to forgets its level.
    private static final Logger PLUGIN = Logger.getLogger("io.jenkins.plugins.mongodbcloud");

    private final Level level = PLUGIN.getLevel();
    private final ExecutorService workers = Executors.newFixedThreadPool(8);
    private final List<HttpAdminClient> clients = new ArrayList<>();
    private final RunnerPool<GrantScenarioRunner> quick;
    private final RunnerPool<GrantScenarioRunner> silent;
    private final RunnerPool<GrantScenarioRunner> withPages;

    /**
     * @param pages whether some scenarios are played where lists have several pages, which takes most of the time
     * @param folder of the grants of all sites
     */
    GrantRunners(boolean pages, Path folder) throws IOException {
        // A full disk and a process that has ended are logged, each time.
        PLUGIN.setLevel(Level.OFF);
        quick = pool(SITES, LONG_ENOUGH, folder.resolve("quick"), FEW_KEYS);
        silent = pool(SILENT_SITES, SILENCE, folder.resolve("silent"), FEW_KEYS);
        withPages =
                pool(SITES_WITH_PAGES, LONG_ENOUGH, folder.resolve("pages"), pages ? Operations.PAGE_SIZE : FEW_KEYS);
    }

    private RunnerPool<GrantScenarioRunner> pool(int sites, Duration response, Path folder, int keys)
            throws IOException {
        ClientLimits limits = new ClientLimits(
                LONG_ENOUGH,
                response,
                LONG_ENOUGH,
                ATTEMPTS,
                Duration.ofMillis(1),
                Duration.ofMillis(2),
                Duration.ofMillis(500));
        HttpAdminClient api = new HttpAdminClient(() -> limits, ProxyRules.DIRECT);
        clients.add(api);
        List<GrantScenarioRunner> runners = new ArrayList<>();
        for (int site = 0; site < sites; site++) {
            runners.add(
                    new GrantScenarioRunner(api, workers, folder.resolve("site-" + site), site == 0 ? keys : FEW_KEYS));
        }
        return new RunnerPool<>(runners);
    }

    /** Plays them all. Silence comes last: what is slow because of the others would be taken for it. */
    List<GrantResult> play(List<GrantScenario> scenarios) throws Exception {
        Map<Boolean, List<GrantScenario>> bySilence = scenarios.stream()
                .collect(Collectors.partitioningBy(
                        scenario -> scenario.faults().stream().anyMatch(InjectedFault::isSilent)));
        List<GrantResult> results = new ArrayList<>();
        for (boolean isSilent : new boolean[] {false, true}) {
            List<Future<GrantResult>> started = new ArrayList<>();
            for (GrantScenario scenario : bySilence.get(isSilent)) {
                RunnerPool<GrantScenarioRunner> pool = isSilent ? silent : poolOf(scenario, started.size());
                started.add(pool.start(scenario, GrantScenarioRunner::play));
            }
            for (Future<GrantResult> result : started) {
                results.add(result.get());
            }
        }
        return results;
    }

    private RunnerPool<GrantScenarioRunner> poolOf(GrantScenario scenario, int number) {
        boolean slow = scenario.faults().stream().anyMatch(InjectedFault::isSlow);
        return slow || number % WITH_PAGES != 0 ? quick : withPages;
    }

    /** What must never be, with the scenario it was found in; empty if all is well. */
    static String flaws(List<GrantResult> results) {
        return results.stream()
                .filter(result -> !result.flaws().isEmpty())
                .map(result -> String.join("\n", result.flaws()) + "\n  in " + result.scenario())
                .collect(Collectors.joining("\n"));
    }

    @Override
    public void close() throws IOException {
        quick.close();
        silent.close();
        withPages.close();
        clients.forEach(HttpAdminClient::close);
        workers.shutdownNow();
        PLUGIN.setLevel(level);
    }
}
