package io.jenkins.plugins.mongodbcloud.client.http;

import io.jenkins.plugins.mongodbcloud.client.ApiEndpoint;
import io.jenkins.plugins.mongodbcloud.client.ApiKeyPair;
import io.jenkins.plugins.mongodbcloud.client.CallResult;
import io.jenkins.plugins.mongodbcloud.client.Operation;
import io.jenkins.plugins.mongodbcloud.client.Session;
import io.jenkins.plugins.mongodbcloud.client.auth.DigestSession;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.apache.hc.client5.http.auth.AuthExchange;
import org.apache.hc.client5.http.auth.CredentialsProvider;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.HttpHost;

/**
 * One digest session with an endpoint: its own nonce and rising count, its requests one after another. The
 * first request of a session is challenged once, the others are not; a session that was used within the last
 * minute is taken up again where it was left.
 *
 * <p>A session carries one call at a time; its futures never complete exceptionally, except by being
 * cancelled, which takes the request back. Call it from a thread that may resolve a host name.
 */
final class HttpSession implements Session {

    private final HttpAdminClient api;
    private final ApiEndpoint endpoint;
    private final ApiKeyPair keys;
    private final HttpHost target;
    private final BooleanSupplier stopped;
    private final AtomicBoolean busy = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();
    private DigestSession session;
    private HttpClientContext context;

    HttpSession(
            HttpAdminClient api,
            ApiEndpoint endpoint,
            ApiKeyPair keys,
            DigestSession session,
            BooleanSupplier stopped) {
        this.api = api;
        this.endpoint = endpoint;
        this.keys = keys;
        this.target = HttpTransport.target(endpoint.baseUrl());
        this.session = session;
        this.stopped = stopped;
    }

    @Override
    public <T> CompletableFuture<CallResult<T>> call(Operation<T> operation) {
        if (closed.get() || !busy.compareAndSet(false, true)) {
            throw new IllegalStateException("a session carries one call at a time");
        }
        CallState state = new CallState(
                api.limits(), endpoint.baseUrl() + " " + operation.projectId(), operation.maxBytes(), stopped);
        HttpClientContext own = context();
        state.attachTo(own);
        CompletableFuture<CallResult<T>> sent = api.send(endpoint, target, operation, own, state);
        CompletableFuture<CallResult<T>> answer = new CompletableFuture<>();
        answer.whenComplete((result, failure) -> {
            if (failure != null) {
                sent.cancel(false);
            }
        });
        sent.whenComplete((result, failure) -> {
            // What was taken back may still be on its way, so neither its nonce nor its context is used again.
            if (result == null || result.failure().isPresent()) {
                forgetSession();
            }
            // The session is free before its caller learns of the answer, and may send the next request.
            busy.set(false);
            answer.complete(result);
        });
        return answer;
    }

    private synchronized HttpClientContext context() {
        if (context == null) {
            CredentialsProvider credentials = api.credentials(target, keys);
            context = HttpClientContext.create();
            context.setCredentialsProvider(credentials);
            session.attachTo(context);
            AuthExchange exchange = new AuthExchange();
            session.resume(target, credentials, context).ifPresent(exchange::select);
            context.setAuthExchange(target, exchange);
        }
        // The challenge is for the whole server, while HttpClient would only trust it below the path it came for.
        context.getAuthExchange(target).setPathPrefix(null);
        return context;
    }

    private synchronized void forgetSession() {
        session = new DigestSession();
        context = null;
    }

    /** Gives the session back. Its session may serve the next one with the same keys; the keys are let go of. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            synchronized (this) {
                context = null;
                api.giveBack(endpoint, keys, busy.get() ? new DigestSession() : session);
            }
        }
    }
}
