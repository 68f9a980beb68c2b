package io.jenkins.plugins.mongodbcloud.testing.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** One fault of every kind, for tests that go through all of them. */
public final class FaultCatalogue {
    private static final int OK = 200;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int SERVER_ERROR = 500;
    private static final int BAD_GATEWAY = 502;
    private static final int UNAVAILABLE = 503;
    private static final int FOUND = 302;
    private static final int TEMPORARY_REDIRECT = 307;
    private static final int DEPTH = 10_000;
    private static final long MEBIBYTE = 1 << 20;

    private FaultCatalogue() {}

    /**
     * The faults, each for any phase, with labels that differ. {@link InjectedFault#silence} and {@link InjectedFault#endlessBody}
     * among them end only by the client's own limits.
     *
     * @param elsewhere the URL that redirects lead to
     */
    public static List<InjectedFault> all(String elsewhere) {
        return List.of(
                InjectedFault.challenge(ChallengeSpelling.QOP),
                InjectedFault.challenge(ChallengeSpelling.OP),
                InjectedFault.staleChallenge(),
                InjectedFault.duplicatedChallenge(),
                InjectedFault.garbledChallenge(),
                InjectedFault.challengeHeaders("Basic realm=\"" + DigestVerifier.REALM + "\""),
                InjectedFault.unauthorizedWithoutChallenge(),
                InjectedFault.rateLimited(),
                InjectedFault.rateLimited(1),
                InjectedFault.rateLimitedUntil(Instant.EPOCH),
                InjectedFault.rateLimited("soon"),
                InjectedFault.error(SERVER_ERROR, "UNEXPECTED_ERROR", "Unexpected error."),
                InjectedFault.error(UNAVAILABLE, "SERVICE_UNAVAILABLE", "Service unavailable.", (Object[]) null),
                InjectedFault.html(UNAVAILABLE),
                InjectedFault.empty(BAD_GATEWAY),
                InjectedFault.redirect(FOUND, elsewhere),
                InjectedFault.redirect(TEMPORARY_REDIRECT, elsewhere),
                InjectedFault.malformedJson(SERVER_ERROR),
                InjectedFault.deepJson(SERVER_ERROR, DEPTH),
                InjectedFault.wrongContentEncoding("gzip"),
                InjectedFault.oversizedBody(SERVER_ERROR, MEBIBYTE),
                InjectedFault.oversizedChunkedBody(SERVER_ERROR, MEBIBYTE),
                InjectedFault.endlessBody(SERVER_ERROR),
                InjectedFault.html(OK).instead(),
                InjectedFault.answer(OK, "text/plain", "OK").instead(),
                InjectedFault.answer(OK, SimulatedResponse.JSON, "[]").instead(),
                InjectedFault.error(OK, "API_KEY_NOT_FOUND", "No API key exists.")
                        .instead(),
                InjectedFault.oversizedBody(OK, MEBIBYTE).instead(),
                InjectedFault.html(FORBIDDEN),
                InjectedFault.error(NOT_FOUND, "RESOURCE_NOT_FOUND", "Cannot find resource /api/v9.", "/api/v9"),
                InjectedFault.error(METHOD_NOT_ALLOWED, "WRITES_NOT_ALLOWED_DURING_APP_UPGRADES", "Upgrade."),
                InjectedFault.reset(),
                InjectedFault.close(),
                InjectedFault.silence(),
                InjectedFault.cutInHead(),
                InjectedFault.cutInBody(),
                InjectedFault.slowBytes(Duration.ofMillis(1)),
                InjectedFault.notHttp(),
                InjectedFault.raw(new byte[] {0, (byte) 0xff, '\r', '\n'}),
                InjectedFault.lostThenReset(),
                InjectedFault.lostThenSilence(),
                InjectedFault.lostThenError(SERVER_ERROR));
    }
}
