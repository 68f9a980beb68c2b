package io.jenkins.plugins.mongodbcloud.client.http;

import io.jenkins.plugins.mongodbcloud.client.AdminClient;
import io.jenkins.plugins.mongodbcloud.client.ApiCredential;
import io.jenkins.plugins.mongodbcloud.client.ApiEndpoint;
import io.jenkins.plugins.mongodbcloud.client.ApiKeyPair;
import io.jenkins.plugins.mongodbcloud.client.CallResult;
import io.jenkins.plugins.mongodbcloud.client.ClientLimits;
import io.jenkins.plugins.mongodbcloud.client.Operation;
import io.jenkins.plugins.mongodbcloud.client.Product;
import io.jenkins.plugins.mongodbcloud.client.ProxyRules;
import io.jenkins.plugins.mongodbcloud.client.Response;
import io.jenkins.plugins.mongodbcloud.client.ResponseParser;
import io.jenkins.plugins.mongodbcloud.client.Session;
import io.jenkins.plugins.mongodbcloud.client.TransportFailure;
import io.jenkins.plugins.mongodbcloud.client.auth.DigestSession;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.nio.support.BasicRequestProducer;
import org.apache.hc.core5.http.support.BasicRequestBuilder;
import org.apache.hc.core5.util.Timeout;

/**
 * The client of the MongoDB Cloud Administration API: one for all builds, to be closed when no more are
 * run. It holds three threads however many calls are waiting, and is safe for use by any number of threads.
 */
public final class HttpAdminClient implements AdminClient {

    private final Supplier<ClientLimits> limits;
    private final ProxyRules proxies;
    private final Scheduler timers = new Scheduler();
    private final SessionPool sessions = new SessionPool(timers);
    private final HttpTransport transport;
    private volatile boolean closed;

    /**
     * Starts the client with the JVM's own trust in certificates.
     *
     * @param limits asked at the start of every call
     * @param proxies asked at the start of every call
     */
    public HttpAdminClient(Supplier<ClientLimits> limits, ProxyRules proxies) {
        this(limits, proxies, Optional.empty());
    }

    /** @param trust the certificates to trust, in place of those of the JVM */
    public HttpAdminClient(Supplier<ClientLimits> limits, ProxyRules proxies, Optional<SSLContext> trust) {
        this(limits, proxies, trust, SystemDefaultDnsResolver.INSTANCE);
    }

    HttpAdminClient(Supplier<ClientLimits> limits, ProxyRules proxies, Optional<SSLContext> trust, DnsResolver names) {
        this.limits = limits;
        this.proxies = proxies;
        this.transport = new HttpTransport(limits, proxies, trust, names, timers);
    }

    @Override
    public CompletableFuture<Session> openSession(
            ApiEndpoint endpoint, ApiCredential credential, BooleanSupplier stopped) {
        ApiKeyPair keys = (ApiKeyPair) credential;
        CompletableFuture<Session> opened = new CompletableFuture<>();
        CompletableFuture<Void> place = sessions.takePlace(endpoint.baseUrl());
        opened.whenComplete((session, failure) -> place.cancel(false));
        place.whenComplete((taken, failure) -> {
            if (failure != null) {
                opened.completeExceptionally(failure);
                return;
            }
            Session session =
                    new HttpSession(this, endpoint, keys, sessions.takeSession(endpoint.baseUrl(), keys), stopped);
            if (!opened.complete(session)) {
                session.close();
            }
        });
        return opened;
    }

    ClientLimits limits() {
        return limits.get();
    }

    void giveBack(ApiEndpoint endpoint, ApiKeyPair keys, DigestSession session) {
        sessions.keepSession(endpoint.baseUrl(), keys, session, limits().sessionIdleTimeout());
        sessions.leavePlace(endpoint.baseUrl());
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

    <T> CompletableFuture<CallResult<T>> send(
            ApiEndpoint endpoint, HttpHost target, Operation<T> operation, HttpClientContext context, CallState call) {
        if (!hasMd5()) {
            TransportFailure noMd5 = new TransportFailure(TransportFailure.Kind.NO_MD5, "MD5");
            return CompletableFuture.completedFuture(CallResult.failure(noMd5, call.cost()));
        }
        CompletableFuture<CallResult<T>> answer = new CompletableFuture<>();
        Future<?> deadline = timers.after(call.limits().call(), () -> {
            TransportFailure late = new TransportFailure(
                    TransportFailure.Kind.TIMEOUT,
                    "not finished within " + call.limits().call().toMillis() + " ms");
            // What the answer says was sent must not change behind its back.
            call.end();
            answer.complete(CallResult.failure(late, call.cost()));
        });
        context.setRequestConfig(requestConfig(call.limits()));
        Future<SimpleHttpResponse> exchange = transport.client.execute(
                target,
                new BasicRequestProducer(
                        request(endpoint.resolve(operation.path()), operation.method(), endpoint.product()), null),
                SimpleResponseConsumer.create(),
                null,
                context,
                new Completion<>(answer, call, operation));
        answer.whenComplete((result, failure) -> {
            call.end();
            ConnectGate.giveUp(context, call);
            deadline.cancel(false);
            if (result == null || result.failure().isPresent()) {
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

    private static RequestConfig requestConfig(ClientLimits limits) {
        return RequestConfig.custom()
                .setConnectionRequestTimeout(Timeout.of(limits.call()))
                .setResponseTimeout(Timeout.of(limits.response()))
                .setTargetPreferredAuthSchemes(List.of(StandardAuthScheme.DIGEST))
                .setProxyPreferredAuthSchemes(List.of(StandardAuthScheme.DIGEST, StandardAuthScheme.BASIC))
                .setRedirectsEnabled(false)
                .build();
    }

    private static Map<String, List<String>> headers(SimpleHttpResponse response, CallState call) {
        Map<String, List<String>> headers = Stream.of(response.getHeaders())
                .collect(Collectors.groupingBy(
                        header -> header.getName().toLowerCase(Locale.ROOT),
                        Collectors.mapping(Header::getValue, Collectors.toList())));
        if (response.getCode() == HttpStatus.SC_UNAUTHORIZED && !call.refusal().isEmpty()) {
            headers.put("www-authenticate", call.refusal());
        }
        return headers;
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
        private final CompletableFuture<CallResult<T>> answer;
        private final CallState call;
        private final Operation<T> operation;

        Completion(CompletableFuture<CallResult<T>> answer, CallState call, Operation<T> operation) {
            this.answer = answer;
            this.call = call;
            this.operation = operation;
        }

        @Override
        public void completed(SimpleHttpResponse response) {
            Response read = new Response(response.getCode(), headers(response, call), response.getBodyBytes(), false);
            call.concludeWith(() -> answer.complete(parse(read)));
        }

        @Override
        public void failed(Exception cause) {
            if (!closed) {
                answer.complete(
                        cause instanceof ResponseTooLargeException tooLarge
                                ? parse(new Response(tooLarge.status(), Map.of(), null, true))
                                : CallResult.failure(FailureClassifier.of(cause), call.cost()));
            }
        }

        private CallResult<T> parse(Response response) {
            return ResponseParser.parse(operation, response, call.lastWasAuthenticated(), call.cost());
        }

        @Override
        public void cancelled() {
            failed(new CancellationException("the request was cancelled"));
        }
    }

    @Override
    public void close() {
        closed = true;
        transport.close();
        timers.close();
    }
}
