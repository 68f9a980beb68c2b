package io.jenkins.plugins.mongodbcloud.client.http;

import static io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension.KEY;
import static io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension.PROJECT;
import static io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension.await;
import static io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension.show;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.mongodbcloud.client.CallResult;
import io.jenkins.plugins.mongodbcloud.client.CallResult.Nothing;
import io.jenkins.plugins.mongodbcloud.client.ErrorCategory;
import io.jenkins.plugins.mongodbcloud.client.Operations;
import io.jenkins.plugins.mongodbcloud.client.Session;
import io.jenkins.plugins.mongodbcloud.client.TransportFailure.Kind;
import io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Http2Faults;
import io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Phase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What HTTP lets a server do below responses. */
@Timeout(60)
class ProtocolFaultsTest {

    private static final Duration LONG = Duration.ofSeconds(50);
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration NEVER = Duration.ofDays(365);

    @AutoClose
    private SimulatorExtension bed;

    private static SimulatorExtension start(String protocol) {
        return protocol.equals("HTTP/2") ? SimulatorExtension.tls() : SimulatorExtension.plain();
    }

    static Stream<InjectedFault> unprocessed() {
        return Stream.of(Http2Faults.refusedStream(), Http2Faults.goAway());
    }

    @ParameterizedTest
    @MethodSource("unprocessed")
    void aRequestThatWasNotProcessedIsSentAgainAtOnceAndHasNotActed(InjectedFault fault) {
        bed = SimulatorExtension.tls().with(SimulatorExtension.QUICK.withWaits(Duration.ofSeconds(5), NEVER));
        bed.simulator.cloud().unassign(PROJECT, KEY);
        bed.simulator.faults().next(fault.on(Phase.DELETE));

        CallResult<Nothing> answer = bed.unassign();

        assertEquals(Optional.of(ErrorCategory.NOT_ASSIGNED), answer.category(), show(answer));
        assertFalse(answer.cost().mayHaveTakenEffect(), show(answer));
        assertEquals(2, answer.cost().attempts(), show(answer));
        assertEquals(2, answer.cost().requests(), show(answer));
        assertTrue(answer.cost().millis() < 2_000, show(answer));
    }

    @Test
    void aRequestThatIsNeverProcessedIsNotRepeatedWithoutAWait() {
        Duration backoff = Duration.ofMillis(200);
        bed = SimulatorExtension.tls().with(SimulatorExtension.QUICK.withWaits(backoff, NEVER));
        bed.simulator.faults().always(Http2Faults.refusedStream().on(Phase.DELETE));

        CallResult<Nothing> answer = bed.unassign();

        assertEquals(Optional.of(Kind.CONNECTION), answer.failure().map(fault -> fault.kind()), show(answer));
        assertEquals(5, answer.cost().attempts(), show(answer));
        assertFalse(answer.cost().mayHaveTakenEffect(), show(answer));
        assertTrue(answer.cost().millis() > 3 * backoff.toMillis(), show(answer));
    }

    @Test
    void anEndpointThatAsksForHttp11GetsIt() {
        bed = SimulatorExtension.tls();
        bed.simulator.faults().next(Http2Faults.http11Required());

        assertEquals(Optional.of(204), bed.unassign().status());

        assertEquals("HTTP/2", bed.simulator.log().get(0).protocol());
        assertEquals("HTTP/1.1", bed.simulator.log().get(1).protocol());
        assertEquals("HTTP/1.1", bed.simulator.log().get(2).protocol());
    }

    private void startHttp11(boolean tls) {
        bed = tls ? SimulatorExtension.tls() : SimulatorExtension.plain();
        if (tls) {
            bed.simulator.faults().next(Http2Faults.http11Required());
            bed.unassign();
        }
    }

    static Stream<Arguments> cutHeads() {
        String status = "HTTP/1.1 204 No Content\r\n";
        String length = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n";
        return Stream.of(
                        status,
                        status.strip(),
                        status + "Date: Fri, 27 Nov",
                        status + "X-Request-Id: 1\r\n",
                        status + "X-Request-Id: 1\r\n\r",
                        length)
                .flatMap(head -> Stream.of(Arguments.of(head, false), Arguments.of(head, true)));
    }

    @ParameterizedTest(name = "{0}, over TLS: {1}")
    @MethodSource("cutHeads")
    void aSuccessWhoseHeadIsCutIsNotBelieved(String head, boolean tls) {
        startHttp11(tls);
        bed.simulator.faults().always(InjectedFault.raw(bytes(head)).on(Phase.DELETE));

        CallResult<Nothing> answer = bed.unassign();

        assertEquals(Optional.of(Kind.CONNECTION), answer.failure().map(fault -> fault.kind()), show(answer));
        assertEquals(5, answer.cost().attempts(), show(answer));
        assertTrue(answer.cost().mayHaveTakenEffect(), show(answer));
    }

