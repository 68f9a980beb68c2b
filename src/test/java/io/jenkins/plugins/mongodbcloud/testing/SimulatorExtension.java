package io.jenkins.plugins.mongodbcloud.testing;

import io.jenkins.plugins.mongodbcloud.access.AccessExecution;
import io.jenkins.plugins.mongodbcloud.access.AccessReport;
import io.jenkins.plugins.mongodbcloud.access.AccessTask;
import io.jenkins.plugins.mongodbcloud.access.ExperiencedWorker;
import io.jenkins.plugins.mongodbcloud.access.InvalidOptionException;
import io.jenkins.plugins.mongodbcloud.access.KeyResult;
import io.jenkins.plugins.mongodbcloud.access.Outcome;
import io.jenkins.plugins.mongodbcloud.access.ProgressRecorder;
import io.jenkins.plugins.mongodbcloud.client.ApiCredential;
import io.jenkins.plugins.mongodbcloud.client.ApiEndpoint;
import io.jenkins.plugins.mongodbcloud.client.ApiKeyPair;
import io.jenkins.plugins.mongodbcloud.client.CallResult;
import io.jenkins.plugins.mongodbcloud.client.CallResult.Nothing;
import io.jenkins.plugins.mongodbcloud.client.ClientLimits;
import io.jenkins.plugins.mongodbcloud.client.Operations;
import io.jenkins.plugins.mongodbcloud.client.Product;
import io.jenkins.plugins.mongodbcloud.client.ProxyRules;
import io.jenkins.plugins.mongodbcloud.client.Session;
import io.jenkins.plugins.mongodbcloud.client.http.HttpAdminClient;
import io.jenkins.plugins.mongodbcloud.testing.simulator.LoggedRequest;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Phase;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatedCloud;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatedKey;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Simulator;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A simulator, and a client of it whose waits between attempts are short unless set otherwise. Registered in an instance
 * field it lives for a test, in a static one for all tests of the class; otherwise the test closes it.
 */
public final class SimulatorExtension implements BeforeAllCallback, AfterEachCallback, AfterAllCallback, AutoCloseable {

    public static final String PROJECT = SimulatorSeed.PROJECT_ID;
    public static final String KEY = SimulatorSeed.API_KEY_ID;
    public static final ApiKeyPair ADMIN = pair(SimulatorSeed.ADMIN);
    public static final String ENDPOINT = "The simulator";
    public static final String CREDENTIALS = "key-pair-of-jenkins";

    public static final ClientLimits QUICK = ClientLimits.DEFAULT
            .withTimeouts(Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(20))
            .withWaits(Duration.ofMillis(1), Duration.ofMillis(2));

    /** How long a test waits for something that is to happen; only a failure takes so long. */
    public static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Two attempts, each longer than a test waits, so that nothing passes because the client gave up. */
    private static final ClientLimits PATIENT =
            attempts(QUICK.withTimeouts(Duration.ofSeconds(5), PATIENCE.multipliedBy(2), PATIENCE.multipliedBy(3)), 2);

    /** Tells of every retry otherwise. Held here, since a logger that nobody refers to forgets its level. */
    private static final Logger RETRIES =
            Logger.getLogger("org.apache.hc.client5.http.impl.async.AsyncHttpRequestRetryExec");

    static {
        RETRIES.setLevel(Level.WARNING);
    }

    public final Simulator simulator;
    public final HttpAdminClient api;
    private final ApiEndpoint endpoint;
    private final ExecutorService executor = Executors.newFixedThreadPool(2);
    private volatile ClientLimits limits = QUICK;
    private boolean ofClass;

