package io.jenkins.plugins.mongodbcloud.report;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the build pages showed last, so that a page which is opened again, or the remote API of a job with many builds,
 * does not read all journals again. Keeps {@value #MAX_BUILDS} builds with ten rows each at most.
 */
final class BriefCache {

    static final int MAX_BUILDS = 100;

    // Guarded by this.
    private final Map<Object, KeyResultsView> views = new LinkedHashMap<>(16, 0.75f, true);

    /** @param version of a journal: another one if anything was written to it */
    synchronized Optional<KeyResultsView> find(Object version) {
        return Optional.ofNullable(views.get(version));
    }

    synchronized void put(Object version, KeyResultsView brief) {
        views.put(version, brief);
        if (views.size() > MAX_BUILDS) {
            views.remove(views.keySet().iterator().next());
        }
    }
}
