package io.jenkins.plugins.mongodbcloud.access;

import io.jenkins.plugins.mongodbcloud.access.KeyOperation.Statement;
import io.jenkins.plugins.mongodbcloud.client.ApiKey;
import io.jenkins.plugins.mongodbcloud.client.CallResult;
import java.util.List;

/** Puts outcomes of a task into words. */
final class OutcomeMessages {

    /** What a list is read for. */
    enum ListUse {
        SELECT,
        VERIFY
    }

    private final AccessTask task;
    private volatile boolean ownKeyUnchecked;

    OutcomeMessages(AccessTask task) {
        this.task = task;
    }

    /** From now on a key that is unassigned may be the one that authenticates, and that is said. */
    void ownKeyUnchecked() {
        ownKeyUnchecked = true;
    }

    /** What a call came to. */
    KeyResult decided(ApiKey key, OutcomeRules.Decision decision, CallResult<?> result) {
        String detail =
                switch (decision.statement()) {
                    case UNCERTAIN, FAILED -> reason(result);
                    default -> FailureMessages.technical(result);
                };
        String message = say(decision, key, detail);
        boolean advise = decision.statement() == Statement.NOT_NEEDED
                && task.policy().of(decision.outcome()) != BuildEffect.SUCCESS;
        return of(key, decision.outcome())
                .call(result)
                .build(advise ? message + " " + say(Statement.NOT_NEEDED_ADVICE, key, "") : message);
    }

    /** What lists say of a key whose call came to nothing conclusive. */
    KeyResult settled(ApiKey key, OutcomeRules.Decision decision, CallResult<?> result) {
        return of(key, decision.outcome()).call(result).build(say(decision, key, reason(result)));
    }

    /** The call on a key could not be made, or broke the plugin. */
    KeyResult notMade(ApiKey key, Throwable cause, boolean sent) {
        return ruled(
                key, Outcome.UNAVAILABLE, sent ? Statement.UNCERTAIN : Statement.FAILED, FailureMessages.broken(cause));
    }

    KeyResult noSession(ApiKey key, Throwable cause) {
        return ruled(key, Outcome.UNAVAILABLE, Statement.FAILED, FailureMessages.busy(cause));
    }

    KeyResult notRecorded(ApiKey key, Exception cause) {
        return ruled(key, Outcome.UNAVAILABLE, Statement.NOT_RECORDED, FailureMessages.describe(cause));
    }

    KeyResult stopped(ApiKey key, boolean sent) {
        return ruled(key, Outcome.INTERRUPTED, sent ? Statement.STOPPED_DURING : Statement.STOPPED_BEFORE, "");
    }

    KeyResult ownKey(ApiKey key) {
        return ruled(key, Outcome.REFUSED, Statement.OWN_KEY, "");
    }

    /** The own key's ID could not be found out, so that this key may be it. */
    KeyResult ownKeyUnknown(ApiKey key, ListFailure failure) {
        if (failure.kind() == ListFailure.Kind.STOPPED) {
            return stopped(key, false);
        }
        KeyResult.Builder result = of(key, failure.outcome());
        failure.result().ifPresent(result::call);
        return result.build(say(Statement.OWN_KEY_UNKNOWN, key, reason(failure)));
    }

    KeyResult planned(ApiKey key) {
        String roles = key.roles().isEmpty() ? "-" : String.join(", ", key.roles());
        return ruled(key, task.operation().planned(), Statement.PLANNED, roles);
    }

    KeyResult notPlanned(ApiKey key) {
        return ruled(key, task.operation().notNeeded(), Statement.NOT_PLANNED, "");
    }

    KeyResult contradicted(ApiKey key, KeyResult before) {
        String status = before.httpStatus() == null ? "-" : Messages.Http_Status(before.httpStatus());
        return ruled(key, task.operation().contradicted(), Statement.CONTRADICTED, status);
    }

    KeyResult noMatch() {
        Outcome outcome = task.operation().notNeeded();
        String message = Messages.List_NoMatch(task.selector().describe(), task.projectId(), endpoint(), noun());
        return of(outcome)
                .build(
                        task.policy().of(outcome) == BuildEffect.SUCCESS
                                ? message
                                : message + " "
                                        + Messages.List_NoMatchAdvice(
                                                task.names().set("ifNotAssigned", BuildEffect.SUCCESS)));
    }

    KeyResult tooMany(List<ApiKey> matches) {
        return of(Outcome.REFUSED)
                .build(Messages.List_TooMany(
                        matches.size(),
                        task.projectId(),
                        endpoint(),
                        task.selector().describe(),
                        task.maxKeys(),
                        ApiKeyFormat.listing(matches),
                        noun(),
                        task.names().of("maxKeys")));
    }

    /** A list that was needed could not be had. */
    KeyResult listFailed(ListUse use, ListFailure failure) {
        KeyResult.Builder result = of(failure.outcome());
        failure.result().ifPresent(result::call);
        boolean stopped = failure.kind() == ListFailure.Kind.STOPPED;
        return result.build(
                switch (use) {
                    case SELECT ->
                        stopped
                                ? Messages.List_Stopped(
                                        task.projectId(),
                                        endpoint(),
                                        task.selector().describe(),
                                        noun())
                                : Messages.List_Failed(task.projectId(), endpoint(), reason(failure), noun());
                    case VERIFY ->
                        stopped
                                ? Messages.List_NotVerifiedStopped(task.projectId(), endpoint(), noun())
                                : Messages.List_NotVerified(task.projectId(), endpoint(), reason(failure), noun());
                });
    }

    /** Nothing is known of the keys because the plugin failed. */
    KeyResult brokenDown(Throwable cause) {
        return listFailed(ListUse.SELECT, ListFailure.of(ListFailure.Kind.PLUGIN, cause));
    }

    private String reason(CallResult<?> result) {
        return FailureMessages.detailed(result, task.credentialsId());
    }

    private String reason(ListFailure failure) {
        return FailureMessages.of(failure, task.credentialsId(), noun(), task.names());
    }

    private KeyResult ruled(ApiKey key, Outcome outcome, Statement statement, String detail) {
        return of(key, outcome).build(say(statement, key, detail));
    }

    private String say(OutcomeRules.Decision decision, ApiKey key, String detail) {
        String said = say(decision.statement(), key, detail);
        boolean gone = decision.outcome() == task.operation().done();
        return ownKeyUnchecked && gone ? said + " " + Messages.List_OwnKeyUnchecked() : said;
    }

    private String say(Statement statement, ApiKey key, String detail) {
        return task.operation()
                .say(statement, ApiKeyFormat.name(key), task.projectId(), endpoint(), detail, task.names());
    }

    private KeyResult.Builder of(ApiKey key, Outcome outcome) {
        return of(outcome).key(key);
    }

    private KeyResult.Builder of(Outcome outcome) {
        return KeyResult.builder(task.projectId(), endpoint()).outcome(outcome, task.policy());
    }

    private String noun() {
        return task.operation().noun();
    }

    private String endpoint() {
        return task.endpoint().name();
    }
}