    @ParameterizedTest(name = "over TLS: {0}")
    @ValueSource(booleans = {false, true})
    void aSuccessAfterWhichTheConnectionEndsIsBelieved(boolean tls) {
        startHttp11(tls);
        String head = "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n";
        bed.simulator.faults().next(InjectedFault.raw(bytes(head)).on(Phase.DELETE));

        CallResult<Nothing> answer = bed.unassign();

        assertEquals(Optional.of(204), answer.status(), show(answer));
        assertEquals(1, answer.cost().attempts(), show(answer));
    }

    private static byte[] bytes(String head) {
        return head.getBytes(StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"HTTP/1.1", "HTTP/2"})
    void aBodyThatStallsIsGivenUpAfterTheResponseLimitAndRetried(String protocol) {
        bed = start(protocol).with(SimulatorExtension.QUICK.withTimeouts(LONG, SHORT, LONG));
        bed.simulator.faults().next(InjectedFault.stalledInBody().on(Phase.LIST));
        try (Session session = bed.session()) {
            CallResult<?> answer = await(session.call(Operations.listApiKeys(PROJECT, 1)));

            assertTrue(answer.value().isPresent(), show(answer));
            assertEquals(2, answer.cost().attempts(), show(answer));
            assertTrue(answer.cost().millis() < 10_000, show(answer));
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"HTTP/1.1", "HTTP/2"})
    void aBodyThatComesByteByByteMayTakeLongerThanTheResponseLimit(String protocol) {
        bed = start(protocol).with(SimulatorExtension.QUICK.withTimeouts(LONG, Duration.ofSeconds(1), LONG));
        bed.simulator
                .faults()
                .next(InjectedFault.slowBytes(Duration.ofMillis(20)).on(Phase.CHALLENGE));

        CallResult<Nothing> answer = bed.unassign();

        assertEquals(Optional.of(204), answer.status(), show(answer));
        assertEquals(1, answer.cost().attempts(), show(answer));
        assertTrue(answer.cost().millis() > 1_000, show(answer));
    }

    @ParameterizedTest(name = "{0} over {1}")
    @CsvSource({"gzip, HTTP/1.1", "gzip, HTTP/2", "deflate, HTTP/1.1", "deflate, HTTP/2"})
    void aBodyThatIsCompressedUnaskedIsRead(String coding, String protocol) {
        bed = start(protocol);
        bed.simulator.faults().next(InjectedFault.compressed(coding).on(Phase.LIST));
        try (Session session = bed.session()) {
            assertTrue(await(session.call(Operations.listApiKeys(PROJECT, 1)))
                    .value()
                    .isPresent());
        }
    }

    @Test
    void aCompressedBodyIsBoundedAfterDecompression() {
        bed = SimulatorExtension.plain();
        String big = " ".repeat(9 * 1024 * 1024);
        bed.simulator
                .faults()
                .next(InjectedFault.compressed(200, "application/json", big, "gzip")
                        .on(Phase.LIST));
        try (Session session = bed.session()) {
            CallResult<?> answer = await(session.call(Operations.listApiKeys(PROJECT, 1)));

            assertEquals(Optional.of(Kind.TOO_LARGE), answer.failure().map(fault -> fault.kind()), show(answer));
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"HTTP/1.1", "HTTP/2"})
    void headersOfSixtyKibibytesAreRead(String protocol) {
        bed = start(protocol);
        String challenge = "Other policy=\"" + "x".repeat(60 * 1024) + "\"";
        bed.simulator.faults().next(InjectedFault.challengeHeaders(challenge).on(Phase.CHALLENGE));

        assertEquals(Optional.of(401), bed.unassign().status());
    }

    @Test
    void aProxysStatusWithoutAProxyIsAFaultOfSomeProxyAfterOneRequest() {
        bed = SimulatorExtension.plain();
        String challenge = "HTTP/1.1 407 No\r\nProxy-Authenticate: Digest realm=\"p\", nonce=\"n\", stale=true\r\n"
                + "Content-Length: 0\r\n\r\n";
        bed.simulator.faults().always(InjectedFault.raw(challenge.getBytes(StandardCharsets.US_ASCII)));

        CallResult<Nothing> answer = bed.unassign();

        assertEquals(Optional.of(Kind.PROXY), answer.failure().map(fault -> fault.kind()), show(answer));
        assertEquals(1, answer.cost().requests(), show(answer));
    }
}
