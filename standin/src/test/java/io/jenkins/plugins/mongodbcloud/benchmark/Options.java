package io.jenkins.plugins.mongodbcloud.benchmark;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** What is to be measured; each option has a list of numbers. */
enum Options {
    /** Keys to unassign in one run. */
    KEYS(1, 5_000, 1, 10, 100, 1_000),
    /** Added server latencies, in milliseconds. */
    LATENCIES(0, 10_000, 0, 20, 100),
    /** Measurements of each, of which the median counts. */
    ROUNDS(1, 10, 5),
    /** Keys that each variant unassigns before anything is measured. */
    WARM_UP(0, 100_000, 10_000),
    /** Builds at once under load, most of them in line for a session; 0 leaves the load out. */
    BUILDS(0, 1_000, 1_000),
    /** How long their server takes to answer. */
    ANSWER_SECONDS(1, 100, 30);

    /** How to call the benchmark. */
    static final String USAGE = """
            Usage: mvn -q -f standin test-compile exec:java@benchmark -Dexec.args="ARGUMENTS"
              --keys 1,10,100,1000    keys to unassign in one run
              --latencies 0,20,100    added server latencies, in milliseconds
              --rounds 5              measurements of each, of which the median counts
              --warm-up 10000         keys that each variant unassigns before anything is measured
              --builds 1000           builds at once under load, on 64 sessions; 0 leaves the load out
              --answer-seconds 30     how long their server takes to answer""";

    private final int least;
    private final int most;
    private final List<Integer> usual;

    Options(int least, int most, int... usual) {
        this.least = least;
        this.most = most;
        this.usual = IntStream.of(usual).boxed().toList();
    }

    /** @throws IllegalArgumentException if something is missing, unknown, no number or out of bounds */
    static Map<Options, List<Integer>> parse(String... arguments) {
        Map<Options, List<Integer>> given = new EnumMap<>(Options.class);
        for (Options option : values()) {
            given.put(option, option.usual);
        }
        for (int i = 0; i < arguments.length; i += 2) {
            String name = arguments[i];
            Options option = Arrays.stream(values())
                    .filter(each -> name.equals(
                            "--" + each.name().toLowerCase(Locale.ROOT).replace('_', '-')))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("There is no argument " + name));
            if (i + 1 == arguments.length) {
                throw new IllegalArgumentException(name + " needs a value");
            }
            given.put(
                    option,
                    Arrays.stream(arguments[i + 1].split(","))
                            .map(value -> option.number(name, value))
                            .toList());
        }
        return given;
    }

    private int number(String name, String value) {
        if (value.matches("\\d{1,9}") && Integer.parseInt(value) >= least && Integer.parseInt(value) <= most) {
            return Integer.parseInt(value);
        }
        throw new IllegalArgumentException(
                name + " takes numbers from " + least + " to " + most + ", not '" + value + "'");
    }
}
