package io.jenkins.plugins.mongodbcloud.client.http;

import io.jenkins.plugins.mongodbcloud.client.ApiEndpoint;
import io.jenkins.plugins.mongodbcloud.client.CallResult;
import io.jenkins.plugins.mongodbcloud.client.CallResult.Cost;
import io.jenkins.plugins.mongodbcloud.client.ClientLimits;
import io.jenkins.plugins.mongodbcloud.client.Operation;
import io.jenkins.plugins.mongodbcloud.client.Response;
import io.jenkins.plugins.mongodbcloud.client.ResponseParser;
import io.jenkins.plugins.mongodbcloud.client.TransportFailure;
import io.jenkins.plugins.mongodbcloud.client.TransportFailure.Kind;
import io.jenkins.plugins.mongodbcloud.client.auth.Authentication;
import io.jenkins.plugins.mongodbcloud.client.auth.TokenUnavailableException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * One call: attempts until one has a result that another would not change, or may have taken effect where that must not
 * happen twice; each of them a request and, where the endpoint challenges, others with what it wants to know. One step comes after another, on whatever thread the step
 * before ended.
 */
final class CallLoop<T> {

    private static final int UNAUTHORIZED = 401;

    /** Makes the exchange of one request, which is then to be started. */
    @FunctionalInterface
    interface Requests {
        /**
         * @param authorization the value of the request's header; empty for none
         * @param over whether the request may not be sent any more
         */
        Exchange prepare(
                Operation<?> operation,
                URI uri,
                Optional<String> authorization,
                ClientLimits limits,
                BooleanSupplier over);
    }

    private final Requests requests;
    private final Authentication authentication;
    private final Operation<T> operation;
    private final URI uri;
    private final String project;
    private final ClientLimits limits;
    private final RetryPolicy retries;
    private final ProjectRateLimiter rateLimiter;
    private final Scheduler timers;
    private final BooleanSupplier stopped;
    private final CompletableFuture<CallResult<T>> result = new CompletableFuture<>();
    private final long start = System.nanoTime();

    private int attempts;
    private int sent;
    private int unprocessed;
    private boolean authenticated;
    private boolean mayHaveTakenEffect;
    private boolean outOfRequests;
    private boolean over;
    private Exchange exchange;
    private CompletableFuture<Void> pause;

    /** @param stopped asked before every request; once true, the call is over */
    CallLoop(
            Requests requests,
            Authentication authentication,
            ApiEndpoint endpoint,
            Operation<T> operation,
            ClientLimits limits,
            ProjectRateLimiter rateLimiter,
            Scheduler timers,
            BooleanSupplier stopped) {
        this.requests = requests;
        this.authentication = authentication;
        this.operation = operation;
        this.uri = endpoint.resolve(operation.path());
        this.project = endpoint.baseUrl() + " " + operation.projectId();
        this.limits = limits;
        this.retries = new RetryPolicy(limits);
        this.rateLimiter = rateLimiter;
        this.timers = timers;
        this.stopped = stopped;
    }

    /** Runs the loop. The future never fails; cancelling it cancels the call. */
    CompletableFuture<CallResult<T>> start() {
        Future<?> deadline = timers.after(limits.call(), this::timeOut);
        result.whenComplete((ended, cancelled) -> {
            deadline.cancel(false);
            end();
        });
        attempt().whenComplete((ended, failure) -> result.complete(failure == null ? ended : failed(failure)));
        return result;
    }

    private CompletionStage<CallResult<T>> attempt() {
        return awaitTurn().thenCompose(turn -> {
            beginAttempt();
            return send().handle((ended, failure) -> failure == null ? ended : failed(failure))
                    .thenCompose(this::retryOrReturn);
        });
    }

    /** The API limits the requests of a project's callers together: a 429 for one makes all of them wait. */
    private CompletionStage<Void> awaitTurn() {
        Duration wait = rateLimiter.waitFor(project);
        return wait.isZero()
                ? CompletableFuture.completedFuture(null)
                : pause(wait).thenCompose(turn -> awaitTurn());
    }

    private CompletionStage<CallResult<T>> send() {
        String path = uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
        return authentication
                .authorize(operation.method(), path)
                .thenCompose(this::exchange)
                .thenCompose(this::judge);
    }

    /** To authorize the request may itself take one. */
    private CompletionStage<CallResult<T>> sendAgain() {
        requireNotOver();
        return send();
    }

    private CompletionStage<Response> exchange(Optional<String> authorization) {
        Exchange next = requests.prepare(operation, uri, authorization, limits, this::isOver);
        synchronized (this) {
            requireNotOver();
            authenticated = authorization.isPresent();
            exchange = next;
        }
        return next.start();
    }

