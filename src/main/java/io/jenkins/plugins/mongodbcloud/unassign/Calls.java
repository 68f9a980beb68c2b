package io.jenkins.plugins.mongodbcloud.unassign;

import io.jenkins.plugins.mongodbcloud.admin.AdminApi;
import io.jenkins.plugins.mongodbcloud.admin.Answer;
import io.jenkins.plugins.mongodbcloud.admin.Fault;
import io.jenkins.plugins.mongodbcloud.admin.Lane;
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
final class Calls {

    private final AdminApi api;
    private final Executor executor;
    private final Consumer<Throwable> onBreakdown;
    private final Set<CompletableFuture<?>> open = ConcurrentHashMap.newKeySet();
    private final Set<Lane> lanes = ConcurrentHashMap.newKeySet();
    private final AtomicInteger requests = new AtomicInteger();
    private volatile boolean cancelled;
    private volatile boolean abandoned;

    /** @param onBreakdown told when a continuation could not be run to its end */
    Calls(AdminApi api, Executor executor, Consumer<Throwable> onBreakdown) {
        this.api = api;
        this.executor = executor;
        this.onBreakdown = onBreakdown;
    }

    /** Opens a lane; the continuation gets either it or why there is none. */
    void openLane(Job job, BiConsumer<Lane, Throwable> then) {
        CompletableFuture<Lane> opening = api.openLane(job.endpoint(), job.keys(), this::isCancelled);
        opening.thenAccept(lane -> {
            lanes.add(lane);
            if (abandoned) {
                lane.close();
            }
        });
        track(opening, then);
    }

    /** Waits for an answer; the continuation gets either it or why there is none, which is a cancellation. */
    <T> void await(CompletableFuture<Answer<T>> call, BiConsumer<Answer<T>, Throwable> then) {
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

    /** A cancel can reach the lane before it reaches the call. */
    private boolean isTakenBack(Answer<?> answer) {
        return cancelled
                && answer.fault()
                        .filter(fault -> fault.kind() == Fault.Kind.CANCELLED)
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

    /** Cancels, and closes the lanes that a continuation which did not run to its end has left open. */
    void abandon() {
        cancel();
        abandoned = true;
        lanes.forEach(Lane::close);
    }

    boolean isCancelled() {
        return cancelled;
    }

    int requests() {
        return requests.get();
    }
}
