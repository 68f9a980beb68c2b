package io.jenkins.plugins.mongodbcloud.client;

import java.time.Duration;

/**
 * The bounds that every call is held to.
 *
 * @param connect to open a connection, TLS handshake included
 * @param response without a byte from the server
 * @param call for a whole call: all its attempts and the waits between them
 * @param attempts attempts of one call, the first included
 * @param backoff the longest wait before the second attempt; it doubles with each further one
 * @param retryAfter the longest wait that a server's {@code Retry-After} can ask for
 * @param sessionIdleTimeout how long an unused digest session is kept for the next caller
 */
public record ClientLimits(
        Duration connect,
        Duration response,
        Duration call,
        int attempts,
        Duration backoff,
        Duration retryAfter,
        Duration sessionIdleTimeout) {

    /** 10 s to connect, 30 s for a response, 120 s for a call, 5 attempts from 1 s, {@code Retry-After} and idle sessions up to 60 s. */
    public static final ClientLimits DEFAULT = new ClientLimits(
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofSeconds(120),
            5,
            Duration.ofSeconds(1),
            Duration.ofSeconds(60),
            Duration.ofSeconds(60));

    /** @throws IllegalArgumentException if a bound is zero or negative */
    public ClientLimits {
        if (attempts < 1
                || !isPositive(connect)
                || !isPositive(response)
                || !isPositive(call)
                || !isPositive(backoff)
                || !isPositive(retryAfter)
                || !isPositive(sessionIdleTimeout)) {
            throw new IllegalArgumentException("limits must be positive");
        }
    }

    /** The same with other timeouts. */
    public ClientLimits withTimeouts(Duration newConnect, Duration newResponse, Duration newCall) {
        return new ClientLimits(newConnect, newResponse, newCall, attempts, backoff, retryAfter, sessionIdleTimeout);
    }

    /** The same with other waits between attempts. */
    public ClientLimits withWaits(Duration newBackoff, Duration newRetryAfter) {
        return new ClientLimits(connect, response, call, attempts, newBackoff, newRetryAfter, sessionIdleTimeout);
    }

    /** The same with another idle timeout for digest sessions. */
    public ClientLimits withSessionIdleTimeout(Duration newSessionIdleTimeout) {
        return new ClientLimits(connect, response, call, attempts, backoff, retryAfter, newSessionIdleTimeout);
    }

    private static boolean isPositive(Duration duration) {
        return !duration.isZero() && !duration.isNegative();
    }
}
