package io.jenkins.plugins.mongodbcloud.benchmark;

import io.jenkins.plugins.mongodbcloud.benchmark.Variant.Round;
import io.jenkins.plugins.mongodbcloud.benchmark.Variant.Timing;
import io.jenkins.plugins.mongodbcloud.testing.StandInJenkins;
import io.jenkins.plugins.mongodbcloud.testing.simulator.LoggedRequest;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Phase;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Simulator;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Runs every variant on one simulator, at a number of keys and a latency. */
final class Comparison {
    /** From so many milliseconds on the rounds of a variant run side by side: both ends do little but wait. */
    private static final int SIDE_BY_SIDE_MILLIS = 10_000;

    private static final int WARM_UP_STEP = 1_000;
    private static final int FIRST_KEY = 1_000;
    private static final int FIRST_USED_KEY = 800_000;

    private final Simulator simulator;
    private final List<Variant> variants;
    private final int rounds;

    Comparison(StandInJenkins jenkins, int rounds) {
        this.simulator = jenkins.simulator;
        this.variants = Variant.of(jenkins);
        this.rounds = rounds;
    }

    /** Lets the JVM compile what it runs, on so many keys for each variant. */
    void warmUp(int keys) throws Exception {
        for (int left = keys; left > 0; left -= WARM_UP_STEP) {
            for (Variant variant : variants) {
                together(List.of(new Run(variant, variant instanceof Curl ? 1 : Math.min(left, WARM_UP_STEP), 0)));
            }
        }
    }

    /** One measurement for each variant, in their order. */
    List<Measured> measure(int keys, int latency) throws Exception {
        simulator.behaviour().latency(Duration.ofMillis(latency));
        List<Measured> measured = new ArrayList<>();
        for (Variant variant : variants) {
            List<Run> runs = IntStream.range(0, rounds)
                    .mapToObj(round -> new Run(variant, keys, round))
                    .toList();
            if ((long) keys * latency >= SIDE_BY_SIDE_MILLIS) {
                together(runs);
            } else {
                for (Run run : runs) {
                    together(List.of(run));
                }
            }
            measured.add(new Measured(
                    variant.name(),
                    keys,
                    latency,
                    (int) median(runs.stream().map(run -> run.requests)),
                    (int) median(runs.stream().map(run -> run.connections)),
                    median(runs.stream().map(run -> run.nanos)),
                    runs.stream().mapToLong(run -> run.cpuNanos).sum() / rounds));
        }
        return measured;
    }

    private void together(List<Run> runs) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(runs.size());
        try {
            for (Run run : runs) {
                run.prepare();
            }
            simulator.journal().clear();
            Map<Long, Long> before = Footprint.cpuNanos();
            List<Callable<Timing>> tasks = new ArrayList<>();
            runs.forEach(run -> tasks.add(run.round::run));
            List<Future<Timing>> timings = threads.invokeAll(tasks);
            long cpu = Footprint.cpuNanosSince(before) / runs.size();
            long tokens = simulator.journal().requests(Phase.TOKEN) / runs.size();
            for (int i = 0; i < runs.size(); i++) {
                runs.get(i).conclude(timings.get(i).get(), cpu, tokens);
            }
        } finally {
            for (Run run : runs) {
                if (run.round != null) {
                    run.round.close();
                }
            }
            threads.shutdownNow();
        }
    }

    private static long median(Stream<Long> values) {
        List<Long> sorted = values.sorted().toList();
        return sorted.get(sorted.size() / 2);
    }

    /** One run of one variant on keys of its own. */
    private final class Run {
        private final Variant variant;
        private final List<String> keys;
        private final int used;
        private Round round;
        private long nanos;
        private long cpuNanos;
        private long requests;
        private long connections;

        Run(Variant variant, int count, int number) {
            this.variant = variant;
            this.used = FIRST_USED_KEY + number;
            int first = FIRST_KEY + number * count;
            this.keys = IntStream.range(first, first + count)
                    .mapToObj(this::assigned)
                    .toList();
        }

        private String assigned(int number) {
            if (simulator
                    .cloud()
                    .keyByPublicKey(SimulatorSeed.ciKey(number).publicKey())
                    .isEmpty()) {
                SimulatorSeed.addCiKeys(simulator.cloud(), number, number);
            } else {
                simulator
                        .cloud()
                        .assign(
                                SimulatorSeed.PROJECT_ID,
                                SimulatorSeed.ciKey(number).id());
            }
            return SimulatorSeed.ciKey(number).id();
        }

        void prepare() throws Exception {
            round = variant.prepare(keys, assigned(used));
        }

        /** @param tokens requests for access tokens, which do not say for which keys they are */
        void conclude(Timing timing, long cpuHere, long tokens) {
            nanos = timing.nanos();
            cpuNanos = timing.cpuNanos().orElse(cpuHere);
            List<LoggedRequest> mine = simulator.log().stream()
                    .filter(request -> keys.contains(
                            request.target().substring(request.target().lastIndexOf('/') + 1)))
                    .toList();
            requests = mine.size() + tokens;
            connections =
                    mine.stream().mapToInt(LoggedRequest::connection).distinct().count();
            if (keys.stream().anyMatch(key -> simulator.isAssigned(SimulatorSeed.PROJECT_ID, key))) {
                throw new IllegalStateException(variant.name() + " left keys assigned");
            }
        }
    }
}
