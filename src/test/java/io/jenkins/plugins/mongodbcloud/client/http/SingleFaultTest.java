package io.jenkins.plugins.mongodbcloud.client.http;

import static io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension.show;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jenkins.plugins.mongodbcloud.client.ClientLimits;
import io.jenkins.plugins.mongodbcloud.client.Session;
import io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension;
import io.jenkins.plugins.mongodbcloud.testing.simulator.ChallengeSpelling;
import io.jenkins.plugins.mongodbcloud.testing.simulator.FaultCatalogue;
import io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Phase;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Simulator;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
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
    private static final String UNSUPPORTED_AUTHENTICATION = "401 UNSUPPORTED_AUTHENTICATION";
    private static final String STALE_NONCES = "401 STALE_NONCES";
    private static final String CONNECTION = "CONNECTION";
    private static final String UNREADABLE = "UNREADABLE";
    private static final String TIMEOUT = "TIMEOUT";

    private static final ClientLimits LIMITS = SimulatorExtension.attempts(SimulatorExtension.QUICK, 3);
    /** For silence that lasts, which ends in no other way however slow this machine is, and for silence that passes. */
    private static final ClientLimits IMPATIENT =
            LIMITS.withTimeouts(Duration.ofSeconds(5), Duration.ofMillis(40), Duration.ofSeconds(5));

    private static final ClientLimits PATIENT = SimulatorExtension.QUICK.withTimeouts(
            Duration.ofSeconds(5), Duration.ofMillis(200), Duration.ofSeconds(20));

    private static Simulator elsewhere;
    private static SimulatorExtension plain;
    private static SimulatorExtension tls;
    private static int keys;

    @BeforeAll
    static void start() throws Exception {
        elsewhere = Simulator.builder().start();
        plain = SimulatorExtension.plain();
        tls = SimulatorExtension.tls();
    }

    @AfterAll
    static void stop() {
        plain.close();
        tls.close();
        elsewhere.close();
    }

    /** How a call ends if the fault is met for ever, once by the DELETE, once by the first request of a cold session. */
    private record Row(InjectedFault fault, String forEver, String once, String cold) {}

    private static List<Row> rows(boolean http2) {
        String url = elsewhere.baseUrl();
        String broken = http2 ? CONNECTION : UNREADABLE;
        return List.of(
                new Row(InjectedFault.challenge(ChallengeSpelling.QOP), WRONG_KEYS, DONE, DONE),
                new Row(InjectedFault.challenge(ChallengeSpelling.OP), WRONG_KEYS, DONE, DONE),
                new Row(InjectedFault.staleChallenge(), STALE_NONCES, DONE, DONE),
                new Row(InjectedFault.duplicatedChallenge(), WRONG_KEYS, DONE, DONE),
                new Row(InjectedFault.garbledChallenge(), WRONG_KEYS, WRONG_KEYS, UNSUPPORTED_AUTHENTICATION),
                new Row(
                        InjectedFault.challengeHeaders("Basic realm=\"MMS Public API\""),
                        WRONG_KEYS,
                        WRONG_KEYS,
                        UNSUPPORTED_AUTHENTICATION),
                new Row(
                        InjectedFault.unauthorizedWithoutChallenge(),
                        WRONG_KEYS,
                        WRONG_KEYS,
                        UNSUPPORTED_AUTHENTICATION),
                new Row(InjectedFault.rateLimited(), "429 RATE_LIMITED", DONE, DONE),
                new Row(InjectedFault.rateLimited(1), "429 RATE_LIMITED", DONE, DONE),
                new Row(InjectedFault.rateLimitedUntil(Instant.EPOCH), "429 RATE_LIMITED", DONE, DONE),
                new Row(InjectedFault.rateLimited("soon"), "429 RATE_LIMITED", DONE, DONE),
                new Row(
                        InjectedFault.error(500, "UNEXPECTED_ERROR", "Unexpected error."),
                        "500 SERVER_ERROR",
                        DONE,
                        DONE),
                new Row(
                        InjectedFault.error(503, "SERVICE_UNAVAILABLE", "Service unavailable.", (Object[]) null),
                        "503 SERVER_ERROR",
                        DONE,
                        DONE),
                new Row(InjectedFault.html(503), "503 SERVER_ERROR", DONE, DONE),
                new Row(InjectedFault.empty(502), "502 SERVER_ERROR", DONE, DONE),
                new Row(InjectedFault.redirect(302, url), "302 REDIRECTED", "302 REDIRECTED", "302 REDIRECTED"),
                new Row(InjectedFault.redirect(307, url), "307 REDIRECTED", "307 REDIRECTED", "307 REDIRECTED"),
                new Row(InjectedFault.malformedJson(500), "500 SERVER_ERROR", DONE, DONE),
                new Row(InjectedFault.deepJson(500, 10_000), "500 SERVER_ERROR", DONE, DONE),
                new Row(InjectedFault.wrongContentEncoding("gzip"), UNREADABLE, UNREADABLE, DONE),
                new Row(InjectedFault.oversizedBody(500, 1 << 20), "500 SERVER_ERROR", DONE, DONE),
                new Row(InjectedFault.oversizedChunkedBody(500, 1 << 20), "500 SERVER_ERROR", DONE, DONE),
                new Row(InjectedFault.endlessBody(500), "500 SERVER_ERROR", DONE, DONE),
                new Row(InjectedFault.html(200).instead(), UNREADABLE, UNREADABLE, "200 NOT_FROM_API"),
                new Row(
                        InjectedFault.answer(200, "text/plain", "OK").instead(),
                        UNREADABLE,
                        UNREADABLE,
                        "200 NOT_FROM_API"),
                new Row(
                        InjectedFault.answer(200, "application/json", "[]").instead(),
                        UNREADABLE,
                        UNREADABLE,
                        "200 NOT_FROM_API"),
                new Row(
                        InjectedFault.error(200, "API_KEY_NOT_FOUND", "No API key exists.")
                                .instead(),
                        UNREADABLE,
                        UNREADABLE,
                        "200 NOT_FROM_API"),
                new Row(
                        InjectedFault.oversizedBody(200, 1 << 20).instead(),
                        "TOO_LARGE",
                        "TOO_LARGE",
                        "200 NOT_FROM_API"),
                new Row(InjectedFault.html(403), "403 NOT_FROM_API", "403 NOT_FROM_API", "403 NOT_FROM_API"),
                new Row(
                        InjectedFault.error(404, "RESOURCE_NOT_FOUND", "Cannot find resource /api/v9.", "/api/v9"),
                        "404 WRONG_BASE_URL",
                        "404 WRONG_BASE_URL",
                        "404 WRONG_BASE_URL"),
                new Row(
                        InjectedFault.error(405, "WRITES_NOT_ALLOWED_DURING_APP_UPGRADES", "Upgrade."),
                        "405 WRITES_DISABLED",
                        DONE,
                        DONE),
                new Row(InjectedFault.reset(), CONNECTION, DONE, DONE),
                new Row(InjectedFault.close(), CONNECTION, DONE, DONE),
                new Row(InjectedFault.silence(), TIMEOUT, DONE, DONE),
                new Row(InjectedFault.cutInHead(), CONNECTION, DONE, DONE),
                new Row(InjectedFault.cutInBody(), CONNECTION, DONE, DONE),
                new Row(InjectedFault.slowBytes(Duration.ofMillis(1)), DONE, DONE, DONE),
                new Row(InjectedFault.notHttp(), UNREADABLE, UNREADABLE, UNREADABLE),
                new Row(
                        InjectedFault.raw(new byte[] {0, (byte) 0xff, '\r', '\n'}),
                        broken,
                        http2 ? DONE : broken,
                        http2 ? DONE : broken),
                new Row(InjectedFault.lostThenReset(), CONNECTION, DONE, DONE),
                new Row(InjectedFault.lostThenSilence(), TIMEOUT, DONE, DONE),
                new Row(InjectedFault.lostThenError(500), "500 SERVER_ERROR", DONE, DONE));
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
    void forEver(InjectedFault fault, String protocol, Row row) {
        SimulatorExtension bed = bed(protocol).with(isSilence(fault) ? IMPATIENT : LIMITS);
        bed.simulator.faults().always(fault.on(Phase.DELETE));
        assertEnds(row.forEver, bed);
    }

    @ParameterizedTest(name = "{0} over {1}")
    @MethodSource("cases")
    void onceByTheAuthenticatedRequest(InjectedFault fault, String protocol, Row row) {
        SimulatorExtension bed = bed(protocol).with(isSilence(fault) ? PATIENT : LIMITS);
        bed.simulator.faults().next(fault.on(Phase.DELETE));
        assertEnds(row.once, bed);
    }

    @ParameterizedTest(name = "{0} over {1}")
    @MethodSource("cases")
    void onceByTheRequestForAChallenge(InjectedFault fault, String protocol, Row row) {
        SimulatorExtension bed = bed(protocol).with(isSilence(fault) ? PATIENT : LIMITS);
        bed.simulator.faults().next(fault.on(Phase.CHALLENGE));
        assertEnds(row.cold, bed);
    }

    private static SimulatorExtension bed(String protocol) {
        return protocol.equals("HTTP/2") ? tls : plain;
    }

    private static boolean isSilence(InjectedFault fault) {
        return fault.equals(InjectedFault.silence()) || fault.equals(InjectedFault.lostThenSilence());
    }

    /** Sessions start cold: none goes on where another was left. */
    private static void assertEnds(String expected, SimulatorExtension bed) {
        keys++;
        if (keys > SimulatorSeed.CI_KEYS) {
            SimulatorSeed.addCiKeys(bed.simulator.cloud(), keys, keys);
        }
        bed.with(bed.limits().withSessionIdleTimeout(Duration.ofNanos(1)));
        try (Session session = bed.session()) {
            Trial trial = Trial.on(bed, session, SimulatorExtension.ciKey(keys)).check();
            assertEquals(expected, trial.end(), show(trial.answer()));
        }
    }

    @Test
    void nobodyElseIsSentAnything() {
        assertEquals(0, elsewhere.journal().connectionsAccepted());
        assertEquals(0, plain.simulator.basicSeen() + tls.simulator.basicSeen());
    }
}
