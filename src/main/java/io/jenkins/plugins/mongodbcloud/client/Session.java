package io.jenkins.plugins.mongodbcloud.client;

import java.util.concurrent.CompletableFuture;

/** One authentication state with an endpoint, used by one call at a time. */
public interface Session extends AutoCloseable {

    /**
     * Starts a call and returns at once. The future never completes exceptionally, except by being cancelled,
     * which cancels the request.
     *
     * @throws IllegalStateException if a call is under way in this session, or it is closed
     */
    <T> CompletableFuture<CallResult<T>> call(Operation<T> operation);

    /** Returns the session to the client, which may reuse its authentication state; secrets are not kept. */
    @Override
    void close();
}
