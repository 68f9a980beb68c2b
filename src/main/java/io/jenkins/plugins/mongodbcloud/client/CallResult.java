package io.jenkins.plugins.mongodbcloud.client;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * How one call of the Administration API ended: with a value, with an error response, or with a transport failure.
 * Exactly one of {@link #value}, {@link #category} and {@link #failure} is present.
 *
 * @param <T> what a success carries; {@link Nothing} where there is nothing to carry
 */
public final class CallResult<T> {

    /** The value of a success without content. */
    public enum Nothing {
        NOTHING
    }

    /**
     * What the call cost.
     *
     * @param requests HTTP requests sent to the endpoint, the challenged one included, but not those for access tokens,
     *     which calls share
     * @param attempts one plus the retries
     * @param millis milliseconds from the call to its end, waits included
     * @param mayHaveTakenEffect whether an authenticated request was sent that had no response, a server error or a
     *     response that could not be read, so that the server may have carried it out
     */
    public record Cost(int requests, int attempts, long millis, boolean mayHaveTakenEffect) {

        /** The same, with a request that may have had an effect. */
        public Cost withPossibleEffect() {
            return new Cost(requests, attempts, millis, true);
        }
    }

    private static final int METHOD_NOT_ALLOWED = 405;
    private static final Set<Integer> RETRIABLE = Set.of(408, 429, 500, 502, 503, 504);
    private static final Set<TransportFailure.Kind> RETRIABLE_FAILURES =
            Set.of(TransportFailure.Kind.NAME, TransportFailure.Kind.CONNECTION, TransportFailure.Kind.TIMEOUT);

    private final Integer status;
    private final T value;
    private final ErrorCategory category;
    private final ErrorBody error;
    private final TransportFailure failure;
    private final boolean retriable;
    private final Duration retryAfter;
    private final boolean tokenFailure;
    private final Cost cost;

    private CallResult(
            Integer status,
            T value,
            ErrorCategory category,
            ErrorBody error,
            TransportFailure failure,
            boolean retriable,
            Duration retryAfter,
            boolean tokenFailure,
            Cost cost) {
        this.status = status;
        this.value = value;
        this.category = category;
        this.error = error;
        this.failure = failure;
        this.retriable = retriable;
        this.retryAfter = retryAfter;
        this.tokenFailure = tokenFailure;
        this.cost = Objects.requireNonNull(cost, "cost");
    }

    public static <T> CallResult<T> success(int status, T value, Cost cost) {
        return new CallResult<>(
                status, Objects.requireNonNull(value), null, ErrorBody.NONE, null, false, null, false, cost);
    }

    /** @param retryAfter how long the server asks to wait, if it does */
    public static <T> CallResult<T> refusal(
            int status, ErrorCategory category, ErrorBody error, Optional<Duration> retryAfter, Cost cost) {
        boolean retriable = RETRIABLE.contains(status)
                || status == METHOD_NOT_ALLOWED
                        && error.errorCode()
                                .filter("WRITES_NOT_ALLOWED_DURING_APP_UPGRADES"::equals)
                                .isPresent();
        return new CallResult<>(
                status,
                null,
                Objects.requireNonNull(category),
                error,
                null,
                retriable,
                retryAfter.orElse(null),
                false,
                cost);
    }

    public static <T> CallResult<T> failure(TransportFailure failure, Cost cost) {
        return failure(failure, RETRIABLE_FAILURES.contains(failure.kind()), cost);
    }

    /** The failure of a call to which a proxy responded with this status, in place of the endpoint. */
    public static <T> CallResult<T> proxyFailure(int status, Cost cost) {
        TransportFailure failure = new TransportFailure(TransportFailure.Kind.PROXY, "HTTP " + status);
        return failure(failure, RETRIABLE.contains(status), cost);
    }

    private static <T> CallResult<T> failure(TransportFailure failure, boolean retriable, Cost cost) {
        return new CallResult<>(null, null, null, ErrorBody.NONE, failure, retriable, null, false, cost);
    }

    /** The HTTP status; empty after a transport failure. */
    public Optional<Integer> status() {
        return Optional.ofNullable(status);
    }

    /** What a success carries. */
    public Optional<T> value() {
        return Optional.ofNullable(value);
    }

    /** Which kind of error the response is. */
    public Optional<ErrorCategory> category() {
        return Optional.ofNullable(category);
    }

    /** The body of an error response; {@link ErrorBody#NONE} otherwise. */
    public ErrorBody error() {
        return error;
    }

    /** Why there was no response of the API. */
    public Optional<TransportFailure> failure() {
        return Optional.ofNullable(failure);
    }

    /** Whether another attempt may end otherwise. */
    public boolean isRetriable() {
        return retriable;
    }

    /** How long the server asks to wait before another attempt; zero if that time is past. Not limited. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** What the call cost. */
    public Cost cost() {
        return cost;
    }

    /** Whether it was the request for an access token that failed, so that the call itself was not made. */
    public boolean isTokenFailure() {
        return tokenFailure;
    }

    /** The failure of a request for an access token, as the result of the call that needed the token. */
    public <U> CallResult<U> asTokenFailure(Cost ofCall) {
        return new CallResult<>(status, null, category, error, failure, retriable, retryAfter, true, ofCall);
    }
}
