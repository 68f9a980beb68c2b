package io.jenkins.plugins.mongodbcloud.client.http;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;

/** Tells when no byte came for too long. HttpClient bounds the wait for the next byte on HTTP/1.1 only. */
final class StallTimer {

    /** How often within the limit it is looked whether bytes came. */
    private static final int CHECKS = 4;

    private final Duration limit;
    private final Scheduler timers;
    private final Runnable stalled;
    private volatile Future<?> next;
    private volatile long lastByte;
    private volatile LongSupplier bytesReceived;
    private volatile long lastBytesReceived;
    private volatile boolean stopped;

    StallTimer(Duration limit, Scheduler timers, Runnable stalled) {
        this.limit = limit;
        this.timers = timers;
        this.stalled = stalled;
    }

    /**
     * The time begins, or begins anew.
     *
     * @param received counts bytes of which {@link #byteCame} is not told
     */
    void start(LongSupplier received) {
        byteCame();
        bytesReceived = received;
        if (next == null) {
            check();
        }
    }

    void byteCame() {
        lastByte = System.nanoTime();
    }

    private void check() {
        long bytes = bytesReceived.getAsLong();
        if (bytes != lastBytesReceived) {
            lastBytesReceived = bytes;
            byteCame();
        }
        Duration left = limit.minusNanos(System.nanoTime() - lastByte);
        if (left.isNegative() || left.isZero()) {
            stalled.run();
        } else if (!stopped) {
            Duration part = limit.dividedBy(CHECKS);
            next = timers.after(left.compareTo(part) < 0 ? left : part, this::check);
        }
    }

    void stop() {
        stopped = true;
        Future<?> timer = next;
        if (timer != null) {
            timer.cancel(false);
        }
    }
}
