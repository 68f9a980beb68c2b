package io.jenkins.plugins.mongodbcloud.client.http;

import static io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension.ADMIN;
import static io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension.KEY;
import static io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension.PROJECT;
import static io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension.await;
import static io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension.ciKey;
import static io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension.show;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.mongodbcloud.client.ApiEndpoint;
import io.jenkins.plugins.mongodbcloud.client.CallResult;
import io.jenkins.plugins.mongodbcloud.client.CallResult.Nothing;
import io.jenkins.plugins.mongodbcloud.client.Operations;
import io.jenkins.plugins.mongodbcloud.client.Product;
import io.jenkins.plugins.mongodbcloud.client.ProxyRules;
import io.jenkins.plugins.mongodbcloud.client.Session;
import io.jenkins.plugins.mongodbcloud.client.TransportFailure.Kind;
import io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Simulator;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What keeps a request from being sent at all: the rules and limits, the name, the connection, the certificate. */
@Timeout(60)
class ConnectFaultsTest {

    private static final Duration LONG = Duration.ofSeconds(50);

    @AutoClose
    private SimulatorExtension bed;

    private static CallResult<Nothing> unassign(String url, Optional<SSLContext> trust) {
        try (HttpAdminClient api = new HttpAdminClient(() -> SimulatorExtension.QUICK, ProxyRules.DIRECT, trust);
                Session session = await(
                        api.openSession(ApiEndpoint.of("test", Product.CLOUD_MANAGER, url), ADMIN, () -> false))) {
            return await(session.call(Operations.unassignApiKey(PROJECT, KEY)));
        }
    }

    private static void assertFault(Kind kind, int attempts, CallResult<Nothing> answer) {
        assertEquals(Optional.of(kind), answer.failure().map(fault -> fault.kind()), show(answer));
        assertEquals(attempts, answer.cost().attempts(), show(answer));
        assertEquals(0, answer.cost().requests(), show(answer));
        assertFalse(answer.cost().mayHaveTakenEffect());
        assertEquals(Optional.empty(), answer.status());
    }

    private static Simulator tls(String... hosts) throws Exception {
        return Simulator.builder().cloud(SimulatorSeed.cloud()).tlsFor(hosts).start();
    }

    @Test
    void aNameThatNobodyKnowsIsAFaultOfTheName() {
        CallResult<Nothing> answer = unassign("http://mongodb-cloud.invalid/api/public/v1.0", Optional.empty());

        assertFault(Kind.NAME, 5, answer);
        assertTrue(answer.failure().orElseThrow().detail().contains("mongodb-cloud.invalid"), show(answer));
    }

    @Test
    void aPortWhereNobodyListensIsAFaultOfTheConnection() throws Exception {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        assertFault(Kind.CONNECTION, 5, unassign("http://127.0.0.1:" + port, Optional.empty()));
    }

    @Test
    void aCertificateThatNobodyVouchesForIsRefused() throws Exception {
        try (Simulator simulator = tls("127.0.0.1")) {
            assertFault(Kind.TLS, 1, unassign(simulator.baseUrl(), Optional.empty()));
            assertEquals(0, simulator.requests());
        }
    }

    @Test
    void aTrustedCertificateForAnotherHostIsRefused() throws Exception {
        try (Simulator simulator = tls("cloud.example.com", "localhost")) {
            assertFault(Kind.TLS, 1, unassign(simulator.baseUrl(), Optional.of(simulator.clientSslContext())));
            assertEquals(0, simulator.requests());
        }
    }

    @Test
    void aTrustedCertificateForTheHostIsAccepted() throws Exception {
        try (Simulator simulator = tls("cloud.example.com", "127.0.0.1")) {
            CallResult<Nothing> answer = unassign(simulator.baseUrl(), Optional.of(simulator.clientSslContext()));

            assertEquals(Optional.of(204), answer.status(), show(answer));
            assertEquals("HTTP/2", simulator.log().get(0).protocol());
            assertEquals("HTTP/2", simulator.log().get(1).protocol());
            assertEquals(1, simulator.journal().connectionsAccepted());
        }
    }

    @Test
    void aServerThatOffersHttp11AloneIsSpokenToInThat() throws Exception {
        try (Simulator simulator = Simulator.builder()
                .cloud(SimulatorSeed.cloud())
                .tls()
                .withoutHttp2()
                .start()) {
            CallResult<Nothing> answer = unassign(simulator.baseUrl(), Optional.of(simulator.clientSslContext()));

            assertEquals(Optional.of(204), answer.status(), show(answer));
            assertEquals("HTTP/1.1", simulator.log().get(1).protocol());
        }
    }

    @Test
    void plainHttpAtATlsPortOrTheOtherWayRoundGivesNothingAway() throws Exception {
        try (Simulator tls = tls("127.0.0.1");
                Simulator plain =
                        Simulator.builder().cloud(SimulatorSeed.cloud()).start()) {
            CallResult<Nothing> unencrypted = unassign("http://127.0.0.1:" + tls.port(), Optional.empty());
            CallResult<Nothing> encrypted = unassign("https://127.0.0.1:" + plain.port(), Optional.empty());

            assertTrue(unencrypted.failure().isPresent(), show(unencrypted));
            assertFalse(unencrypted.cost().mayHaveTakenEffect(), "nothing authenticated was sent");
            assertFault(Kind.TLS, 1, encrypted);
            assertTrue(plain.isAssigned(PROJECT, KEY) && tls.isAssigned(PROJECT, KEY));
        }
    }

