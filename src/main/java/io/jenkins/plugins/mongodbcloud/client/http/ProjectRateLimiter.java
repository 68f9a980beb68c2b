package io.jenkins.plugins.mongodbcloud.client.http;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Remembers until when MongoDB Cloud wants to be left alone per project. Its limit on requests counts
 * a project's callers together, so one session's 429 makes all sessions of that project wait.
 */
final class ProjectRateLimiter {

    private static final int MAX_PROJECTS = 1_000;

    private final Map<String, Long> notBefore = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > MAX_PROJECTS;
        }
    };

    /** Asks for a pause of at least this length from now. */
    synchronized void hold(String project, Duration pause) {
        long until = System.nanoTime() + pause.toNanos();
        notBefore.merge(project, until, (known, added) -> added - known > 0 ? added : known);
    }

    /** How long to wait before the next request, zero if not at all. */
    synchronized Duration waitFor(String project) {
        Long until = notBefore.get(project);
        if (until == null) {
            return Duration.ZERO;
        }
        long left = until - System.nanoTime();
        if (left <= 0) {
            notBefore.remove(project);
            return Duration.ZERO;
        }
        return Duration.ofNanos(left);
    }
}
