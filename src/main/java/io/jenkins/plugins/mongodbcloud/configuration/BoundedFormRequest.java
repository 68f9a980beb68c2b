package io.jenkins.plugins.mongodbcloud.configuration;

import io.jenkins.plugins.mongodbcloud.client.AdminClient;
import io.jenkins.plugins.mongodbcloud.client.ApiCredential;
import io.jenkins.plugins.mongodbcloud.client.ApiEndpoint;
import io.jenkins.plugins.mongodbcloud.client.CallResult;
import io.jenkins.plugins.mongodbcloud.client.Session;
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
final class BoundedFormRequest<T> {

    private final AdminClient api;
    private final Executor executor;
    private final Function<Session, CompletableFuture<CallResult<T>>> question;
    private final CompletableFuture<CallResult<T>> answer = new CompletableFuture<>();

    BoundedFormRequest(
            AdminClient api, Executor executor, Function<Session, CompletableFuture<CallResult<T>>> question) {
        this.api = api;
        this.executor = executor;
        this.question = question;
    }

    /** The answer; empty if there was none in time, or too much else to do. What is under way then is canceled. */
    Optional<CallResult<T>> await(ApiEndpoint endpoint, ApiCredential credential, Duration patience)
            throws InterruptedException {
        try {
            executor.execute(() -> {
                CompletableFuture<Session> opening = tied(api.openSession(endpoint, credential, answer::isDone));
                opening.whenCompleteAsync((session, failure) -> ask(session, failure), executor);
            });
            return Optional.of(answer.get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException | ExecutionException | RejectedExecutionException none) {
            return Optional.empty();
        } finally {
            answer.cancel(false);
        }
    }

    private void ask(Session session, Throwable failure) {
        if (failure != null) {
            answer.completeExceptionally(failure);
            return;
        }
        tied(question.apply(session)).whenComplete((given, cancelled) -> {
            session.close();
            answer.complete(given);
        });
    }

    private <F> CompletableFuture<F> tied(CompletableFuture<F> step) {
        answer.whenComplete((given, failure) -> step.cancel(false));
        return step;
    }
}
