package io.jenkins.plugins.mongodbcloud.testing.simulator;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Something that goes wrong with one request. Immutable; equal if made alike; {@link #toString} says in a few words
 * what happens, for row labels.
 *
 * <p>Whether the request is carried out although its answer goes wrong: not, unless {@link #afterPerforming} or the
 * fault spoils the true answer (cut, slow, wrong content encoding) or claims success with a 2xx status. So an
 * authenticated and permitted DELETE that is answered 2xx did happen; the simulator can be made to lie only by
 * {@link #instead}, by {@link #raw} and by a 2xx to a request that it would have refused.
 *
 * @param label what happens, in a few words
 * @param effect what it makes of the request
 * @param phase the requests that it is for
 * @param performed whether the request is carried out; null for as the effect says
 */
public record InjectedFault(String label, FaultEffect effect, Phase phase, Boolean performed) {
    private static final int UNAUTHORIZED = 401;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);

    InjectedFault(String label, FaultEffect effect) {
        this(label, effect, Phase.ANY, null);
    }

    /** The same fault for requests of this phase only. */
    public InjectedFault on(Phase newPhase) {
        return new InjectedFault(label, effect, Objects.requireNonNull(newPhase, "phase"), performed);
    }

    /** The same fault after the request was carried out: its true answer is lost. */
    public InjectedFault afterPerforming() {
        return new InjectedFault(label, effect, phase, true);
    }

    /** The same fault without the request being carried out, as by a gateway that answers in the API's place. */
    public InjectedFault instead() {
        return new InjectedFault(label, effect, phase, false);
    }

    /** A 401 with a challenge in the simulator's current spelling, whatever the request had. */
    public static InjectedFault challenge() {
        return new InjectedFault("401 with a challenge", new FaultEffect.Challenge(null, false, 1));
    }

    /** A 401 with a challenge in this spelling; the answer to it is checked accordingly. */
    public static InjectedFault challenge(ChallengeSpelling spelling) {
        return new InjectedFault(
                "401 with a challenge, " + spelling.parameter(), new FaultEffect.Challenge(spelling, false, 1));
    }

    /** A 401 with {@code stale=true}. */
    public static InjectedFault staleChallenge() {
        return new InjectedFault("401 with stale=true", new FaultEffect.Challenge(null, true, 1));
    }

    /** A 401 with two digest challenges, either of which may be answered. */
    public static InjectedFault duplicatedChallenge() {
        return new InjectedFault("401 with two challenges", new FaultEffect.Challenge(null, false, 2));
    }

    /** A 401 with a digest challenge that breaks off inside a quoted string. */
    public static InjectedFault garbledChallenge() {
        return new InjectedFault(
                "401 with a garbled challenge", challenging("Digest realm=\"MMS Public API, nonce=,,qop=\"\"=au"));
    }

    /** A 401 with these {@code WWW-Authenticate} headers, such as an offer of Basic; none for none. */
    public static InjectedFault challengeHeaders(String... values) {
        return new InjectedFault("401 with WWW-Authenticate " + List.of(values), challenging(values));
    }

    /** A 401 with no challenge at all. */
    public static InjectedFault unauthorizedWithoutChallenge() {
        return new InjectedFault("401 without a challenge", challenging());
    }

    /** A 429 without {@code Retry-After}. */
    public static InjectedFault rateLimited() {
        return new InjectedFault("429 without Retry-After", new FaultEffect.Whole(rateLimit()));
    }

    /** A 429 with {@code Retry-After} in seconds. */
    public static InjectedFault rateLimited(long seconds) {
        return rateLimited(String.valueOf(seconds));
    }

    /** A 429 with {@code Retry-After} as an HTTP date, to the second. */
    public static InjectedFault rateLimitedUntil(Instant instant) {
        return rateLimited(HTTP_DATE.format(instant));
    }

    /** A 429 with this text as {@code Retry-After}. */
    public static InjectedFault rateLimited(String retryAfter) {
        return new InjectedFault(
                "429 with Retry-After: " + retryAfter,
                new FaultEffect.Whole(rateLimit().with("Retry-After", retryAfter)));
    }

    /**
     * An error in MongoDB's form.
     *
     * @param errorCode left out if null
     * @param parameters left out if there are none; {@code (Object[]) null} gives a JSON null
     */
    public static InjectedFault error(int status, String errorCode, String detail, Object... parameters) {
        String code = errorCode == null ? "without errorCode" : errorCode;
        return new InjectedFault(
                status + " " + code,
                new FaultEffect.Whole(ErrorDocument.answer(status, errorCode, detail, parameters)));
    }

    /** A 503 that asks for more patience than a call has, so that no test waits for further attempts. */
    public static InjectedFault downForLong() {
        return new InjectedFault(
                "503 with Retry-After: 3600",
                new FaultEffect.Whole(ErrorDocument.answer(503, null, "No.").with("Retry-After", "3600")));
    }

    /** An HTML page, as a proxy or a load balancer sends. */
    public static InjectedFault html(int status) {
        String page = "<!DOCTYPE html>\n<html><head><title>" + status + "</title></head>"
                + "<body><h1>The server is temporarily unable to service your request</h1></body></html>\n";
        return new InjectedFault(
                status + " with HTML",
                new FaultEffect.Whole(SimulatedResponse.of(status, "text/html; charset=utf-8", page)));
    }

    /** A status with no body. */
    public static InjectedFault empty(int status) {
        return new InjectedFault(status + " with no body", new FaultEffect.Whole(SimulatedResponse.empty(status)));
    }

    /** Any whole answer. */
    public static InjectedFault answer(int status, String contentType, String body) {
        return new InjectedFault(
                status + " with " + body.length() + " characters of " + contentType,
                new FaultEffect.Whole(SimulatedResponse.of(status, contentType, body)));
    }

    /** A redirect to this URL. */
    public static InjectedFault redirect(int status, String location) {
        return new InjectedFault(
                status + " to " + location,
                new FaultEffect.Whole(SimulatedResponse.empty(status).with("Location", location)));
    }

    /** A body that begins as JSON and does not end as such. */
    public static InjectedFault malformedJson(int status) {
        String body = "{\"error\": " + status + ", \"detail\": \"unfinished";
        return new InjectedFault(
                status + " with malformed JSON",
                new FaultEffect.Whole(SimulatedResponse.of(status, SimulatedResponse.JSON, body)));
    }

    /** A body of arrays nested this deep in {@code detail}. */
    public static InjectedFault deepJson(int status, int depth) {
        String body = "{\"detail\":" + "[".repeat(depth) + "]".repeat(depth) + "}";
        return new InjectedFault(
                status + " with JSON " + depth + " deep",
                new FaultEffect.Whole(SimulatedResponse.of(status, SimulatedResponse.JSON, body)));
    }

    /** The true answer with a {@code Content-Encoding} that its body has not. */
    public static InjectedFault wrongContentEncoding(String encoding) {
        return new InjectedFault(
                "Content-Encoding " + encoding + " that is none",
                new FaultEffect.ExtraHeader("Content-Encoding", encoding));
    }

    /** A TCP reset instead of an answer. */
    public static InjectedFault reset() {
        return new InjectedFault("connection reset", FaultEffect.Connection.RESET);
    }

    /** An orderly close instead of an answer. */
    public static InjectedFault close() {
        return new InjectedFault("connection closed without an answer", FaultEffect.Connection.CLOSE);
    }

    /** No answer, on a connection that stays open until {@link Simulator#releaseSilent} or the simulator's end. */
    public static InjectedFault silence() {
        return new InjectedFault("silence", FaultEffect.Connection.SILENCE);
    }

    /** The true answer up to the middle of its head, then the end of the connection. */
    public static InjectedFault cutInHead() {
        return new InjectedFault("answer cut in its head", FaultEffect.Cut.IN_HEAD);
    }

    /** The true answer up to the middle of its body (an empty one becomes 200 with JSON), then the end. */
    public static InjectedFault cutInBody() {
        return new InjectedFault("answer cut in its body", FaultEffect.Cut.IN_BODY);
    }

    /** The true answer up to the middle of its body (an empty one becomes 200 with JSON), then nothing more. */
    public static InjectedFault stalledInBody() {
        return new InjectedFault("answer that stalls in its body", FaultEffect.Cut.STALLED_IN_BODY);
    }

    /** The true answer (an empty one becomes 200 with JSON), compressed with {@code gzip} or {@code deflate}. */
    public static InjectedFault compressed(String coding) {
        return new InjectedFault("answer in " + coding, new FaultEffect.Compressed(coding));
    }

    /** A whole answer whose body is compressed with {@code gzip} or {@code deflate}. */
    public static InjectedFault compressed(int status, String contentType, String body, String coding) {
        return new InjectedFault(
                status + " with " + body.length() + " characters of " + contentType + " in " + coding,
                new FaultEffect.Whole(
                        SimulatedResponse.of(status, contentType, body).compressed(coding)));
    }

    /** The true answer, one byte per interval; over HTTP/2 the body's bytes. */
    public static InjectedFault slowBytes(Duration interval) {
        return new InjectedFault("one byte every " + interval.toMillis() + " ms", new FaultEffect.Slow(interval));
    }

    /** An error body of this many bytes with its {@code Content-Length}; nothing of it is held in memory. */
    public static InjectedFault oversizedBody(int status, long bytes) {
        return new InjectedFault(status + " with " + bytes + " bytes", new FaultEffect.Big(status, bytes, false));
    }

    /** An error body of this many bytes without {@code Content-Length}. */
    public static InjectedFault oversizedChunkedBody(int status, long bytes) {
        return new InjectedFault(
                status + " with " + bytes + " bytes in chunks", new FaultEffect.Big(status, bytes, true));
    }

    /** An error body that goes on until the client closes. */
    public static InjectedFault endlessBody(int status) {
        return new InjectedFault(
                status + " with an endless body", new FaultEffect.Big(status, FaultEffect.Big.ENDLESS, true));
    }

    /** The greeting of another protocol, then the end of the connection. */
    public static InjectedFault notHttp() {
        return new InjectedFault("something that is not HTTP", new FaultEffect.Bytes("SSH-2.0-OpenSSH_9.2p1\r\n"));
    }

    /** These bytes instead of an answer, then the end of the connection. */
    public static InjectedFault raw(byte[] bytes) {
        return new InjectedFault(
                bytes.length + " raw bytes", new FaultEffect.Bytes(new String(bytes, StandardCharsets.ISO_8859_1)));
    }

    /** The request is carried out and the connection reset. */
    public static InjectedFault lostThenReset() {
        return reset().afterPerforming();
    }

    /** The request is carried out and never answered. */
    public static InjectedFault lostThenSilence() {
        return silence().afterPerforming();
    }

    /** The request is carried out and answered with an error that says nothing about it. */
    public static InjectedFault lostThenError(int status) {
        return error(status, "UNEXPECTED_ERROR", "Unexpected error.").afterPerforming();
    }

    /** Whether the client learns of it from its clock alone. */
    public boolean isSilent() {
        return effect == FaultEffect.Connection.SILENCE;
    }

    /** Whether a long response takes long. */
    public boolean isSlow() {
        return effect instanceof FaultEffect.Slow;
    }

    boolean performs() {
        return performed == null ? effect.performs() : performed;
    }

    @Override
    public String toString() {
        return label
                + (performed == null ? "" : performed ? ", after the request was carried out" : ", not carried out")
                + (phase == Phase.ANY ? "" : " [" + phase + "]");
    }

    private static SimulatedResponse rateLimit() {
        return ErrorDocument.answer(TOO_MANY_REQUESTS, "RATE_LIMITED", "Rate limit of 100 requests exceeded.", 100);
    }

    private static FaultEffect challenging(String... values) {
        SimulatedResponse answer = ErrorDocument.answer(UNAUTHORIZED, "UNEXPECTED_ERROR", ErrorDocument.NOT_AUTHORIZED);
        for (String value : values) {
            answer = answer.with("WWW-Authenticate", value);
        }
        return new FaultEffect.Whole(answer);
    }
}
