package io.jenkins.plugins.mongodbcloud.client.http;

import io.jenkins.plugins.mongodbcloud.client.ApiEndpoint;
import io.jenkins.plugins.mongodbcloud.client.CallResult;
import io.jenkins.plugins.mongodbcloud.client.ClientLimits;
import io.jenkins.plugins.mongodbcloud.client.Operation;
import io.jenkins.plugins.mongodbcloud.client.Session;
import io.jenkins.plugins.mongodbcloud.client.auth.Authentication;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.auth.AuthExchange;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;

/**
 * One authentication state with an endpoint, used by one call at a time. Its futures never complete exceptionally,
 * except by being cancelled, which cancels the call.
 */
final class HttpSession implements Session {

    private final HttpAdminClient client;
    private final ApiEndpoint endpoint;
    private final HttpHost target;
    private final BooleanSupplier stopped;
    private Authentication authentication;
    private Map<HttpHost, AuthExchange> proxyAuthentication = Map.of();
    private boolean busy;

    HttpSession(HttpAdminClient client, ApiEndpoint endpoint, Authentication authentication, BooleanSupplier stopped) {
        this.client = client;
        this.endpoint = endpoint;
        this.target = HttpTransport.target(endpoint.baseUrl());
        this.authentication = authentication;
        this.stopped = stopped;
    }

    @Override
    public <T> CompletableFuture<CallResult<T>> call(Operation<T> operation) {
        Authentication current = begin();
        CompletableFuture<CallResult<T>> result = new CompletableFuture<>();
        CompletableFuture<CallResult<T>> call;
        try {
            call = client.startCall(this::prepare, current, endpoint, operation, stopped);
        } catch (RuntimeException e) {
            end(current, false);
            result.complete(CallResult.failure(FailureClassifier.of(e), new CallResult.Cost(0, 1, 0, false)));
            return result;
        }
        result.whenComplete((ended, cancelled) -> call.cancel(false));
        call.whenComplete((ended, cancelled) -> {
            // The session is free before its caller learns of the result, and may send the next request.
            end(current, ended != null && ended.failure().isEmpty());
            if (!client.isClosed()) {
                result.complete(ended);
            }
        });
        return result;
    }

    private synchronized Authentication begin() {
        if (authentication == null || busy) {
            throw new IllegalStateException("a session carries one call at a time");
        }
        busy = true;
        return authentication;
    }

    /** @param conclusive if not, a request may still be on its way, and its authentication is not used again */
    private synchronized void end(Authentication used, boolean conclusive) {
        busy = false;
        if (!conclusive) {
            used.reset();
            proxyAuthentication = Map.of();
        }
    }

    private Exchange prepare(
            Operation<?> operation,
            URI uri,
            Optional<String> authorization,
            ClientLimits limits,
            BooleanSupplier over) {
        SimpleRequestBuilder request = SimpleRequestBuilder.create(operation.method())
                .setUri(uri)
                .addHeader(HttpHeaders.ACCEPT, endpoint.product().mediaType(operation.version()));
        authorization.ifPresent(value -> request.addHeader(HttpHeaders.AUTHORIZATION, value));
        if (operation.body() != null) {
            String mediaType = endpoint.product().mediaType(operation.version());
            request.setBody(operation.body().getBytes(StandardCharsets.UTF_8), ContentType.create(mediaType));
        }
        return client.exchange(target, request.build(), context(), limits, operation.maxBytes(), over);
    }

    /** Each exchange has a context of its own, which goes on with the authentication to the proxy. */
    private synchronized HttpClientContext context() {
        HttpClientContext context = HttpClientContext.create();
        proxyAuthentication.forEach(context::setAuthExchange);
        proxyAuthentication = context.getAuthExchanges();
        return context;
    }

    /** Gives the session back. Its state may serve the next one with the same credential; the secret is let go of. */
    @Override
    public void close() {
        Authentication used;
        boolean idle;
        synchronized (this) {
            used = authentication;
            idle = !busy;
            authentication = null;
        }
        if (used != null) {
            if (idle) {
                used.close();
            }
            client.sessionClosed(endpoint);
        }
    }
}
