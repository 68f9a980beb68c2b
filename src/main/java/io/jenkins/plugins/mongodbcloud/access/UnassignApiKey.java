package io.jenkins.plugins.mongodbcloud.access;

import io.jenkins.plugins.mongodbcloud.client.ApiCredential;
import io.jenkins.plugins.mongodbcloud.client.ApiKey;
import io.jenkins.plugins.mongodbcloud.client.ApiKeyPair;
import io.jenkins.plugins.mongodbcloud.client.Operation;
import io.jenkins.plugins.mongodbcloud.client.Operations;
import io.jenkins.plugins.mongodbcloud.client.Page;
import java.util.Optional;

/** Removes an API key from a project; the key stays in its organization. */
public record UnassignApiKey() implements UnassignOperation {

    @Override
    public Operation<?> request(String projectId, String keyId) {
        return Operations.unassignApiKey(projectId, keyId);
    }

    @Override
    public Operation<Page<ApiKey>> list(String projectId, int page) {
        return Operations.listApiKeys(projectId, page);
    }

    @Override
    public Optional<String> idProblem(String keyId, OptionNames names) {
        return OptionValidator.apiKeyId(keyId, names);
    }

    @Override
    public boolean mayRemoveAccessOf(ApiCredential credential) {
        return credential instanceof ApiKeyPair;
    }

    @Override
    public String noun() {
        return Messages.Noun_ApiKeys();
    }
}
