package io.jenkins.plugins.mongodbcloud.admin;

import java.util.Objects;
import java.util.Optional;

/**
 * How one call of the Administration API ended: with success and a value, with a refusal, or with a
 * fault. Exactly one of {@link #value}, {@link #meaning} and {@link #fault} is there.
 *
 * @param <T> what a success carries; {@link Nothing} where there is nothing to carry
 */
public final class Answer<T> {

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
     * @param actedUnanswered whether an authenticated request was sent whose answer never came or was a
     *     server error, so that the server may have acted on it
     */
    public record Cost(int requests, int attempts, long millis, boolean actedUnanswered) {}

    private final Integer status;
    private final T value;
    private final ErrorMeaning meaning;
    private final ApiError error;
    private final Fault fault;
    private final Cost cost;

    private Answer(Integer status, T value, ErrorMeaning meaning, ApiError error, Fault fault, Cost cost) {
        this.status = status;
        this.value = value;
        this.meaning = meaning;
        this.error = error;
        this.fault = fault;
        this.cost = Objects.requireNonNull(cost, "cost");
    }

    static <T> Answer<T> success(int status, T value, Cost cost) {
        return new Answer<>(status, Objects.requireNonNull(value), null, ApiError.NONE, null, cost);
    }

    static <T> Answer<T> refusal(int status, ErrorMeaning meaning, ApiError error, Cost cost) {
        return new Answer<>(status, null, Objects.requireNonNull(meaning), error, null, cost);
    }

    static <T> Answer<T> fault(Fault fault, Cost cost) {
        return new Answer<>(null, null, null, ApiError.NONE, Objects.requireNonNull(fault), cost);
    }

    /** The HTTP status; empty after a fault. */
    public Optional<Integer> status() {
        return Optional.ofNullable(status);
    }

    /** What a success carries. */
    public Optional<T> value() {
        return Optional.ofNullable(value);
    }

    /** What a refusal means. */
    public Optional<ErrorMeaning> meaning() {
        return Optional.ofNullable(meaning);
    }

    /** The body of a refusal; {@link ApiError#NONE} otherwise. */
    public ApiError error() {
        return error;
    }

    /** Why there was no answer. */
    public Optional<Fault> fault() {
        return Optional.ofNullable(fault);
    }

    /** What the call cost. */
    public Cost cost() {
        return cost;
    }

    /** For an answer that failed: the same failure as the answer to a call that expects another value. */
    public <U> Answer<U> failureAs() {
        return new Answer<>(status, null, meaning, error, fault, cost);
    }
}
