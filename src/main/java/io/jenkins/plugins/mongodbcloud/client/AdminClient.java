package io.jenkins.plugins.mongodbcloud.client;

import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/** The client of the MongoDB Cloud Administration API: one for all builds, safe for use by any number of threads. */
public interface AdminClient extends AutoCloseable {

    /**
     * A session with an endpoint, to be closed after use. If all sessions of the endpoint are in use, it waits in
     * a queue for at most 10 minutes; cancelling the future removes it from the queue. The future fails with a
     * {@link RuntimeException} if the wait was too long or the queue full.
     *
     * @param stopped asked before every request; once true the session sends none, and its calls end in a
     *     {@link TransportFailure.Kind#CANCELLED}
     */
    CompletableFuture<Session> openSession(ApiEndpoint endpoint, ApiCredential credential, BooleanSupplier stopped);

    /**
     * Stops all threads. Calls in progress are abandoned and their futures never complete: the client is closed when
     * the controller shuts down, and steps in progress resume after the restart.
     * Access tokens are revoked, which takes two seconds at most.
     */
    @Override
    void close();
}
