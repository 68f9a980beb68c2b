package io.jenkins.plugins.mongodbcloud.access;

import io.jenkins.plugins.mongodbcloud.client.ApiCredential;
import io.jenkins.plugins.mongodbcloud.client.ApiEndpoint;
import io.jenkins.plugins.mongodbcloud.client.ApiKey;
import io.jenkins.plugins.mongodbcloud.client.CallResult;
import io.jenkins.plugins.mongodbcloud.client.Operation;
import io.jenkins.plugins.mongodbcloud.client.Page;
import java.util.Optional;

/**
 * What is done to a key, or to a service account, in a project: its requests, what their responses mean, which outcomes there are, and its
 * words. Everything else in this package serves any operation.
 */
public interface KeyOperation {

    /** The request that does it to one key. */
    Operation<?> request(String projectId, String keyId);

    /**
     * A page of the list that shows which keys the project has.
     *
     * @param page counted from 1
     */
    Operation<Page<ApiKey>> list(String projectId, int page);

    /**
     * What is wrong with a text as the ID of a key, and what to do; empty if nothing is.
     *
     * @param names what the options are called
     */
    Optional<String> idProblem(String keyId, OptionNames names);

    /** Why an endpoint does not offer it, and what to do; empty if it does. */
    default Optional<String> endpointProblem(ApiEndpoint endpoint) {
        return Optional.empty();
    }

    /** What it is done to, in the plural, for messages. */
    String noun();

    /** Whether a request whose response was lost may have changed something. */
    boolean mayTakeEffect();

    /** Whether it may take the access of what authenticates away, which is then protected from it. */
    boolean mayRemoveAccessOf(ApiCredential credential);

    /** Whether the response says that it was done. */
    boolean isDone(CallResult<?> result);

    /** Whether the response says that there was nothing to do. */
    boolean isNotNeeded(CallResult<?> result);

    /** Whether the project is as it should be afterwards, by what a complete list shows. */
    boolean isFulfilled(boolean listed);

    /** The outcome if it was done. */
    Outcome done();

    /** The outcome if there was nothing to do. */
    Outcome notNeeded();

    /** The outcome of a dry run that would do it. */
    Outcome planned();

    /** The outcome if a list contradicts what was said before. */
    Outcome contradicted();

    /**
     * A statement about a key in a sentence or more.
     *
     * @param key the key as messages name it
     * @param projectId the project
     * @param endpoint the endpoint's name
     * @param detail what the statement needs besides, see {@link Statement}
     * @param names what the options are called
     */
    String say(Statement statement, String key, String projectId, String endpoint, String detail, OptionNames names);

    /** What can be said of a key. */
    enum Statement {
        /** The response says so. Detail: status and error code. */
        DONE,
        /** The response says that there is nothing to do, after an attempt that may have done it. Detail: as above. */
        DONE_BY_EARLIER_ATTEMPT,
        /** No conclusive response, but the list shows that it was done. Detail: the last attempt's reason. */
        DONE_BY_LIST,
        /** The response says that there was nothing to do. Detail: status and error code. */
        NOT_NEEDED,
        /** What to do where that was not expected. */
        NOT_NEEDED_ADVICE,
        /** A dry run would do it. Detail: the key's roles. */
        PLANNED,
        /** A dry run has nothing to do. */
        NOT_PLANNED,
        /** Not done. Detail: the reason. */
        FAILED,
        /** It may have been done. Detail: the last attempt's reason. */
        UNCERTAIN,
        /** No conclusive response, and the list shows that it was not done. Detail: the last attempt's reason. */
        FAILED_BY_LIST,
        /** No conclusive response, and nothing to do by lists before and after. Detail: the last attempt's reason. */
        NOT_NEEDED_BY_LIST,
        /** The list contradicts what was said before. Detail: the status. */
        CONTRADICTED,
        /** It is the key that authenticates. */
        OWN_KEY,
        /** Whether it is the key that authenticates could not be found out. Detail: the reason. */
        OWN_KEY_UNKNOWN,
        /** The build was stopped before the request. */
        STOPPED_BEFORE,
        /** The build was stopped while the request was under way. */
        STOPPED_DURING,
        /** The journal could not be written. Detail: the reason. */
        NOT_RECORDED
    }
}
