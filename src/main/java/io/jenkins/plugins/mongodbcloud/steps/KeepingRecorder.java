package io.jenkins.plugins.mongodbcloud.steps;

import io.jenkins.plugins.mongodbcloud.access.KeyResult;
import io.jenkins.plugins.mongodbcloud.access.Outcome;
import io.jenkins.plugins.mongodbcloud.access.ProgressRecorder;
import io.jenkins.plugins.mongodbcloud.client.ApiKey;
import io.jenkins.plugins.mongodbcloud.configuration.Grants;
import io.jenkins.plugins.mongodbcloud.configuration.Unassignment;
import java.io.IOException;
import java.util.List;

/**
 * Keeps the unassignments that do not come to an end, and has the rest written to the journal.
 *
 * @param unassignment what they have in common
 */
record KeepingRecorder(ProgressRecorder journal, Unassignment unassignment) implements ProgressRecorder {

    @Override
    public void selected(List<ApiKey> keys) throws IOException {
        journal.selected(keys);
    }

    @Override
    public void sending(String apiKeyId) throws IOException {
        journal.sending(apiKeyId);
    }

    @Override
    public KeyResult replace(KeyResult result) {
        boolean open = result.outcome() == Outcome.UNAVAILABLE || result.outcome() == Outcome.INTERRUPTED;
        return open && result.apiKeyId() != null ? Grants.get().keepTrying(result, unassignment) : result;
    }

    @Override
    public void finished(KeyResult result) {
        journal.finished(result);
    }
}
