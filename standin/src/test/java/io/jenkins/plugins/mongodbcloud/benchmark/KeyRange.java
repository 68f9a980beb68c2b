package io.jenkins.plugins.mongodbcloud.benchmark;

import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Keys with numbers in a row; see {@link SimulatorSeed#ciKey}.
 *
 * @param first the number of the first
 * @param count how many
 */
record KeyRange(int first, int count) {
    private static final int PREFIX = 18;
    private static final int BASE = 100_000;

    int last() {
        return first + count - 1;
    }

    List<String> ids() {
        return IntStream.rangeClosed(first, last())
                .mapToObj(number -> SimulatorSeed.ciKey(number).id())
                .toList();
    }

    /** The URLs to send DELETE to. */
    List<String> urls(String baseUrl) {
        return ids().stream().map(id -> url(baseUrl, id)).toList();
    }

    private static String url(String baseUrl, String id) {
        return baseUrl + "/groups/" + World.PROJECT_ID + "/apiKeys/" + id;
    }

    /** Whether a request's target names one of these keys. */
    boolean isIn(String target) {
        String id = target.substring(target.lastIndexOf('/') + 1);
        if (!id.matches("[0-9a-f]{" + PREFIX + "}[0-9]{6}")) {
            return false;
        }
        int number = Integer.parseInt(id.substring(PREFIX)) - BASE;
        return number >= first && number <= last();
    }

    @Override
    public String toString() {
        return first + " " + count;
    }
}
