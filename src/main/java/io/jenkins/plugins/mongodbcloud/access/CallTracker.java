package io.jenkins.plugins.mongodbcloud.access;

import io.jenkins.plugins.mongodbcloud.client.AdminClient;
import io.jenkins.plugins.mongodbcloud.client.CallResult;
import io.jenkins.plugins.mongodbcloud.client.Operation;
import io.jenkins.plugins.mongodbcloud.client.Session;
import io.jenkins.plugins.mongodbcloud.client.TransportFailure;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The calls of one task: all that wait for MongoDB Cloud, so that they can be cancelled together, and the count of
 * what they sent. Continuations run on the executor, never on HttpClient's threads.
 */
final class CallTracker {

    private final AdminClient api;
    private final Executor executor;
    private final BooleanSupplier stopped;
    private final Consumer<Throwable> onBreakdown;
    private final Set<CompletableFuture<?>> open = ConcurrentHashMap.newKeySet();
    private final Set<Session> sessions = ConcurrentHashMap.newKeySet();
    private final AtomicInteger requests = new AtomicInteger();
    private volatile boolean cancelled;
    private volatile boolean abandoned;

    /**
     * @param stopped asked before each request; once true none is sent
     * @param onBreakdown told why a continuation could not be run to its end
     */
    CallTracker(AdminClient api, Executor executor, BooleanSupplier stopped, Consumer<Throwable> onBreakdown) {
        this.api = api;
        this.executor = executor;
        this.stopped = stopped;
        this.onBreakdown = onBreakdown;
    }

    /** Begins on the executor. What it throws is a breakdown, as what a continuation throws. */
    void start(Runnable first) {
        try {
            CompletableFuture.runAsync(first, executor).exceptionally(this::breakDown);
        } catch (RejectedExecutionException e) {
            breakDown(e);
        }
    }

    private <T> T breakDown(Throwable failure) {
        onBreakdown.accept(
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure);
        return null;
    }

    /** Opens a session; the continuation gets either it or why there is none. */
    void openSession(Authority authority, BiConsumer<Session, Throwable> then) {
        CompletableFuture<Session> opening =
                begin(() -> api.openSession(authority.endpoint(), authority.credential(), this::isCancelled));
        opening.thenAccept(session -> {
            sessions.add(session);
            if (abandoned) {
                session.close();
            }
        });
        track(opening, then);
    }

    /**
     * Makes a call; the continuation gets either its result or why there is none, a {@link CancellationException}
     * if the build was stopped.
     */
    <T> void call(Session session, Operation<T> operation, BiConsumer<CallResult<T>, Throwable> then) {
        track(begin(() -> session.call(operation)), (result, failure) -> {
            if (result != null) {
                requests.addAndGet(result.cost().requests());
            }
            if (result != null && isTakenBack(result)) {
                then.accept(null, new CancellationException());
            } else {
                then.accept(result, failure);
            }
        });
    }

    /** Waits for what another task does; the continuation gets its value, or a cancellation. The future is this task's. */
    <T> void await(CompletableFuture<T> future, BiConsumer<T, Throwable> then) {
        track(future, then);
    }

    private static <T> CompletableFuture<T> begin(Supplier<CompletableFuture<T>> what) {
        try {
            return what.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** A cancellation can reach the session before it reaches the call. */
    private boolean isTakenBack(CallResult<?> result) {
        return isCancelled()
                && result.failure()
                        .filter(failure -> failure.kind() == TransportFailure.Kind.CANCELLED)
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
                .exceptionally(this::breakDown);
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

    /** Whether no more requests are sent. */
    boolean isCancelled() {
        return cancelled || stopped.getAsBoolean();
    }

    int requests() {
        return requests.get();
    }
}
