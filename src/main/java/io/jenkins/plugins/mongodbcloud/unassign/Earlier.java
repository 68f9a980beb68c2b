package io.jenkins.plugins.mongodbcloud.unassign;

import io.jenkins.plugins.mongodbcloud.admin.ApiKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an earlier run of the same request left behind when the controller stopped.
 *
 * @param selected the keys that it had found, empty if it had not come so far
 * @param finished results by key ID, which are not tried again
 * @param sent IDs of keys for which a request had been sent without an answer on record; for these "no
 *     such assignment" means that the earlier request did it
 */
public record Earlier(Optional<List<ApiKey>> selected, Map<String, KeyResult> finished, Set<String> sent) {

    /** A first run. */
    public static final Earlier NOTHING = new Earlier(Optional.empty(), Map.of(), Set.of());

    public Earlier {
        selected = selected.map(List::copyOf);
        finished = Map.copyOf(finished);
        sent = Set.copyOf(sent);
    }
}
