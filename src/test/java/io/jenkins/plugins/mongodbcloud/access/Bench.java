package io.jenkins.plugins.mongodbcloud.access;

import io.jenkins.plugins.mongodbcloud.client.ApiEndpoint;
import io.jenkins.plugins.mongodbcloud.client.ClientLimits;
import io.jenkins.plugins.mongodbcloud.client.Product;
import io.jenkins.plugins.mongodbcloud.client.http.HttpAdminClient;
import io.jenkins.plugins.mongodbcloud.testing.simulator.LoggedRequest;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Phase;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatedCloud;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Simulator;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

/** A seeded simulator, a client of it with short waits, and the threads in between. */
final class Bench implements AutoCloseable {
    static final String PROJECT = SimulatorSeed.PROJECT_ID;
    static final String ENDPOINT = "The simulator";
    static final String CREDENTIALS = "key-pair-of-jenkins";
    /** How long tests wait for what must happen at once. */
    static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final int ATTEMPTS = 2;

    final Simulator simulator;
    final HttpAdminClient api;
    private final ApiEndpoint endpoint;
    private final ExecutorService executor = Executors.newFixedThreadPool(2);

    private Bench(SimulatedCloud cloud, Duration response) throws IOException {
        simulator = Simulator.builder().cloud(cloud).start();
        ClientLimits limits = new ClientLimits(
                Duration.ofSeconds(5),
                response,
                PATIENCE.multipliedBy(3),
                ATTEMPTS,
                Duration.ofMillis(1),
                Duration.ofMillis(1),
                Duration.ofSeconds(60));
        api = new HttpAdminClient(() -> limits, host -> Optional.empty());
        endpoint = at(simulator.baseUrl());
    }

    static Bench seeded() throws IOException {
        return with(SimulatorSeed.cloud());
    }

    static Bench with(SimulatedCloud cloud) throws IOException {
        // Longer than a test waits, so that nothing passes because the client gave up.
        return new Bench(cloud, PATIENCE.multipliedBy(2));
    }

    /** @param response how long the client waits for an answer */
    static Bench impatient(Duration response) throws IOException {
        return new Bench(SimulatorSeed.cloud(), response);
    }

    static ApiEndpoint at(String baseUrl) {
        return ApiEndpoint.of(ENDPOINT, Product.CLOUD_MANAGER, baseUrl);
    }

    /** IDs of the keys {@code ci-<first>} to {@code ci-<last>}. */
    static List<String> ciIds(int first, int last) {
        return IntStream.rangeClosed(first, last)
                .mapToObj(number -> SimulatorSeed.ciKey(number).id())
                .toList();
    }

    SimulatedCloud cloud() {
        return simulator.cloud();
    }

    AccessTask job(Ask ask) {
        return job(ask, endpoint);
    }

    AccessTask job(Ask ask, ApiEndpoint where) {
        return new AccessTask(where, ask.keys(), CREDENTIALS, ask.request(), ask.earlier());
    }

    ExecutorService executor() {
        return executor;
    }

    AccessExecution start(Ask ask, ProgressRecorder journal) {
        return new AccessWorker(api, executor).start(job(ask), journal);
    }

    AccessReport run(Ask ask) throws Exception {
        return run(ask, new RecordingJournal());
    }

    AccessReport run(Ask ask, ProgressRecorder journal) throws Exception {
        return await(start(ask, journal));
    }

    /** The result of a run that is about one key. */
    KeyResult runOne(Ask ask) throws Exception {
        AccessReport report = run(ask);
        if (report.results().size() != 1) {
            throw new AssertionError("one result was expected, not " + report.results());
        }
        return report.results().get(0);
    }

    static AccessReport await(AccessExecution unassignment)
            throws InterruptedException, ExecutionException, TimeoutException {
        return unassignment.report().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    static List<Outcome> outcomes(AccessReport report) {
        return report.results().stream().map(KeyResult::outcome).toList();
    }

    static List<String> ids(AccessReport report) {
        return report.results().stream().map(KeyResult::apiKeyId).toList();
    }

    long deletes() {
        return simulator.journal().requests(Phase.DELETE);
    }

    /** IDs of the keys in the order in which authenticated DELETEs for them arrived. */
    List<String> deletedIds() {
        return simulator.log().stream()
                .filter(request -> request.method().equals("DELETE") && request.authenticated())
                .map(LoggedRequest::target)
                .map(target -> target.substring(target.lastIndexOf('/') + 1))
                .toList();
    }

    @Override
    public void close() {
        api.close();
        executor.shutdownNow();
        simulator.close();
    }
}
