package io.jenkins.plugins.mongodbcloud.steps;

import hudson.model.Run;
import io.jenkins.plugins.mongodbcloud.access.AccessTask;
import io.jenkins.plugins.mongodbcloud.access.InvalidOptionException;
import io.jenkins.plugins.mongodbcloud.access.OptionNames;
import io.jenkins.plugins.mongodbcloud.client.ApiEndpoint;
import io.jenkins.plugins.mongodbcloud.configuration.CredentialsLookup;
import io.jenkins.plugins.mongodbcloud.configuration.Endpoint;
import io.jenkins.plugins.mongodbcloud.configuration.Grants;
import io.jenkins.plugins.mongodbcloud.configuration.InvalidEndpointException;
import io.jenkins.plugins.mongodbcloud.configuration.MongoDbCloudConfiguration;
import io.jenkins.plugins.mongodbcloud.configuration.Unassignment;
import io.jenkins.plugins.mongodbcloud.journal.JournalSnapshot;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.springframework.security.core.Authentication;

/**
 * Puts a task together: validates the options, looks up what they name, and reads what an earlier run left behind. In
 * this order, so that nothing is looked up for options that are invalid.
 */
final class AccessTaskFactory {

    private final AccessOptions options;
    private final ApiEndpoint endpoint;
    private final String credentialsId;
    private final OptionNames names;
    private final AccessTask.Builder task;

    /**
     * @param names what the options are called where they are set
     * @throws IOException if the endpoint that is named is not there
     * @throws InvalidEndpointException if the endpoint may not be sent to
     * @throws InvalidOptionException if the options are invalid
     */
    AccessTaskFactory(AccessOptions options, OptionNames names)
            throws IOException, InvalidEndpointException, InvalidOptionException {
        this.options = options;
        this.names = names;
        if (options.problem() != null) {
            throw new InvalidOptionException(options.problem());
        }
        Endpoint configured = MongoDbCloudConfiguration.get().endpoint(options.getEndpoint());
        endpoint = configured.toApiEndpoint();
        credentialsId = configured.credentialsIdFor(options.getCredentialsId());
        task = options.task(names)
                .endpoint(endpoint)
                .credentialsId(credentialsId)
                .selector(options.selector(names, null));
        task.validate();
    }

    /**
     * What was looked up.
     *
     * @param authenticating what authenticates
     * @param publicKey that of the key to unassign, null unless a credential names it
     */
    record Credentials(CredentialsLookup.Found authenticating, String publicKey) {}

    /** Looks up the credentials that the options name. Cancelling it ends the lookups. */
    CompletableFuture<Credentials> lookUp(Run<?, ?> run, Authentication authentication) {
        CredentialsLookup lookup = CredentialsLookup.get();
        CompletableFuture<String> publicKey = isSelectedByCredential()
                ? lookup.findPublicKey(options.publicKeyCredentialsId(), run, endpoint, authentication)
                : CompletableFuture.completedFuture(null);
        CompletableFuture<CredentialsLookup.Found> authenticating =
                lookup.findNamed(credentialsId, run, endpoint, authentication);
        CompletableFuture<?> ready =
                options.isKeepTrying() ? Grants.get().ready() : CompletableFuture.completedFuture(null);
        CompletableFuture<Credentials> both = authenticating
                .thenCombine(publicKey, Credentials::new)
                .thenCombine(ready, (credentials, isReady) -> credentials);
        both.whenComplete((found, failure) -> {
            authenticating.cancel(false);
            publicKey.cancel(false);
        });
        return both;
    }

    /**
     * The task.
     *
     * @param call the name of the call in the journal of its build
     * @throws IOException if the journal cannot be read
     * @throws InvalidOptionException if a credential is of no use for this
     */
    AccessTask create(Credentials credentials, Run<?, ?> run, String call) throws IOException, InvalidOptionException {
        return task.selector(options.selector(names, credentials.publicKey()))
                .credential(credentials.authenticating().credential())
                .resumeState(JournalSnapshot.of(run).resumeState(call, endpoint.name(), options.getProjectId()))
                .build();
    }

    /** What becomes of the keys that a task does not come to an end with; empty if nothing. */
    Optional<Unassignment> unassignment(
            Credentials credentials, AccessTask of, AccessTaskRunner.Context where, String call) {
        return options.isKeepTrying() && !options.isDryRun()
                ? Optional.of(new Unassignment(
                        endpoint,
                        of.projectId(),
                        credentials.authenticating().id(),
                        of.allowSelf(),
                        of.policy(),
                        where.run(),
                        call,
                        where.sensitive()))
                : Optional.empty();
    }

    private boolean isSelectedByCredential() {
        return options.publicKeyCredentialsId() != null;
    }
}
