package io.jenkins.plugins.mongodbcloud.config;

import io.jenkins.plugins.mongodbcloud.admin.AdminApi;
import io.jenkins.plugins.mongodbcloud.admin.Answer;
import io.jenkins.plugins.mongodbcloud.admin.ApiEndpoint;
import io.jenkins.plugins.mongodbcloud.admin.ApiKeyPair;
import io.jenkins.plugins.mongodbcloud.admin.Lane;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * One call that a form waits for, no longer than its patience lasts. Names are resolved on the executor, for
 * that can take longer than any patience.
 */
final class FormCall<T> {

    private final AdminApi api;
    private final Executor executor;
    private final Function<Lane, CompletableFuture<Answer<T>>> question;
    private final CompletableFuture<Answer<T>> answer = new CompletableFuture<>();

    FormCall(AdminApi api, Executor executor, Function<Lane, CompletableFuture<Answer<T>>> question) {
        this.api = api;
        this.executor = executor;
        this.question = question;
    }

    /** The answer; empty if there was none in time, or too much else to do. What is under way then is taken back. */
    Optional<Answer<T>> await(ApiEndpoint endpoint, ApiKeyPair keys, Duration patience) throws InterruptedException {
        try {
            executor.execute(() -> {
                CompletableFuture<Lane> opening = tied(api.openLane(endpoint, keys, answer::isDone));
                opening.whenCompleteAsync((lane, failure) -> ask(lane, failure), executor);
            });
            return Optional.of(answer.get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException | ExecutionException | RejectedExecutionException none) {
            return Optional.empty();
        } finally {
            answer.cancel(false);
        }
    }

    private void ask(Lane lane, Throwable failure) {
        if (failure != null) {
            answer.completeExceptionally(failure);
            return;
        }
        tied(question.apply(lane)).whenComplete((given, cancelled) -> {
            lane.close();
            answer.complete(given);
        });
    }

    private <F> CompletableFuture<F> tied(CompletableFuture<F> step) {
        answer.whenComplete((given, failure) -> step.cancel(false));
        return step;
    }
}
