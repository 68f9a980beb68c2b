package io.jenkins.plugins.mongodbcloud.config;

import hudson.util.FormValidation;
import io.jenkins.plugins.mongodbcloud.admin.AdminApi;
import io.jenkins.plugins.mongodbcloud.admin.Answer;
import io.jenkins.plugins.mongodbcloud.admin.ApiEndpoint;
import io.jenkins.plugins.mongodbcloud.admin.ApiKeyPair;
import io.jenkins.plugins.mongodbcloud.admin.Limits;
import io.jenkins.plugins.mongodbcloud.admin.Page;
import io.jenkins.plugins.mongodbcloud.admin.Project;
import io.jenkins.plugins.mongodbcloud.unassign.Reasons;
import java.time.Duration;
import java.util.Optional;

/**
 * Tries an endpoint that need not be saved, with one attempt and on a client of its own, so that nothing of
 * it is kept. Takes less than 20 s.
 */
final class ConnectionTrial {

    static final Duration PATIENCE = Duration.ofSeconds(18);
    static final Duration GRACE = Duration.ofSeconds(1);

    private final Duration patience;

    /** A trial of 18 s at most, and a second to end it. */
    ConnectionTrial() {
        this(PATIENCE);
    }

    ConnectionTrial(Duration patience) {
        this.patience = patience;
    }

    /** One sentence: accepted, or why not and what to do. */
    FormValidation run(ApiEndpoint endpoint, ApiKeyPair keys, String credentialsId) throws InterruptedException {
        Limits limits = limits(MongoDbCloudConfiguration.get().limits());
        try (AdminApi api = new AdminApi(() -> limits, new JenkinsProxy())) {
            Optional<Answer<Page<Project>>> answer = new FormCall<>(
                            api, MongoDbCloudClient.get().executor(), lane -> lane.listProjects(1))
                    .await(endpoint, keys, patience.plus(GRACE));
            return answer.map(given -> verdict(endpoint, keys, credentialsId, given))
                    .orElseGet(() ->
                            FormValidation.error(Messages.Test_NoAnswer(endpoint.baseUrl(), patience.toSeconds())));
        }
    }

    private Limits limits(Limits configured) {
        return new Limits(
                shorter(configured.connect()),
                shorter(configured.response()),
                patience,
                1,
                configured.backoff(),
                configured.retryAfter(),
                configured.laneIdle());
    }

    private Duration shorter(Duration configured) {
        return configured.compareTo(patience) < 0 ? configured : patience;
    }

    private static FormValidation verdict(
            ApiEndpoint endpoint, ApiKeyPair keys, String credentialsId, Answer<Page<Project>> answer) {
        if (answer.value().isEmpty()) {
            return FormValidation.error(Messages.Test_Failed(
                    endpoint.baseUrl(), Reasons.of(answer, credentialsId), Reasons.technical(answer)));
        }
        int projects = answer.value().get().totalCount();
        return projects == 0
                ? FormValidation.warning(Messages.Test_NoProject(endpoint.baseUrl(), keys.publicKey()))
                : FormValidation.ok(Messages.Test_Accepted(endpoint.baseUrl(), keys.publicKey(), projects));
    }
}
