package io.jenkins.plugins.mongodbcloud.admin;

import static io.jenkins.plugins.mongodbcloud.admin.TestBed.ADMIN;
import static io.jenkins.plugins.mongodbcloud.admin.TestBed.KEY;
import static io.jenkins.plugins.mongodbcloud.admin.TestBed.PROJECT;
import static io.jenkins.plugins.mongodbcloud.admin.TestBed.await;
import static io.jenkins.plugins.mongodbcloud.admin.TestBed.show;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.mongodbcloud.admin.Answer.Nothing;
import io.jenkins.plugins.mongodbcloud.admin.Fault.Kind;
import io.jenkins.plugins.mongodbcloud.simulator.Simulator;
import io.jenkins.plugins.mongodbcloud.simulator.SimulatorSeed;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What keeps a request from being sent at all: the name, the connection, the certificate. */
@Timeout(60)
class ConnectFaultsTest {

    private static Answer<Nothing> unassign(String url, Optional<SSLContext> trust) {
        try (AdminApi api = new AdminApi(() -> TestBed.QUICK, ProxyRules.DIRECT, trust);
                Lane lane =
                        await(api.openLane(ApiEndpoint.of("test", Product.CLOUD_MANAGER, url), ADMIN, () -> false))) {
            return await(lane.unassign(PROJECT, KEY));
        }
    }

    private static void assertFault(Kind kind, int attempts, Answer<Nothing> answer) {
        assertEquals(Optional.of(kind), answer.fault().map(fault -> fault.kind()), show(answer));
        assertEquals(attempts, answer.cost().attempts(), show(answer));
        assertEquals(0, answer.cost().requests(), show(answer));
        assertFalse(answer.cost().actedUnanswered());
        assertEquals(Optional.empty(), answer.status());
    }

    private static Simulator tls(String... hosts) throws Exception {
        return Simulator.builder().cloud(SimulatorSeed.cloud()).tlsFor(hosts).start();
    }

    @Test
    void aNameThatNobodyKnowsIsAFaultOfTheName() {
        Answer<Nothing> answer = unassign("http://mongodb-cloud.invalid/api/public/v1.0", Optional.empty());

        assertFault(Kind.NAME, 5, answer);
        assertTrue(answer.fault().orElseThrow().detail().contains("mongodb-cloud.invalid"), show(answer));
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
            Answer<Nothing> answer = unassign(simulator.baseUrl(), Optional.of(simulator.clientSslContext()));

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
            Answer<Nothing> answer = unassign(simulator.baseUrl(), Optional.of(simulator.clientSslContext()));

            assertEquals(Optional.of(204), answer.status(), show(answer));
            assertEquals("HTTP/1.1", simulator.log().get(1).protocol());
        }
    }

    @Test
    void plainHttpAtATlsPortOrTheOtherWayRoundGivesNothingAway() throws Exception {
        try (Simulator tls = tls("127.0.0.1");
                Simulator plain =
                        Simulator.builder().cloud(SimulatorSeed.cloud()).start()) {
            Answer<Nothing> unencrypted = unassign("http://127.0.0.1:" + tls.port(), Optional.empty());
            Answer<Nothing> encrypted = unassign("https://127.0.0.1:" + plain.port(), Optional.empty());

            assertTrue(unencrypted.fault().isPresent(), show(unencrypted));
            assertFalse(unencrypted.cost().actedUnanswered(), "nothing authenticated was sent");
            assertFault(Kind.TLS, 1, encrypted);
            assertTrue(plain.isAssigned(PROJECT, KEY) && tls.isAssigned(PROJECT, KEY));
        }
    }
}
