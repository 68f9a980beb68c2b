package io.jenkins.plugins.mongodbcloud.client.http;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import org.apache.hc.client5.http.async.AsyncExecCallback;
import org.apache.hc.client5.http.async.AsyncExecChain;
import org.apache.hc.client5.http.async.AsyncExecChainHandler;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.AsyncDataConsumer;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;

/** The link between retries and authentication: every attempt starts here, unless its call is over, and waits its turn. */
final class AttemptGate implements AsyncExecChainHandler {

    private final ProjectRateLimiter pace;
    private final Scheduler timers;

    AttemptGate(ProjectRateLimiter pace, Scheduler timers) {
        this.pace = pace;
        this.timers = timers;
    }

    @Override
    public void execute(
            HttpRequest request,
            AsyncEntityProducer entityProducer,
            AsyncExecChain.Scope scope,
            AsyncExecChain chain,
            AsyncExecCallback callback)
            throws HttpException, IOException {
        CallState call = CallState.of(scope.clientContext);
        Duration wait = pace.waitFor(call.paceKey());
        if (wait.isZero()) {
            start(call, request, entityProducer, scope, chain, callback);
            return;
        }
        timers.after(wait, () -> {
            try {
                execute(request, entityProducer, scope, chain, callback);
            } catch (HttpException | IOException | RuntimeException failure) {
                callback.failed(failure);
            }
        });
    }

    private static void start(
            CallState call,
            HttpRequest request,
            AsyncEntityProducer entityProducer,
            AsyncExecChain.Scope scope,
            AsyncExecChain chain,
            AsyncExecCallback callback)
            throws HttpException, IOException {
        // HttpClient does not take a scheduled retry back when its call is cancelled.
        if (call.isOver()) {
            throw new CancellationException("the call is over");
        }
        call.attemptStarts();
        chain.proceed(request, entityProducer, scope, new ExecCallback(callback) {
            @Override
            public AsyncDataConsumer handleResponse(HttpResponse response, EntityDetails details)
                    throws HttpException, IOException {
                call.answerArrives(response.getCode());
                return super.handleResponse(response, details);
            }

            @Override
            public void completed() {
                super.completed();
                call.exchangeOver();
            }

            @Override
            public void failed(Exception cause) {
                super.failed(cause);
                call.exchangeOver();
            }
        });
    }
}
