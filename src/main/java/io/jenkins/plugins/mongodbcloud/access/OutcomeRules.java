package io.jenkins.plugins.mongodbcloud.access;

import io.jenkins.plugins.mongodbcloud.access.KeyOperation.Statement;
import io.jenkins.plugins.mongodbcloud.client.CallResult;
import io.jenkins.plugins.mongodbcloud.client.TransportFailure;
import java.util.Optional;

/**
 * The rules that turn the result of a call into an outcome, the first that applies:
 *
 * <table>
 *   <caption>Rules</caption>
 *   <tr><th>the API said</th><th>an attempt may have acted</th><th>outcome</th></tr>
 *   <tr><td>done</td><td></td><td>done</td></tr>
 *   <tr><td>nothing to do</td><td>yes</td><td>done</td></tr>
 *   <tr><td>nothing to do</td><td>no</td><td>not needed</td></tr>
 *   <tr><td>nothing conclusive</td><td>yes</td><td>as below, until a list settles it</td></tr>
 *   <tr><td>nothing: the call was cancelled</td><td>no</td><td>interrupted</td></tr>
 *   <tr><td>nothing, a rate limit, a server error</td><td>no</td><td>unavailable</td></tr>
 *   <tr><td>any other error</td><td>no</td><td>rejected</td></tr>
 * </table>
 */
final class OutcomeRules {

    private OutcomeRules() {}

    /**
     * What a result comes to.
     *
     * @param statement what is to be said of the key; {@link Statement#UNCERTAIN} until a list settles it
     */
    record Decision(Outcome outcome, Statement statement) {
        boolean isUncertain() {
            return statement == Statement.UNCERTAIN;
        }
    }

    /** @param sentEarlier whether an earlier run of the build sent a request whose result is not known */
    static Decision decide(KeyOperation operation, CallResult<?> result, boolean sentEarlier) {
        boolean acted =
                operation.mayTakeEffect() && (sentEarlier || result.cost().mayHaveTakenEffect());
        if (operation.isDone(result)) {
            return new Decision(operation.done(), Statement.DONE);
        }
        if (operation.isNotNeeded(result)) {
            return acted
                    ? new Decision(operation.done(), Statement.DONE_BY_EARLIER_ATTEMPT)
                    : new Decision(operation.notNeeded(), Statement.NOT_NEEDED);
        }
        return new Decision(withoutSuccess(result), acted ? Statement.UNCERTAIN : Statement.FAILED);
    }

    /**
     * What the project's list makes of a decision that is uncertain. Only a change can be this build's doing: where there
     * was nothing to do before, the outcome of the call stays.
     *
     * @param listed whether the list shows the key now
     * @param listedBefore whether a list showed it before the first request that could act, if one was read
     */
    static Decision settle(KeyOperation operation, Decision uncertain, boolean listed, Optional<Boolean> listedBefore) {
        if (!operation.isFulfilled(listed)) {
            return new Decision(uncertain.outcome(), Statement.FAILED_BY_LIST);
        }
        return listedBefore.filter(operation::isFulfilled).isPresent()
                ? new Decision(uncertain.outcome(), Statement.NOT_NEEDED_BY_LIST)
                : new Decision(operation.done(), Statement.DONE_BY_LIST);
    }

    /** The outcome of a call, of whatever operation, that did not succeed. */
    static Outcome withoutSuccess(CallResult<?> result) {
        if (result.failure().isPresent()) {
            return result.failure().get().kind() == TransportFailure.Kind.CANCELLED
                    ? Outcome.INTERRUPTED
                    : Outcome.UNAVAILABLE;
        }
        return switch (result.category().orElseThrow()) {
            case RATE_LIMITED, WRITES_DISABLED, SERVER_ERROR, STALE_NONCES, NOT_FROM_API -> Outcome.UNAVAILABLE;
            default -> Outcome.REJECTED;
        };
    }
}
