package io.jenkins.plugins.mongodbcloud.access;

import io.jenkins.plugins.mongodbcloud.access.GrantRemoval.Removed;
import io.jenkins.plugins.mongodbcloud.client.ApiKey;
import io.jenkins.plugins.mongodbcloud.client.ServiceAccount;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The requests of a removal: unassigns the key, which is found by its tag if its ID is not known, and deletes a new key
 * from its organization. No thread waits for it.
 */
final class RemovalAttempt {

    private static final String PROJECT_GONE = "GROUP_NOT_FOUND";

    private static final Logger LOGGER = Logger.getLogger(RemovalAttempt.class.getName());

    private final GrantRemoval removal;
    private final Authority authority;
    private final RemovalRecord record;
    private final CallTracker calls;
    private final CompletableFuture<Removed> removed = new CompletableFuture<>();

    RemovalAttempt(GrantRemoval removal) {
        this.removal = removal;
        this.authority = removal.authority();
        this.record = new RemovalRecord(removal);
        GrantServices services = removal.services();
        this.calls = new CallTracker(services.api(), services.executor(), () -> false, this::breakDown);
    }

    /** Starts and returns at once; never completes exceptionally. */
    CompletableFuture<Removed> start() {
        calls.start(this::begin);
        return removed;
    }

    private Grant grant() {
        return record.grant();
    }

    private Grant.Key key() {
        return grant().key();
    }

    private void begin() {
        boolean confirmed = grant().progress().confirmed();
        if (!authority.endpoint().baseUrl().toString().equals(key().baseUrl()) && !confirmed) {
            removed.complete(record.ask(Messages.Grant_OtherBaseUrl(key().endpoint(), key().baseUrl())));
        } else if (removal.late() && grant().kind() != Grant.Kind.NEW_KEY && !confirmed) {
            compareRoles();
        } else {
            unassign();
        }
    }

    private KeyOperation operation() {
        String id = key().apiKeyId();
        return id != null && ServiceAccount.isClientId(id) ? new UnassignServiceAccount() : new UnassignApiKey();
    }

    /** Access that was given anew is not this grant's to remove. */
    private void compareRoles() {
        new KeyLookup(calls, authority, page -> operation().list(key().projectId(), page))
                .find(
                        listed -> {
                            Optional<ApiKey> key = listed.stream()
                                    .filter(found -> found.id().equals(key().apiKeyId()))
                                    .findFirst();
                            List<String> given = key().roles();
                            if (key.isPresent()
                                    && !given.isEmpty()
                                    && !new HashSet<>(given)
                                            .equals(new HashSet<>(key.get().roles()))) {
                                removed.complete(record.ask(Messages.Grant_OtherRoles(
                                        String.join(", ", key.get().roles()), String.join(", ", given))));
                            } else {
                                unassign();
                            }
                        },
                        // The request itself says it in words that fit.
                        failure -> unassign());
    }

    private void unassign() {
        try {
            Grant.Key key = key();
            KeySelector selector = key.apiKeyId() != null
                    ? new KeySelector.ByIds(List.of(key.apiKeyId()))
                    : new KeySelector.ByDescription("*" + key.tag());
            AccessTask task = AccessTask.builder()
                    .endpoint(authority.endpoint())
                    .operation(operation())
                    .projectId(key.projectId())
                    .selector(selector)
                    .policy(removal.policy())
                    .credential(authority.credential())
                    .credentialsId(authority.credentialsId())
                    .allowSelf(grant().allowSelf())
                    .resumeState(earlier())
                    .build();
            removal.services()
                    .worker()
                    .start(task, new KeyRecorder(), () -> false)
                    .report()
                    .whenComplete(this::conclude);
        } catch (InvalidOptionException e) {
            removed.complete(record.refuse(removal.result(Outcome.REJECTED).build(e.getMessage())));
        }
    }

    private ResumeState earlier() {
        String id = key().apiKeyId();
        return removal.repeated() && id != null
                ? new ResumeState(Optional.empty(), Map.of(), Set.of(id))
                : ResumeState.NOTHING;
    }

    /** A key that was found by its tag is on record before it loses the tag's place in the project's list. */
    private final class KeyRecorder implements ProgressRecorder {
        @Override
        public void selected(List<ApiKey> keys) throws IOException {
            ApiKey key = keys.get(0);
            if (key().apiKeyId() == null) {
                record.found(key().known(key.id(), key.publicKey(), null));
            }
        }

        @Override
        public void sending(String apiKeyId) {
            // That the grant is pending says so.
        }

        @Override
        public void finished(KeyResult result) {
            // The report has it.
        }
    }

    private void conclude(AccessReport report, Throwable failure) {
        if (failure != null) {
            breakDown(failure);
            return;
        }
        KeyResult result = report.worst();
        if (PROJECT_GONE.equals(result.errorCode())) {
            accessGone(result.with(Outcome.NOT_ASSIGNED, removal.policy(), result.message()));
            return;
        }
        switch (result.outcome()) {
            case UNASSIGNED, NOT_ASSIGNED -> accessGone(key().apiKeyId() == null ? noneMade(result) : result);
            case REJECTED, REFUSED -> removed.complete(record.refuse(result));
            default -> removed.complete(record.retry(result));
        }
    }

    /** A new key may be a member of its organization still, even if its project is gone. */
    private void accessGone(KeyResult result) {
        if (grant().kind() == Grant.Kind.NEW_KEY && grant().delete() && key().apiKeyId() != null) {
            delete(result);
        } else {
            removed.complete(record.settle(result, null));
        }
    }

    private KeyResult noneMade(KeyResult notFound) {
        return notFound.with(
                notFound.outcome(), removal.policy(), Messages.Grant_NoneMade(key().projectId(), key().endpoint()));
    }

    /** If the key is not deleted, its access is gone nevertheless. */
    private void delete(KeyResult unassigned) {
        new KeyDeletion(key(), authority, calls, failure -> {
                    String warning = Messages.Grant_NotDeleted(ApiKeyFormat.name(key().listed()), failure.reason());
                    removed.complete(
                            failure.forGood() ? record.settle(unassigned, warning) : record.leave(unassigned, warning));
                })
                .start(() -> removed.complete(record.settle(unassigned, null)));
    }

    private void breakDown(Throwable failure) {
        LOGGER.log(Level.WARNING, failure, () -> "The removal of the grant " + grant().id() + " failed unexpectedly");
        calls.abandon();
        // The thread at hand may be HttpClient's, which must not write to disk.
        ForkJoinPool.commonPool()
                .execute(() -> removed.complete(
                        record.retry(removal.result(Outcome.PENDING).build(FailureMessages.broken(failure)))));
    }
}
