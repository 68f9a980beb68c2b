package io.jenkins.plugins.mongodbcloud.access;

import io.jenkins.plugins.mongodbcloud.client.CallResult;
import io.jenkins.plugins.mongodbcloud.client.ErrorCategory;

/** Removes something from a project that stays in its organization: what all operations of this kind have in common. */
interface UnassignOperation extends KeyOperation {

    @Override
    default boolean mayTakeEffect() {
        return true;
    }

    @Override
    default boolean isDone(CallResult<?> result) {
        return result.value().isPresent();
    }

    @Override
    default boolean isNotNeeded(CallResult<?> result) {
        return result.category().filter(ErrorCategory.NOT_ASSIGNED::equals).isPresent();
    }

    @Override
    default boolean isFulfilled(boolean listed) {
        return !listed;
    }

    @Override
    default Outcome done() {
        return Outcome.UNASSIGNED;
    }

    @Override
    default Outcome notNeeded() {
        return Outcome.NOT_ASSIGNED;
    }

    @Override
    default Outcome planned() {
        return Outcome.WOULD_UNASSIGN;
    }

    @Override
    default Outcome contradicted() {
        return Outcome.STILL_ASSIGNED;
    }

    @Override
    default String say(
            Statement statement, String key, String projectId, String endpoint, String detail, OptionNames names) {
        return switch (statement) {
            case DONE -> Messages.Unassign_Done(key, projectId, endpoint, detail);
            case DONE_BY_EARLIER_ATTEMPT -> Messages.Unassign_DoneEarlier(key, projectId, endpoint, detail);
            case DONE_BY_LIST -> Messages.Unassign_DoneByList(key, projectId, endpoint, detail, noun());
            case NOT_NEEDED -> Messages.Unassign_NotNeeded(key, projectId, endpoint, detail);
            case NOT_NEEDED_ADVICE ->
                Messages.Unassign_NotNeededAdvice(names.set("ifNotAssigned", BuildEffect.SUCCESS));
            case PLANNED -> Messages.Unassign_Planned(key, projectId, endpoint, detail);
            case NOT_PLANNED -> Messages.Unassign_NotPlanned(key, projectId, endpoint);
            case FAILED -> Messages.Unassign_Failed(key, projectId, endpoint, detail);
            case UNCERTAIN -> Messages.Unassign_Uncertain(key, projectId, endpoint, detail);
            case FAILED_BY_LIST -> Messages.Unassign_FailedByList(key, projectId, endpoint, detail, noun());
            case NOT_NEEDED_BY_LIST -> Messages.Unassign_NotNeededByList(key, projectId, endpoint, detail, noun());
            case CONTRADICTED -> Messages.Unassign_Contradicted(key, projectId, endpoint, detail);
            case OWN_KEY -> Messages.Unassign_OwnKey(key, projectId, endpoint, names.set("allowSelf", true));
            case OWN_KEY_UNKNOWN ->
                Messages.Unassign_OwnKeyUnknown(key, projectId, endpoint, detail, noun(), names.set("allowSelf", true));
            case STOPPED_BEFORE -> Messages.Unassign_StoppedBefore(key, projectId, endpoint);
            case STOPPED_DURING -> Messages.Unassign_StoppedDuring(key, projectId, endpoint);
            case NOT_RECORDED -> Messages.Unassign_NotRecorded(key, projectId, endpoint, detail);
        };
    }
}
