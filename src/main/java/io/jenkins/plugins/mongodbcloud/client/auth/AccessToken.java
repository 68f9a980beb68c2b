package io.jenkins.plugins.mongodbcloud.client.auth;

import java.time.Duration;

/** A bearer token and how long it is used. Times are those of {@link System#nanoTime}. */
final class AccessToken {

    private static final Duration TRIAL = Duration.ofMinutes(1);

    private final String value;
    private final long requestedAt;
    private final long nanos;
    private volatile boolean accepted;

    /**
     * @param requestedAt when it was asked for, which is before its life began
     * @param lifetime from then on; it is renewed after two thirds of it
     */
    AccessToken(String value, long requestedAt, Duration lifetime) {
        this.value = value;
        this.requestedAt = requestedAt;
        this.nanos = lifetime.toNanos();
    }

    /** The value of the {@code Authorization} header. */
    String header() {
        return "Bearer " + value;
    }

    String value() {
        return value;
    }

    boolean isDueAt(long now) {
        return now - requestedAt >= nanos / 3 * 2;
    }

    boolean isExpiredAt(long now) {
        return now - requestedAt >= nanos;
    }

    /** Notes that the API accepted a request with this token. */
    void markAccepted() {
        accepted = true;
    }

    /** Whether the API once accepted it, or has had time to. */
    boolean isProvenAt(long now) {
        return accepted || now - requestedAt >= TRIAL.toNanos();
    }

    @Override
    public String toString() {
        return "access token";
    }
}
