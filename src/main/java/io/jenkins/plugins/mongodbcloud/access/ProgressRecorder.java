package io.jenkins.plugins.mongodbcloud.access;

import io.jenkins.plugins.mongodbcloud.client.ApiKey;
import java.io.IOException;
import java.util.List;

/**
 * Told of everything that must outlive an interruption, before it is acted on. Called from threads that may write to
 * disk, several at once.
 */
public interface ProgressRecorder {

    /**
     * All keys of a task, before the first request that could act.
     *
     * @throws IOException if that could not be recorded; nothing is done to any key then
     */
    void selected(List<ApiKey> keys) throws IOException;

    /**
     * A request for this key is about to be sent.
     *
     * @throws IOException if that could not be recorded; the request is not sent then
     */
    void sending(String apiKeyId) throws IOException;

    /**
     * What is to be said in the place of a result, for an operation that is kept and done later. Called before
     * {@link #finished}.
     */
    default KeyResult replace(KeyResult result) {
        return result;
    }

    /** The operation on a key has ended, or the lookup of a selection that named none. */
    void finished(KeyResult result);
}
