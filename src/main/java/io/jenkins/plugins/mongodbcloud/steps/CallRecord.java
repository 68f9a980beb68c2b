package io.jenkins.plugins.mongodbcloud.steps;

import hudson.AbortException;
import hudson.model.Run;
import io.jenkins.plugins.mongodbcloud.access.AccessReport;
import io.jenkins.plugins.mongodbcloud.access.ApiKeyFormat;
import io.jenkins.plugins.mongodbcloud.access.BuildEffect;
import io.jenkins.plugins.mongodbcloud.access.Grant;
import io.jenkins.plugins.mongodbcloud.access.KeyResult;
import io.jenkins.plugins.mongodbcloud.access.OptionNames;
import io.jenkins.plugins.mongodbcloud.access.Outcome;
import io.jenkins.plugins.mongodbcloud.client.ApiKey;
import io.jenkins.plugins.mongodbcloud.client.ObjectIdFormat;
import io.jenkins.plugins.mongodbcloud.configuration.Endpoint;
import io.jenkins.plugins.mongodbcloud.configuration.Grants;
import io.jenkins.plugins.mongodbcloud.configuration.InvalidEndpointException;
import io.jenkins.plugins.mongodbcloud.configuration.MongoDbCloudConfiguration;
import io.jenkins.plugins.mongodbcloud.configuration.Unassignment;
import io.jenkins.plugins.mongodbcloud.journal.BuildJournal;
import io.jenkins.plugins.mongodbcloud.journal.JournalSnapshot;
import io.jenkins.plugins.mongodbcloud.journal.KeptCall;
import io.jenkins.plugins.mongodbcloud.journal.KeyProgress;
import io.jenkins.plugins.mongodbcloud.journal.SensitiveValues;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What one call writes into the journal of its build, and what that says of the call after a restart.
 *
 * @param options null if the call has none
 * @param sensitive what must be masked
 */
record CallRecord(Run<?, ?> run, String call, ProjectOptions options, SensitiveValues sensitive) {

    BuildJournal journal(Consumer<KeyResult> listener) {
        return new BuildJournal(run, call, endpoint(), projectId(), sensitive, listener);
    }

    /** Records that nothing can be sent, and why, of a call that has come to no keys. */
    void refused(Outcome outcome, String reason) {
        journal(result -> {}).finished(result(null, outcome, reason));
    }

    /**
     * Records that nothing can be sent, and why. If an earlier run of the call came to keys, they each have
     * a result: what the journal knows, or that the call cannot go on.
     */
    Optional<AccessReport> afterRefusal(Outcome outcome, String reason) {
        List<KeyProgress> keys;
        try {
            keys = JournalSnapshot.of(run).keysOf(call, endpoint(), projectId());
        } catch (IOException e) {
            refused(outcome, Messages.Resume_Unreadable(e, reason));
            return Optional.empty();
        }
        if (keys.isEmpty() && keptIds(outcome).isEmpty()) {
            refused(outcome, reason);
            return Optional.empty();
        }
        if (keys.isEmpty()) {
            return Optional.of(
                    new AccessReport(keptIds(outcome).stream().map(this::kept).toList(), 0, 0));
        }
        List<KeyResult> results = keys.stream()
                .map(key -> resultAfterRefusal(key, outcome, reason))
                .toList();
        return Optional.of(new AccessReport(results, 0, 0));
    }

    private KeyResult resultAfterRefusal(KeyProgress key, Outcome outcome, String reason) {
        if (key.result() != null && key.result().outcome() != Outcome.INTERRUPTED) {
            return key.result();
        }
        String name = ApiKeyFormat.name(ApiKeyFormat.unlisted(key.key().id()));
        KeyResult result = kept(result(
                key.key(),
                outcome,
                key.mayHaveActed() ? Messages.Resume_Sent(name, reason) : Messages.Resume_NotSent(name, reason)));
        journal(ignored -> {}).finished(result);
        return result;
    }

    /** The IDs of the keys of a stopped call that are tried later, as far as the options name them by ID. */
    private List<String> keptIds(Outcome outcome) {
        return outcome == Outcome.INTERRUPTED
                        && options instanceof AccessOptions access
                        && unassignment().isPresent()
                ? access.ids().stream()
                        .filter(id -> access.operation()
                                .idProblem(id, OptionNames.ARGUMENTS)
                                .isEmpty())
                        .toList()
                : List.of();
    }

    private KeyResult kept(String id) {
        ApiKey key = ApiKeyFormat.unlisted(id);
        String message = Messages.Work_StoppedBefore(ApiKeyFormat.name(key), projectId(), endpoint());
        KeyResult result = kept(result(key, Outcome.INTERRUPTED, message));
        journal(ignored -> {}).finished(result);
        return result;
    }

    private KeyResult kept(KeyResult result) {
        return unassignment()
                .filter(unassignment -> result.outcome() == Outcome.INTERRUPTED)
                .map(unassignment -> Grants.get().keepTrying(result, unassignment))
                .orElse(result);
    }

    /** What keeps the keys of a call of which nothing could be looked up; empty if they are not to be kept. */
    private Optional<Unassignment> unassignment() {
        if (!(options instanceof AccessOptions access)
                || !access.isKeepTrying()
                || access.isDryRun()
                || projectId() == null) {
            return Optional.empty();
        }
        try {
            Endpoint configured = MongoDbCloudConfiguration.get().endpoint(endpoint());
            return Optional.of(new Unassignment(
                    configured.toApiEndpoint(),
                    projectId(),
                    configured.credentialsIdFor(access.getCredentialsId()),
                    access.isAllowSelf(),
                    access.policy(),
                    run,
                    call,
                    sensitive));
        } catch (AbortException | InvalidEndpointException notThere) {
            return Optional.empty();
        }
    }

    Optional<KeptCall> kept() {
        return unassignment().map(unassignment -> {
            Grant.Holder holder = new Grant.Holder(
                    run.getParent().getFullName(), run.getNumber(), call, unassignment.credentialsId(), List.of());
            return new KeptCall(unassignment.endpoint().baseUrl().toString(), holder, unassignment.allowSelf());
        });
    }

    private String endpoint() {
        return options == null ? null : options.getEndpoint();
    }

    /** Null if it is none: somebody may have entered a private key. */
    private String projectId() {
        return options != null && ObjectIdFormat.of(options.getProjectId()) == ObjectIdFormat.OK
                ? options.getProjectId()
                : null;
    }

    private KeyResult result(ApiKey key, Outcome outcome, String message) {
        return new KeyResult(
                projectId(),
                endpoint(),
                key == null ? null : key.id(),
                key == null ? null : key.publicKey(),
                key == null ? null : key.description(),
                key == null ? List.of() : key.roles(),
                outcome,
                BuildEffect.FAILURE,
                null,
                null,
                0,
                0,
                0,
                message);
    }
}