    private CompletionStage<CallResult<T>> judge(Response response) {
        CallResult<T> received = received(response);
        if (response.status() != UNAUTHORIZED || received.failure().isPresent()) {
            return CompletableFuture.completedFuture(received);
        }
        List<String> challenges = response.headers().getOrDefault("www-authenticate", List.of());
        return switch (authentication.refused(challenges)) {
            case SEND_AGAIN -> sendAgain();
            case ACCEPT -> CompletableFuture.completedFuture(received);
            case ALGORITHM_MISSING -> CompletableFuture.completedFuture(failure(Kind.NO_MD5, "MD5"));
        };
    }

    private CompletionStage<CallResult<T>> retryOrReturn(CallResult<T> ended) {
        Optional<Duration> wait = waitForAnother(ended);
        return wait.isEmpty()
                ? CompletableFuture.completedFuture(ended)
                : pause(wait.get()).thenCompose(elapsed -> attempt());
    }

    /** Empty if there is no other attempt. One whose request was not processed is repeated at once, the first time. */
    private synchronized Optional<Duration> waitForAnother(CallResult<T> ended) {
        Duration wait = retries.pause(ended, attempts);
        if (outOfRequests || RetryPolicy.isRateLimited(ended)) {
            rateLimiter.hold(project, wait);
        }
        boolean spent = mayHaveTakenEffect && !operation.repeatable();
        if (spent || isOver() || !retries.isAnotherWorthwhile(ended, attempts, wait, remaining())) {
            return Optional.empty();
        }
        return Optional.of(unprocessed == 1 ? Duration.ZERO : wait);
    }

    private synchronized void beginAttempt() {
        requireNotOver();
        attempts++;
        authentication.beginAttempt();
    }

    private synchronized CallResult<T> received(Response response) {
        Exchange ended = exchange;
        exchange = null;
        sent += ended.written();
        unprocessed = 0;
        if (ended.isTunnelRefused()) {
            return CallResult.proxyFailure(response.status(), cost());
        }
        outOfRequests = response.header("ratelimit-remaining")
                .filter(remaining -> remaining.trim().equals("0"))
                .isPresent();
        CallResult<T> received = ResponseParser.parse(operation, response, authenticated, cost());
        mayHaveTakenEffect |= received.cost().mayHaveTakenEffect();
        return received;
    }

    private synchronized CallResult<T> failed(Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        Exchange ended = exchange;
        exchange = null;
        if (cause instanceof TokenUnavailableException e) {
            return e.result().asTokenFailure(cost());
        }
        if (ended != null && ended.isTunnelRefused()) {
            return CallResult.proxyFailure(ended.status(), cost());
        }
        if (FailureClassifier.isUnprocessed(cause)) {
            unprocessed++;
        } else if (ended != null) {
            unprocessed = 0;
            sent += ended.written();
            mayHaveTakenEffect |= authenticated && ended.isInconclusive();
        }
        return CallResult.failure(FailureClassifier.of(cause), cost());
    }

    private CallResult<T> failure(Kind kind, String detail) {
        return CallResult.failure(new TransportFailure(kind, detail), cost());
    }

    private synchronized Cost cost() {
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        boolean awaiting = exchange != null && authenticated && exchange.isInconclusive();
        int underWay = exchange == null ? 0 : exchange.written();
        return new Cost(sent + underWay, Math.max(1, attempts), millis, mayHaveTakenEffect || awaiting);
    }

    private Duration remaining() {
        return limits.call().minusNanos(System.nanoTime() - start);
    }

    private synchronized boolean isOver() {
        return over || stopped.getAsBoolean();
    }

    private void requireNotOver() {
        if (isOver()) {
            throw new CancellationException("the call is over");
        }
    }

    private synchronized CompletableFuture<Void> pause(Duration wait) {
        requireNotOver();
        CompletableFuture<Void> elapsed = new CompletableFuture<>();
        Future<?> timer = timers.after(wait, () -> elapsed.complete(null));
        elapsed.whenComplete((done, cancelled) -> timer.cancel(false));
        pause = elapsed;
        return elapsed;
    }

    private void timeOut() {
        CallResult<T> late;
        synchronized (this) {
            // What the result says was sent must not change afterwards.
            over = true;
            late = failure(Kind.TIMEOUT, "not finished within " + limits.call().toMillis() + " ms");
        }
        result.complete(late);
    }

    /** From here on nothing more is sent, and nothing waits for it. */
    private void end() {
        Exchange underWay;
        CompletableFuture<Void> waiting;
        synchronized (this) {
            over = true;
            underWay = exchange;
            waiting = pause;
        }
        if (underWay != null) {
            underWay.cancel();
        }
        if (waiting != null) {
            waiting.cancel(false);
        }
    }
}
