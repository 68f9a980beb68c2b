package io.jenkins.plugins.mongodbcloud.configuration;

import hudson.model.Run;
import io.jenkins.plugins.mongodbcloud.access.BuildResultPolicy;
import io.jenkins.plugins.mongodbcloud.access.Grant;
import io.jenkins.plugins.mongodbcloud.access.KeyResult;
import io.jenkins.plugins.mongodbcloud.access.Outcome;
import io.jenkins.plugins.mongodbcloud.journal.BuildJournal;
import io.jenkins.plugins.mongodbcloud.journal.SensitiveValues;

/** Writes into the journal of a build what becomes of the access that it was given. For threads that may write to disk. */
final class GrantJournal {

    private GrantJournal() {}

    /** The build has the access. */
    static void assigned(Grant grant, Run<?, ?> run) {
        journal(grant, run).assigned(grant.key().listed(), grant.since());
    }

    /** The access has come to an end, or could not be removed yet. */
    static void ended(Grant grant, Run<?, ?> run, KeyResult result, long now) {
        journal(grant, run).ended(result, now);
    }

    /** The access is to be removed in the background. */
    static void pending(Grant grant, Run<?, ?> run, BuildResultPolicy policy, String message, long now) {
        KeyResult.Builder result = KeyResult.builder(
                        grant.key().projectId(), grant.key().endpoint())
                .outcome(Outcome.PENDING, policy);
        if (grant.key().apiKeyId() != null) {
            result.key(grant.key().listed());
        }
        ended(grant, run, result.build(message), now);
    }

    private static BuildJournal journal(Grant grant, Run<?, ?> run) {
        Grant.Key key = grant.key();
        SensitiveValues sensitive = new SensitiveValues(grant.holder().sensitive());
        return new BuildJournal(run, grant.id(), key.endpoint(), key.projectId(), sensitive, result -> {});
    }
}
