package io.jenkins.plugins.mongodbcloud.access;

import io.jenkins.plugins.mongodbcloud.client.ApiKey;
import io.jenkins.plugins.mongodbcloud.client.CallResult;
import io.jenkins.plugins.mongodbcloud.client.ErrorCategory;
import io.jenkins.plugins.mongodbcloud.client.Operation;
import io.jenkins.plugins.mongodbcloud.client.Operations;
import io.jenkins.plugins.mongodbcloud.client.ServiceAccount;
import io.jenkins.plugins.mongodbcloud.client.Session;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * One attempt to remove the access of a grant that is pending: unassigns the key, which is found by its tag if its ID is
 * not known, and deletes a new key from its organization. No thread waits for it.
 */
public final class GrantRemoval {

    private static final String PROJECT_GONE = "GROUP_NOT_FOUND";

    private static final Logger LOGGER = Logger.getLogger(GrantRemoval.class.getName());

    private final Authority authority;
    private final GrantServices services;
    private final BuildResultPolicy policy;
    private final boolean late;
    private final boolean repeated;
    // Whether no request that gives access can act any longer.
    private volatile boolean quiet;
    private final CallTracker calls;
    private final CompletableFuture<Removed> removed = new CompletableFuture<>();
    private volatile Grant grant;
    private volatile AccessExecution execution;

    /**
     * What an attempt came to.
     *
     * @param result with the outcome {@link Outcome#PENDING} if there will be another attempt by itself
     * @param warning what is left in the organization; null if nothing is
     */
    public record Removed(KeyResult result, String warning) {}

    /**
     * @param policy what the outcome does to the build
     * @param late whether the build has ended, so that access may have been given anew since
     */
    public GrantRemoval(
            Grant grant, Authority authority, GrantServices services, BuildResultPolicy policy, boolean late) {
        this(grant, authority, services, policy, late, false);
    }

    /** @param repeated whether an earlier attempt may have removed the access without a response on record */
    public GrantRemoval(
            Grant grant,
            Authority authority,
            GrantServices services,
            BuildResultPolicy policy,
            boolean late,
            boolean repeated) {
        this.repeated = repeated;
        this.grant = grant;
        this.authority = authority;
        this.services = services;
        this.policy = policy;
        this.late = late;
        this.quiet = services.now().getAsLong() >= grant.quietUntil();
        BooleanSupplier never = () -> false;
        this.calls = new CallTracker(services.api(), services.executor(), never, this::breakDown);
    }

    /** Starts and returns at once; never completes exceptionally. The grant is on disk as it is then. */
    public CompletableFuture<Removed> start() {
        try {
            services.executor().execute(() -> {
                try {
                    begin();
                } catch (RuntimeException e) {
                    breakDown(e);
                }
            });
        } catch (RuntimeException e) {
            breakDown(e);
        }
        return removed;
    }

    private void begin() {
        if (!authority.endpoint().baseUrl().toString().equals(grant.key().baseUrl())
                && !grant.progress().confirmed()) {
            ask(Messages.Grant_OtherBaseUrl(grant.key().endpoint(), grant.key().baseUrl()));
        } else if (late
                && grant.kind() != Grant.Kind.NEW_KEY
                && !grant.progress().confirmed()) {
            compareRoles();
        } else {
            unassign();
        }
    }

    private KeyOperation operation() {
        String id = grant.key().apiKeyId();
        return id != null && ServiceAccount.isClientId(id) ? new UnassignServiceAccount() : new UnassignApiKey();
    }

    /** Access that was given anew is not this grant's to remove. */
    private void compareRoles() {
        new KeyLookup(calls, authority, page -> operation().list(grant.key().projectId(), page))
                .find(
                        listed -> {
                            Optional<ApiKey> key = listed.stream()
                                    .filter(found ->
                                            found.id().equals(grant.key().apiKeyId()))
                                    .findFirst();
                            List<String> given = grant.key().roles();
                            if (key.isPresent()
                                    && !given.isEmpty()
                                    && !new HashSet<>(given)
                                            .equals(new HashSet<>(key.get().roles()))) {
                                ask(Messages.Grant_OtherRoles(
                                        String.join(", ", key.get().roles()), String.join(", ", given)));
                            } else {
                                unassign();
                            }
                        },
                        // The request itself says it in words that fit.
                        failure -> unassign());
    }

    private void unassign() {
        try {
            Grant.Key key = grant.key();
            KeySelector selector = key.apiKeyId() != null
                    ? new KeySelector.ByIds(List.of(key.apiKeyId()))
                    : new KeySelector.ByDescription("*" + key.tag());
            AccessTask task = AccessTask.builder()
                    .endpoint(authority.endpoint())
                    .operation(operation())
                    .projectId(key.projectId())
                    .selector(selector)
                    .policy(policy)
                    .credential(authority.credential())
                    .credentialsId(authority.credentialsId())
                    .allowSelf(grant.allowSelf())
                    .resumeState(earlier())
                    .build();
            execution = services.worker().start(task, new KeyRecorder(), () -> false);
            execution.report().whenComplete((report, failure) -> conclude(report, failure));
        } catch (InvalidOptionException e) {
            refused(KeyResult.builder(grant.key().projectId(), grant.key().endpoint())
                    .outcome(Outcome.REJECTED, policy)
                    .build(e.getMessage()));
        }
    }

    private ResumeState earlier() {
        String id = grant.key().apiKeyId();
        return repeated && id != null ? new ResumeState(Optional.empty(), Map.of(), Set.of(id)) : ResumeState.NOTHING;
    }

