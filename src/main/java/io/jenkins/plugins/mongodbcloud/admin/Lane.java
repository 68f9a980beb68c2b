package io.jenkins.plugins.mongodbcloud.admin;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mongodbcloud.admin.Answer.Nothing;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.apache.hc.client5.http.auth.AuthExchange;
import org.apache.hc.client5.http.auth.CredentialsProvider;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.HttpHost;

/**
 * One digest session with an endpoint: its own nonce and rising count, its requests one after another. The
 * first request of a lane is challenged once, the others are not; a lane that was used within the last
 * minute is taken up again where it was left.
 *
 * <p>A lane carries one call at a time; its futures never complete exceptionally, except by being
 * cancelled, which takes the request back. Call it from a thread that may resolve a host name.
 */
public final class Lane implements AutoCloseable {

    /** Keys asked for per page, the most that the API gives. */
    public static final int PAGE_SIZE = 500;

    private static final int NO_CONTENT_BYTES = RequestGuard.ERROR_BYTES;
    private static final int LIST_BYTES = 8 * 1024 * 1024;

    private final AdminApi api;
    private final ApiEndpoint endpoint;
    private final ApiKeyPair keys;
    private final HttpHost target;
    private final BooleanSupplier stopped;
    private final AtomicBoolean busy = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();
    private DigestSession session;
    private HttpClientContext context;

    Lane(AdminApi api, ApiEndpoint endpoint, ApiKeyPair keys, DigestSession session, BooleanSupplier stopped) {
        this.api = api;
        this.endpoint = endpoint;
        this.keys = keys;
        this.target = Transport.target(endpoint.baseUrl());
        this.session = session;
        this.stopped = stopped;
    }

    /**
     * Takes the key's access to the project away; the key itself stays in its organization. Source:
     * {@code DELETE /groups/{PROJECT-ID}/apiKeys/{API-KEY-ID}} of the Administration API.
     *
     * @throws IllegalArgumentException if an ID is not 24 hexadecimal digits
     * @throws IllegalStateException if a call is under way on this lane, or it is closed
     */
    public CompletableFuture<Answer<Nothing>> unassign(String projectId, String apiKeyId) {
        String path = "/groups/" + requireId(projectId) + "/apiKeys/" + requireId(apiKeyId);
        return call("DELETE", path, projectId, NO_CONTENT_BYTES, Documents::nothing);
    }

    /**
     * One page of the keys assigned to a project, {@link #PAGE_SIZE} at most.
     *
     * @param page counted from 1
     * @throws IllegalArgumentException if the ID is not 24 hexadecimal digits
     * @throws IllegalStateException if a call is under way on this lane, or it is closed
     */
    public CompletableFuture<Answer<Page<ApiKey>>> listApiKeys(String projectId, int page) {
        String path = "/groups/" + requireId(projectId) + "/apiKeys?pageNum=" + page + "&itemsPerPage=" + PAGE_SIZE;
        return call("GET", path, projectId, LIST_BYTES, Documents.keysOf(projectId));
    }

    /**
     * The first projects that the key pair sees, and how many there are; with a limit of 1 the cheapest
     * authenticated read, which serves as a connection test.
     *
     * @param limit projects to return, at most {@link #PAGE_SIZE}
     * @throws IllegalStateException if a call is under way on this lane, or it is closed
     */
    public CompletableFuture<Answer<Page<Project>>> listProjects(int limit) {
        String path = "/groups?itemsPerPage=" + Math.min(limit, PAGE_SIZE);
        return call("GET", path, "", LIST_BYTES, Documents::projects);
    }

    private <T> CompletableFuture<Answer<T>> call(
            String method, String path, String projectId, int bytes, Function<JsonNode, Optional<T>> reader) {
        if (closed.get() || !busy.compareAndSet(false, true)) {
            throw new IllegalStateException("a lane carries one call at a time");
        }
        CallState state = new CallState(api.limits(), endpoint.baseUrl() + " " + projectId, bytes, stopped);
        HttpClientContext own = context();
        state.attachTo(own);
        CompletableFuture<Answer<T>> sent = api.send(endpoint, target, method, path, own, state, reader);
        CompletableFuture<Answer<T>> answer = new CompletableFuture<>();
        answer.whenComplete((result, failure) -> {
            if (failure != null) {
                sent.cancel(false);
            }
        });
        sent.whenComplete((result, failure) -> {
            // What was taken back may still be on its way, so neither its nonce nor its context is used again.
            if (result == null || result.fault().isPresent()) {
                forgetSession();
            }
            // The lane is free before its caller learns of the answer, and may send the next request.
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

    /** Gives the lane back. Its session may serve the next one with the same keys; the keys are let go of. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            synchronized (this) {
                context = null;
                api.giveBack(endpoint, keys, busy.get() ? new DigestSession() : session);
            }
        }
    }

    private static String requireId(String id) {
        if (IdCheck.of(id) != IdCheck.OK) {
            throw new IllegalArgumentException("not an ID: 24 hexadecimal digits are expected");
        }
        return id;
    }
}
