package io.jenkins.plugins.mongodbcloud.testing.simulator;

import static io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed.ADMIN;
import static io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed.API_KEY_ID;
import static io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed.PROJECT_ID;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.mongodbcloud.testing.simulator.RawClient.Reply;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** FaultPlan of the connection, as the client's socket sees them. */
@Timeout(60)
class SimulatorSocketFaultsTest extends RawClientFixture {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(20);
    private static final Duration NEVER_IN_A_TEST = Duration.ofHours(1);
    private static final String LIST = "/api/public/v1.0/groups/" + PROJECT_ID + "/apiKeys";
    private static final String DELETE = LIST + "/" + API_KEY_ID;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void resetIsATcpReset(boolean lost) throws Exception {
        sendDelete(lost ? InjectedFault.lostThenReset() : InjectedFault.reset());

        SocketException reset = assertThrows(SocketException.class, client::readByte);

        assertEquals("Connection reset", reset.getMessage());
        assertEquals(!lost, simulator.isAssigned(PROJECT_ID, API_KEY_ID));
        simulator.journal().awaitOpenConnections(0, LONG_ENOUGH);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void closeIsAnEndWithoutAByte(boolean lost) throws Exception {
        sendDelete(lost ? InjectedFault.close().afterPerforming() : InjectedFault.close());

        assertEquals(-1, client.readByte());

        assertEquals(!lost, simulator.isAssigned(PROJECT_ID, API_KEY_ID));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void silenceLastsUntilReleased(boolean lost) throws Exception {
        sendDelete(lost ? InjectedFault.lostThenSilence() : InjectedFault.silence());
        simulator.awaitRequests(2, LONG_ENOUGH);
        assertEquals(1, simulator.journal().openConnections());

        simulator.releaseSilent();

        assertEquals("", client.readToEnd());
        assertEquals(!lost, simulator.isAssigned(PROJECT_ID, API_KEY_ID));
    }

    @Test
    void silenceEndsWithTheSimulator() throws Exception {
        sendDelete(InjectedFault.silence());
        simulator.awaitRequests(2, LONG_ENOUGH);

        simulator.close();

        assertEquals("", client.readToEnd());
    }

    @Test
    void releasingLeavesConnectionsAloneThatAreNotSilent() throws Exception {
        assertEquals(401, client.ask("GET", LIST).status());

        simulator.releaseSilent();

        assertEquals(401, client.ask("GET", LIST).status());
    }

    @Test
    void cutInHeadIsHalfOfTheTrueHead() throws Exception {
        sendDelete(InjectedFault.cutInHead());

        String sent = client.readToEnd();

        assertEquals("HTTP/1.1 204 No Content\r\n\r\n".substring(0, 13), sent);
        assertFalse(simulator.isAssigned(PROJECT_ID, API_KEY_ID));
    }

    @Test
    void cutInBodyIsTheWholeHeadWithHalfOfTheBody() throws Exception {
        simulator.faults().next(InjectedFault.cutInBody().on(Phase.LIST));
        client.sendAs(ADMIN, "GET", LIST);

        Reply head = new Reply(200, client.readHead(), "");
        String body = client.readToEnd();

        int promised = Integer.parseInt(head.header("content-length"));
        assertEquals("HTTP/1.1 200 OK", head.head().get(0));
        assertEquals(promised / 2, body.length());
        assertTrue(body.startsWith("{\"links\""), body);
    }

    @Test
    void cutInBodyOfAnEmptyAnswerIsCutInJson() throws Exception {
        sendDelete(InjectedFault.cutInBody());

        assertTrue(client.readToEnd().endsWith("Content-Length: 2\r\n\r\n{"));
        assertFalse(simulator.isAssigned(PROJECT_ID, API_KEY_ID));
    }

    @Test
    void stalledInBodyIsHalfOfAnAnswerThenNothingUntilReleased() throws Exception {
        sendDelete(InjectedFault.stalledInBody());

        assertTrue(client.readHead().contains("Content-Length: 2"));
        assertEquals('{', client.readByte());
        assertEquals(1, simulator.journal().openConnections());
        simulator.releaseSilent();

        assertEquals("", client.readToEnd());
        assertFalse(simulator.isAssigned(PROJECT_ID, API_KEY_ID));
    }

    @Test
    void slowBytesComeOneByOne() throws Exception {
        sendDelete(InjectedFault.slowBytes(NEVER_IN_A_TEST));

        assertEquals('H', client.readByte());
        simulator.closeConnections();

        assertEquals("", client.readToEnd());
        assertFalse(simulator.isAssigned(PROJECT_ID, API_KEY_ID));
    }

    @Test
    void slowBytesMakeUpTheTrueAnswerAndKeepTheConnection() throws Exception {
        sendDelete(InjectedFault.slowBytes(Duration.ofNanos(1)));

        assertEquals(204, client.read("DELETE").status());
        assertEquals(400, client.askAs(ADMIN, "DELETE", DELETE).status());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 13, 8192, 8193, 3_000_000})
    void oversizedBodiesHaveTheLengthAsked(int bytes) throws Exception {
        simulator
                .faults()
                .next(InjectedFault.oversizedBody(500, bytes), InjectedFault.oversizedChunkedBody(500, bytes));

        Reply withLength = client.ask("GET", LIST);
        Reply inChunks = client.ask("GET", LIST);

        assertEquals(String.valueOf(bytes), withLength.header("content-length"));
        assertEquals(bytes, withLength.body().length());
        assertEquals("", inChunks.header("content-length"));
        assertEquals("chunked", inChunks.header("transfer-encoding"));
        assertEquals(withLength.body(), inChunks.body());
        assertEquals(bytes >= 13, Json.read(inChunks.body()).isPresent());
        assertEquals(401, client.ask("GET", LIST).status());
    }

    @Test
    void anEndlessBodyEndsWithTheClient() throws Exception {
        sendDelete(InjectedFault.endlessBody(500));

        client.exactly(32 << 20);
        assertTrue(simulator.isAssigned(PROJECT_ID, API_KEY_ID));
        client.close();

        simulator.journal().awaitOpenConnections(0, LONG_ENOUGH);
    }

    @Test
    void othersAreServedDuringAnEndlessBody() throws Exception {
        sendDelete(InjectedFault.endlessBody(500));
        client.exactly(1 << 20);

        try (RawClient other = new RawClient(simulator)) {
            assertEquals(200, other.askAs(ADMIN, "GET", LIST).status());
        }
    }

    @Test
    void bytesThatAreNoHttpComeAsGivenThenTheEnd() throws Exception {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        sendDelete(InjectedFault.raw(all));

        assertEquals(new String(all, StandardCharsets.ISO_8859_1), client.readToEnd());
        assertTrue(simulator.isAssigned(PROJECT_ID, API_KEY_ID));
    }

    @Test
    void anotherProtocolGreets() throws Exception {
        sendDelete(InjectedFault.notHttp());

        assertEquals("SSH-2.0-OpenSSH_9.2p1\r\n", client.readToEnd());
    }

    @Test
    void latencyHoldsAnswersBackWithoutHoldingTheThread() throws Exception {
        simulator.behaviour().latency(NEVER_IN_A_TEST);
        client.send("GET", LIST);
        simulator.awaitRequests(1, LONG_ENOUGH);
        simulator.behaviour().latency(Duration.ofMillis(1));

        try (RawClient other = new RawClient(simulator)) {
            assertEquals(200, other.askAs(ADMIN, "GET", LIST).status());
        }
        simulator.close();
        assertEquals("", client.readToEnd());
    }

    private void sendDelete(InjectedFault fault) throws Exception {
        simulator.faults().next(fault.on(Phase.DELETE));
        client.sendAs(ADMIN, "DELETE", DELETE);
    }
}
