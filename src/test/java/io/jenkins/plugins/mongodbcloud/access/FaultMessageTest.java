package io.jenkins.plugins.mongodbcloud.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.mongodbcloud.client.ApiEndpoint;
import io.jenkins.plugins.mongodbcloud.testing.AccessTaskBuilder;
import io.jenkins.plugins.mongodbcloud.testing.RecordingJournal;
import io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension;
import io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Phase;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Simulator;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Faults below HTTP: what the user reads, and that no HTTP status is made up. */
class FaultMessageTest {
    private static final String KEY = SimulatorSeed.API_KEY_ID;

    @Test
    void nameThatCannotBeResolved() throws Exception {
        // A label may have 63 characters, so no server is asked.
        assertFault(
                "http://" + "x".repeat(70) + ".invalid/api/public/v1.0",
                "was not unassigned",
                "the host name of the endpoint could not be resolved. Check the base URL and the DNS");
    }

    @Test
    void portOnWhichNobodyListens() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        assertFault(
                "http://127.0.0.1:" + port,
                "was not unassigned",
                "the connection to the endpoint failed. Check the base URL, the firewall and the proxy");
    }

    @Test
    void certificateOfAnUnknownAuthority() throws Exception {
        try (Simulator tls =
                Simulator.builder().tls().cloud(SimulatorSeed.cloud()).start()) {
            assertFault(
                    tls.baseUrl(),
                    "was not unassigned",
                    "no trusted TLS connection to the endpoint could be established. Check the host name in the base URL",
                    "trusts the certificate authority");
            assertEquals(0, tls.requests());
        }
    }

    @Test
    void silence() throws Exception {
        try (SimulatorExtension bench = SimulatorExtension.impatient(Duration.ofMillis(100))) {
            bench.simulator.faults().always(InjectedFault.silence().on(Phase.DELETE));
            assertFault(
                    bench.runOne(AccessTaskBuilder.ids(KEY)),
                    "was not unassigned",
                    "still shows it. The last attempt: ",
                    "did not respond in time. Try again later, or raise the timeouts");
        }
    }

    @Test
    void somethingThatIsNotHttp() throws Exception {
        try (SimulatorExtension bench = SimulatorExtension.patient()) {
            bench.simulator.faults().always(InjectedFault.notHttp().on(Phase.CHALLENGE));
            assertFault(
                    bench.runOne(AccessTaskBuilder.ids(KEY)),
                    "was not unassigned",
                    "the response is not one that the MongoDB API sends",
                    "Check the base URL of the endpoint, and any firewall, proxy or gateway");
        }
    }

    @Test
    void resetInTheMiddleLeavesOpenWhatWasDone() throws Exception {
        try (SimulatorExtension bench = SimulatorExtension.patient()) {
            bench.simulator.faults().repeat(2, InjectedFault.reset().on(Phase.DELETE));
            bench.simulator.faults().always(InjectedFault.reset().on(Phase.LIST));
            assertFault(
                    bench.runOne(AccessTaskBuilder.ids(KEY)),
                    "may or may not have been unassigned",
                    "no response confirmed it. The last attempt: the connection to the endpoint failed");
            assertEquals(2, bench.deletes());
        }
    }

    @Test
    void listThatIsNotOne() throws Exception {
        try (SimulatorExtension bench = SimulatorExtension.patient()) {
            bench.simulator
                    .faults()
                    .next(InjectedFault.answer(200, "text/html", "<html>Welcome to the hotel</html>")
                            .on(Phase.LIST));
            KeyResult result = bench.runOne(AccessTaskBuilder.description("ci-001"));
            assertEquals(Outcome.UNAVAILABLE, result.outcome(), result::message);
            assertTrue(result.message().contains("could not be listed, so nothing was changed"), result::message);
            assertTrue(result.message().contains("HTTP 200: HTML page \"Welcome to the hotel\""), result::message);
            assertEquals(0, bench.deletes());
        }
    }

    @Test
    void answerAfterTheKeyWasUnassignedIsLostAndTheNextAttemptFindsItGone() throws Exception {
        try (SimulatorExtension bench = SimulatorExtension.patient()) {
            bench.simulator.faults().next(InjectedFault.lostThenReset().on(Phase.DELETE));
            KeyResult result = bench.runOne(AccessTaskBuilder.ids(KEY));
            assertEquals(Outcome.UNASSIGNED, result.outcome(), result::message);
            assertEquals(2, result.attempts());
            assertEquals("API_KEY_NOT_FOUND", result.errorCode());
            assertTrue(result.message().contains("an earlier attempt had no conclusive response"), result::message);
        }
    }

    private static void assertFault(String baseUrl, String... parts) throws IOException, Exception {
        try (SimulatorExtension bench = SimulatorExtension.patient()) {
            ApiEndpoint endpoint = SimulatorExtension.at(baseUrl);
            AccessReport report = SimulatorExtension.await(bench.start(
                    bench.task(AccessTaskBuilder.ids(KEY), endpoint), new RecordingJournal(), bench.executor()));
            assertFault(report.worst(), parts);
        }
    }

    private static void assertFault(KeyResult result, String... parts) {
        assertEquals(Outcome.UNAVAILABLE, result.outcome(), result::message);
        assertNull(result.httpStatus());
        assertNull(result.errorCode());
        assertTrue(
                result.message().contains("API key " + KEY) && result.message().contains(SimulatorExtension.PROJECT),
                result::message);
        for (String part : parts) {
            assertTrue(result.message().contains(part), () -> "'" + part + "' is not in: " + result.message());
        }
    }
}
