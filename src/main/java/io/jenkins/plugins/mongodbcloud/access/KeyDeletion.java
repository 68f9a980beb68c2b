package io.jenkins.plugins.mongodbcloud.access;

import io.jenkins.plugins.mongodbcloud.client.CallResult;
import io.jenkins.plugins.mongodbcloud.client.ErrorCategory;
import io.jenkins.plugins.mongodbcloud.client.Operation;
import io.jenkins.plugins.mongodbcloud.client.Operations;
import io.jenkins.plugins.mongodbcloud.client.Session;
import java.util.Set;
import java.util.function.Consumer;

/** Deletes a key from its organization, which is found by the project if it is not known. */
final class KeyDeletion {

    // Without its project, the organization of a key cannot be found.
    private static final Set<ErrorCategory> FOR_GOOD =
            Set.of(ErrorCategory.MISSING_ROLE, ErrorCategory.NOT_IN_ORGANIZATION, ErrorCategory.WRONG_PROJECT);

    private final Grant.Key key;
    private final Authority authority;
    private final CallTracker calls;
    private final Consumer<Failure> failed;

    /**
     * Why it was not deleted.
     *
     * @param forGood whether the credential will never delete it, as long as nobody gives it another role
     */
    record Failure(boolean forGood, String reason) {}

    /** @param failed told at the end if the key is still there */
    KeyDeletion(Grant.Key key, Authority authority, CallTracker calls, Consumer<Failure> failed) {
        this.key = key;
        this.authority = authority;
        this.calls = calls;
        this.failed = failed;
    }

    /** @param deleted run at the end if it is gone */
    void start(Runnable deleted) {
        calls.openSession(authority, (session, failure) -> {
            if (session == null) {
                failed.accept(new Failure(false, FailureMessages.busy(failure)));
            } else if (key.orgId() != null) {
                delete(session, key.orgId(), deleted);
            } else {
                call(
                        session,
                        Operations.organizationOf(key.projectId()),
                        found -> delete(session, found.value().orElseThrow(), deleted));
            }
        });
    }

    private void delete(Session session, String orgId, Runnable deleted) {
        call(session, Operations.deleteApiKey(orgId, key.apiKeyId()), result -> {
            session.close();
            deleted.run();
        });
    }

    private <T> void call(Session session, Operation<T> operation, Consumer<CallResult<T>> succeeded) {
        calls.call(session, operation, (result, broken) -> {
            if (result != null && (result.value().isPresent() || isDeleted(operation, result))) {
                succeeded.accept(result);
                return;
            }
            session.close();
            failed.accept(
                    result == null
                            ? new Failure(false, FailureMessages.broken(broken))
                            : new Failure(
                                    mayNotDelete(result),
                                    FailureMessages.ofOrganization(result, authority.credentialsId())));
        });
    }

    private static boolean mayNotDelete(CallResult<?> result) {
        return result.category().filter(FOR_GOOD::contains).isPresent();
    }

    private static boolean isDeleted(Operation<?> operation, CallResult<?> result) {
        return operation.method().equals("DELETE") && new UnassignApiKey().isNotNeeded(result);
    }
}
