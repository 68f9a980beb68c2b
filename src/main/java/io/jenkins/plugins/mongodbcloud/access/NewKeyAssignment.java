package io.jenkins.plugins.mongodbcloud.access;

import io.jenkins.plugins.mongodbcloud.client.CallResult;
import io.jenkins.plugins.mongodbcloud.client.CreatedApiKey;
import io.jenkins.plugins.mongodbcloud.client.ErrorCategory;
import io.jenkins.plugins.mongodbcloud.client.Operation;
import io.jenkins.plugins.mongodbcloud.client.Operations;
import io.jenkins.plugins.mongodbcloud.client.Session;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Makes a key for a build and assigns it. Each request that makes one has a grant of its own, on disk before it is sent:
 * if nobody knows what became of the request, that grant is pending, and another key is made. No thread waits for it.
 */
public final class NewKeyAssignment extends KeyAssignment {

    /** Requests that make a key, at most: all but the last had no conclusive response. */
    static final int MAX_CREATIONS = 3;

    private final Consumer<String> log;
    private int creations;

    /**
     * @param stopped asked before each request, from any thread; once true none is sent
     * @param log told what the user should know in between
     */
    public NewKeyAssignment(
            GrantDraft draft,
            Authority authority,
            GrantServices services,
            BooleanSupplier stopped,
            Consumer<String> log) {
        super(draft, authority, services, stopped);
        this.log = log;
    }

    @Override
    void begin() {
        create();
    }

    private void create() {
        creations++;
        calls.openSession(authority, (session, failure) -> {
            if (calls.isCancelled()) {
                if (session != null) {
                    session.close();
                }
                fail(Outcome.INTERRUPTED, Messages.Why_Cancelled());
            } else if (session == null) {
                fail(Outcome.UNAVAILABLE, FailureMessages.busy(failure));
            } else {
                create(session);
            }
        });
    }

    private void create(Session session) {
        Grant grant = draft.newKey(services.now().getAsLong());
        Operation<CreatedApiKey> creation = Operations.createApiKey(
                grant.key().projectId(), draft.describe(grant), grant.key().roles());
        if (!isRecorded(grant)) {
            session.close();
            return;
        }
        calls.call(session, creation, (result, failure) -> {
            if (result == null) {
                session.close();
                unanswered(
                        failure instanceof CancellationException
                                ? Messages.Why_Cancelled()
                                : FailureMessages.broken(failure));
            } else if (result.value().isPresent()) {
                created(session, result.value().get());
            } else {
                session.close();
                refused(result);
            }
        });
    }

    private void refused(CallResult<?> result) {
        String reason = FailureMessages.detailed(result, authority.credentialsId());
        if (mayHaveActed(result)) {
            unanswered(reason);
            return;
        }
        forget();
        fail(OutcomeRules.withoutSuccess(result), reason);
    }

    /** There may be a key. */
    private void unanswered(String reason) {
        letGo();
        if (calls.isCancelled()) {
            fail(Outcome.INTERRUPTED, reason);
        } else if (creations < MAX_CREATIONS) {
            log.accept(Messages.Assign_Again(draft.key().projectId(), reason));
            create();
        } else {
            fail(Outcome.UNAVAILABLE, reason);
        }
    }

    private void created(Session session, CreatedApiKey created) {
        Grant before = current;
        Grant.Key known = before.key().known(created.key().id(), created.key().publicKey(), created.orgId());
        if (!isHeld(before.held(known, false, services.now().getAsLong()))) {
            session.close();
            return;
        }
        if (calls.isCancelled()) {
            session.close();
            letGo();
            fail(Outcome.INTERRUPTED, Messages.Why_Cancelled());
        } else if (draft.accessList().isEmpty()) {
            session.close();
            give(new GivenKey(current, created.pair()));
        } else if (created.orgId() == null) {
            session.close();
            letGo();
            fail(Outcome.REJECTED, Messages.Assign_NoOrganization());
        } else {
            allowAddresses(session, created);
        }
    }

    private void allowAddresses(Session session, CreatedApiKey created) {
        calls.call(
                session,
                Operations.allowAddresses(created.orgId(), created.key().id(), draft.accessList()),
                (result, failure) -> {
                    session.close();
                    if (result != null && isAllowed(result) && !calls.isCancelled()) {
                        give(new GivenKey(current, created.pair()));
                        return;
                    }
                    letGo();
                    if (calls.isCancelled() || failure instanceof CancellationException) {
                        fail(Outcome.INTERRUPTED, Messages.Why_Cancelled());
                    } else if (result == null) {
                        fail(Outcome.UNAVAILABLE, FailureMessages.broken(failure));
                    } else {
                        fail(
                                OutcomeRules.withoutSuccess(result),
                                Messages.Assign_AccessList(
                                        FailureMessages.ofOrganization(result, authority.credentialsId())));
                    }
                });
    }

    private static boolean isAllowed(CallResult<?> result) {
        return result.value().isPresent()
                || result.category().filter(ErrorCategory.ALREADY_THERE::equals).isPresent();
    }
}
