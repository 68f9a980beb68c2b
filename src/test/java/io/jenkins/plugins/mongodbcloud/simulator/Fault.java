package io.jenkins.plugins.mongodbcloud.simulator;

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
 * {@link #raw} and by a 2xx to a request that it would have refused.
 */
public final class Fault {
    private static final int UNAUTHORIZED = 401;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);

    private final String label;
    private final Effect effect;
    private final Phase phase;
    private final boolean afterPerforming;

    private Fault(String label, Effect effect, Phase phase, boolean afterPerforming) {
        this.label = label;
        this.effect = effect;
        this.phase = phase;
        this.afterPerforming = afterPerforming;
    }

    private Fault(String label, Effect effect) {
        this(label, effect, Phase.ANY, false);
    }

    /** The same fault for requests of this phase only. */
    public Fault on(Phase newPhase) {
        return new Fault(label, effect, Objects.requireNonNull(newPhase, "phase"), afterPerforming);
    }

    /** The same fault after the request was carried out: its true answer is lost. */
    public Fault afterPerforming() {
        return new Fault(label, effect, phase, true);
    }

    /** A 401 with a challenge in the simulator's current spelling, whatever the request had. */
    public static Fault challenge() {
        return new Fault("401 with a challenge", new Effect.Challenge(null, false, 1));
    }

    /** A 401 with a challenge in this spelling; the answer to it is checked accordingly. */
    public static Fault challenge(ChallengeSpelling spelling) {
        return new Fault("401 with a challenge, " + spelling.parameter(), new Effect.Challenge(spelling, false, 1));
    }

    /** A 401 with {@code stale=true}. */
    public static Fault staleChallenge() {
        return new Fault("401 with stale=true", new Effect.Challenge(null, true, 1));
    }

    /** A 401 with two digest challenges, either of which may be answered. */
    public static Fault duplicatedChallenge() {
        return new Fault("401 with two challenges", new Effect.Challenge(null, false, 2));
    }

    /** A 401 with a digest challenge that breaks off inside a quoted string. */
    public static Fault garbledChallenge() {
        return new Fault(
                "401 with a garbled challenge", challenging("Digest realm=\"MMS Public API, nonce=,,qop=\"\"=au"));
    }

    /** A 401 with these {@code WWW-Authenticate} headers, such as an offer of Basic; none for none. */
    public static Fault challengeHeaders(String... values) {
        return new Fault("401 with WWW-Authenticate " + List.of(values), challenging(values));
    }

    /** A 401 with no challenge at all. */
    public static Fault unauthorizedWithoutChallenge() {
        return new Fault("401 without a challenge", challenging());
    }

    /** A 429 without {@code Retry-After}. */
    public static Fault rateLimited() {
        return new Fault("429 without Retry-After", new Effect.Whole(rateLimit()));
    }

    /** A 429 with {@code Retry-After} in seconds. */
    public static Fault rateLimited(long seconds) {
        return rateLimited(String.valueOf(seconds));
    }

    /** A 429 with {@code Retry-After} as an HTTP date, to the second. */
    public static Fault rateLimitedUntil(Instant instant) {
        return rateLimited(HTTP_DATE.format(instant));
    }

    /** A 429 with this text as {@code Retry-After}. */
    public static Fault rateLimited(String retryAfter) {
        return new Fault(
                "429 with Retry-After: " + retryAfter,
                new Effect.Whole(rateLimit().with("Retry-After", retryAfter)));
    }

    /**
     * An error in MongoDB's form.
     *
     * @param errorCode left out if null
     * @param parameters left out if there are none; {@code (Object[]) null} gives a JSON null
     */
    public static Fault error(int status, String errorCode, String detail, Object... parameters) {
        String code = errorCode == null ? "without errorCode" : errorCode;
        return new Fault(
                status + " " + code, new Effect.Whole(ErrorBody.answer(status, errorCode, detail, parameters)));
    }

    /** An HTML page, as a proxy or a load balancer sends. */
    public static Fault html(int status) {
        String page = "<!DOCTYPE html>\n<html><head><title>" + status + "</title></head>"
                + "<body><h1>The server is temporarily unable to service your request</h1></body></html>\n";
        return new Fault(status + " with HTML", new Effect.Whole(Answer.of(status, "text/html; charset=utf-8", page)));
    }

    /** A status with no body. */
    public static Fault empty(int status) {
        return new Fault(status + " with no body", new Effect.Whole(Answer.empty(status)));
    }

    /** Any whole answer. */
    public static Fault answer(int status, String contentType, String body) {
        return new Fault(
                status + " with " + body.length() + " characters of " + contentType,
                new Effect.Whole(Answer.of(status, contentType, body)));
    }

    /** A redirect to this URL. */
    public static Fault redirect(int status, String location) {
        return new Fault(
                status + " to " + location,
                new Effect.Whole(Answer.empty(status).with("Location", location)));
    }

    /** A body that begins as JSON and does not end as such. */
    public static Fault malformedJson(int status) {
        String body = "{\"error\": " + status + ", \"detail\": \"unfinished";
        return new Fault(status + " with malformed JSON", new Effect.Whole(Answer.of(status, Answer.JSON, body)));
    }

    /** A body of arrays nested this deep in {@code detail}. */
    public static Fault deepJson(int status, int depth) {
        String body = "{\"detail\":" + "[".repeat(depth) + "]".repeat(depth) + "}";
        return new Fault(
                status + " with JSON " + depth + " deep", new Effect.Whole(Answer.of(status, Answer.JSON, body)));
    }

    /** The true answer with a {@code Content-Encoding} that its body has not. */
    public static Fault wrongContentEncoding(String encoding) {
        return new Fault(
                "Content-Encoding " + encoding + " that is none", new Effect.ExtraHeader("Content-Encoding", encoding));
    }

    /** A TCP reset instead of an answer. */
    public static Fault reset() {
        return new Fault("connection reset", Effect.Connection.RESET);
    }

    /** An orderly close instead of an answer. */
    public static Fault close() {
        return new Fault("connection closed without an answer", Effect.Connection.CLOSE);
    }

    /** No answer, on a connection that stays open until {@link Simulator#releaseSilent} or the simulator's end. */
    public static Fault silence() {
        return new Fault("silence", Effect.Connection.SILENCE);
    }

    /** The true answer up to the middle of its head, then the end of the connection. */
    public static Fault cutInHead() {
        return new Fault("answer cut in its head", Effect.Cut.IN_HEAD);
    }

    /** The true answer up to the middle of its body (an empty one becomes 200 with JSON), then the end. */
    public static Fault cutInBody() {
        return new Fault("answer cut in its body", Effect.Cut.IN_BODY);
    }

    /** The true answer, one byte per interval; over HTTP/2 the body's bytes. */
    public static Fault slowBytes(Duration interval) {
        return new Fault("one byte every " + interval.toMillis() + " ms", new Effect.Slow(interval));
    }

    /** An error body of this many bytes with its {@code Content-Length}; nothing of it is held in memory. */
    public static Fault oversizedBody(int status, long bytes) {
        return new Fault(status + " with " + bytes + " bytes", new Effect.Big(status, bytes, false));
    }

    /** An error body of this many bytes without {@code Content-Length}. */
    public static Fault oversizedChunkedBody(int status, long bytes) {
        return new Fault(status + " with " + bytes + " bytes in chunks", new Effect.Big(status, bytes, true));
    }

    /** An error body that goes on until the client closes. */
    public static Fault endlessBody(int status) {
        return new Fault(status + " with an endless body", new Effect.Big(status, Effect.Big.ENDLESS, true));
    }

    /** The greeting of another protocol, then the end of the connection. */
    public static Fault notHttp() {
        return new Fault("something that is not HTTP", new Effect.Bytes("SSH-2.0-OpenSSH_9.2p1\r\n"));
    }

    /** These bytes instead of an answer, then the end of the connection. */
    public static Fault raw(byte[] bytes) {
        return new Fault(bytes.length + " raw bytes", new Effect.Bytes(new String(bytes, StandardCharsets.ISO_8859_1)));
    }

    /** The request is carried out and the connection reset. */
    public static Fault lostThenReset() {
        return reset().afterPerforming();
    }

    /** The request is carried out and never answered. */
    public static Fault lostThenSilence() {
        return silence().afterPerforming();
    }

    /** The request is carried out and answered with an error that says nothing about it. */
    public static Fault lostThenError(int status) {
        return error(status, "UNEXPECTED_ERROR", "Unexpected error.").afterPerforming();
    }

    Effect effect() {
        return effect;
    }

    Phase phase() {
        return phase;
    }

    boolean performs() {
        return afterPerforming || effect.performs();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Fault fault
                && label.equals(fault.label)
                && effect.equals(fault.effect)
                && phase == fault.phase
                && afterPerforming == fault.afterPerforming;
    }

    @Override
    public int hashCode() {
        return Objects.hash(label, effect, phase, afterPerforming);
    }

    @Override
    public String toString() {
        return label
                + (afterPerforming ? ", after the request was carried out" : "")
                + (phase == Phase.ANY ? "" : " [" + phase + "]");
    }

    private static Answer rateLimit() {
        return ErrorBody.answer(TOO_MANY_REQUESTS, "RATE_LIMITED", "Rate limit of 100 requests exceeded.", 100);
    }

    private static Effect challenging(String... values) {
        Answer answer = ErrorBody.answer(UNAUTHORIZED, "UNEXPECTED_ERROR", ErrorBody.NOT_AUTHORIZED);
        for (String value : values) {
            answer = answer.with("WWW-Authenticate", value);
        }
        return new Effect.Whole(answer);
    }
}
