package io.jenkins.plugins.mongodbcloud.benchmark;

import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * A variant measured at one number of keys and one latency.
 *
 * @param variant its name
 * @param keys keys unassigned in each run
 * @param latency added server latency in milliseconds
 * @param requests HTTP requests of a run, those that were challenged included
 * @param connections connections that they came on
 * @param nanos wall time of a run in nanoseconds, the median
 * @param cpuNanos user and system time of a run in nanoseconds, the mean
 */
record Measured(String variant, int keys, int latency, int requests, int connections, long nanos, long cpuNanos) {
    static final String TABLE = "%5s %8s  %-18s %8s %11s %11s %10s%n";

    /** How many times as long this took as the other. */
    double ratioTo(Measured other) {
        return (double) nanos / other.nanos;
    }

    String row() {
        return String.format(
                Locale.ROOT,
                TABLE,
                keys,
                latency + " ms",
                variant,
                requests,
                connections,
                millis(nanos),
                millis(cpuNanos));
    }

    static String millis(long nanos) {
        return String.format(Locale.ROOT, "%.2f ms", nanos / (double) TimeUnit.MILLISECONDS.toNanos(1));
    }
}
