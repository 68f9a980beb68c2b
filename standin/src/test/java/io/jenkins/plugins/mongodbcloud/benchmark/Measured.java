package io.jenkins.plugins.mongodbcloud.benchmark;

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
    /** How many times as long this took as the other. */
    double ratioTo(Measured other) {
        return (double) nanos / other.nanos;
    }
}