    @Test
    void aProxyRuleThatThrowsIsAResultAndTheSessionGoesOn() {
        AtomicBoolean broken = new AtomicBoolean(true);
        bed = SimulatorExtension.plain(host -> {
            if (broken.get()) {
                throw new IllegalStateException("no rules");
            }
            return Optional.empty();
        });
        try (Session session = bed.session()) {
            CallResult<Nothing> failed = await(session.call(Operations.unassignApiKey(PROJECT, KEY)));
            assertTrue(failed.failure().orElseThrow().detail().contains("no rules"), show(failed));
            assertEquals(0, failed.cost().requests());
            broken.set(false);

            assertTrue(await(session.call(Operations.unassignApiKey(PROJECT, KEY)))
                    .value()
                    .isPresent());
        }
    }

    @Test
    void limitsThatThrowFailTheSessionAndLeaveItsPlace() {
        AtomicBoolean broken = new AtomicBoolean(true);
        ApiEndpoint endpoint = ApiEndpoint.of("nobody", Product.OPS_MANAGER, "http://127.0.0.1:9");
        try (HttpAdminClient api = new HttpAdminClient(
                () -> {
                    if (broken.get()) {
                        throw new IllegalStateException("no limits");
                    }
                    return SimulatorExtension.QUICK;
                },
                ProxyRules.DIRECT)) {
            for (int i = 0; i < 2 * SessionPlaces.MAX_SESSIONS; i++) {
                assertTrue(api.openSession(endpoint, ADMIN, () -> false).isCompletedExceptionally());
            }
            broken.set(false);

            Session session = await(api.openSession(endpoint, ADMIN, () -> false));
            broken.set(true);
            assertTrue(await(session.call(Operations.listProjects(1))).failure().isPresent());
            session.close();
        }
    }

    /** Answers one name when it is let, and leads all others to this machine. */
    private static TestResolver slowFor(String slow, CountDownLatch let) {
        return host -> {
            if (host.equals(slow)) {
                try {
                    let.await();
                } catch (InterruptedException e) {
                    throw new UnknownHostException(host);
                }
            }
            return new InetAddress[] {InetAddress.getLoopbackAddress()};
        };
    }

    @Test
    void aSlowNameServerHoldsUpNobodyElseAndIsWaitedForAsLongAsAConnection() {
        bed = SimulatorExtension.plain();
        CountDownLatch never = new CountDownLatch(1);
        String port = ":" + bed.simulator.port();
        ApiEndpoint slow =
                ApiEndpoint.of("slow", Product.CLOUD_MANAGER, "http://slow.example" + port + "/api/public/v1.0");
        ApiEndpoint other =
                ApiEndpoint.of("other", Product.CLOUD_MANAGER, "http://other.example" + port + "/api/public/v1.0");
        try (HttpAdminClient api = new HttpAdminClient(
                () -> SimulatorExtension.attempts(
                        SimulatorExtension.QUICK.withTimeouts(Duration.ofSeconds(2), LONG, LONG), 2),
                ProxyRules.DIRECT,
                Optional.empty(),
                slowFor("slow.example", never))) {
            CompletableFuture<CallResult<?>> waiting = new CompletableFuture<>();
            for (int i = 0; i < 20; i++) {
                await(api.openSession(slow, ADMIN, () -> false))
                        .call(Operations.listProjects(1))
                        .thenAccept(waiting::complete);
            }
            try (Session session = await(api.openSession(other, ADMIN, () -> false))) {
                assertTrue(await(session.call(Operations.unassignApiKey(PROJECT, ciKey(1))))
                        .value()
                        .isPresent());
            }
            assertFalse(waiting.isDone(), "the other was not held up");

            CallResult<?> answer = await(waiting);
            assertEquals(Optional.of(Kind.NAME), answer.failure().map(fault -> fault.kind()), show(answer));
            assertEquals(2, answer.cost().attempts(), show(answer));
            never.countDown();
        }
    }

    @Test
    void closingDoesNotWaitForANameThatIsBeingResolved() {
        CountDownLatch never = new CountDownLatch(1);
        HttpAdminClient api = new HttpAdminClient(
                () -> SimulatorExtension.QUICK, ProxyRules.DIRECT, Optional.empty(), slowFor("slow.example", never));
        ApiEndpoint slow = ApiEndpoint.of("slow", Product.CLOUD_MANAGER, "http://slow.example:9");
        await(api.openSession(slow, ADMIN, () -> false)).call(Operations.listProjects(1));
        long start = System.nanoTime();

        api.close();

        assertTrue(Duration.ofNanos(System.nanoTime() - start).toMillis() < 2_000);
        never.countDown();
    }
}
