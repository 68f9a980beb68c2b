package io.jenkins.plugins.mongodbcloud.benchmark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/**
 * What the user gave on the command line.
 *
 * @param keys numbers of keys to unassign in one run
 * @param latencies added server latencies in milliseconds
 * @param rounds how often each is measured
 * @param warmUp keys that each variant of this JVM unassigns before anything is measured
 * @param builds builds at once, most of them in line for a session, 0 to leave the load out
 * @param answerSeconds how long their server takes to answer
 * @param manyKeys keys of the one large step
 */
record Options(
        List<Integer> keys,
        List<Integer> latencies,
        int rounds,
        int warmUp,
        int builds,
        int answerSeconds,
        int manyKeys) {
    /** How to call the benchmark. */
    static final String USAGE = """
            Usage: mvn -q -f standin test-compile exec:java@benchmark -Dexec.args="ARGUMENTS"
              --keys 1,10,100,1000    keys to unassign in one run
              --latencies 0,20,100    added server latencies, in milliseconds
              --rounds 5              measurements of each, of which the median counts
              --warm-up 10000         keys that each variant unassigns before anything is measured
              --builds 1000           builds at once under load, on 64 sessions; 0 leaves the load out
              --answer-seconds 30     how long their server takes to answer
              --many-keys 10000       keys of one large step""";

    private static final int MOST_KEYS = 5_000;
    private static final int LARGEST_STEP = 10_000;
    private static final int MOST_WARM_UP = 100_000;
    private static final int LONGEST_MILLIS = 10_000;
    private static final int MOST_ROUNDS = 10;
    private static final int MOST_BUILDS = 1_000;

    private static final int LONGEST_SECONDS = 100;

    /** The command line cannot be understood. */
    static final class UsageException extends Exception {
        private static final long serialVersionUID = 1L;

        UsageException(String message) {
            super(message);
        }
    }

    /** @throws UsageException if something is missing, unknown, no number or out of bounds */
    static Options parse(String... arguments) throws UsageException {
        Options options = new Options(List.of(1, 10, 100, 1_000), List.of(0, 20, 100), 5, 10_000, 1_000, 30, 10_000);
        for (Iterator<String> left = Arrays.asList(arguments).iterator(); left.hasNext(); ) {
            String name = left.next();
            if (!left.hasNext()) {
                throw new UsageException(name + " needs a value");
            }
            options = options.with(name, left.next());
        }
        return options;
    }

    private Options with(String name, String value) throws UsageException {
        return switch (name) {
            case "--keys" ->
                new Options(
                        numbers(name, value, 1, MOST_KEYS), latencies, rounds, warmUp, builds, answerSeconds, manyKeys);
            case "--latencies" ->
                new Options(
                        keys, numbers(name, value, 0, LONGEST_MILLIS), rounds, warmUp, builds, answerSeconds, manyKeys);
            case "--rounds" ->
                new Options(
                        keys, latencies, number(name, value, 1, MOST_ROUNDS), warmUp, builds, answerSeconds, manyKeys);
            case "--warm-up" ->
                new Options(
                        keys, latencies, rounds, number(name, value, 0, MOST_WARM_UP), builds, answerSeconds, manyKeys);
            case "--builds" ->
                new Options(
                        keys, latencies, rounds, warmUp, number(name, value, 0, MOST_BUILDS), answerSeconds, manyKeys);
            case "--answer-seconds" ->
                new Options(keys, latencies, rounds, warmUp, builds, number(name, value, 1, LONGEST_SECONDS), manyKeys);
            case "--many-keys" ->
                new Options(
                        keys, latencies, rounds, warmUp, builds, answerSeconds, number(name, value, 100, LARGEST_STEP));
            default -> throw new UsageException("There is no argument " + name);
        };
    }

    private static List<Integer> numbers(String name, String value, int least, int most) throws UsageException {
        List<Integer> numbers = new ArrayList<>();
        for (String each : value.split(",")) {
            numbers.add(number(name, each, least, most));
        }
        return List.copyOf(numbers);
    }

    private static int number(String name, String value, int least, int most) throws UsageException {
        try {
            int number = Integer.parseInt(value.trim());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notOne) {
            // Said below.
        }
        throw new UsageException(name + " takes numbers from " + least + " to " + most + ", not '" + value + "'");
    }
}
