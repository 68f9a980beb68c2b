package io.jenkins.plugins.mongodbcloud.access;

import io.jenkins.plugins.mongodbcloud.client.ApiKey;
import io.jenkins.plugins.mongodbcloud.client.CallResult;
import io.jenkins.plugins.mongodbcloud.client.ErrorCategory;
import io.jenkins.plugins.mongodbcloud.client.TransportFailure;
import java.io.IOException;
import java.util.List;

/**
 * Says what an answer means for a key, and what to do.
 *
 * @param request what was asked for
 * @param endpoint the endpoint's name
 * @param credentials how the user knows the key pair that authenticates
 */
record OutcomeRules(AccessRequest request, String endpoint, String credentials) {

    /** What a list is read for: without one to find keys by nothing is done, without one to verify much has been. */
    enum ListUse {
        FIND,
        VERIFY
    }

    private static final CallResult.Cost FREE = new CallResult.Cost(0, 0, 0, false);

    /** The verdict on a DELETE. */
    KeyResult unassigned(ApiKey key, CallResult<?> answer, boolean sentEarlier) {
        String name = ApiKeyFormat.name(key);
        if (answer.value().isPresent()) {
            String message = Messages.Done_Unassigned(name, request.projectId(), endpoint, technical(answer));
            return result(key, Outcome.UNASSIGNED, answer, message);
        }
        boolean acted = sentEarlier || answer.cost().mayHaveTakenEffect();
        if (isNotAssigned(answer)) {
            return acted
                    ? result(
                            key,
                            Outcome.UNASSIGNED,
                            answer,
                            Messages.Done_Earlier(name, request.projectId(), endpoint, technical(answer)))
                    : result(
                            key,
                            Outcome.NOT_ASSIGNED,
                            answer,
                            Messages.Failed_NotAssigned(name, request.projectId(), endpoint, technical(answer)));
        }
        String why = why(answer);
        String message = acted
                ? Messages.Failed_KeyUnknown(name, request.projectId(), endpoint, why, technical(answer))
                : Messages.Failed_Key(name, request.projectId(), endpoint, why, technical(answer));
        return result(key, outcome(answer), answer, message);
    }

    /** The verdict on a list that was needed and failed. */
    KeyResult listFailed(ListUse use, CallResult<?> answer) {
        return result(null, outcome(answer), answer, noList(use, why(answer), technical(answer)));
    }

    KeyResult listTooLong(ListUse use, int limit) {
        String message = use == ListUse.FIND
                ? Messages.Failed_TooLong(request.projectId(), endpoint, limit)
                : Messages.Failed_VerifyTooLong(request.projectId(), endpoint, limit);
        return ruled(null, Outcome.REJECTED, message);
    }

    KeyResult noMatch() {
        String selection = request.selection().describe();
        return ruled(null, Outcome.NOT_ASSIGNED, Messages.Failed_NoMatch(selection, request.projectId(), endpoint));
    }

    KeyResult tooMany(List<ApiKey> matches) {
        String message = Messages.Failed_TooMany(
                matches.size(),
                request.projectId(),
                endpoint,
                request.selection().describe(),
                request.effectiveMaximum(),
                ApiKeyFormat.listing(matches));
        return ruled(null, Outcome.REJECTED, message);
    }

    KeyResult self(ApiKey key) {
        String message = Messages.Failed_Self(ApiKeyFormat.name(key), request.projectId(), endpoint);
        return ruled(key, Outcome.REJECTED, message);
    }

    KeyResult would(ApiKey key) {
        String roles = key.roles().isEmpty() ? "-" : String.join(", ", key.roles());
        String message = Messages.Done_Would(ApiKeyFormat.name(key), request.projectId(), endpoint, roles);
        return ruled(key, Outcome.WOULD_UNASSIGN, message);
    }

    KeyResult wouldNot(ApiKey key) {
        return ruled(
                key,
                Outcome.NOT_ASSIGNED,
                Messages.Done_WouldNot(ApiKeyFormat.name(key), request.projectId(), endpoint));
    }

