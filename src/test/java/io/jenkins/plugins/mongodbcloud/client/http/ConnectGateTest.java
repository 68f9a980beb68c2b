package io.jenkins.plugins.mongodbcloud.client.http;

import static io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension.ADMIN;
import static io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension.KEY;
import static io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension.PATIENCE;
import static io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension.PROJECT;
import static io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension.await;
import static io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension.show;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.jenkins.plugins.mongodbcloud.client.ApiEndpoint;
import io.jenkins.plugins.mongodbcloud.client.CallResult;
import io.jenkins.plugins.mongodbcloud.client.CallResult.Nothing;
import io.jenkins.plugins.mongodbcloud.client.Operations;
import io.jenkins.plugins.mongodbcloud.client.Product;
import io.jenkins.plugins.mongodbcloud.client.Session;
import io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many calls at once to an endpoint that accepts connections and then never says a word of TLS. */
@Timeout(60)
class ConnectGateTest {

    private static final int AT_ONCE = ConnectGate.MAX_CONNECTING;

    private final BlockingQueue<Socket> accepted = new LinkedBlockingQueue<>();
    private final List<Socket> all = new CopyOnWriteArrayList<>();
    private final List<Session> sessions = new ArrayList<>();
    private final List<CompletableFuture<CallResult<Nothing>>> calls = new ArrayList<>();
    private SimulatorExtension bed;
    private ServerSocket mute;

    @BeforeEach
    void start() throws Exception {
        Duration never = Duration.ofMinutes(5);
        bed = SimulatorExtension.plain()
                .with(SimulatorExtension.attempts(SimulatorExtension.QUICK.withTimeouts(never, never, never), 1));
        mute = new ServerSocket(0, 4 * AT_ONCE, InetAddress.getLoopbackAddress());
        Thread accepting = new Thread(this::accept, "mute server");
        accepting.setDaemon(true);
        accepting.start();
    }

    @AfterEach
    void stop() throws Exception {
        calls.forEach(call -> call.cancel(false));
        sessions.forEach(Session::close);
        mute.close();
        for (Socket socket : all) {
            socket.close();
        }
        bed.close();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = mute.accept();
                all.add(socket);
                accepted.add(socket);
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void call(int times) {
        String url = "https://127.0.0.1:" + mute.getLocalPort() + "/api/public/v1.0";
        ApiEndpoint endpoint = ApiEndpoint.of("mute", Product.CLOUD_MANAGER, url);
        for (int i = 0; i < times; i++) {
            Session session = bed.session(endpoint, ADMIN);
            sessions.add(session);
            calls.add(session.call(Operations.unassignApiKey(PROJECT, KEY)));
        }
    }

    private List<Socket> connections(int count) throws InterruptedException {
        List<Socket> sockets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Socket next = accepted.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertNotNull(next, "connections: " + i);
            sockets.add(next);
        }
        return sockets;
    }

    @Test
    void onlySoManyConnectAtATimeAndAnotherEndpointIsNotHeldUp() throws Exception {
        call(AT_ONCE + 3);
        connections(AT_ONCE);

        CallResult<Nothing> elsewhere = bed.unassign();

        assertEquals(Optional.of(204), elsewhere.status(), show(elsewhere));
        assertEquals(List.of(), List.copyOf(accepted));
    }

    @Test
    void whereOneFailsToConnectOrIsCancelledTheNextHasItsTurn() throws Exception {
        call(AT_ONCE + 3);
        List<Socket> first = connections(AT_ONCE);
        calls.get(AT_ONCE).cancel(false);

        first.get(0).close();
        connections(1);
        calls.get(AT_ONCE - 1).cancel(false);
        connections(1);

        long failed = calls.stream()
                .filter(call -> call.isDone() && !call.isCancelled())
                .map(SimulatorExtension::await)
                .filter(answer -> answer.failure().isPresent())
                .count();
        assertEquals(1, failed);
        assertEquals(List.of(), List.copyOf(accepted));
    }

    @Test
    void allGetAnEndIfNoneConnects() throws Exception {
        call(4 * AT_ONCE);

        for (int i = 0; i < 4 * AT_ONCE; i++) {
            connections(1).get(0).close();
        }

        for (CompletableFuture<CallResult<Nothing>> call : calls) {
            assertEquals(0, await(call).cost().requests());
        }
    }
}
