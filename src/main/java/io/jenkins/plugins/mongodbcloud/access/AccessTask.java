package io.jenkins.plugins.mongodbcloud.access;

import io.jenkins.plugins.mongodbcloud.client.ApiCredential;
import io.jenkins.plugins.mongodbcloud.client.ApiEndpoint;
import java.util.Objects;

/**
 * Everything that one unassignment needs to know.
 *
 * @param endpoint where to send
 * @param keys the key pair that authenticates
 * @param credentials how the user knows that key pair, for messages
 * @param request what is to be done
 * @param earlier what an earlier run of it left behind
 */
public record AccessTask(
        ApiEndpoint endpoint, ApiCredential keys, String credentials, AccessRequest request, ResumeState earlier) {

    public AccessTask {
        Objects.requireNonNull(endpoint, "endpoint");
        Objects.requireNonNull(keys, "keys");
        Objects.requireNonNull(credentials, "credentials");
        Objects.requireNonNull(request, "request");
        Objects.requireNonNull(earlier, "earlier");
    }

    boolean isSelf(String publicKey) {
        return keys.identity().equals(publicKey);
    }
}