    KeyResult still(ApiKey key, KeyResult before) {
        String technical = before.httpStatus() == null ? "" : Messages.Http_Status(before.httpStatus());
        String message = Messages.Failed_Still(ApiKeyFormat.name(key), request.projectId(), endpoint, technical);
        return ruled(key, Outcome.STILL_ASSIGNED, message);
    }

    KeyResult interrupted(ApiKey key, boolean sent) {
        String name = ApiKeyFormat.name(key);
        String message = sent
                ? Messages.Interrupted_Sent(name, request.projectId(), endpoint)
                : Messages.Interrupted_NotSent(name, request.projectId(), endpoint);
        return ruled(key, Outcome.INTERRUPTED, message);
    }

    KeyResult listInterrupted(ListUse use) {
        String selection = request.selection().describe();
        String message = use == ListUse.FIND
                ? Messages.Interrupted_List(request.projectId(), endpoint, selection)
                : Messages.Interrupted_Verify(request.projectId(), endpoint);
        return ruled(null, Outcome.INTERRUPTED, message);
    }

    KeyResult journalFailed(ApiKey key, IOException cause) {
        String message =
                Messages.Failed_Journal(ApiKeyFormat.name(key), request.projectId(), endpoint, describe(cause));
        return ruled(key, Outcome.UNAVAILABLE, message);
    }

    /** The verdict on there being no session to send on. */
    KeyResult busy(ApiKey key, Throwable cause) {
        String message = Messages.Failed_Key(
                ApiKeyFormat.name(key), request.projectId(), endpoint, Messages.Why_Busy(), describe(cause));
        return ruled(key, Outcome.UNAVAILABLE, message);
    }

    KeyResult listBusy(ListUse use, Throwable cause) {
        return ruled(null, Outcome.UNAVAILABLE, noList(use, Messages.Why_Busy(), describe(cause)));
    }

    private String noList(ListUse use, String why, String technical) {
        return use == ListUse.FIND
                ? Messages.Failed_List(request.projectId(), endpoint, why, technical)
                : Messages.Failed_Verify(request.projectId(), endpoint, why, technical);
    }

    private static String describe(Throwable cause) {
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    private static boolean isNotAssigned(CallResult<?> answer) {
        return answer.category().filter(ErrorCategory.NOT_ASSIGNED::equals).isPresent();
    }

    private static Outcome outcome(CallResult<?> answer) {
        if (answer.failure().isPresent()) {
            return answer.failure().get().kind() == TransportFailure.Kind.CANCELLED
                    ? Outcome.INTERRUPTED
                    : Outcome.UNAVAILABLE;
        }
        return switch (answer.category().orElseThrow()) {
            case RATE_LIMITED, WRITES_DISABLED, SERVER_ERROR, STALE_NONCES, NOT_FROM_API -> Outcome.UNAVAILABLE;
            default -> Outcome.REJECTED;
        };
    }

    private String why(CallResult<?> answer) {
        return FailureMessages.of(answer, credentials);
    }

    private static String technical(CallResult<?> answer) {
        return FailureMessages.technical(answer);
    }

    private KeyResult result(ApiKey key, Outcome outcome, CallResult<?> answer, String message) {
        return result(
                key,
                outcome,
                answer.status().orElse(null),
                answer.error().errorCode().orElse(null),
                answer.cost(),
                message);
    }

    private KeyResult ruled(ApiKey key, Outcome outcome, String message) {
        return result(key, outcome, null, null, FREE, message);
    }

    private KeyResult result(
            ApiKey key, Outcome outcome, Integer status, String errorCode, CallResult.Cost cost, String message) {
        return new KeyResult(
                request.projectId(),
                endpoint,
                key == null ? null : key.id(),
                key == null || key.publicKey().isEmpty() ? null : key.publicKey(),
                key == null || key.description().isEmpty() ? null : key.description(),
                key == null ? List.of() : key.roles(),
                outcome,
                request.effects().of(outcome),
                status,
                errorCode,
                cost.requests(),
                cost.attempts(),
                cost.millis(),
                message);
    }
}
