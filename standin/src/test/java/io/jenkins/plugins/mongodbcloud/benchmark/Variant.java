package io.jenkins.plugins.mongodbcloud.benchmark;

import java.io.Closeable;
import java.util.OptionalLong;

/** A way to unassign a number of keys. */
interface Variant {
    /** As the table names it. */
    String name();

    /** Whether its CPU time is this JVM's; otherwise a run says what its processes took. */
    boolean inThisJvm();

    /**
     * Gets everything ready that is not to be measured.
     *
     * @param keys to be unassigned by the run
     * @param used a key that may be unassigned beforehand
     */
    Round prepare(KeyRange keys, KeyRange used) throws Exception;

    /** One run, to be measured. */
    interface Round extends Closeable {
        /** Unassigns the keys; fails unless every single one is reported unassigned. */
        Timing run() throws Exception;
    }

    /**
     * How long a run took.
     *
     * @param nanos wall time in nanoseconds
     * @param cpuNanos user and system time of its processes in nanoseconds; empty if it ran in this JVM
     */
    record Timing(long nanos, OptionalLong cpuNanos) {}
}
