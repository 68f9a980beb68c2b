package io.jenkins.plugins.mongodbcloud.benchmark;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What this JVM's threads and heap amount to. */
final class Footprint {
    private static final String SIMULATOR_THREADS = "mongodb-simulator";
    private static final int COLLECTIONS = 3;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private Footprint() {}

    /** User and system time of each Java thread alive but a simulator's, in nanoseconds. */
    static Map<Long, Long> cpuNanos() {
        Map<Long, Long> times = new HashMap<>();
        threads().forEach(thread -> times.put(thread.getId(), Math.max(0, THREADS.getThreadCpuTime(thread.getId()))));
        return times;
    }

    /** What the threads alive have added to their times, in nanoseconds. */
    static long cpuNanosSince(Map<Long, Long> before) {
        return cpuNanos().entrySet().stream()
                .mapToLong(time -> time.getValue() - before.getOrDefault(time.getKey(), 0L))
                .sum();
    }

    /** All threads alive but a simulator's. */
    static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.getName().startsWith(SIMULATOR_THREADS))
                .collect(Collectors.toSet());
    }

    /** The names of threads that were not there before. */
    static List<String> threadsSince(Set<Thread> before) {
        return threads().stream()
                .filter(thread -> !before.contains(thread))
                .map(Thread::getName)
                .sorted()
                .toList();
    }

    /** Bytes of heap that are still in use after garbage collection. */
    static long heapBytes() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
