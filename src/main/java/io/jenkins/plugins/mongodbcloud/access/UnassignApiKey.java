package io.jenkins.plugins.mongodbcloud.access;

import io.jenkins.plugins.mongodbcloud.client.ApiKey;
import io.jenkins.plugins.mongodbcloud.client.CallResult;
import io.jenkins.plugins.mongodbcloud.client.ErrorCategory;
import io.jenkins.plugins.mongodbcloud.client.Operation;
import io.jenkins.plugins.mongodbcloud.client.Operations;
import io.jenkins.plugins.mongodbcloud.client.Page;
import java.util.Optional;

/** Removes an API key from a project; the key stays in its organization. */
public record UnassignApiKey() implements KeyOperation {

    @Override
    public Operation<?> request(String projectId, String keyId) {
        return Operations.unassignApiKey(projectId, keyId);
    }

    @Override
    public Operation<Page<ApiKey>> list(String projectId, int page) {
        return Operations.listApiKeys(projectId, page);
    }

    @Override
    public Optional<String> idProblem(String keyId) {
        return OptionValidator.apiKeyId(keyId);
    }

    @Override
    public boolean mayTakeEffect() {
        return true;
    }

    @Override
    public boolean removesAccess() {
        return true;
    }

    @Override
    public boolean isDone(CallResult<?> result) {
        return result.value().isPresent();
    }

    @Override
    public boolean isNotNeeded(CallResult<?> result) {
        return result.category().filter(ErrorCategory.NOT_ASSIGNED::equals).isPresent();
    }

    @Override
    public boolean isFulfilled(boolean listed) {
        return !listed;
    }

    @Override
    public Outcome done() {
        return Outcome.UNASSIGNED;
    }

    @Override
    public Outcome notNeeded() {
        return Outcome.NOT_ASSIGNED;
    }

    @Override
    public Outcome planned() {
        return Outcome.WOULD_UNASSIGN;
    }

    @Override
    public Outcome contradicted() {
        return Outcome.STILL_ASSIGNED;
    }

    @Override
    public String say(Statement statement, String key, String projectId, String endpoint, String detail) {
        return switch (statement) {
            case DONE -> Messages.Unassign_Done(key, projectId, endpoint, detail);
            case DONE_BY_EARLIER_ATTEMPT -> Messages.Unassign_DoneEarlier(key, projectId, endpoint, detail);
            case DONE_BY_LIST -> Messages.Unassign_DoneByList(key, projectId, endpoint, detail);
            case NOT_NEEDED -> Messages.Unassign_NotNeeded(key, projectId, endpoint, detail);
            case NOT_NEEDED_ADVICE -> Messages.Unassign_NotNeededAdvice();
            case PLANNED -> Messages.Unassign_Planned(key, projectId, endpoint, detail);
            case NOT_PLANNED -> Messages.Unassign_NotPlanned(key, projectId, endpoint);
            case FAILED -> Messages.Unassign_Failed(key, projectId, endpoint, detail);
            case UNCERTAIN -> Messages.Unassign_Uncertain(key, projectId, endpoint, detail);
            case FAILED_BY_LIST -> Messages.Unassign_FailedByList(key, projectId, endpoint, detail);
            case NOT_NEEDED_BY_LIST -> Messages.Unassign_NotNeededByList(key, projectId, endpoint, detail);
            case CONTRADICTED -> Messages.Unassign_Contradicted(key, projectId, endpoint, detail);
            case OWN_KEY -> Messages.Unassign_OwnKey(key, projectId, endpoint);
            case OWN_KEY_UNKNOWN -> Messages.Unassign_OwnKeyUnknown(key, projectId, endpoint, detail);
            case STOPPED_BEFORE -> Messages.Unassign_StoppedBefore(key, projectId, endpoint);
            case STOPPED_DURING -> Messages.Unassign_StoppedDuring(key, projectId, endpoint);
            case NOT_RECORDED -> Messages.Unassign_NotRecorded(key, projectId, endpoint, detail);
        };
    }
}
