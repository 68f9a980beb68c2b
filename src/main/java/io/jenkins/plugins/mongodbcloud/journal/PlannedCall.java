package io.jenkins.plugins.mongodbcloud.journal;

import io.jenkins.plugins.mongodbcloud.access.ApiKeyFormat;
import io.jenkins.plugins.mongodbcloud.access.BuildResultPolicy;
import io.jenkins.plugins.mongodbcloud.access.KeyResult;
import io.jenkins.plugins.mongodbcloud.access.Outcome;
import io.jenkins.plugins.mongodbcloud.client.ApiKey;
import java.util.List;
import java.util.UUID;

/**
 * A call that a build is to make, as far as it is known before it begins.
 *
 * @param configured the call as the job configures it, by which a later record of it replaces an earlier one
 * @param call the name of the call in the journal, once that is known
 * @param endpoint the endpoint's name
 * @param projectId the project
 * @param apiKeyIds the IDs of its keys; empty if they are to be looked up
 * @param selection how they are to be looked up, in the words of the job; null if they are named by their IDs
 * @param kept how what is not done is done later; null if it is not
 */
public record PlannedCall(
        String configured,
        String call,
        String endpoint,
        String projectId,
        List<String> apiKeyIds,
        String selection,
        KeptCall kept) {

    public PlannedCall {
        // Of a file that lacks them.
        configured = configured == null ? UUID.randomUUID().toString() : configured;
        apiKeyIds = apiKeyIds == null ? List.of() : List.copyOf(apiKeyIds);
        kept = kept == null || kept.baseUrl() == null || kept.holder() == null ? null : kept;
    }

    /** Those that are named by their IDs. */
    private List<ApiKey> keys() {
        return apiKeyIds.stream().map(ApiKeyFormat::unlisted).toList();
    }

    /** What the journal says of the call if it never began. */
    JournalLine notBegun() {
        String name = call == null ? configured : call;
        if (selection == null) {
            return new JournalLine(name, endpoint, projectId, keys(), null, null, false, null);
        }
        KeyResult result = KeyResult.builder(projectId, endpoint)
                .outcome(Outcome.INTERRUPTED, BuildResultPolicy.DEFAULT)
                .build(Messages.Unfinished_SelectionNotBegun(selection, projectId, endpoint));
        return new JournalLine(name, endpoint, projectId, null, null, result, false, null);
    }
}
