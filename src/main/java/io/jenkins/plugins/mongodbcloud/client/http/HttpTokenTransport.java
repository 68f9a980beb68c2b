package io.jenkins.plugins.mongodbcloud.client.http;

import io.jenkins.plugins.mongodbcloud.client.CallResult;
import io.jenkins.plugins.mongodbcloud.client.CallResult.Cost;
import io.jenkins.plugins.mongodbcloud.client.ClientLimits;
import io.jenkins.plugins.mongodbcloud.client.Response;
import io.jenkins.plugins.mongodbcloud.client.ResponseParser;
import io.jenkins.plugins.mongodbcloud.client.TransportFailure;
import io.jenkins.plugins.mongodbcloud.client.auth.TokenRequest;
import io.jenkins.plugins.mongodbcloud.client.auth.TokenTransport;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHeaders;

/**
 * Sends requests for access tokens. Each is one exchange, within the time of one call; the calls that wait for the token
 * decide about another.
 */
final class HttpTokenTransport implements TokenTransport {

    private final HttpAdminClient client;
    private final Scheduler timers;

    HttpTokenTransport(HttpAdminClient client, Scheduler timers) {
        this.client = client;
        this.timers = timers;
    }

    @Override
    public <T> CompletableFuture<CallResult<T>> send(TokenRequest<T> request) {
        long start = System.nanoTime();
        ClientLimits limits = client.limits();
        Exchange exchange = client.exchange(
                HttpTransport.target(request.uri()),
                message(request),
                HttpClientContext.create(),
                limits,
                request.operation().maxBytes(),
                () -> false);
        CompletableFuture<CallResult<T>> result = new CompletableFuture<>();
        Future<?> deadline = timers.after(
                limits.call(),
                () -> result.complete(CallResult.failure(
                        new TransportFailure(
                                TransportFailure.Kind.TIMEOUT,
                                "no access token within " + limits.call().toMillis() + " ms"),
                        cost(exchange, start))));
        result.whenComplete((ended, cancelled) -> {
            deadline.cancel(false);
            exchange.cancel();
        });
        exchange.start()
                .whenComplete((response, failure) ->
                        result.complete(read(request, exchange, response, failure, cost(exchange, start))));
        return result;
    }

    private static <T> CallResult<T> read(
            TokenRequest<T> request, Exchange exchange, Response response, Throwable failure, Cost cost) {
        if (exchange.isTunnelRefused()) {
            return CallResult.proxyFailure(exchange.status(), cost);
        }
        if (failure != null) {
            Throwable cause =
                    failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
            return CallResult.failure(FailureClassifier.of(cause), cost);
        }
        return ResponseParser.parse(request.operation(), response, true, cost);
    }

    private static Cost cost(Exchange exchange, long start) {
        return new Cost(exchange.written(), 1, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start), false);
    }

    private static SimpleHttpRequest message(TokenRequest<?> request) {
        return SimpleRequestBuilder.create(request.operation().method())
                .setUri(request.uri())
                .addHeader(HttpHeaders.ACCEPT, ContentType.APPLICATION_JSON.getMimeType())
                .addHeader(HttpHeaders.AUTHORIZATION, request.authorization())
                .setBody(request.form(), ContentType.APPLICATION_FORM_URLENCODED.withCharset((String) null))
                .build();
    }
}
