package io.jenkins.plugins.mongodbcloud.admin;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.async.methods.SimpleResponseConsumer;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.CredentialsProvider;
import org.apache.hc.client5.http.auth.StandardAuthScheme;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.nio.support.BasicRequestProducer;
import org.apache.hc.core5.http.support.BasicRequestBuilder;
import org.apache.hc.core5.util.Timeout;

/**
 * The client of the MongoDB Cloud Administration API: one for all builds, to be closed when no more are
 * run. It holds three threads however many calls are waiting, and is safe for use by any number of threads.
 */
public final class AdminApi implements AutoCloseable {

    private final Supplier<Limits> limits;
    private final ProxyRules proxies;
    private final Timers timers = new Timers();
    private final LanePool lanes = new LanePool(timers);
    private final Transport transport;
    private volatile boolean closed;

    /**
     * Starts the client with the JVM's own trust in certificates.
     *
     * @param limits asked at the start of every call
     * @param proxies asked at the start of every call
     */
    public AdminApi(Supplier<Limits> limits, ProxyRules proxies) {
        this(limits, proxies, Optional.empty());
    }

    AdminApi(Supplier<Limits> limits, ProxyRules proxies, Optional<SSLContext> trust) {
        this(limits, proxies, trust, SystemDefaultDnsResolver.INSTANCE);
    }

    AdminApi(Supplier<Limits> limits, ProxyRules proxies, Optional<SSLContext> trust, DnsResolver names) {
        this.limits = limits;
        this.proxies = proxies;
        this.transport = new Transport(limits, proxies, trust, names, timers);
    }

    /**
     * A lane to an endpoint with a key pair, to be closed after use. It waits in line while
     * {@value LanePool#MAX_LANES} others are open to the same endpoint, 10 minutes at most; cancelling
     * the future gives up its place. The future fails with a {@link RuntimeException} if the wait was too
     * long or the line full.
     *
     * @param stopped asked before every request; once true the lane sends none, not even the answer to a challenge, and
     *     its calls end in a {@link Fault.Kind#CANCELLED}
     */
    public CompletableFuture<Lane> openLane(ApiEndpoint endpoint, ApiKeyPair keys, BooleanSupplier stopped) {
        CompletableFuture<Lane> opened = new CompletableFuture<>();
        CompletableFuture<Void> place = lanes.takePlace(endpoint.baseUrl());
        opened.whenComplete((lane, failure) -> place.cancel(false));
        place.whenComplete((taken, failure) -> {
            if (failure != null) {
                opened.completeExceptionally(failure);
                return;
            }
            Lane lane = new Lane(this, endpoint, keys, lanes.takeSession(endpoint.baseUrl(), keys), stopped);
            if (!opened.complete(lane)) {
                lane.close();
            }
        });
        return opened;
    }

    Limits limits() {
        return limits.get();
    }

    void giveBack(ApiEndpoint endpoint, ApiKeyPair keys, DigestSession session) {
        lanes.keepSession(endpoint.baseUrl(), keys, session, limits().laneIdle());
        lanes.leavePlace(endpoint.baseUrl());
    }

    /** The key pair for Digest at this very host and port alone, and the proxy's credentials for the proxy alone. */
    CredentialsProvider credentials(HttpHost target, ApiKeyPair keys) {
        UsernamePasswordCredentials ours = new UsernamePasswordCredentials(
                keys.publicKey(), keys.privateKey().toCharArray());
        return (scope, context) -> {
            if (isAt(scope, target.getHostName(), target.getPort())) {
                return StandardAuthScheme.DIGEST.equalsIgnoreCase(scope.getSchemeName()) ? ours : null;
            }
            return proxies.proxyFor(target.getHostName())
                    .filter(proxy -> proxy.userName() != null && isAt(scope, proxy.host(), proxy.port()))
                    .map(proxy -> new UsernamePasswordCredentials(
                            proxy.userName(),
                            proxy.password() == null
                                    ? new char[0]
                                    : proxy.password().toCharArray()))
                    .orElse(null);
        };
    }

