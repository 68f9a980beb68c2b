package io.jenkins.plugins.mongodbcloud.access;

import io.jenkins.plugins.mongodbcloud.client.ApiKey;
import io.jenkins.plugins.mongodbcloud.client.CallResult;
import io.jenkins.plugins.mongodbcloud.client.ErrorCategory;
import io.jenkins.plugins.mongodbcloud.client.Operation;
import io.jenkins.plugins.mongodbcloud.client.Operations;
import io.jenkins.plugins.mongodbcloud.client.Session;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Assigns a key that is there already, or joins the grants that have assigned it. A key with access that none of them
 * gave is left as it is.
 */
public final class ExistingKeyAssignment extends KeyAssignment {

    // The API has just sent a list, so it is not the base URL that is wrong.
    private static final Set<ErrorCategory> NOT_OF_THE_API =
            Set.of(ErrorCategory.WRONG_BASE_URL, ErrorCategory.REDIRECTED);

    private static final Runnable NOTHING = () -> {};

    // Ends the time in which nobody else decides about the key.
    private volatile Runnable unlock = NOTHING;

    /**
     * @param draft with the ID of the key or its public key
     * @param stopped asked before each request, from any thread; once true none is sent
     */
    public ExistingKeyAssignment(
            GrantDraft draft, Authority authority, GrantServices services, BooleanSupplier stopped) {
        super(draft, authority, services, stopped);
    }

    @Override
    void begin() {
        if (draft.key().apiKeyId() != null) {
            decideAlone(draft.key());
        } else {
            call(Operations.organizationOf(draft.key().projectId()), this::findInOrganization);
        }
    }

    private void findInOrganization(String orgId) {
        new KeyLookup(calls, authority, page -> Operations.listOrganizationApiKeys(orgId, page))
                .find(
                        listed -> listed.stream()
                                .filter(key ->
                                        key.publicKey().equals(draft.key().publicKey()))
                                .findFirst()
                                .ifPresentOrElse(
                                        key -> decideAlone(draft.key().known(key.id(), key.publicKey(), orgId)),
                                        () -> fail(
                                                Outcome.REJECTED,
                                                Messages.Assign_NoSuchKey(
                                                        draft.key().publicKey(), orgId))),
                        this::listFailed);
    }

    private void listFailed(ListFailure failure) {
        fail(
                failure.outcome(),
                FailureMessages.of(failure, authority.credentialsId(), Messages.Noun_ApiKeys(), OptionNames.ARGUMENTS));
    }

    private void decideAlone(Grant.Key key) {
        calls.await(services.recorder().lock(key), (release, failure) -> {
            if (release == null) {
                stoppedOr(Outcome.UNAVAILABLE, failure, Messages.Assign_Busy());
                return;
            }
            unlock = release;
            new KeyLookup(calls, authority, page -> Operations.listApiKeys(key.projectId(), page))
                    .find(listed -> decide(key, listed), this::listFailed);
        });
    }

    private void decide(Grant.Key key, List<ApiKey> listed) {
        Optional<ApiKey> found = listed.stream()
                .filter(candidate -> candidate.id().equals(key.apiKeyId()))
                .findFirst();
        Grant.Key known =
                found.map(it -> key.known(it.id(), it.publicKey(), null)).orElse(key);
        List<Grant> others;
        try {
            others = services.recorder().sameKey(known, "");
        } catch (IOException e) {
            fail(Outcome.UNAVAILABLE, Messages.Assign_NotRecorded(FailureMessages.describe(e)));
            return;
        }
        if (calls.isCancelled()) {
            fail(Outcome.INTERRUPTED, Messages.Why_Cancelled());
        } else if (found.isEmpty()) {
            assign(known);
        } else if (isOurs(found.get(), others)) {
            join(known);
        } else {
            String roles = String.join(", ", found.get().roles());
            fail(Outcome.REFUSED, Messages.Assign_HasAccess(ApiKeyFormat.name(found.get()), roles));
        }
    }

    private boolean isOurs(ApiKey key, List<Grant> others) {
        HashSet<String> roles = new HashSet<>(key.roles());
        return roles.equals(new HashSet<>(draft.key().roles()))
                && others.stream()
                        .filter(other -> other.kind() == Grant.Kind.EXISTING_KEY)
                        .anyMatch(
                                other -> roles.equals(new HashSet<>(other.key().roles())));
    }

    private void join(Grant.Key key) {
        long now = services.now().getAsLong();
        Grant held = draft.existingKey(key, now).held(key, false, now);
        if (isRecorded(held)) {
            give(new GivenKey(held, null));
        }
    }

    private void assign(Grant.Key key) {
        Operation<ApiKey> assignment = Operations.assignApiKey(key.projectId(), key.apiKeyId(), key.roles());
        open(session -> {
            if (!isRecorded(draft.existingKey(key, services.now().getAsLong()))) {
                session.close();
                return;
            }
            calls.call(session, assignment, (result, failure) -> {
                session.close();
                if (result == null) {
                    letGo();
                    stoppedOr(Outcome.UNAVAILABLE, failure, "");
                } else if (result.value().isPresent()) {
                    assigned(key, result);
                } else {
                    refused(result);
                }
            });
        });
    }

    private void assigned(Grant.Key key, CallResult<ApiKey> result) {
        boolean repeated = result.cost().mayHaveTakenEffect();
        String publicKey = result.value().orElseThrow().publicKey();
        Grant.Key known = key.known(null, publicKey.isEmpty() ? null : publicKey, null);
        if (!isHeld(current.held(known, repeated, services.now().getAsLong()))) {
            return;
        }
        if (calls.isCancelled()) {
            letGo();
            fail(Outcome.INTERRUPTED, Messages.Why_Cancelled());
        } else {
            give(new GivenKey(current, null));
        }
    }

    private void refused(CallResult<?> result) {
        if (mayHaveActed(result)
                || result.category().filter(NOT_OF_THE_API::contains).isPresent()) {
            letGo();
        } else {
            forget();
        }
        fail(OutcomeRules.withoutSuccess(result), FailureMessages.detailed(result, authority.credentialsId()));
    }

    private <T> void call(Operation<T> operation, Consumer<T> succeeded) {
        open(session -> calls.call(session, operation, (result, failure) -> {
            session.close();
            if (result == null) {
                stoppedOr(Outcome.UNAVAILABLE, failure, "");
            } else if (result.value().isPresent()) {
                succeeded.accept(result.value().get());
            } else {
                fail(OutcomeRules.withoutSuccess(result), FailureMessages.detailed(result, authority.credentialsId()));
            }
        }));
    }

    private void open(Consumer<Session> opened) {
        calls.openSession(authority, (session, failure) -> {
            if (session == null) {
                stoppedOr(Outcome.UNAVAILABLE, failure, FailureMessages.busy(failure));
            } else {
                opened.accept(session);
            }
        });
    }

    private void stoppedOr(Outcome outcome, Throwable failure, String reason) {
        if (calls.isCancelled() || failure instanceof CancellationException) {
            fail(Outcome.INTERRUPTED, Messages.Why_Cancelled());
        } else {
            fail(outcome, reason.isEmpty() ? FailureMessages.broken(failure) : reason);
        }
    }

    @Override
    void give(GivenKey key) {
        unlock.run();
        super.give(key);
    }

    @Override
    void fail(Outcome outcome, String reason) {
        unlock.run();
        super.fail(outcome, reason);
    }
}
