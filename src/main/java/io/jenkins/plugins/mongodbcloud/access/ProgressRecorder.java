package io.jenkins.plugins.mongodbcloud.access;

import io.jenkins.plugins.mongodbcloud.client.ApiKey;
import java.io.IOException;
import java.util.List;

/**
 * Told of everything that must outlive an interruption, before it is acted on. Called one call at a time,
 * from a thread that may write to disk.
 */
public interface ProgressRecorder {

    /**
     * The keys that were found, before the first is touched.
     *
     * @throws IOException if that could not be recorded; nothing is unassigned then
     */
    void selected(List<ApiKey> keys) throws IOException;

    /**
     * A request for this key is about to be sent.
     *
     * @throws IOException if that could not be recorded; the request is not sent then
     */
    void sending(String apiKeyId) throws IOException;

    /** The attempt on a key has ended, or on a selection that named none. */
    void finished(KeyResult result);
}
