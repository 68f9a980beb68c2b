package io.jenkins.plugins.mongodbcloud.client.http;

import io.jenkins.plugins.mongodbcloud.client.CallResult;
import io.jenkins.plugins.mongodbcloud.client.ClientLimits;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Whether there is another attempt, and when: later each time, and never so late that the call would be over. */
record RetryPolicy(ClientLimits limits) {

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int MAX_DOUBLINGS = 10;
    /** The part of a call's limit over which a server that is out of requests and does not say until when is asked. */
    private static final double SPREAD = 0.6;

    /**
     * Whether there is another attempt.
     *
     * @param attempts made so far
     * @param wait before the next
     * @param remaining until the call's limit
     */
    boolean isAnotherWorthwhile(CallResult<?> result, int attempts, Duration wait, Duration remaining) {
        return result.isRetriable() && attempts < limits.attempts() && wait.compareTo(remaining) < 0;
    }

    /** How long the server is to be left alone after this result: as long as it says, but no less than usual. */
    Duration pause(CallResult<?> result, int attempts) {
        Duration backoff = backoff(attempts);
        Duration asked = result.retryAfter().orElseGet(() -> isRateLimited(result) ? spread() : Duration.ZERO);
        return longer(backoff, shorter(asked, limits.retryAfter()));
    }

    static boolean isRateLimited(CallResult<?> result) {
        return result.status().filter(status -> status == TOO_MANY_REQUESTS).isPresent();
    }

    /** Doubles with each attempt; the first half is fixed, the rest random, so that callers do not come together. */
    private Duration backoff(int attempts) {
        long longest = limits.backoff().toMillis() << Math.min(attempts - 1, MAX_DOUBLINGS);
        return Duration.ofMillis(longest - ThreadLocalRandom.current().nextLong(longest / 2 + 1));
    }

    private Duration spread() {
        double part = SPREAD
                / Math.max(1, limits.attempts() - 1)
                * ThreadLocalRandom.current().nextDouble(1, 1.2);
        return Duration.ofMillis((long) (limits.call().toMillis() * part));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
