package io.jenkins.plugins.mongodbcloud.client;

import java.util.Objects;
import java.util.Optional;

/**
 * How one call of the Administration API ended: with success and a value, with a refusal, or with a
 * failure. Exactly one of {@link #value}, {@link #category} and {@link #failure} is there.
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
     * @param requests HTTP requests sent to the endpoint, the challenged one included
     * @param attempts tries, one plus the retries
     * @param millis milliseconds from the call to its end, waits included
     * @param mayHaveTakenEffect whether an authenticated request was sent whose answer never came or was a
     *     server error, so that the server may have acted on it
     */
    public record Cost(int requests, int attempts, long millis, boolean mayHaveTakenEffect) {}

    private final Integer status;
    private final T value;
    private final ErrorCategory category;
    private final ErrorBody error;
    private final TransportFailure failure;
    private final Cost cost;

    private CallResult(
            Integer status, T value, ErrorCategory category, ErrorBody error, TransportFailure failure, Cost cost) {
        this.status = status;
        this.value = value;
        this.category = category;
        this.error = error;
        this.failure = failure;
        this.cost = Objects.requireNonNull(cost, "cost");
    }

    public static <T> CallResult<T> success(int status, T value, Cost cost) {
        return new CallResult<>(status, Objects.requireNonNull(value), null, ErrorBody.NONE, null, cost);
    }

    public static <T> CallResult<T> refusal(int status, ErrorCategory category, ErrorBody error, Cost cost) {
        return new CallResult<>(status, null, Objects.requireNonNull(category), error, null, cost);
    }

    public static <T> CallResult<T> failure(TransportFailure failure, Cost cost) {
        return new CallResult<>(null, null, null, ErrorBody.NONE, Objects.requireNonNull(failure), cost);
    }

    /** The HTTP status; empty after a failure. */
    public Optional<Integer> status() {
        return Optional.ofNullable(status);
    }

    /** What a success carries. */
    public Optional<T> value() {
        return Optional.ofNullable(value);
    }

    /** What a refusal means. */
    public Optional<ErrorCategory> category() {
        return Optional.ofNullable(category);
    }

    /** The body of a refusal; {@link ErrorBody#NONE} otherwise. */
    public ErrorBody error() {
        return error;
    }

    /** Why there was no answer. */
    public Optional<TransportFailure> failure() {
        return Optional.ofNullable(failure);
    }

    /** What the call cost. */
    public Cost cost() {
        return cost;
    }

    /** For an answer that failed: the same failure as the answer to a call that expects another value. */
    public <U> CallResult<U> failureAs() {
        return new CallResult<>(status, null, category, error, failure, cost);
    }
}
