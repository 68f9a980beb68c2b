package io.jenkins.plugins.mongodbcloud.access;

import io.jenkins.plugins.mongodbcloud.client.AdminClient;
import io.jenkins.plugins.mongodbcloud.client.ApiCredential;
import io.jenkins.plugins.mongodbcloud.client.ApiEndpoint;
import io.jenkins.plugins.mongodbcloud.client.ApiKey;
import io.jenkins.plugins.mongodbcloud.client.CallResult;
import io.jenkins.plugins.mongodbcloud.client.Operation;
import io.jenkins.plugins.mongodbcloud.client.Page;
import io.jenkins.plugins.mongodbcloud.client.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** A client without a network: its calls end at once, as the test says. */
final class ScriptedClient implements AdminClient {
    static final CallResult.Cost ONE_REQUEST = new CallResult.Cost(1, 1, 0, false);

    private final Function<Operation<?>, CallResult<?>> script;
    private final List<String> requests = new ArrayList<>();
    private int open;
    private int mostSessions = Integer.MAX_VALUE;

    ScriptedClient(Function<Operation<?>, CallResult<?>> script) {
        this.script = script;
    }

    static CallResult<Page<ApiKey>> page(List<String> ids, boolean hasNext, int totalCount) {
        List<ApiKey> keys = ids.stream()
                .map(id -> new ApiKey(id, "public" + id, "", List.of()))
                .toList();
        OptionalInt total = totalCount < 0 ? OptionalInt.empty() : OptionalInt.of(totalCount);
        return CallResult.success(200, new Page<>(keys, hasNext, total), ONE_REQUEST);
    }

    /** Opens no more than these. */
    void limitSessions(int most) {
        mostSessions = most;
    }

    /** Method and path of all calls so far. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    /** Sessions that were not closed. */
    int open() {
        return open;
    }

    @Override
    public CompletableFuture<Session> openSession(
            ApiEndpoint endpoint, ApiCredential credential, BooleanSupplier stopped) {
        if (mostSessions-- <= 0) {
            return CompletableFuture.failedFuture(new IllegalStateException("all sessions are in use"));
        }
        open++;
        return CompletableFuture.completedFuture(new Session() {
            private boolean closed;

            @Override
            @SuppressWarnings("unchecked")
            public <T> CompletableFuture<CallResult<T>> call(Operation<T> operation) {
                requests.add(operation.method() + " " + operation.path());
                return CompletableFuture.completedFuture((CallResult<T>) script.apply(operation));
            }

            @Override
            public void close() {
                open -= closed ? 0 : 1;
                closed = true;
            }
        });
    }

    @Override
    public void close() {}
}
