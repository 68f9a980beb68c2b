package io.jenkins.plugins.mongodbcloud.access;

import io.jenkins.plugins.mongodbcloud.client.ApiKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an earlier run of the same request left behind when the controller stopped.
 *
 * @param selected the keys that it had found, empty if it had not come so far
 * @param finished results by key ID, which are not tried again
 * @param sent IDs of keys for which a request had been sent without a response on record; for these "no
 *     such assignment" means that the earlier request did it
 */
public record ResumeState(Optional<List<ApiKey>> selected, Map<String, KeyResult> finished, Set<String> sent) {

    /** A first run. */
    public static final ResumeState NOTHING = new ResumeState(Optional.empty(), Map.of(), Set.of());

    public ResumeState {
        selected = selected.map(List::copyOf);
        finished = Map.copyOf(finished);
        sent = Set.copyOf(sent);
    }

    boolean sentEarlier(ApiKey key) {
        return sent.contains(key.id());
    }
}
