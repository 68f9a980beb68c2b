package io.jenkins.plugins.mongodbcloud.reliability;

import io.jenkins.plugins.mongodbcloud.access.AccessExecution;
import io.jenkins.plugins.mongodbcloud.access.AccessReport;
import io.jenkins.plugins.mongodbcloud.access.AccessTask;
import io.jenkins.plugins.mongodbcloud.access.AccessWorker;
import io.jenkins.plugins.mongodbcloud.access.ResumeState;
import io.jenkins.plugins.mongodbcloud.access.UnassignApiKey;
import io.jenkins.plugins.mongodbcloud.client.ApiEndpoint;
import io.jenkins.plugins.mongodbcloud.client.ApiKeyPair;
import io.jenkins.plugins.mongodbcloud.client.Product;
import io.jenkins.plugins.mongodbcloud.client.http.HttpAdminClient;
import io.jenkins.plugins.mongodbcloud.reliability.FaultScenario.Own;
import io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault;
import io.jenkins.plugins.mongodbcloud.testing.simulator.LoggedRequest;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatedCloud;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Simulator;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A simulator with one project, at which one scenario is played at a time. */
final class ScenarioRunner implements Closeable {
    static final String ORGANIZATION = "5980cfdf0b6d97029d82f86e";
    static final String PROJECT = "5a0a1e7e0f2912c554080adc";

    private static final String CREDENTIALS = "key-pair-of-jenkins";
    private static final long PATIENCE_SECONDS = 60;

    private final SimulatedCloud cloud = new SimulatedCloud()
            .addOrganization(ORGANIZATION, "Example Company")
            .addProject(ORGANIZATION, PROJECT, "Production");
    private final Simulator simulator = Simulator.builder().cloud(cloud).start();
    private final ApiEndpoint endpoint = ApiEndpoint.of("The simulator", Product.CLOUD_MANAGER, simulator.baseUrl());
    private final AccessWorker unassigner;
    private final Path file;
    private volatile Consumer<LoggedRequest> seen = request -> {};

    /** @param file through which journals pass */
    ScenarioRunner(HttpAdminClient api, Executor executor, Path file) throws IOException {
        this.unassigner = new AccessWorker(api, executor);
        this.file = file;
        simulator.journal().onRequest(request -> seen.accept(request));
    }

    /** Plays a scenario to its end and looks for what must never be; empty if all is well. */
    List<String> play(FaultScenario scenario, long number) throws Exception {
        ScenarioKeys cast = ScenarioKeys.of(number, scenario);
        InMemoryJournal ledger = new InMemoryJournal();
        InvariantChecker findings = new InvariantChecker(scenario, cast, cloud);
        cast.enter(cloud, ORGANIZATION, PROJECT, scenario);
        simulator.faults().clear().next(scenario.faults().toArray(InjectedFault[]::new));
        try {
            Run first = run(scenario, cast, ledger, true);
            Run last = first;
            if (first.stopped && scenario.stop().isKill()) {
                ledger.tear(scenario.stop().torn());
                ledger.revive();
                last = run(scenario, cast, ledger, false);
            }
            findings.inspect(
                    last.report,
                    last.requestsByKey,
                    first.stopped && scenario.stop().isAbort());
            simulator.faults().clear();
            Run replay = run(scenario, cast, ledger, false);
            findings.inspect(replay.report, replay.requestsByKey, false);
            findings.compare(last.report, replay.report, replay.requestsByKey);
            findings.search(ledger.text());
        } finally {
            simulator.faults().clear();
            cast.leave(cloud, ORGANIZATION);
        }
        findings.check(simulator.journal());
        return findings.all();
    }

    private Run run(FaultScenario scenario, ScenarioKeys cast, InMemoryJournal ledger, boolean stoppable)
            throws Exception {
        ResumeState earlier = ledger.earlier(file);
        Run run = new Run(scenario, ledger, stoppable);
        seen = run::seen;
        ApiKeyPair keys = new ApiKeyPair(cast.admin().publicKey(), cast.admin().privateKey());
        AccessTask task = task(scenario, cast)
                .credential(keys)
                .credentialsId(CREDENTIALS)
                .resumeState(earlier)
                .build();
        run.started.complete(unassigner.start(task, ledger, () -> false));
        run.report = run.started.join().report().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return run;
    }

    private AccessTask.Builder task(FaultScenario scenario, ScenarioKeys cast) {
        return AccessTask.builder()
                .endpoint(endpoint)
                .operation(new UnassignApiKey())
                .projectId(PROJECT)
                .selector(cast.selection(scenario))
                .dryRun(scenario.dryRun())
                .verify(scenario.verify())
                .allowSelf(scenario.own() == Own.ALLOWED)
                .maxKeys(100)
                .parallelism(scenario.parallelism());
    }

    @Override
    public void close() throws IOException {
        simulator.close();
        Files.deleteIfExists(file);
    }

    /** One run of the plugin, and what the simulator sees of it. */
    private static final class Run {
        private final CompletableFuture<AccessExecution> started = new CompletableFuture<>();
        private final Map<String, Integer> requestsByKey = new HashMap<>();
        private final FaultScenario scenario;
        private final InMemoryJournal ledger;
        private final boolean stoppable;
        private int requests;
        private volatile boolean stopped;
        private AccessReport report;

        Run(FaultScenario scenario, InMemoryJournal ledger, boolean stoppable) {
            this.scenario = scenario;
            this.ledger = ledger;
            this.stoppable = stoppable;
        }

        void seen(LoggedRequest request) {
            String last = request.target().substring(request.target().lastIndexOf('/') + 1);
            requestsByKey.merge(last, 1, Integer::sum);
            requests++;
            if (stoppable && requests == scenario.stop().request()) {
                stopped = true;
                if (scenario.stop().isKill()) {
                    ledger.die();
                }
                // While the simulator holds the answer back, so that the request is surely under way.
                started.thenAccept(AccessExecution::cancel);
            }
        }
    }
}
