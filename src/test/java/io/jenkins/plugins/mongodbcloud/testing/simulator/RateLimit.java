package io.jenkins.plugins.mongodbcloud.testing.simulator;

import java.util.HashMap;
import java.util.Map;

/**
 * A limit of requests per project or account that knows no clock: after {@code requests} permitted ones it refuses
 * {@code refusals}, then it permits again.
 */
final class RateLimit {
    static final int NONE = Integer.MAX_VALUE;
    /** What the service documented: requests a minute per project. */
    private static final int DOCUMENTED = 100;

    private final int requests;
    private final int refusals;
    private final Map<String, Counts> all = new HashMap<>();

    RateLimit(int requests, int refusals) {
        this.requests = requests;
        this.refusals = refusals;
    }

    /** Counts a request; the number of requests left after it, or -1 if it is refused. */
    synchronized int take(String id) {
        Counts counts = all.computeIfAbsent(id, key -> new Counts());
        if (counts.permitted < requests) {
            counts.permitted++;
            return shown() - Math.min(counts.permitted, shown());
        }
        counts.refused++;
        if (counts.refused >= refusals) {
            all.remove(id);
        }
        return -1;
    }

    /** The limit as {@code RateLimit-Limit} shows it. */
    int shown() {
        return requests == NONE ? DOCUMENTED : requests;
    }

    private static final class Counts {
        private int permitted;
        private int refused;
    }
}
