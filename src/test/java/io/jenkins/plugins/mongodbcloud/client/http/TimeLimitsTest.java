package io.jenkins.plugins.mongodbcloud.client.http;

import static io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension.PROJECT;
import static io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension.attempts;
import static io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension.await;
import static io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension.show;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.mongodbcloud.client.ApiEndpoint;
import io.jenkins.plugins.mongodbcloud.client.ApiKey;
import io.jenkins.plugins.mongodbcloud.client.CallResult;
import io.jenkins.plugins.mongodbcloud.client.CallResult.Nothing;
import io.jenkins.plugins.mongodbcloud.client.ClientLimits;
import io.jenkins.plugins.mongodbcloud.client.Operations;
import io.jenkins.plugins.mongodbcloud.client.Page;
import io.jenkins.plugins.mongodbcloud.client.Product;
import io.jenkins.plugins.mongodbcloud.client.ProxyRules;
import io.jenkins.plugins.mongodbcloud.client.Session;
import io.jenkins.plugins.mongodbcloud.client.TransportFailure.Kind;
import io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension;
import io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Phase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How long a call waits for a server that takes its time. The limits that must not matter are left long. */
@Timeout(60)
class TimeLimitsTest {

    private static final Duration LONG = Duration.ofSeconds(50);
    private static final Duration SHORT = Duration.ofMillis(100);

    @AutoClose
    private SimulatorExtension bed;

    private void start(String protocol, ClientLimits limits) throws Exception {
        bed = (protocol.equals("HTTP/2") ? SimulatorExtension.tls() : SimulatorExtension.plain()).with(limits);
    }

