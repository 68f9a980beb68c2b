package io.jenkins.plugins.mongodbcloud.access;

import io.jenkins.plugins.mongodbcloud.client.AdminClient;
import io.jenkins.plugins.mongodbcloud.client.CallResult;
import io.jenkins.plugins.mongodbcloud.client.Session;
import io.jenkins.plugins.mongodbcloud.client.TransportFailure;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * The calls of one unassignment: all that wait for MongoDB Cloud, so that they can be taken back together,
 * and the count of what they sent. Continuations run on the executor, never on HttpClient's threads.
 */
final class CallTracker {

    private final AdminClient api;
    private final Executor executor;
    private final Consumer<Throwable> onBreakdown;
    private final Set<CompletableFuture<?>> open = ConcurrentHashMap.newKeySet();
    private final Set<Session> sessions = ConcurrentHashMap.newKeySet();
    private final AtomicInteger requests = new AtomicInteger();
    private volatile boolean cancelled;
    private volatile boolean abandoned;

    /** @param onBreakdown told when a continuation could not be run to its end */
    CallTracker(AdminClient api, Executor executor, Consumer<Throwable> onBreakdown) {
        this.api = api;
        this.executor = executor;
        this.onBreakdown = onBreakdown;
    }

    /** Opens a session; the continuation gets either it or why there is none. */
    void openSession(AccessTask job, BiConsumer<Session, Throwable> then) {
        CompletableFuture<Session> opening = api.openSession(job.endpoint(), job.keys(), this::isCancelled);
        opening.thenAccept(session -> {
            sessions.add(session);
            if (abandoned) {
                session.close();
            }
        });
        track(opening, then);
    }

    /** Waits for an answer; the continuation gets either it or why there is none, which is a cancellation. */
    <T> void await(CompletableFuture<CallResult<T>> call, BiConsumer<CallResult<T>, Throwable> then) {
        track(call, (answer, failure) -> {
            if (answer != null) {
                requests.addAndGet(answer.cost().requests());
            }
            if (answer != null && isTakenBack(answer)) {
                then.accept(null, new CancellationException());
            } else {
                then.accept(answer, failure);
            }
        });
    }

    /** A cancel can reach the session before it reaches the call. */
    private boolean isTakenBack(CallResult<?> answer) {
        return cancelled
                && answer.failure()
                        .filter(fault -> fault.kind() == TransportFailure.Kind.CANCELLED)
                        .isPresent();
    }

    private <T> void track(CompletableFuture<T> future, BiConsumer<T, Throwable> then) {
        open.add(future);
        future.handleAsync(
                        (value, failure) -> {
                            open.remove(future);
                            then.accept(value, failure);
                            return value;
                        },
                        executor)
                .exceptionally(breakdown -> {
                    onBreakdown.accept(breakdown);
                    return null;
                });
        if (cancelled) {
            future.cancel(false);
        }
    }

    void cancel() {
        cancelled = true;
        open.forEach(future -> future.cancel(false));
    }

    /** Cancels, and closes the sessions that a continuation which did not run to its end has left open. */
    void abandon() {
        cancel();
        abandoned = true;
        sessions.forEach(Session::close);
    }

    boolean isCancelled() {
        return cancelled;
    }

    int requests() {
        return requests.get();
    }
}
