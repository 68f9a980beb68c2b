package io.jenkins.plugins.mongodbcloud.client.http;

import io.jenkins.plugins.mongodbcloud.client.ApiEndpoint;
import io.jenkins.plugins.mongodbcloud.client.ApiKeyPair;
import io.jenkins.plugins.mongodbcloud.client.CallResult;
import io.jenkins.plugins.mongodbcloud.client.CallResult.Nothing;
import io.jenkins.plugins.mongodbcloud.client.ClientLimits;
import io.jenkins.plugins.mongodbcloud.client.Operations;
import io.jenkins.plugins.mongodbcloud.client.Product;
import io.jenkins.plugins.mongodbcloud.client.ProxyRules;
import io.jenkins.plugins.mongodbcloud.client.Session;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatedKey;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Simulator;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A simulator with the seed in it and a client of it, whose waits between attempts are short unless set otherwise. */
final class TestBed implements AutoCloseable {

    static final String PROJECT = SimulatorSeed.PROJECT_ID;
    static final String KEY = SimulatorSeed.API_KEY_ID;
    static final ApiKeyPair ADMIN = pair(SimulatorSeed.ADMIN);

    static final ClientLimits QUICK = ClientLimits.DEFAULT
            .withTimeouts(Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(20))
            .withWaits(Duration.ofMillis(1), Duration.ofMillis(2));

    /** How long a test waits for something that is to happen; only a failure takes so long. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Tells of every retry otherwise. Held here, since a logger that nobody refers to forgets its level. */
    private static final Logger RETRIES =
            Logger.getLogger("org.apache.hc.client5.http.impl.async.AsyncHttpRequestRetryExec");

    static {
        RETRIES.setLevel(Level.WARNING);
    }

    final Simulator simulator;
    final HttpAdminClient api;
    private final ApiEndpoint endpoint;
    private volatile ClientLimits limits = QUICK;

    private TestBed(Simulator simulator, boolean tls, ProxyRules proxies) {
        this.simulator = simulator;
        this.api = new HttpAdminClient(
                () -> limits, proxies, tls ? Optional.of(simulator.clientSslContext()) : Optional.empty());
        this.endpoint = ApiEndpoint.of("simulator", Product.CLOUD_MANAGER, simulator.baseUrl());
    }

    /** Over HTTP/1.1 without TLS. */
    static TestBed plain() throws IOException {
        return plain(ProxyRules.DIRECT);
    }

    static TestBed plain(ProxyRules proxies) throws IOException {
        return new TestBed(Simulator.builder().cloud(SimulatorSeed.cloud()).start(), false, proxies);
    }

    /** Over TLS, which makes it HTTP/2. */
    static TestBed tls() throws IOException {
        return tls(ProxyRules.DIRECT);
    }

    static TestBed tls(ProxyRules proxies) throws IOException {
        return new TestBed(
                Simulator.builder().cloud(SimulatorSeed.cloud()).tls().start(), true, proxies);
    }

    static ApiKeyPair pair(SimulatedKey key) {
        return new ApiKeyPair(key.publicKey(), key.privateKey());
    }

    /** The same limits with another number of attempts. */
    static ClientLimits attempts(ClientLimits limits, int attempts) {
        return new ClientLimits(
                limits.connect(),
                limits.response(),
                limits.call(),
                attempts,
                limits.backoff(),
                limits.retryAfter(),
                limits.sessionIdleTimeout());
    }

    TestBed with(ClientLimits newLimits) {
        limits = newLimits;
        return this;
    }

    ClientLimits limits() {
        return limits;
    }

    ApiEndpoint endpoint() {
        return endpoint;
    }

    ApiEndpoint atlas() {
        return ApiEndpoint.of("simulated Atlas", Product.ATLAS, simulator.atlasBaseUrl());
    }

    Session session() {
        return session(ADMIN);
    }

    Session session(ApiKeyPair keys) {
        return session(endpoint, keys);
    }

    Session session(ApiEndpoint other, ApiKeyPair keys) {
        return await(api.openSession(other, keys, () -> false));
    }

    /** Unassigns the seed's key on a session of its own. */
    CallResult<Nothing> unassign() {
        try (Session session = session()) {
            return await(session.call(Operations.unassignApiKey(PROJECT, KEY)));
        }
    }

    boolean isAssigned() {
        return simulator.isAssigned(PROJECT, KEY);
    }

    /** The key {@code ci-001} for 1 and so on. */
    static String ciKey(int number) {
        return SimulatorSeed.ciKey(number).id();
    }

    static <T> T await(Future<T> future) {
        try {
            return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception failure) {
            throw new AssertionError("no result: " + failure, failure);
        }
    }

    /** An answer in words, for messages of failed assertions. */
    static String show(CallResult<?> answer) {
        return List.of(
                        answer.status(),
                        answer.value(),
                        answer.category(),
                        answer.failure(),
                        answer.error(),
                        answer.cost())
                .toString();
    }

    @Override
    public void close() {
        api.close();
        simulator.close();
        if (!simulator.journal().problems().isEmpty()) {
            throw new AssertionError(simulator.journal().problems().get(0));
        }
    }
}
