package io.jenkins.plugins.mongodbcloud.steps;

import hudson.model.Run;
import io.jenkins.plugins.mongodbcloud.access.AccessTask;
import io.jenkins.plugins.mongodbcloud.access.BuildResultPolicy;
import io.jenkins.plugins.mongodbcloud.access.InvalidOptionException;
import io.jenkins.plugins.mongodbcloud.access.KeySelector;
import io.jenkins.plugins.mongodbcloud.access.UnassignApiKey;
import io.jenkins.plugins.mongodbcloud.client.ApiEndpoint;
import io.jenkins.plugins.mongodbcloud.configuration.CredentialsLookup;
import io.jenkins.plugins.mongodbcloud.configuration.Endpoint;
import io.jenkins.plugins.mongodbcloud.configuration.InvalidEndpointException;
import io.jenkins.plugins.mongodbcloud.configuration.MongoDbCloudConfiguration;
import io.jenkins.plugins.mongodbcloud.journal.JournalSnapshot;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Looks up what the options of a step name, and puts the job together. */
final class AccessTaskFactory {

    private AccessTaskFactory() {}

    /**
     * @throws IOException if a credential or endpoint that is named is not there, or the journal cannot be read
     * @throws InvalidEndpointException if the endpoint may not be sent to
     * @throws InvalidOptionException if the options cannot be meant
     */
    static AccessTask of(AccessOptions options, Run<?, ?> run, String call)
            throws IOException, InvalidEndpointException, InvalidOptionException {
        Endpoint configured = MongoDbCloudConfiguration.get().endpoint(options.getEndpoint());
        ApiEndpoint endpoint = configured.toApiEndpoint();
        AccessTask.Builder task = AccessTask.builder()
                .endpoint(endpoint)
                .operation(new UnassignApiKey())
                .projectId(options.getProjectId())
                .selector(selection(options, run, endpoint))
                .policy(new BuildResultPolicy(
                        options.getIfNotAssigned(), options.getIfRejected(), options.getIfUnavailable()))
                .dryRun(options.isDryRun())
                .verify(options.isVerify())
                .allowSelf(options.isAllowSelf())
                .maxKeys(options.getMaxKeys())
                .parallelism(options.getParallelism())
                .validate();
        String credentialsId =
                options.getCredentialsId() == null ? configured.getCredentialsId() : options.getCredentialsId();
        return task.credential(CredentialsLookup.find(credentialsId, run, endpoint))
                .credentialsId(credentialsId)
                .resumeState(JournalSnapshot.of(run).resumeState(call, endpoint.name(), options.getProjectId()))
                .build();
    }

    private static KeySelector selection(AccessOptions options, Run<?, ?> run, ApiEndpoint endpoint)
            throws IOException, InvalidOptionException {
        String[] values = {
            options.getApiKeyId(),
            // A list without IDs names keys, too: none.
            options.getApiKeyIds() == null ? null : options.getApiKeyIds().toString(),
            options.getPublicKey(),
            options.getApiKeyCredentialsId(),
            options.getDescription()
        };
        Optional<String> problem = KeySelectorOptions.problem(values);
        if (problem.isPresent()) {
            throw new InvalidOptionException(problem.get());
        }
        return switch (KeySelectorOptions.given(values).get(0)) {
            case "apiKeyId" -> new KeySelector.ByIds(List.of(options.getApiKeyId()));
            case "apiKeyIds" -> new KeySelector.ByIds(options.getApiKeyIds());
            case "publicKey" -> new KeySelector.ByPublicKey(options.getPublicKey());
            case "apiKeyCredentialsId" ->
                new KeySelector.ByPublicKey(
                        CredentialsLookup.findPublicKey(options.getApiKeyCredentialsId(), run, endpoint));
            default -> new KeySelector.ByDescription(options.getDescription());
        };
    }
}
