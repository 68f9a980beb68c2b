package io.jenkins.plugins.mongodbcloud.testing.simulator;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** How the simulator answers as long as no fault says otherwise. Every setting can be changed while it runs. */
public final class Behaviour {
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int USUAL_MOST_KEYS = 500;
    private static final int USUAL_RETRY_SECONDS = 60;

    private volatile ChallengeSpelling challengeSpelling = ChallengeSpelling.QOP;
    private volatile boolean staleOnExpiry;
    private volatile int nonceUses = Integer.MAX_VALUE;
    private volatile boolean envelope;
    private volatile boolean okWithBody;
    private volatile boolean errorCodeHeader;
    private volatile boolean rateLimitHeaders;
    private volatile Optional<Integer> notAssignedStatus = Optional.empty();
    private volatile Optional<Integer> retryAfterSeconds = Optional.of(USUAL_RETRY_SECONDS);
    private volatile String seenAddress = "127.0.0.1";
    private volatile Duration latency = Duration.ZERO;
    private volatile boolean upgrading;
    private volatile int mostKeys = USUAL_MOST_KEYS;
    private volatile Duration tokenLifetime = Duration.ofHours(1);
    private volatile RateLimit mintingLimit = new RateLimit(RateLimit.NONE, RateLimit.NONE);
    private volatile boolean mintingLimitAsApiError;
    private volatile RateLimit rateLimit = new RateLimit(RateLimit.NONE, RateLimit.NONE);

    Behaviour() {}

    /** The spelling of challenges to come; nonces already issued keep theirs. Default: as recorded, with qop. */
    public Behaviour challengeSpelling(ChallengeSpelling spelling) {
        challengeSpelling = Objects.requireNonNull(spelling, "spelling");
        return this;
    }

    /** Whether a right response to an expired nonce is answered {@code stale=true}. Default: false, as recorded. */
    public Behaviour staleOnExpiry(boolean stale) {
        staleOnExpiry = stale;
        return this;
    }

    /** After how many accepted requests a nonce is expired; at least 1. Default: never. */
    public Behaviour nonceUses(int uses) {
        if (uses < 1) {
            throw new IllegalArgumentException("A nonce has at least one use, not " + uses);
        }
        nonceUses = uses;
        return this;
    }

    /** Whether every answer but a challenge is enveloped, as behind a gateway that does so. Default: false. */
    public Behaviour envelope(boolean always) {
        envelope = always;
        return this;
    }

    /** Whether a successful DELETE is answered 200 with an empty JSON object, not 204 with nothing. Default: false. */
    public Behaviour deleteAnswersOk(boolean ok) {
        okWithBody = ok;
        return this;
    }

    /** Whether errors also have the header {@code X-Error-Code}. Default: false. */
    public Behaviour errorCodeHeader(boolean sent) {
        errorCodeHeader = sent;
        return this;
    }

    /** Whether answers on a project in the Atlas dialect have {@code RateLimit-*} headers. Default: false. */
    public Behaviour rateLimitHeaders(boolean sent) {
        rateLimitHeaders = sent;
        return this;
    }

    /** With which status a missing assignment is reported, 400 or 404. Default: 400 in v1.0, 404 in Atlas v2. */
    public Behaviour notAssignedStatus(int status) {
        if (status != BAD_REQUEST && status != NOT_FOUND) {
            throw new IllegalArgumentException("A missing assignment is reported with 400 or 404, not " + status);
        }
        notAssignedStatus = Optional.of(status);
        return this;
    }

    /** The address from which requests seem to come; access lists are compared with it. Default: 127.0.0.1. */
    public Behaviour seenAddress(String address) {
        seenAddress = Objects.requireNonNull(address, "address");
        return this;
    }

    /** How long every answer is held back, without holding a thread. Default: not at all. */
    public Behaviour latency(Duration latencyOfAnswers) {
        if (latencyOfAnswers.isNegative()) {
            throw new IllegalArgumentException("Latency cannot be negative: " + latencyOfAnswers);
        }
        latency = latencyOfAnswers;
        return this;
    }

    /**
     * Permits {@code requests} authenticated requests per project, then refuses {@code refusals} of them with 429, then
     * permits again; so no clock is in play. Default: no limit.
     */
    public Behaviour rateLimit(int requests, int refusals) {
        rateLimit = limit(requests, refusals);
        return this;
    }

    /** Takes the rate limit back. */
    public Behaviour noRateLimit() {
        rateLimit = new RateLimit(RateLimit.NONE, RateLimit.NONE);
        return this;
    }

    /** Whether the API refuses all writes with 405, as while it is upgraded. Default: false. */
    public Behaviour upgrading(boolean upgrade) {
        upgrading = upgrade;
        return this;
    }

    /** How many API keys an organization may have before Atlas makes no more. Default: 500, as documented. */
    public Behaviour mostKeys(int keys) {
        mostKeys = keys;
        return this;
    }

    /** How long access tokens to come are good for. Default: an hour, as recorded. */
    public Behaviour tokenLifetime(Duration lifetime) {
        if (lifetime.toSeconds() < 1) {
            throw new IllegalArgumentException("A token lasts a second at least, not " + lifetime);
        }
        tokenLifetime = lifetime;
        return this;
    }

    /** Limits the minting of access tokens per account as {@link #rateLimit} does calls. Default: no limit. */
    public Behaviour mintingLimit(int requests, int refusals) {
        mintingLimit = limit(requests, refusals);
        return this;
    }

    /** Whether the minting limit refuses with the API's error, not with OAuth's; both are known. Default: false. */
    public Behaviour mintingLimitAsApiError(boolean ofApi) {
        mintingLimitAsApiError = ofApi;
        return this;
    }

    /** The {@code Retry-After} of the rate limits in seconds. Default: 60. */
    public Behaviour retryAfterSeconds(int seconds) {
        retryAfterSeconds = Optional.of(seconds);
        return this;
    }

    /** Lets the rate limit refuse without a {@code Retry-After}. */
    public Behaviour noRetryAfter() {
        retryAfterSeconds = Optional.empty();
        return this;
    }

    private static RateLimit limit(int requests, int refusals) {
        if (requests < 0 || refusals < 1) {
            throw new IllegalArgumentException(
                    "Not a rate limit: " + requests + " requests, " + refusals + " refusals");
        }
        return new RateLimit(requests, refusals);
    }

    ChallengeSpelling challengeSpelling() {
        return challengeSpelling;
    }

    boolean staleOnExpiry() {
        return staleOnExpiry;
    }

    int nonceUses() {
        return nonceUses;
    }

    boolean envelope() {
        return envelope;
    }

    boolean deleteAnswersOk() {
        return okWithBody;
    }

    boolean errorCodeHeader() {
        return errorCodeHeader;
    }

    boolean rateLimitHeaders() {
        return rateLimitHeaders;
    }

    Optional<Integer> notAssignedStatus() {
        return notAssignedStatus;
    }

    Optional<Integer> retryAfterSeconds() {
        return retryAfterSeconds;
    }

    String seenAddress() {
        return seenAddress;
    }

    Duration latency() {
        return latency;
    }

    boolean upgrading() {
        return upgrading;
    }

    int mostKeys() {
        return mostKeys;
    }

    Duration tokenLifetime() {
        return tokenLifetime;
    }

    RateLimit mintingLimit() {
        return mintingLimit;
    }

    boolean mintingLimitAsApiError() {
        return mintingLimitAsApiError;
    }

    RateLimit rateLimit() {
        return rateLimit;
    }
}
