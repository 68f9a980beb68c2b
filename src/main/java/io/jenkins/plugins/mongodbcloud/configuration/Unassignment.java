package io.jenkins.plugins.mongodbcloud.configuration;

import hudson.model.Run;
import io.jenkins.plugins.mongodbcloud.access.BuildResultPolicy;
import io.jenkins.plugins.mongodbcloud.access.Grant;
import io.jenkins.plugins.mongodbcloud.access.KeyResult;
import io.jenkins.plugins.mongodbcloud.client.ApiEndpoint;
import io.jenkins.plugins.mongodbcloud.journal.SensitiveValues;

/**
 * An unassignment that a build wants to be tried until it is done.
 *
 * @param credentialsId the ID of the credential, by which it is found without the run
 * @param allowSelf whether the key that authenticates may lose its own access
 * @param policy what the outcome does to the build
 * @param sensitive what the log of the build masks
 */
public record Unassignment(
        ApiEndpoint endpoint,
        String projectId,
        String credentialsId,
        boolean allowSelf,
        BuildResultPolicy policy,
        Run<?, ?> run,
        String call,
        SensitiveValues sensitive) {

    /**
     * A grant of this that no process looks after yet.
     *
     * @param result what it came to
     * @param now the time
     */
    Grant grant(KeyResult result, long now) {
        Grant.Key key = new Grant.Key(
                endpoint.name(),
                endpoint.baseUrl().toString(),
                projectId,
                result.apiKeyId(),
                result.publicKey(),
                null,
                null,
                result.roles());
        Grant.Holder holder = new Grant.Holder(
                run.getParent().getFullName(),
                run.getNumber(),
                call,
                credentialsId,
                sensitive.in(key + result.message()));
        return Grant.unassignment(key, holder, allowSelf, result.message(), now);
    }
}