    private SimulatorExtension(Simulator.Builder builder, boolean tls, ProxyRules proxies) {
        try {
            simulator = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        api = new HttpAdminClient(
                () -> limits, proxies, tls ? Optional.of(simulator.clientSslContext()) : Optional.empty());
        endpoint = at(simulator.baseUrl());
    }

    /** Over HTTP/1.1 without TLS. */
    public static SimulatorExtension plain() {
        return plain(ProxyRules.DIRECT);
    }

    public static SimulatorExtension plain(ProxyRules proxies) {
        return new SimulatorExtension(Simulator.builder().cloud(SimulatorSeed.cloud()), false, proxies);
    }

    /** Over TLS, which makes it HTTP/2. */
    public static SimulatorExtension tls() {
        return tls(ProxyRules.DIRECT);
    }

    public static SimulatorExtension tls(ProxyRules proxies) {
        return new SimulatorExtension(
                Simulator.builder().cloud(SimulatorSeed.cloud()).tls(), true, proxies);
    }

    /** With two attempts and more time than a test has, so that nothing passes because the client gave up. */
    public static SimulatorExtension patient() {
        return patient(SimulatorSeed.cloud());
    }

    public static SimulatorExtension patient(SimulatedCloud cloud) {
        return new SimulatorExtension(Simulator.builder().cloud(cloud), false, ProxyRules.DIRECT).with(PATIENT);
    }

    /** @param response how long the client waits for a response */
    public static SimulatorExtension impatient(Duration response) {
        return patient().with(PATIENT.withTimeouts(PATIENT.connect(), response, PATIENT.call()));
    }

    public static ApiKeyPair pair(SimulatedKey key) {
        return new ApiKeyPair(key.publicKey(), key.privateKey());
    }

    /** The same limits with another number of attempts. */
    public static ClientLimits attempts(ClientLimits limits, int attempts) {
        return new ClientLimits(
                limits.connect(),
                limits.response(),
                limits.call(),
                attempts,
                limits.backoff(),
                limits.retryAfter(),
                limits.sessionIdleTimeout());
    }

    public SimulatorExtension with(ClientLimits newLimits) {
        limits = newLimits;
        return this;
    }

    public ClientLimits limits() {
        return limits;
    }

    public SimulatedCloud cloud() {
        return simulator.cloud();
    }

    public ApiEndpoint endpoint() {
        return endpoint;
    }

    public ApiEndpoint atlas() {
        return ApiEndpoint.of("simulated Atlas", Product.ATLAS, simulator.atlasBaseUrl());
    }

    public static ApiEndpoint at(String baseUrl) {
        return ApiEndpoint.of(ENDPOINT, Product.CLOUD_MANAGER, baseUrl);
    }

    public Session session() {
        return session(ADMIN);
    }

    public Session session(ApiCredential keys) {
        return session(endpoint, keys);
    }

    public Session session(ApiEndpoint other, ApiCredential keys) {
        return await(api.openSession(other, keys, () -> false));
    }

    /** Unassigns the seed's key on a session of its own. */
    public CallResult<Nothing> unassign() {
        try (Session session = session()) {
            return await(session.call(Operations.unassignApiKey(PROJECT, KEY)));
        }
    }

    public boolean isAssigned() {
        return simulator.isAssigned(PROJECT, KEY);
    }

    /** The key {@code ci-001} for 1 and so on. */
    public static String ciKey(int number) {
        return SimulatorSeed.ciKey(number).id();
    }

    /** IDs of the keys {@code ci-<first>} to {@code ci-<last>}. */
    public static List<String> ciIds(int first, int last) {
        return IntStream.rangeClosed(first, last)
                .mapToObj(SimulatorExtension::ciKey)
                .toList();
    }

    public static <T> T await(Future<T> future) {
        try {
            return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception failure) {
            throw new AssertionError("no result: " + failure, failure);
        }
    }

    /** A result in words, for messages of failed assertions. */
    public static String show(CallResult<?> result) {
        return List.of(
                        result.status(),
                        result.value(),
                        result.category(),
                        result.failure(),
                        result.error(),
                        result.cost())
                .toString();
    }

    /** The threads on which access work is done. */
    public ExecutorService executor() {
        return executor;
    }

    public AccessTask task(AccessTaskBuilder wanted) throws InvalidOptionException {
        return task(wanted, endpoint);
    }

    public AccessTask task(AccessTaskBuilder wanted, ApiEndpoint where) throws InvalidOptionException {
        return wanted.task().endpoint(where).build();
    }

    public AccessExecution start(AccessTaskBuilder wanted, ProgressRecorder journal) throws InvalidOptionException {
        return start(task(wanted), journal, executor);
    }

    /** On a worker that knows the key that authenticates from an earlier task. */
    public AccessExecution start(AccessTask task, ProgressRecorder journal, Executor threads) {
        return ExperiencedWorker.of(api, threads, task).start(task, journal, () -> false);
    }

    public AccessReport run(AccessTaskBuilder wanted) throws Exception {
        return run(wanted, new RecordingJournal());
    }

    public AccessReport run(AccessTaskBuilder wanted, ProgressRecorder journal) throws Exception {
        return await(start(wanted, journal));
    }

    /** The result of a run that is about one key. */
    public KeyResult runOne(AccessTaskBuilder wanted) throws Exception {
        AccessReport report = run(wanted);
        if (report.results().size() != 1) {
            throw new AssertionError("one result was expected, not " + report.results());
        }
        return report.results().get(0);
    }

    public static AccessReport await(AccessExecution execution)
            throws InterruptedException, ExecutionException, TimeoutException {
        return execution.report().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    public static List<Outcome> outcomes(AccessReport report) {
        return report.results().stream().map(KeyResult::outcome).toList();
    }

    public static List<String> ids(AccessReport report) {
        return report.results().stream().map(KeyResult::apiKeyId).toList();
    }

    public long deletes() {
        return simulator.journal().requests(Phase.DELETE);
    }

    /** IDs of the keys in the order in which authenticated DELETEs for them arrived. */
    public List<String> deletedIds() {
        return simulator.log().stream()
                .filter(request -> request.method().equals("DELETE") && request.authenticated())
                .map(LoggedRequest::target)
                .map(target -> target.substring(target.lastIndexOf('/') + 1))
                .toList();
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        ofClass = true;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (!ofClass) {
            close();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (ofClass) {
            close();
        }
    }

    /** Closes client and simulator. A defect of the simulator fails the test, and so does what {@link DeletionCheck} finds. */
    @Override
    public void close() {
        api.close();
        executor.shutdownNow();
        simulator.close();
        if (!simulator.journal().problems().isEmpty()) {
            throw new AssertionError(simulator.journal().problems().get(0));
        }
        DeletionCheck.check(simulator);
    }
}
