package io.jenkins.plugins.mongodbcloud.access;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Keeps grants on disk. Called from threads that may write to disk. */
public interface GrantRecorder {

    /**
     * Has what the grant says on disk when it returns.
     *
     * @throws IOException if it could not be written; of a grant that was not there before nothing is kept then
     */
    void save(Grant grant) throws IOException;

    /**
     * Forgets a grant whose access never was.
     *
     * @throws IOException if it is still there
     */
    void remove(Grant grant) throws IOException;

    /**
     * Forgets a grant whose access is gone, after it recorded that.
     *
     * @param result how the access went
     * @throws IOException if it is still there
     */
    default void settled(Grant grant, KeyResult result) throws IOException {
        remove(grant);
    }

    /**
     * The other grants of the same key in the same project, whichever controller has them.
     *
     * @throws IOException if they cannot be read
     */
    List<Grant> sameKey(Grant.Key key, String exceptId) throws IOException;

    /**
     * Waits until nobody else decides about the access of this key.
     *
     * @return what is to be run once the decision is made; fails if that takes too long
     */
    CompletableFuture<Runnable> lock(Grant.Key key);
}
