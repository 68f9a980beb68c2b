package io.jenkins.plugins.mongodbcloud.testing.simulator;

import static io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed.ADMIN;
import static io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed.API_KEY_ID;
import static io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed.ORGANIZATION_ID;
import static io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed.PROJECT_ID;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.mongodbcloud.testing.simulator.RawClient.Reply;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Life, counting and the state of the simulator. */
@Timeout(60)
class SimulatorTest extends RawClientFixture {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(20);
    private static final String LIST = "/api/public/v1.0/groups/" + PROJECT_ID + "/apiKeys";
    private static final String DELETE = LIST + "/" + API_KEY_ID;

    @Override
    Simulator.Builder builder() {
        return super.builder().threads(2);
    }

    @Test
    void holdsAThousandSlowConnectionsOnTwoThreads() throws Exception {
        simulator.behaviour().latency(Duration.ofHours(1));
        List<RawClient> clients = new ArrayList<>();
        try {
            for (int i = 0; i < 1_000; i++) {
                RawClient another = new RawClient(simulator);
                clients.add(another);
                another.send("GET", LIST);
            }
            simulator.awaitRequests(1_000, LONG_ENOUGH);

            simulator.journal().awaitOpenConnections(1_001, LONG_ENOUGH);
            long threads = Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().startsWith("mongodb-simulator-"))
                    .count();
            assertTrue(threads >= 1 && threads <= 2, threads + " threads");
        } finally {
            for (RawClient another : clients) {
                another.close();
            }
        }
        simulator.journal().awaitOpenConnections(1, LONG_ENOUGH);
    }

    @Test
    void countsByPhaseAndMethodAndConnection() throws Exception {
        client.askAs(ADMIN, "GET", LIST);
        client.askAs(ADMIN, "DELETE", DELETE);
        try (RawClient other = new RawClient(simulator)) {
            other.ask("POST", LIST);
            other.ask("DELETE", DELETE, "Authorization: Digest");
        }

        RequestJournal journal = simulator.journal();
        assertEquals(5, journal.requests());
        assertEquals(5, journal.requests(Phase.ANY));
        assertEquals(2, journal.requests(Phase.CHALLENGE));
        assertEquals(2, journal.requests(Phase.AUTHENTICATED));
        assertEquals(1, journal.requests(Phase.DELETE));
        assertEquals(1, journal.requests(Phase.LIST));
        assertEquals(2, journal.requests("DELETE"));
        assertEquals(2, journal.requests("GET"));
        assertEquals(1, journal.refused());
        assertEquals(2, journal.connectionsAccepted());
        journal.awaitOpenConnections(1, LONG_ENOUGH);
        assertEquals(
                List.of(1, 1, 1, 2, 2),
                journal.log().stream().map(LoggedRequest::connection).toList());
        assertEquals(
                new LoggedRequest(3, 1, "HTTP/1.1", "DELETE", DELETE, true, 2, "", ""),
                journal.log().get(2));
    }

    @Test
    void clearsCountsButNotConnections() throws Exception {
        client.ask("GET", LIST);

        simulator.journal().clear();

        assertEquals(0, simulator.requests());
        assertEquals(List.of(), simulator.log());
        assertEquals(0, simulator.journal().connectionsAccepted());
        assertEquals(1, simulator.journal().openConnections());
        client.ask("GET", LIST);
        assertEquals(1, simulator.log().get(0).number());
        assertEquals(1, simulator.log().get(0).connection());
    }

    @Test
    void keepsTheNewestOfManyRequests() {
        RequestJournal journal = new RequestJournal();
        ReceivedRequest request = new ReceivedRequest(1, "HTTP/1.1", "GET", LIST, "", List.of(), "", "");
        for (int i = 0; i < RequestJournal.MAX_ENTRIES + 3; i++) {
            journal.record(request, Set.of(Phase.ANY), AuthorizationVerdict.none(), false, "");
        }

        assertEquals(RequestJournal.MAX_ENTRIES + 3, journal.requests());
        assertEquals(RequestJournal.MAX_ENTRIES, journal.log().size());
        assertEquals(4, journal.log().get(0).number());
    }

    @Test
    void waitsForRequestsAndGivesUp() throws Exception {
        client.ask("GET", LIST);

        simulator.awaitRequests(1, Duration.ZERO);
        simulator.journal().awaitRequests(Phase.CHALLENGE, 1, Duration.ZERO);

        TimeoutException late =
                assertThrows(TimeoutException.class, () -> simulator.awaitRequests(2, Duration.ofMillis(1)));
        assertEquals("After 1 ms 1 of 2 requests arrived", late.getMessage());
        assertThrows(
                TimeoutException.class, () -> simulator.journal().awaitRequests(Phase.DELETE, 1, Duration.ofMillis(1)));
    }

    @Test
    void showsEachRequestBeforeItsAnswer() throws Exception {
        List<LoggedRequest> seen = new ArrayList<>();
        simulator.journal().onRequest(request -> {
            synchronized (seen) {
                seen.add(request);
            }
        });

        client.ask("GET", LIST);
        client.ask("DELETE", DELETE);

        synchronized (seen) {
            assertEquals(simulator.log(), seen);
            assertEquals(2, seen.size());
        }
    }

    @Test
    void answersPipelinedRequestsInOrder() throws Exception {
        simulator
                .faults()
                .next(InjectedFault.slowBytes(Duration.ofNanos(1)), InjectedFault.empty(502), InjectedFault.html(503));
        String request = "GET " + LIST + " HTTP/1.1\r\nHost: localhost\r\n\r\n";

        client.sendBytes(request + request + request);

        assertEquals(401, client.read("GET").status());
        assertEquals(502, client.read("GET").status());
        assertEquals(503, client.read("GET").status());
    }

    @Test
    void endsTheConnectionWhenTheClientWantsThat() throws Exception {
        Reply reply = client.ask("GET", LIST, "Connection: close");

        assertEquals("close", reply.header("connection"));
        assertEquals(-1, client.readByte());
    }

    @Test
    void refusesWhatIsNoRequest() throws Exception {
        client.sendBytes("this is no request\r\n\r\n");

        assertTrue(client.readToEnd().startsWith("HTTP/1.1 400 Bad Request\r\n"));
        assertEquals(1, simulator.requests());
    }

    @Test
    void takesARequestBodyAfterHavingBeenAsked() throws Exception {
        client.send("GET", LIST, "Content-Length: 2", "Expect: 100-continue");
        assertEquals(List.of("HTTP/1.1 100 Continue"), client.readHead());
        client.sendBytes("{}");

        assertEquals(401, client.read("GET").status());
    }

    @Test
    void closesIdleConnectionsOnDemand() throws Exception {
        client.ask("GET", LIST);

        simulator.closeConnections();

        assertEquals(-1, client.readByte());
        try (RawClient next = new RawClient(simulator)) {
            assertEquals(401, next.ask("GET", LIST).status());
        }
    }

    @Test
    void canBeStartedAgainOnTheSamePortWithTheSameState() throws Exception {
        assertEquals(204, client.askAs(ADMIN, "DELETE", DELETE).status());
        int port = simulator.port();
        assertThrows(
                IOException.class, () -> Simulator.builder().port(port).start().close());
        simulator.close();
        assertThrows(ConnectException.class, () -> new RawClient(simulator).close());

        try (Simulator again =
                        Simulator.builder().port(port).cloud(simulator.cloud()).start();
                RawClient next = new RawClient(again)) {
            assertEquals("http://127.0.0.1:" + port + "/api/public/v1.0", again.baseUrl());
            assertEquals("http://127.0.0.1:" + port + "/api/atlas/v2", again.atlasBaseUrl());
            assertEquals(
                    "API_KEY_NOT_FOUND", next.askAs(ADMIN, "DELETE", DELETE).errorCode());
        }
    }

    @Test
    void hasNoCertificateInPlainHttp() {
        assertThrows(IllegalStateException.class, simulator::certificate);
        assertThrows(IllegalStateException.class, simulator::clientSslContext);
    }

    @Test
    void theSeedHasKeysThatALoopCanCompute() {
        SimulatedCloud cloud = simulator.cloud();

        assertEquals("5d1d12c087d9d63e6d100001", SimulatorSeed.ciKey(1).id());
        assertEquals("ci-001", SimulatorSeed.ciKey(1).description());
        for (int number = 1; number <= SimulatorSeed.CI_KEYS; number++) {
            assertTrue(cloud.isAssigned(PROJECT_ID, "5d1d12c087d9d63e6d" + (100_000 + number)));
        }
        assertTrue(cloud.orgKeyExists(ORGANIZATION_ID, SimulatorSeed.UNASSIGNED_KEY_ID));
        assertFalse(cloud.isAssigned(PROJECT_ID, SimulatorSeed.UNASSIGNED_KEY_ID));
        assertEquals(10_003, SimulatorSeed.addCiKeys(cloud, 101, 10_000).assignedKeys(PROJECT_ID));
    }

    @Test
    void refusesAStateThatTheServiceCouldNotHave() {
        SimulatedCloud cloud = simulator.cloud();
        String id = "000000000000000000000001";
        String uuid = "11111111-2222-4333-8444-555555555555";

        assertThrows(IllegalArgumentException.class, () -> cloud.addOrganization("short", "Name"));
        assertThrows(IllegalArgumentException.class, () -> cloud.addOrganization(ORGANIZATION_ID, "Again"));
        assertThrows(IllegalArgumentException.class, () -> cloud.addProject(id, id, "Without organization"));
        assertThrows(IllegalArgumentException.class, () -> new SimulatedKey(id, "Adminkey", uuid, ""));
        assertThrows(IllegalArgumentException.class, () -> new SimulatedKey(id, "adminkey", "secret", ""));
        assertThrows(IllegalArgumentException.class, () -> cloud.addApiKey(ORGANIZATION_ID, ADMIN));
        assertThrows(
                IllegalArgumentException.class,
                () -> cloud.addApiKey(ORGANIZATION_ID, new SimulatedKey(id, "adminkey", uuid, "")));
        assertThrows(IllegalArgumentException.class, () -> cloud.assign(PROJECT_ID, id));
        assertThrows(IllegalArgumentException.class, () -> cloud.assign(PROJECT_ID, API_KEY_ID, Role.ORG_OWNER));
        assertThrows(IllegalArgumentException.class, () -> Simulator.builder().threads(3));
    }
}
