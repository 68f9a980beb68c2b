package io.jenkins.plugins.mongodbcloud.admin;

import static io.jenkins.plugins.mongodbcloud.admin.TestBed.show;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jenkins.plugins.mongodbcloud.simulator.ChallengeSpelling;
import io.jenkins.plugins.mongodbcloud.simulator.Fault;
import io.jenkins.plugins.mongodbcloud.simulator.FaultCatalogue;
import io.jenkins.plugins.mongodbcloud.simulator.Phase;
import io.jenkins.plugins.mongodbcloud.simulator.Simulator;
import io.jenkins.plugins.mongodbcloud.simulator.SimulatorSeed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every fault of the simulator over HTTP/1.1 and HTTP/2: met once and then no more, by the request for a challenge or
 * by the authenticated one, and met by every attempt.
 */
@Timeout(60)
class SingleFaultTest {

    private static final String DONE = "done";
    private static final String WRONG_KEYS = "401 WRONG_KEYS";
    private static final String NO_DIGEST = "401 NO_DIGEST";
    private static final String CONNECTION = "CONNECTION";
    private static final String UNREADABLE = "UNREADABLE";
    private static final String TIMEOUT = "TIMEOUT";

    private static final Limits LIMITS = TestBed.attempts(TestBed.QUICK, 3);
    /** For silence that lasts, which ends in no other way however slow this machine is, and for silence that passes. */
    private static final Limits IMPATIENT =
            LIMITS.withTimeouts(Duration.ofSeconds(5), Duration.ofMillis(40), Duration.ofSeconds(5));

    private static final Limits PATIENT =
            TestBed.QUICK.withTimeouts(Duration.ofSeconds(5), Duration.ofMillis(200), Duration.ofSeconds(20));

    private static Simulator elsewhere;
    private static TestBed plain;
    private static TestBed tls;
    private static int keys;

    @BeforeAll
    static void start() throws Exception {
        elsewhere = Simulator.builder().start();
        plain = TestBed.plain();
        tls = TestBed.tls();
    }

    @AfterAll
    static void stop() {
        plain.close();
        tls.close();
        elsewhere.close();
    }

    /** How a call ends if the fault is met for ever, once by the DELETE, once by the first request of a cold lane. */
    private record Row(Fault fault, String forEver, String once, String cold) {}

    private static List<Row> rows(boolean http2) {
        String url = elsewhere.baseUrl();
        String broken = http2 ? CONNECTION : UNREADABLE;
        return List.of(
                new Row(Fault.challenge(ChallengeSpelling.QOP), WRONG_KEYS, DONE, DONE),
                new Row(Fault.challenge(ChallengeSpelling.OP), WRONG_KEYS, DONE, DONE),
                new Row(Fault.staleChallenge(), WRONG_KEYS, DONE, DONE),
                new Row(Fault.duplicatedChallenge(), WRONG_KEYS, DONE, DONE),
                new Row(Fault.garbledChallenge(), WRONG_KEYS, WRONG_KEYS, NO_DIGEST),
                new Row(Fault.challengeHeaders("Basic realm=\"MMS Public API\""), WRONG_KEYS, WRONG_KEYS, NO_DIGEST),
                new Row(Fault.unauthorizedWithoutChallenge(), WRONG_KEYS, WRONG_KEYS, NO_DIGEST),
                new Row(Fault.rateLimited(), "429 RATE_LIMITED", DONE, DONE),
                new Row(Fault.rateLimited(1), "429 RATE_LIMITED", DONE, DONE),
                new Row(Fault.rateLimitedUntil(Instant.EPOCH), "429 RATE_LIMITED", DONE, DONE),
                new Row(Fault.rateLimited("soon"), "429 RATE_LIMITED", DONE, DONE),
                new Row(Fault.error(500, "UNEXPECTED_ERROR", "Unexpected error."), "500 SERVER_ERROR", DONE, DONE),
                new Row(
                        Fault.error(503, "SERVICE_UNAVAILABLE", "Service unavailable.", (Object[]) null),
                        "503 SERVER_ERROR",
                        DONE,
                        DONE),
                new Row(Fault.html(503), "503 SERVER_ERROR", DONE, DONE),
                new Row(Fault.empty(502), "502 SERVER_ERROR", DONE, DONE),
                new Row(Fault.redirect(302, url), "302 REDIRECTED", "302 REDIRECTED", "302 REDIRECTED"),
                new Row(Fault.redirect(307, url), "307 REDIRECTED", "307 REDIRECTED", "307 REDIRECTED"),
                new Row(Fault.malformedJson(500), "500 SERVER_ERROR", DONE, DONE),
                new Row(Fault.deepJson(500, 10_000), "500 SERVER_ERROR", DONE, DONE),
                new Row(Fault.wrongContentEncoding("gzip"), DONE, DONE, DONE),
                new Row(Fault.oversizedBody(500, 1 << 20), "500 SERVER_ERROR", DONE, DONE),
                new Row(Fault.oversizedChunkedBody(500, 1 << 20), "500 SERVER_ERROR", DONE, DONE),
                new Row(Fault.endlessBody(500), "500 SERVER_ERROR", DONE, DONE),
                new Row(Fault.reset(), CONNECTION, DONE, DONE),
                new Row(Fault.close(), CONNECTION, DONE, DONE),
                new Row(Fault.silence(), TIMEOUT, DONE, DONE),
                // Over HTTP/1.1 HttpClient takes a head that breaks off after the status for a whole one.
                new Row(Fault.cutInHead(), http2 ? CONNECTION : DONE, DONE, http2 ? DONE : NO_DIGEST),
                new Row(Fault.cutInBody(), CONNECTION, DONE, DONE),
                new Row(Fault.slowBytes(Duration.ofMillis(1)), DONE, DONE, DONE),
                new Row(Fault.notHttp(), UNREADABLE, UNREADABLE, UNREADABLE),
                new Row(
                        Fault.raw(new byte[] {0, (byte) 0xff, '\r', '\n'}),
                        broken,
                        http2 ? DONE : broken,
                        http2 ? DONE : broken),
                new Row(Fault.lostThenReset(), CONNECTION, DONE, DONE),
                new Row(Fault.lostThenSilence(), TIMEOUT, DONE, DONE),
                new Row(Fault.lostThenError(500), "500 SERVER_ERROR", DONE, DONE));
    }

