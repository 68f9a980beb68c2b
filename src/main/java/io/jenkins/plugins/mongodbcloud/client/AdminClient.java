package io.jenkins.plugins.mongodbcloud.client;

import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/** The client of the MongoDB Cloud Administration API: one for all builds, for use by any number of threads. */
public interface AdminClient extends AutoCloseable {

    /**
     * A session with an endpoint, to be closed after use. If all sessions of the endpoint are in use it waits in
     * line, 10 minutes at most; cancelling the future gives up its place. The future fails with a
     * {@link RuntimeException} if the wait was too long or the line full.
     *
     * @param stopped asked before every request; once true the session sends none, and its calls end in a
     *     {@link TransportFailure.Kind#CANCELLED}
     */
    CompletableFuture<Session> openSession(ApiEndpoint endpoint, ApiCredential credential, BooleanSupplier stopped);

    /**
     * Stops all threads. Calls under way are abandoned, their futures left as they are: this is closed when
     * the controller goes down, and whoever waits for a result asks again after the restart.
     */
    @Override
    void close();
}