    private static boolean isAt(AuthScope scope, String host, int port) {
        return host.equalsIgnoreCase(scope.getHost()) && port == scope.getPort();
    }

    <T> CompletableFuture<Answer<T>> send(
            ApiEndpoint endpoint,
            HttpHost target,
            String method,
            String path,
            HttpClientContext context,
            CallState call,
            Function<JsonNode, Optional<T>> reader) {
        if (!hasMd5()) {
            Fault noMd5 = new Fault(Fault.Kind.NO_MD5, "MD5");
            return CompletableFuture.completedFuture(Answer.fault(noMd5, call.cost()));
        }
        CompletableFuture<Answer<T>> answer = new CompletableFuture<>();
        Future<?> deadline = timers.after(call.limits().call(), () -> {
            Fault late = new Fault(
                    Fault.Kind.TIMEOUT,
                    "not finished within " + call.limits().call().toMillis() + " ms");
            // What the answer says was sent must not change behind its back.
            call.end();
            answer.complete(Answer.fault(late, call.cost()));
        });
        context.setRequestConfig(requestConfig(call.limits()));
        Future<SimpleHttpResponse> exchange = transport.client.execute(
                target,
                new BasicRequestProducer(request(endpoint.resolve(path), method, endpoint.product()), null),
                SimpleResponseConsumer.create(),
                null,
                context,
                new Completion<>(answer, call, reader));
        answer.whenComplete((result, failure) -> {
            call.end();
            ConnectGate.giveUp(context, call);
            deadline.cancel(false);
            if (result == null || result.fault().isPresent()) {
                call.giveUp();
            }
            if (!exchange.isDone()) {
                exchange.cancel(true);
            }
        });
        return answer;
    }

    private static HttpRequest request(URI uri, String method, Product product) {
        return BasicRequestBuilder.create(method)
                .setUri(uri)
                .addHeader(HttpHeaders.ACCEPT, product.mediaType())
                .build();
    }

    private static RequestConfig requestConfig(Limits limits) {
        return RequestConfig.custom()
                .setConnectionRequestTimeout(Timeout.of(limits.call()))
                .setResponseTimeout(Timeout.of(limits.response()))
                .setTargetPreferredAuthSchemes(List.of(StandardAuthScheme.DIGEST))
                .setProxyPreferredAuthSchemes(List.of(StandardAuthScheme.DIGEST, StandardAuthScheme.BASIC))
                .setRedirectsEnabled(false)
                .build();
    }

    private static boolean hasMd5() {
        try {
            MessageDigest.getInstance("MD5");
            return true;
        } catch (NoSuchAlgorithmException fips) {
            return false;
        }
    }

    private final class Completion<T> implements FutureCallback<SimpleHttpResponse> {
        private final CompletableFuture<Answer<T>> answer;
        private final CallState call;
        private final Function<JsonNode, Optional<T>> reader;

        Completion(CompletableFuture<Answer<T>> answer, CallState call, Function<JsonNode, Optional<T>> reader) {
            this.answer = answer;
            this.call = call;
            this.reader = reader;
        }

        @Override
        public void completed(SimpleHttpResponse response) {
            call.concludeWith(() -> answer.complete(AnswerReader.read(response, call, reader)));
        }

        @Override
        public void failed(Exception cause) {
            if (!closed) {
                answer.complete(
                        cause instanceof AnswerTooLargeException tooLarge
                                ? AnswerReader.tooLarge(tooLarge, call, reader)
                                : Answer.fault(Faults.of(cause), call.cost()));
            }
        }

        @Override
        public void cancelled() {
            failed(new CancellationException("the request was cancelled"));
        }
    }

    /**
     * Stops all threads. Calls under way are abandoned, their futures left as they are: this is closed when
     * the controller goes down, and whoever waits for an answer goes down with it and asks again afterwards.
     */
    @Override
    public void close() {
        closed = true;
        transport.close();
        timers.close();
    }
}
