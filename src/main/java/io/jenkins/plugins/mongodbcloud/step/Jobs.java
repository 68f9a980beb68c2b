package io.jenkins.plugins.mongodbcloud.step;

import hudson.model.Run;
import io.jenkins.plugins.mongodbcloud.admin.ApiEndpoint;
import io.jenkins.plugins.mongodbcloud.admin.ApiKeyPair;
import io.jenkins.plugins.mongodbcloud.config.Endpoint;
import io.jenkins.plugins.mongodbcloud.config.InvalidEndpointException;
import io.jenkins.plugins.mongodbcloud.config.KeyPairs;
import io.jenkins.plugins.mongodbcloud.config.MongoDbCloudConfiguration;
import io.jenkins.plugins.mongodbcloud.report.CallJournal;
import io.jenkins.plugins.mongodbcloud.unassign.Effects;
import io.jenkins.plugins.mongodbcloud.unassign.InvalidRequestException;
import io.jenkins.plugins.mongodbcloud.unassign.Job;
import io.jenkins.plugins.mongodbcloud.unassign.KeySelection;
import io.jenkins.plugins.mongodbcloud.unassign.UnassignRequest;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Looks up what the options of a step name, and puts the job together. */
final class Jobs {

    private Jobs() {}

    /**
     * @throws IOException if a credential or endpoint that is named is not there, or the journal cannot be read
     * @throws InvalidEndpointException if the endpoint may not be sent to
     * @throws InvalidRequestException if the options cannot be meant
     */
    static Job of(UnassignApiKeyStep options, Run<?, ?> run, String callId)
            throws IOException, InvalidEndpointException, InvalidRequestException {
        Endpoint configured = MongoDbCloudConfiguration.get().endpoint(options.getEndpoint());
        ApiEndpoint endpoint = configured.toApiEndpoint();
        UnassignRequest request = new UnassignRequest(
                        options.getProjectId(),
                        selection(options, run, endpoint),
                        new Effects(options.getIfNotAssigned(), options.getIfRejected(), options.getIfUnavailable()),
                        options.isDryRun(),
                        options.isVerify(),
                        options.isAllowSelf(),
                        options.getMaxKeys(),
                        options.getParallelism())
                .checked();
        String credentialsId =
                options.getCredentialsId() == null ? configured.getCredentialsId() : options.getCredentialsId();
        ApiKeyPair keys = KeyPairs.find(credentialsId, run, endpoint);
        return new Job(endpoint, keys, credentialsId, request, CallJournal.earlier(run, callId));
    }

    private static KeySelection selection(UnassignApiKeyStep options, Run<?, ?> run, ApiEndpoint endpoint)
            throws IOException, InvalidRequestException {
        String[] values = {
            options.getApiKeyId(),
            String.join(" ", options.getApiKeyIds()),
            options.getPublicKey(),
            options.getApiKeyCredentialsId(),
            options.getDescription()
        };
        Optional<String> problem = Selectors.problem(values);
        if (problem.isPresent()) {
            throw new InvalidRequestException(problem.get());
        }
        return switch (Selectors.given(values).get(0)) {
            case "apiKeyId" -> new KeySelection.ByIds(List.of(options.getApiKeyId()));
            case "apiKeyIds" -> new KeySelection.ByIds(options.getApiKeyIds());
            case "publicKey" -> new KeySelection.ByPublicKey(options.getPublicKey());
            case "apiKeyCredentialsId" ->
                new KeySelection.ByPublicKey(KeyPairs.findPublicKey(options.getApiKeyCredentialsId(), run, endpoint));
            default -> new KeySelection.ByDescription(options.getDescription());
        };
    }
}