    /** A key that was found by its tag is on record before it loses the tag's place in the project's list. */
    private final class KeyRecorder implements ProgressRecorder {
        @Override
        public void selected(List<ApiKey> keys) throws IOException {
            ApiKey key = keys.get(0);
            if (grant.key().apiKeyId() == null) {
                grant = grant.found(grant.key().known(key.id(), key.publicKey(), null));
                // The one request that could make a key with this tag has.
                quiet = true;
                services.recorder().save(grant);
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
            settle(result.with(Outcome.NOT_ASSIGNED, policy, result.message()));
            return;
        }
        switch (result.outcome()) {
            case UNASSIGNED, NOT_ASSIGNED -> {
                if (grant.kind() == Grant.Kind.NEW_KEY
                        && grant.delete()
                        && grant.key().apiKeyId() != null) {
                    delete(result);
                } else {
                    settle(result);
                }
            }
            case REJECTED, REFUSED -> refused(result);
            default -> retry(result);
        }
    }

    private void delete(KeyResult unassigned) {
        calls.openSession(authority.endpoint(), authority.credential(), (session, failure) -> {
            if (session == null) {
                notDeleted(unassigned, false, FailureMessages.busy(failure));
            } else if (grant.key().orgId() != null) {
                delete(session, grant.key().orgId(), unassigned);
            } else {
                call(
                        session,
                        Operations.organizationOf(grant.key().projectId()),
                        unassigned,
                        found -> delete(session, found.value().orElseThrow(), unassigned));
            }
        });
    }

    private void delete(Session session, String orgId, KeyResult unassigned) {
        call(session, Operations.deleteApiKey(orgId, grant.key().apiKeyId()), unassigned, deleted -> {
            session.close();
            settle(unassigned);
        });
    }

    private <T> void call(
            Session session, Operation<T> operation, KeyResult unassigned, Consumer<CallResult<T>> succeeded) {
        calls.call(session, operation, (result, broken) -> {
            if (result != null && (result.value().isPresent() || isDeleted(operation, result))) {
                succeeded.accept(result);
                return;
            }
            session.close();
            if (result == null) {
                notDeleted(unassigned, false, FailureMessages.broken(broken));
            } else {
                notDeleted(
                        unassigned,
                        mayNotDelete(result),
                        FailureMessages.ofOrganization(result, authority.credentialsId()));
            }
        });
    }

    /** Whether the credential will never delete it, as long as nobody gives it another role. */
    private static boolean mayNotDelete(CallResult<?> result) {
        return result.category()
                .filter(category ->
                        category == ErrorCategory.MISSING_ROLE || category == ErrorCategory.NOT_IN_ORGANIZATION)
                .isPresent();
    }

    private static boolean isDeleted(Operation<?> operation, CallResult<?> result) {
        return operation.method().equals("DELETE") && new UnassignApiKey().isNotNeeded(result);
    }

    /** The access is gone; what is left is an entry in the organization. */
    private void notDeleted(KeyResult unassigned, boolean forGood, String reason) {
        String warning = Messages.Grant_NotDeleted(name(), reason);
        if (forGood) {
            settle(unassigned, warning);
        } else {
            keep(GrantSchedule.retry(grant, warning, null, services.now().getAsLong()));
            removed.complete(new Removed(unassigned, warning));
        }
    }

    private String name() {
        return ApiKeyFormat.name(
                new ApiKey(grant.key().apiKeyId(), text(grant.key().publicKey()), "", List.of()));
    }

    private static String text(String value) {
        return value == null ? "" : value;
    }

    private void settle(KeyResult result) {
        settle(result, null);
    }

    /** Forgets the grant, unless a request that gives access may still act. */
    private void settle(KeyResult result, String warning) {
        if (quiet) {
            try {
                services.recorder().settled(grant, result);
            } catch (IOException | RuntimeException e) {
                LOGGER.log(Level.WARNING, e, () -> "Cannot remove the file of the grant " + grant.id());
                keep(GrantSchedule.retry(
                        grant, result.message(), null, services.now().getAsLong()));
            }
        } else {
            keep(GrantSchedule.at(grant, grant.quietUntil(), result.message()));
        }
        removed.complete(new Removed(result, warning));
    }

    private void retry(KeyResult result) {
        keep(GrantSchedule.retry(grant, result.message(), null, services.now().getAsLong()));
        String message = result.message() + " " + Messages.Grant_Pending();
        removed.complete(new Removed(result.with(Outcome.PENDING, policy, message), null));
    }

    private void refused(KeyResult result) {
        keep(GrantSchedule.retry(
                grant, result.message(), result.message(), services.now().getAsLong()));
        removed.complete(new Removed(
                result.with(result.outcome(), policy, result.message() + " " + Messages.Grant_Pending()), null));
    }

    /** An administrator is to decide. */
    private void ask(String question) {
        keep(GrantSchedule.ask(grant, question));
        KeyResult.Builder result = KeyResult.builder(
                        grant.key().projectId(), grant.key().endpoint())
                .outcome(Outcome.PENDING, policy);
        removed.complete(new Removed(result.build(question), null));
    }

    private void keep(Grant changed) {
        grant = changed;
        try {
            services.recorder().save(changed);
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot write the grant " + changed.id());
        }
    }

    private void breakDown(Throwable failure) {
        LOGGER.log(Level.WARNING, failure, () -> "The removal of the grant " + grant.id() + " failed unexpectedly");
        calls.abandon();
        // The thread at hand may be HttpClient's, which must not write to disk.
        ForkJoinPool.commonPool().execute(() -> {
            KeyResult.Builder result = KeyResult.builder(
                            grant.key().projectId(), grant.key().endpoint())
                    .outcome(Outcome.PENDING, policy);
            retry(result.build(FailureMessages.broken(failure)));
        });
    }
}
