package io.jenkins.plugins.mongodbcloud.benchmark;

import io.jenkins.plugins.mongodbcloud.benchmark.Variant.Round;
import io.jenkins.plugins.mongodbcloud.benchmark.Variant.Timing;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** Runs variants on one simulator, at a number of keys and a latency. */
final class Matrix {
    /** From here on a cell's rounds run side by side, for then both ends hardly do anything but wait. */
    static final int SIDE_BY_SIDE_MILLIS = 10_000;

    private static final int WARM_UP_STEP = 1_000;
    private static final int USED_KEYS = 800_000;

    private final SimulatorProcess simulator;
    private final List<Variant> variants;
    private final int rounds;

    Matrix(SimulatorProcess simulator, List<Variant> variants, int rounds) {
        this.simulator = simulator;
        this.variants = variants;
        this.rounds = rounds;
    }

    static boolean isSideBySide(int keys, int latency) {
        return (long) keys * latency >= SIDE_BY_SIDE_MILLIS;
    }

    /** Lets the JVMs at both ends compile what they run, on so many keys for each variant. */
    void warmUp(int keys) throws Exception {
        simulator.latency(Duration.ZERO);
        for (int left = keys; left > 0; left -= WARM_UP_STEP) {
            for (Variant variant : variants) {
                together(List.of(new Run(variant, variant.inThisJvm() ? Math.min(left, WARM_UP_STEP) : 1, 0, 0)));
            }
        }
    }

    /** One measurement for each variant, in their order. */
    List<Measured> measure(int keys, int latency) throws Exception {
        simulator.latency(Duration.ofMillis(latency));
        List<Run> runs = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            for (Variant variant : variants) {
                runs.add(new Run(variant, keys, latency, runs.size()));
            }
        }
        if (isSideBySide(keys, latency)) {
            for (Variant variant : variants.stream().filter(Variant::inThisJvm).toList()) {
                together(runs.stream().filter(run -> run.variant == variant).toList());
            }
            together(runs.stream().filter(run -> !run.variant.inThisJvm()).toList());
        } else {
            for (Run run : runs) {
                together(List.of(run));
            }
        }
        return variants.stream()
                .map(variant -> summary(
                        runs.stream().filter(run -> run.variant == variant).toList()))
                .toList();
    }

    private void together(List<Run> runs) throws Exception {
        if (runs.isEmpty()) {
            return;
        }
        ExecutorService threads = Executors.newFixedThreadPool(runs.size());
        try {
            for (Run run : runs) {
                run.prepare();
            }
            simulator.clear();
            Map<Long, Long> before = Footprint.cpuNanos();
            for (Future<Timing> running : threads.invokeAll(
                    runs.stream().map(run -> (Callable<Timing>) run::run).toList())) {
                running.get();
            }
            long cpu = Footprint.cpuNanosSince(before) / runs.size();
            for (Run run : runs) {
                run.conclude(cpu);
            }
        } finally {
            for (Run run : runs) {
                run.close();
            }
            threads.shutdownNow();
        }
    }

    private static Measured summary(List<Run> runs) {
        Run any = runs.get(0);
        long cpu = runs.stream().mapToLong(run -> run.cpuNanos).sum() / runs.size();
        return new Measured(
                any.variant.name(),
                any.keys.count(),
                any.latency,
                median(runs.stream().map(run -> (long) run.tally.requests())).intValue(),
                median(runs.stream().map(run -> (long) run.tally.connections())).intValue(),
                median(runs.stream().map(run -> run.nanos)),
                cpu);
    }

    private static Long median(Stream<Long> values) {
        List<Long> sorted = values.sorted().toList();
        return sorted.get(sorted.size() / 2);
    }

    /** One run of one variant on keys of its own. */
    private final class Run {
        private final Variant variant;
        private final KeyRange keys;
        private final KeyRange used;
        private final int latency;
        private Round round;
        private long nanos;
        private long cpuNanos;
        private SimulatorProcess.Tally tally;

        Run(Variant variant, int count, int latency, int number) {
            this.variant = variant;
            this.keys = new KeyRange(1 + number * count, count);
            this.used = new KeyRange(USED_KEYS + number, 1);
            this.latency = latency;
        }

        void prepare() throws Exception {
            simulator.assign(keys);
            simulator.assign(used);
            round = variant.prepare(keys, used);
        }

        Timing run() throws Exception {
            Timing timing = round.run();
            nanos = timing.nanos();
            cpuNanos = timing.cpuNanos().orElse(-1);
            return timing;
        }

        void conclude(long cpuHere) throws IOException {
            cpuNanos = variant.inThisJvm() ? cpuHere : cpuNanos;
            tally = simulator.tally(keys);
            if (tally.left() > 0) {
                throw new IllegalStateException(variant.name() + " left " + tally.left() + " keys assigned");
            }
        }

        void close() throws IOException {
            if (round != null) {
                round.close();
            }
        }
    }
}