    static Stream<Arguments> cases() {
        return Stream.of(false, true)
                .flatMap(http2 ->
                        rows(http2).stream().map(row -> Arguments.of(row.fault, http2 ? "HTTP/2" : "HTTP/1.1", row)));
    }

    @Test
    void everyFaultOfTheCatalogueIsTried() {
        assertEquals(
                FaultCatalogue.all(elsewhere.baseUrl()),
                rows(false).stream().map(Row::fault).toList());
    }

    @ParameterizedTest(name = "{0} over {1}")
    @MethodSource("cases")
    void forEver(Fault fault, String protocol, Row row) {
        TestBed bed = bed(protocol).with(isSilence(fault) ? IMPATIENT : LIMITS);
        bed.simulator.faults().always(fault.on(Phase.DELETE));
        assertEnds(row.forEver, bed);
    }

    @ParameterizedTest(name = "{0} over {1}")
    @MethodSource("cases")
    void onceByTheAuthenticatedRequest(Fault fault, String protocol, Row row) {
        TestBed bed = bed(protocol).with(isSilence(fault) ? PATIENT : LIMITS);
        bed.simulator.faults().next(fault.on(Phase.DELETE));
        assertEnds(row.once, bed);
    }

    @ParameterizedTest(name = "{0} over {1}")
    @MethodSource("cases")
    void onceByTheRequestForAChallenge(Fault fault, String protocol, Row row) {
        TestBed bed = bed(protocol).with(isSilence(fault) ? PATIENT : LIMITS);
        bed.simulator.faults().next(fault.on(Phase.CHALLENGE));
        assertEnds(row.cold, bed);
    }

    private static TestBed bed(String protocol) {
        return protocol.equals("HTTP/2") ? tls : plain;
    }

    private static boolean isSilence(Fault fault) {
        return fault.equals(Fault.silence()) || fault.equals(Fault.lostThenSilence());
    }

    /** Lanes are left open, since one that is closed would hand its session on: here each starts cold. */
    private static void assertEnds(String expected, TestBed bed) {
        keys++;
        if (keys > SimulatorSeed.CI_KEYS) {
            SimulatorSeed.addCiKeys(bed.simulator.cloud(), keys, keys);
        }
        Trial trial = Trial.on(bed, bed.lane(), TestBed.ciKey(keys)).check();
        assertEquals(expected, trial.end(), show(trial.answer()));
    }

    @Test
    void nobodyElseIsSentAnything() {
        assertEquals(0, elsewhere.journal().connectionsAccepted());
        assertEquals(0, plain.simulator.basicSeen() + tls.simulator.basicSeen());
    }
}
