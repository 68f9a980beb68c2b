package io.jenkins.plugins.mongodbcloud.access;

import io.jenkins.plugins.mongodbcloud.client.ApiCredential;
import io.jenkins.plugins.mongodbcloud.client.ApiEndpoint;
import io.jenkins.plugins.mongodbcloud.client.ApiKey;
import io.jenkins.plugins.mongodbcloud.client.CallResult;
import io.jenkins.plugins.mongodbcloud.client.ErrorCategory;
import io.jenkins.plugins.mongodbcloud.client.ObjectIdFormat;
import io.jenkins.plugins.mongodbcloud.client.Operation;
import io.jenkins.plugins.mongodbcloud.client.Operations;
import io.jenkins.plugins.mongodbcloud.client.Page;
import io.jenkins.plugins.mongodbcloud.client.ServiceAccount;
import java.util.Optional;

/**
 * Removes a service account from a project; the account stays in its organization, and access tokens that were issued to
 * it before may serve until they expire, after an hour at most. Its client ID stands where a key has its ID.
 */
public record UnassignServiceAccount() implements UnassignOperation {

    private static final int NOT_FOUND = 404;

    @Override
    public Operation<?> request(String projectId, String clientId) {
        return Operations.unassignServiceAccount(projectId, clientId);
    }

    @Override
    public Operation<Page<ApiKey>> list(String projectId, int page) {
        return Operations.listServiceAccounts(projectId, page);
    }

    @Override
    public Optional<String> idProblem(String clientId, OptionNames names) {
        return switch (ObjectIdFormat.of(clientId)) {
            case CLIENT_ID -> Optional.empty();
            case PRIVATE_KEY, CLIENT_SECRET -> Optional.of(Messages.Invalid_ClientSecret());
            case INVISIBLE -> OptionValidator.invisible(clientId, Messages.Id_Client());
            default ->
                Optional.of(Messages.Invalid_NoClientId(clientId == null ? "" : OptionValidator.shorten(clientId)));
        };
    }

    @Override
    public Optional<String> endpointProblem(ApiEndpoint endpoint) {
        return endpoint.product().hasServiceAccounts()
                ? Optional.empty()
                : Optional.of(Messages.Invalid_NoServiceAccounts(endpoint.name()));
    }

    @Override
    public boolean mayRemoveAccessOf(ApiCredential credential) {
        return credential instanceof ServiceAccount;
    }

    /** MongoDB documents no error codes for it, and its own clients look at the 404 alone. */
    @Override
    public boolean isNotNeeded(CallResult<?> result) {
        return UnassignOperation.super.isNotNeeded(result)
                || result.status().filter(status -> status == NOT_FOUND).isPresent()
                        && result.category()
                                .filter(ErrorCategory.UNKNOWN::equals)
                                .isPresent();
    }

    @Override
    public String noun() {
        return Messages.Noun_ServiceAccounts();
    }

    @Override
    public String say(
            Statement statement, String key, String projectId, String endpoint, String detail, OptionNames names) {
        String said = UnassignOperation.super.say(statement, key, projectId, endpoint, detail, names);
        return switch (statement) {
            case DONE, DONE_BY_EARLIER_ATTEMPT, DONE_BY_LIST -> said + " " + Messages.Account_Tokens();
            default -> said;
        };
    }
}
