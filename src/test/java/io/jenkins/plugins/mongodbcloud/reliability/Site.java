package io.jenkins.plugins.mongodbcloud.reliability;

import io.jenkins.plugins.mongodbcloud.admin.AdminApi;
import io.jenkins.plugins.mongodbcloud.admin.ApiEndpoint;
import io.jenkins.plugins.mongodbcloud.admin.ApiKeyPair;
import io.jenkins.plugins.mongodbcloud.admin.Product;
import io.jenkins.plugins.mongodbcloud.reliability.Scenario.Own;
import io.jenkins.plugins.mongodbcloud.simulator.Fault;
import io.jenkins.plugins.mongodbcloud.simulator.LoggedRequest;
import io.jenkins.plugins.mongodbcloud.simulator.SimulatedCloud;
import io.jenkins.plugins.mongodbcloud.simulator.Simulator;
import io.jenkins.plugins.mongodbcloud.unassign.Earlier;
import io.jenkins.plugins.mongodbcloud.unassign.Effects;
import io.jenkins.plugins.mongodbcloud.unassign.Job;
import io.jenkins.plugins.mongodbcloud.unassign.UnassignReport;
import io.jenkins.plugins.mongodbcloud.unassign.UnassignRequest;
import io.jenkins.plugins.mongodbcloud.unassign.Unassigner;
import io.jenkins.plugins.mongodbcloud.unassign.Unassignment;
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
final class Site implements AutoCloseable {
    static final String ORGANIZATION = "5980cfdf0b6d97029d82f86e";
    static final String PROJECT = "5a0a1e7e0f2912c554080adc";

    private static final String CREDENTIALS = "key-pair-of-jenkins";
    private static final long PATIENCE_SECONDS = 60;

    private final SimulatedCloud cloud = new SimulatedCloud()
            .addOrganization(ORGANIZATION, "Example Company")
            .addProject(ORGANIZATION, PROJECT, "Production");
    private final Simulator simulator = Simulator.builder().cloud(cloud).start();
    private final ApiEndpoint endpoint = ApiEndpoint.of("The simulator", Product.CLOUD_MANAGER, simulator.baseUrl());
    private final Unassigner unassigner;
    private final Path file;
    private volatile Consumer<LoggedRequest> seen = request -> {};

    /** @param file through which journals pass */
    Site(AdminApi api, Executor executor, Path file) throws IOException {
        this.unassigner = new Unassigner(api, executor);
        this.file = file;
        simulator.journal().onRequest(request -> seen.accept(request));
    }

    /** Plays a scenario to its end and looks for what must never be; empty if all is well. */
    List<String> play(Scenario scenario, long number) throws Exception {
        Cast cast = Cast.of(number, scenario);
        Ledger ledger = new Ledger();
        Findings findings = new Findings(scenario, cast, cloud);
        cast.enter(cloud, ORGANIZATION, PROJECT, scenario);
        simulator.faults().clear().next(scenario.faults().toArray(Fault[]::new));
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

    private Run run(Scenario scenario, Cast cast, Ledger ledger, boolean stoppable) throws Exception {
        Earlier earlier = ledger.earlier(file);
        Run run = new Run(scenario, ledger, stoppable);
        seen = run::seen;
        ApiKeyPair keys = new ApiKeyPair(cast.admin().publicKey(), cast.admin().privateKey());
        Job job = new Job(endpoint, keys, CREDENTIALS, request(scenario, cast), earlier);
        run.started.complete(unassigner.start(job, ledger));
        run.report = run.started.join().report().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return run;
    }

    private static UnassignRequest request(Scenario scenario, Cast cast) throws Exception {
        return new UnassignRequest(
                        PROJECT,
                        cast.selection(scenario),
                        Effects.DEFAULT,
                        scenario.dryRun(),
                        scenario.verify(),
                        scenario.own() == Own.ALLOWED,
                        100,
                        scenario.parallelism())
                .checked();
    }

    @Override
    public void close() throws IOException {
        simulator.close();
        Files.deleteIfExists(file);
    }

    /** One run of the plugin, and what the simulator sees of it. */
    private static final class Run {
        private final CompletableFuture<Unassignment> started = new CompletableFuture<>();
        private final Map<String, Integer> requestsByKey = new HashMap<>();
        private final Scenario scenario;
        private final Ledger ledger;
        private final boolean stoppable;
        private int requests;
        private volatile boolean stopped;
        private UnassignReport report;

        Run(Scenario scenario, Ledger ledger, boolean stoppable) {
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
                started.thenAccept(Unassignment::cancel);
            }
        }
    }
}
