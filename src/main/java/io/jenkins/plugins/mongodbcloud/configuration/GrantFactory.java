package io.jenkins.plugins.mongodbcloud.configuration;

import hudson.AbortException;
import hudson.model.Run;
import io.jenkins.plugins.mongodbcloud.access.Authority;
import io.jenkins.plugins.mongodbcloud.access.BuildResultPolicy;
import io.jenkins.plugins.mongodbcloud.access.GivenKey;
import io.jenkins.plugins.mongodbcloud.access.Grant;
import io.jenkins.plugins.mongodbcloud.access.GrantDraft;
import io.jenkins.plugins.mongodbcloud.access.KeyResult;
import io.jenkins.plugins.mongodbcloud.access.OptionNames;
import io.jenkins.plugins.mongodbcloud.access.OptionValidator;
import io.jenkins.plugins.mongodbcloud.access.Outcome;
import io.jenkins.plugins.mongodbcloud.client.ApiCredential;
import io.jenkins.plugins.mongodbcloud.client.ApiEndpoint;
import io.jenkins.plugins.mongodbcloud.client.ApiKeyPair;
import io.jenkins.plugins.mongodbcloud.client.ServiceAccount;
import io.jenkins.plugins.mongodbcloud.configuration.GrantRequest.ExistingKey;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.regex.Pattern;
import org.springframework.security.core.Authentication;

/** Validates what a build asks for, and looks up what it names. In this order. */
final class GrantFactory {

    private static final Pattern ROLE = Pattern.compile("GROUP_[A-Z_]+");

    private GrantFactory() {}

    /** What is asked for, and where and as whom. */
    record Order(GrantDraft draft, Authority authority, ApiKeyPair pair) {
        /** With both halves of a key that a credential has. */
        GivenKey withPair(GivenKey key) {
            return pair == null ? key : new GivenKey(key.grant(), pair);
        }
    }

    /** @return fails with an {@link AbortException} for the user; cancelling it ends the lookups */
    static CompletableFuture<Order> of(GrantRequest request, Run<?, ?> run, Authentication as, String controller) {
        try {
            Optional<String> problem = OptionValidator.projectId(request.projectId(), request.names());
            if (problem.isPresent()) {
                throw new AbortException(problem.get());
            }
            if (request.roles().isEmpty()
                    || !request.roles().stream()
                            .allMatch(role -> ROLE.matcher(role).matches())) {
                throw new AbortException(Messages.Grants_Roles(String.join(", ", request.roles())));
            }
            ExistingKey existing = request.existing();
            validate(existing, request.names());
            ApiEndpoint endpoint = endpoint(request.endpoint());
            Endpoint configured = MongoDbCloudConfiguration.get().endpoint(request.endpoint());
            String id = configured.credentialsIdFor(request.credentialsId());
            CompletableFuture<ApiCredential> ofKey = existing == null || existing.credentialsId() == null
                    ? CompletableFuture.completedFuture(null)
                    : CredentialsLookup.get().find(existing.credentialsId(), run, endpoint, as);
            CompletableFuture<CredentialsLookup.Found> authenticating =
                    CredentialsLookup.get().findNamed(id, run, endpoint, as);
            CompletableFuture<Order> order = authenticating.thenCombine(ofKey, (found, credential) -> {
                ApiKeyPair pair = pair(credential, existing);
                return new Order(
                        draft(request, key(request, endpoint, pair), run, found.id(), controller),
                        new Authority(endpoint, found.credential(), id),
                        pair);
            });
            order.whenComplete((done, failure) -> {
                authenticating.cancel(false);
                ofKey.cancel(false);
            });
            return order;
        } catch (AbortException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static void validate(ExistingKey existing, OptionNames names) throws AbortException {
        Optional<String> problem = Optional.empty();
        if (existing != null && existing.apiKeyId() != null) {
            problem = OptionValidator.apiKeyId(existing.apiKeyId(), names);
        } else if (existing != null && existing.publicKey() != null) {
            problem = OptionValidator.publicKey(existing.publicKey(), names);
        }
        if (problem.isPresent()) {
            throw new AbortException(problem.get());
        }
    }

    private static ApiKeyPair pair(ApiCredential credential, ExistingKey existing) {
        if (credential instanceof ServiceAccount) {
            throw new CompletionException(new AbortException(Messages.Grants_NoKeyPair(existing.credentialsId())));
        }
        return (ApiKeyPair) credential;
    }

    private static Grant.Key key(GrantRequest request, ApiEndpoint endpoint, ApiKeyPair pair) {
        ExistingKey existing = request.existing();
        String publicKey = existing == null ? null : existing.publicKey();
        return new Grant.Key(
                endpoint.name(),
                endpoint.baseUrl().toString(),
                request.projectId(),
                existing == null ? null : existing.apiKeyId(),
                pair == null ? publicKey : pair.publicKey(),
                null,
                null,
                request.roles());
    }

    private static GrantDraft draft(
            GrantRequest request, Grant.Key key, Run<?, ?> run, String credentialsId, String controller) {
        return new GrantDraft(
                key,
                new Grant.Holder(
                        run.getParent().getFullName(),
                        run.getNumber(),
                        request.call(),
                        credentialsId,
                        request.sensitive().in(key.toString())),
                controller,
                request.description(),
                request.accessList(),
                request.delete());
    }

    static ApiEndpoint endpoint(String name) throws AbortException {
        try {
            return MongoDbCloudConfiguration.get().endpoint(name).toApiEndpoint();
        } catch (InvalidEndpointException e) {
            throw new AbortException(e.getMessage());
        }
    }

    /** A grant that is no longer there, and whose end nobody recorded: an administrator gave it up. */
    static KeyResult givenUp(BuildResultPolicy policy) {
        return KeyResult.builder(null, null)
                .outcome(Outcome.UNAVAILABLE, policy)
                .build(Messages.Grants_GivenUp());
    }
}
