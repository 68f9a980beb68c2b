package io.jenkins.plugins.mongodbcloud.configuration;

import hudson.util.FormValidation;
import io.jenkins.plugins.mongodbcloud.access.FailureMessages;
import io.jenkins.plugins.mongodbcloud.client.ApiCredential;
import io.jenkins.plugins.mongodbcloud.client.ApiEndpoint;
import io.jenkins.plugins.mongodbcloud.client.CallResult;
import io.jenkins.plugins.mongodbcloud.client.ClientLimits;
import io.jenkins.plugins.mongodbcloud.client.Operations;
import io.jenkins.plugins.mongodbcloud.client.Page;
import io.jenkins.plugins.mongodbcloud.client.Project;
import io.jenkins.plugins.mongodbcloud.client.http.HttpAdminClient;
import java.time.Duration;
import java.util.Optional;

/**
 * Tries an endpoint that need not be saved, with one attempt and on a client of its own, so that nothing of
 * it is kept. Takes less than 20 s.
 */
final class ConnectionTest {

    /** For the credential, whose provider may ask another server. */
    static final Duration LOOKUP = Duration.ofSeconds(5);

    static final Duration PATIENCE = Duration.ofSeconds(13);
    static final Duration GRACE = Duration.ofSeconds(1);

    private final Duration patience;

    /** A trial of 13 s at most, and a second to end it. */
    ConnectionTest() {
        this(PATIENCE);
    }

    ConnectionTest(Duration patience) {
        this.patience = patience;
    }

    /** One sentence: accepted, or why not and what to do. */
    FormValidation run(ApiEndpoint endpoint, ApiCredential credential, String credentialsId)
            throws InterruptedException {
        ClientLimits limits = limits(MongoDbCloudConfiguration.get().limits());
        try (HttpAdminClient api = new HttpAdminClient(() -> limits, new JenkinsProxy())) {
            Optional<CallResult<Page<Project>>> answer = new BoundedFormRequest<>(
                            api,
                            MongoDbCloudClient.get().executor(),
                            session -> session.call(Operations.listProjects(1)))
                    .await(endpoint, credential, patience.plus(GRACE));
            return answer.map(given -> verdict(endpoint, credential, credentialsId, given))
                    .orElseGet(() ->
                            FormValidation.error(Messages.Test_NoAnswer(endpoint.baseUrl(), patience.toSeconds())));
        }
    }

    private ClientLimits limits(ClientLimits configured) {
        return new ClientLimits(
                shorter(configured.connect()),
                shorter(configured.response()),
                patience,
                1,
                configured.backoff(),
                configured.retryAfter(),
                configured.sessionIdleTimeout());
    }

    private Duration shorter(Duration configured) {
        return configured.compareTo(patience) < 0 ? configured : patience;
    }

    private static FormValidation verdict(
            ApiEndpoint endpoint, ApiCredential credential, String credentialsId, CallResult<Page<Project>> answer) {
        if (answer.value().isEmpty()) {
            return FormValidation.error(Messages.Test_Failed(
                    endpoint.baseUrl(), FailureMessages.of(answer, credentialsId), FailureMessages.technical(answer)));
        }
        Page<Project> page = answer.value().get();
        int projects = page.totalCount().orElse(page.items().size());
        return projects == 0
                ? FormValidation.warning(Messages.Test_NoProject(endpoint.baseUrl(), credential.identity()))
                : FormValidation.ok(Messages.Test_Accepted(endpoint.baseUrl(), credential.identity(), projects));
    }
}
