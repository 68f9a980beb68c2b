package io.jenkins.plugins.mongodbcloud.client.http;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.nio.AsyncClientConnectionManager;
import org.apache.hc.client5.http.nio.AsyncConnectionEndpoint;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.RequestNotExecutedException;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.ConnectionInitiator;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Refuses to connect for a request that is about to go through a tunnel. A connection can end after its tunnel was seen
 * to be there; HttpClient then connects to the proxy again and sends it the request as it is, digest included, without
 * asking for a tunnel and without TLS. Refused, the request counts as not sent, and the next attempt makes a new tunnel.
 */
record ReconnectGuard(AsyncClientConnectionManager connections) implements AsyncClientConnectionManager {

    @Override
    public Future<AsyncConnectionEndpoint> connect(
            AsyncConnectionEndpoint endpoint,
            ConnectionInitiator connectionInitiator,
            Timeout connectTimeout,
            Object attachment,
            HttpContext context,
            FutureCallback<AsyncConnectionEndpoint> callback) {
        if (CallState.of(context).isInTunnel()) {
            RequestNotExecutedException ended =
                    new RequestNotExecutedException("the tunnel through the proxy has ended");
            callback.failed(ended);
            return CompletableFuture.failedFuture(ended);
        }
        return connections.connect(endpoint, connectionInitiator, connectTimeout, attachment, context, callback);
    }

    @Override
    public Future<AsyncConnectionEndpoint> lease(
            String id,
            HttpRoute route,
            Object state,
            Timeout requestTimeout,
            FutureCallback<AsyncConnectionEndpoint> callback) {
        return connections.lease(id, route, state, requestTimeout, callback);
    }

    @Override
    public void release(AsyncConnectionEndpoint endpoint, Object newState, TimeValue validDuration) {
        connections.release(endpoint, newState, validDuration);
    }

    @Override
    public void upgrade(AsyncConnectionEndpoint endpoint, Object attachment, HttpContext context) {
        connections.upgrade(endpoint, attachment, context);
    }

    @Override
    public void upgrade(
            AsyncConnectionEndpoint endpoint,
            Object attachment,
            HttpContext context,
            FutureCallback<AsyncConnectionEndpoint> callback) {
        connections.upgrade(endpoint, attachment, context, callback);
    }

    @Override
    public void close(CloseMode closeMode) {
        connections.close(closeMode);
    }

    @Override
    public void close() throws IOException {
        connections.close();
    }
}
