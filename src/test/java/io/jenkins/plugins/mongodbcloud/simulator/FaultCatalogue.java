package io.jenkins.plugins.mongodbcloud.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** One fault of every kind, for tests that go through all of them. */
public final class FaultCatalogue {
    private static final int SERVER_ERROR = 500;
    private static final int BAD_GATEWAY = 502;
    private static final int UNAVAILABLE = 503;
    private static final int FOUND = 302;
    private static final int TEMPORARY_REDIRECT = 307;
    private static final int DEPTH = 10_000;
    private static final long MEBIBYTE = 1 << 20;

    private FaultCatalogue() {}

    /**
     * The faults, each for any phase, with labels that differ. {@link Fault#silence} and {@link Fault#endlessBody}
     * among them end only by the client's own limits.
     *
     * @param elsewhere the URL that redirects lead to
     */
    public static List<Fault> all(String elsewhere) {
        return List.of(
                Fault.challenge(ChallengeSpelling.QOP),
                Fault.challenge(ChallengeSpelling.OP),
                Fault.staleChallenge(),
                Fault.duplicatedChallenge(),
                Fault.garbledChallenge(),
                Fault.challengeHeaders("Basic realm=\"" + DigestVerifier.REALM + "\""),
                Fault.unauthorizedWithoutChallenge(),
                Fault.rateLimited(),
                Fault.rateLimited(1),
                Fault.rateLimitedUntil(Instant.EPOCH),
                Fault.rateLimited("soon"),
                Fault.error(SERVER_ERROR, "UNEXPECTED_ERROR", "Unexpected error."),
                Fault.error(UNAVAILABLE, "SERVICE_UNAVAILABLE", "Service unavailable.", (Object[]) null),
                Fault.html(UNAVAILABLE),
                Fault.empty(BAD_GATEWAY),
                Fault.redirect(FOUND, elsewhere),
                Fault.redirect(TEMPORARY_REDIRECT, elsewhere),
                Fault.malformedJson(SERVER_ERROR),
                Fault.deepJson(SERVER_ERROR, DEPTH),
                Fault.wrongContentEncoding("gzip"),
                Fault.oversizedBody(SERVER_ERROR, MEBIBYTE),
                Fault.oversizedChunkedBody(SERVER_ERROR, MEBIBYTE),
                Fault.endlessBody(SERVER_ERROR),
                Fault.reset(),
                Fault.close(),
                Fault.silence(),
                Fault.cutInHead(),
                Fault.cutInBody(),
                Fault.slowBytes(Duration.ofMillis(1)),
                Fault.notHttp(),
                Fault.raw(new byte[] {0, (byte) 0xff, '\r', '\n'}),
                Fault.lostThenReset(),
                Fault.lostThenSilence(),
                Fault.lostThenError(SERVER_ERROR));
    }
}