    private static void assertTimedOut(CallResult<?> answer, String detail) {
        assertEquals(Optional.of(Kind.TIMEOUT), answer.failure().map(fault -> fault.kind()), show(answer));
        assertEquals(detail, answer.failure().orElseThrow().detail());
        assertEquals(Optional.empty(), answer.status());
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"HTTP/1.1", "HTTP/2"})
    void eachAttemptWaitsSoLongForItsResponse(String protocol) throws Exception {
        start(protocol, SimulatorExtension.QUICK);
        try (Session session = bed.session()) {
            await(session.call(Operations.listProjects(1)));
        }
        bed.with(attempts(SimulatorExtension.QUICK.withTimeouts(LONG, SHORT, LONG), 3));
        bed.simulator.faults().always(InjectedFault.silence());

        CallResult<Nothing> answer = bed.unassign();

        assertTimedOut(answer, "no response within 100 ms");
        assertEquals(3, answer.cost().attempts());
        assertTrue(answer.cost().millis() >= 3 * SHORT.toMillis(), show(answer));
        assertTrue(answer.cost().mayHaveTakenEffect(), "for all that is known");
        assertEquals(protocol, bed.simulator.log().get(0).protocol());
        bed.simulator.journal().awaitOpenConnections(0, SimulatorExtension.PATIENCE);
    }

    @ParameterizedTest(name = "{0}, a DELETE answered 200: {1}")
    @CsvSource({"HTTP/1.1, false", "HTTP/1.1, true", "HTTP/2, true"})
    void aCallHasALimitHoweverSlowlyTheAnswerComes(String protocol, boolean deleteAnswersOk) throws Exception {
        start(protocol, SimulatorExtension.QUICK.withTimeouts(LONG, LONG, Duration.ofMillis(1500)));
        bed.simulator.behaviour().deleteAnswersOk(deleteAnswersOk);
        bed.simulator.faults().always(InjectedFault.slowBytes(LONG).on(Phase.DELETE));

        CallResult<Nothing> answer = bed.unassign();

        assertTimedOut(answer, "not finished within 1500 ms");
        assertEquals(1, answer.cost().attempts());
        assertFalse(bed.isAssigned());
        assertTrue(answer.cost().mayHaveTakenEffect(), show(answer));
        bed.simulator.journal().awaitOpenConnections(0, SimulatorExtension.PATIENCE);
    }

    @Test
    void aCallHasALimitHoweverManyAttemptsThereAre() throws Exception {
        start(
                "HTTP/1.1",
                attempts(
                        SimulatorExtension.QUICK.withTimeouts(LONG, Duration.ofMillis(50), Duration.ofMillis(300)),
                        1_000));
        bed.simulator.faults().always(InjectedFault.silence());

        CallResult<Nothing> answer = bed.unassign();

        assertEquals(Optional.of(Kind.TIMEOUT), answer.failure().map(fault -> fault.kind()), show(answer));
        assertTrue(answer.cost().attempts() <= 6, show(answer));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"HTTP/1.1", "HTTP/2"})
    void aListWithoutEndIsReadUpToItsLimit(String protocol) throws Exception {
        start(protocol, SimulatorExtension.QUICK);
        bed.simulator.faults().next(InjectedFault.endlessBody(200).on(Phase.LIST));
        try (Session session = bed.session()) {
            CallResult<Page<ApiKey>> answer = await(session.call(Operations.listApiKeys(PROJECT, 1)));

            assertEquals(Optional.of(Kind.TOO_LARGE), answer.failure().map(fault -> fault.kind()), show(answer));
            assertTrue(
                    await(session.call(Operations.listApiKeys(PROJECT, 1)))
                            .value()
                            .isPresent(),
                    "the session works on");
        }
    }

    @Test
    void aSuccessWithMoreContentThanTheApiSendsIsNoneAndMayHaveTakenEffect() throws Exception {
        start("HTTP/1.1", SimulatorExtension.QUICK);
        bed.simulator.faults().next(InjectedFault.endlessBody(200).on(Phase.DELETE));

        CallResult<Nothing> answer = bed.unassign();

        assertEquals(Optional.of(Kind.TOO_LARGE), answer.failure().map(fault -> fault.kind()), show(answer));
        assertTrue(answer.cost().mayHaveTakenEffect(), show(answer));
        assertFalse(bed.isAssigned());
    }

    @Test
    void connectingHasALimit() throws Exception {
        List<Socket> backlog = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assumeTrue(fill(full, backlog), "this system refuses instead of leaving a connection waiting");
            ClientLimits limits = attempts(SimulatorExtension.QUICK.withTimeouts(SHORT, LONG, LONG), 1);
            ApiEndpoint endpoint =
                    ApiEndpoint.of("full", Product.OPS_MANAGER, "http://127.0.0.1:" + full.getLocalPort());
            try (HttpAdminClient api = new HttpAdminClient(() -> limits, ProxyRules.DIRECT);
                    Session session = await(api.openSession(endpoint, SimulatorExtension.ADMIN, () -> false))) {
                CallResult<Nothing> answer =
                        await(session.call(Operations.unassignApiKey(PROJECT, SimulatorExtension.KEY)));

                assertEquals(Optional.of(Kind.TIMEOUT), answer.failure().map(fault -> fault.kind()), show(answer));
                assertEquals(0, answer.cost().requests());
                assertFalse(answer.cost().mayHaveTakenEffect());
            }
        } finally {
            for (Socket socket : backlog) {
                socket.close();
            }
        }
    }

    @Test
    void closingDoesNotWaitForAConnection() throws Exception {
        List<Socket> backlog = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assumeTrue(fill(full, backlog), "this system refuses instead of leaving a connection waiting");
            ApiEndpoint endpoint =
                    ApiEndpoint.of("full", Product.OPS_MANAGER, "http://127.0.0.1:" + full.getLocalPort());
            HttpAdminClient api = new HttpAdminClient(
                    () -> SimulatorExtension.QUICK.withTimeouts(LONG, LONG, LONG), ProxyRules.DIRECT);
            await(api.openSession(endpoint, SimulatorExtension.ADMIN, () -> false))
                    .call(Operations.unassignApiKey(PROJECT, SimulatorExtension.KEY));
            long start = System.nanoTime();

            api.close();

            assertTrue(Duration.ofNanos(System.nanoTime() - start).toMillis() < 4_000);
        } finally {
            for (Socket socket : backlog) {
                socket.close();
            }
        }
    }

    /** Opens connections that nobody accepts until one more does not come about. */
    private static boolean fill(ServerSocket server, List<Socket> backlog) throws IOException {
        for (int count = 0; count < 16; count++) {
            Socket socket = new Socket();
            backlog.add(socket);
            try {
                socket.connect(new InetSocketAddress(server.getInetAddress(), server.getLocalPort()), 200);
            } catch (SocketTimeoutException waiting) {
                return true;
            } catch (IOException refused) {
                return false;
            }
        }
        return false;
    }
}
