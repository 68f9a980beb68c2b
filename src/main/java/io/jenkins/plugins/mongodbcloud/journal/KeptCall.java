package io.jenkins.plugins.mongodbcloud.journal;

import io.jenkins.plugins.mongodbcloud.access.BuildResultPolicy;
import io.jenkins.plugins.mongodbcloud.access.Grant;
import io.jenkins.plugins.mongodbcloud.access.KeyResult;
import io.jenkins.plugins.mongodbcloud.access.Outcome;
import io.jenkins.plugins.mongodbcloud.client.ApiKey;
import java.io.IOException;
import java.nio.file.Path;

/**
 * What it takes to do the unassignments of a call later that its build could not do.
 *
 * @param baseUrl that of the endpoint
 * @param holder the build
 * @param allowSelf whether the key that authenticates may lose its own access
 */
public record KeptCall(String baseUrl, Grant.Holder holder, boolean allowSelf) {

    /**
     * Has the unassignment of a key on disk when it returns, for the process that opens the grants.
     *
     * @param grants the directory of the grants
     */
    void keep(Path grants, ApiKey key, String endpoint, String projectId, String message) throws IOException {
        Grant.Key of = new Grant.Key(
                endpoint, baseUrl, projectId, key.id(), emptyToNull(key.publicKey()), null, null, key.roles());
        GrantFile.leave(grants, Grant.unassignment(of, holder, allowSelf, message, System.currentTimeMillis()));
    }

    private static String emptyToNull(String text) {
        return text.isEmpty() ? null : text;
    }

    /** What the journal says of such a key. */
    static KeyResult pending(ApiKey key, String endpoint, String projectId, String message) {
        return KeyResult.builder(projectId, endpoint)
                .key(key)
                .outcome(Outcome.PENDING, BuildResultPolicy.DEFAULT)
                .build(message);
    }
}
