package io.jenkins.plugins.mongodbcloud.client.http;

import io.jenkins.plugins.mongodbcloud.client.ClientLimits;
import io.jenkins.plugins.mongodbcloud.client.LogSanitizer;
import io.jenkins.plugins.mongodbcloud.client.ProxyRules.Proxy;
import io.jenkins.plugins.mongodbcloud.client.auth.ProxyAuthSchemes;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.async.AsyncExecCallback;
import org.apache.hc.client5.http.async.AsyncExecChain;
import org.apache.hc.client5.http.async.methods.SimpleRequestProducer;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.Credentials;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.DefaultSchemePortResolver;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManager;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.RequestNotExecutedException;
import org.apache.hc.core5.http.config.CharCodingConfig;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.http2.config.H2Config;
import org.apache.hc.core5.http2.frame.FrameConsts;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolReusePolicy;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.reactor.ssl.SSLBufferMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * HttpClient, set up to carry single exchanges: connections, TLS, HTTP/2 and proxies are its business; retries,
 * redirects, cookies and the authentication to endpoints are not.
 */
final class HttpTransport implements AutoCloseable {

    private static final Logger LOGGER = Logger.getLogger(HttpTransport.class.getName());
    private static final int MAX_HEADER_LINE = 64 * 1024;
    private static final int MAX_HTTP1_TARGETS = 1_000;
    private static final int MAX_CONNECTIONS = 16 * SessionPlaces.MAX_SESSIONS;

    // Each waiting call holds a connection, and little goes over it: HttpClient's usual buffers, and those of TLS while
    // nothing comes, would be most of what it costs.
    private static final Http1Config HTTP1 = Http1Config.custom()
            .setBufferSize(4 * 1024)
            .setMaxLineLength(MAX_HEADER_LINE)
            .build();
    private static final H2Config HTTP2 = H2Config.custom()
            .setMaxFrameSize(FrameConsts.MIN_FRAME_SIZE)
            .setMaxHeaderListSize(2 * MAX_HEADER_LINE)
            .setPushEnabled(false)
            .build();

    private final Supplier<ClientLimits> limits;
    private final NameResolver names;
    private final Set<HttpHost> http1Targets = ConcurrentHashMap.newKeySet();
    private final PoolingAsyncClientConnectionManager connections;
    private final CloseableHttpAsyncClient client;
    private final InputWatcher input = new InputWatcher();
    private final SecretLogFilter logFilter = new SecretLogFilter();
    private volatile boolean closed;

    HttpTransport(Supplier<ClientLimits> limits, Optional<SSLContext> trust, DnsResolver dns, Scheduler timers) {
        this.limits = limits;
        this.names = new NameResolver(dns, timers);
        this.connections = connections(trust);
        this.client = HttpAsyncClients.custom()
                .setConnectionManager(connections)
                .setRoutePlanner(new ProxyRoutes())
                .addExecInterceptorLast("exchange", HttpTransport::connected)
                .addRequestInterceptorLast(HttpTransport::beforeWriting)
                .setIOReactorConfig(IOReactorConfig.custom().setIoThreadCount(1).build())
                .setHttp1Config(HTTP1)
                .setH2Config(HTTP2)
                // One character for each byte: authentication hashes what was sent, in whatever encoding that is.
                .setCharCodingConfig(CharCodingConfig.custom()
                        .setCharset(StandardCharsets.ISO_8859_1)
                        .build())
                .setThreadFactory(SecretLogFilter.IoThread::new)
                .setIoSessionDecorator(input::decorate)
                .setIoReactorExceptionCallback(this::ioFailed)
                .setUserAgent("Jenkins mongodb-cloud plugin")
                .setTargetAuthenticationStrategy((type, challenges, context) -> List.of())
                .setDefaultAuthSchemeRegistry(ProxyAuthSchemes.lookup())
                .setDefaultCredentialsProvider(HttpTransport::proxyCredentials)
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .disableRequestPriority()
                .build();
        client.start();
    }

    private PoolingAsyncClientConnectionManager connections(Optional<SSLContext> trust) {
        // Server names are checked and the JVM's trust store is used unless a test brings its own.
        ClientTlsStrategyBuilder tls = ClientTlsStrategyBuilder.create().setSslBufferMode(SSLBufferMode.DYNAMIC);
        trust.ifPresentOrElse(tls::setSslContext, tls::useSystemProperties);
        return PoolingAsyncClientConnectionManagerBuilder.create()
                .setTlsStrategy(tls.buildAsync())
                .setDnsResolver(names)
                .setConnectionConfigResolver(route -> ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(limits.get().connect()))
                        .setValidateAfterInactivity(TimeValue.ofSeconds(2))
                        .build())
                .setTlsConfigResolver(target -> TlsConfig.custom()
                        .setHandshakeTimeout(Timeout.of(limits.get().connect()))
                        .setVersionPolicy(
                                http1Targets.contains(target)
                                        ? HttpVersionPolicy.FORCE_HTTP_1
                                        : HttpVersionPolicy.NEGOTIATE)
                        .build())
                .setConnPoolPolicy(PoolReusePolicy.LIFO)
                .setMaxConnPerRoute(SessionPlaces.MAX_SESSIONS)
                .setMaxConnTotal(MAX_CONNECTIONS)
                .build();
    }

    /** The host of a URL with its port spelled out. */
    static HttpHost target(URI url) {
        HttpHost host = HttpHost.create(url);
        return new HttpHost(host.getSchemeName(), host.getHostName(), DefaultSchemePortResolver.INSTANCE.resolve(host));
    }

    /** Starts the exchange, which always ends unless this is closed. */
    void start(Exchange exchange) {
        exchange.context()
                .setRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(
                                Timeout.of(exchange.limits().call()))
                        .setResponseTimeout(Timeout.of(exchange.limits().response()))
                        // To proxies, that is.
                        .setAuthenticationEnabled(exchange.proxy().isPresent())
                        .setRedirectsEnabled(false)
                        .build());
        String firstHop =
                exchange.proxy().map(Proxy::host).orElse(exchange.target().getHostName());
        names.lookUp(firstHop, exchange.limits().connect()).whenComplete((known, failure) -> {
            if (failure != null) {
                exchange.failed((Exception) failure);
            } else {
                send(exchange);
            }
        });
    }

    private void send(Exchange exchange) {
        try {
            exchange.carriedBy(client.execute(
                    exchange.target(),
                    SimpleRequestProducer.create(exchange.request()),
                    exchange,
                    null,
                    exchange.context(),
                    new FutureCallback<>() {
                        @Override
                        public void completed(Void result) {
                            // The exchange ends once its connection is back in the pool.
                        }

                        @Override
                        public void failed(Exception cause) {
                            exchange.failed(cause);
                        }

                        @Override
                        public void cancelled() {
                            exchange.cancel();
                        }
                    }));
        } catch (RuntimeException e) {
            exchange.failed(e);
        }
    }

    private static void connected(
            HttpRequest request,
            AsyncEntityProducer entity,
            AsyncExecChain.Scope scope,
            AsyncExecChain chain,
            AsyncExecCallback callback)
            throws HttpException, IOException {
        if (!Exchange.of(scope.clientContext).connected(scope.execRuntime)) {
            throw new InterruptedIOException("the call is over");
        }
        chain.proceed(request, entity, scope, callback);
    }

    /**
     * A connection can end after it was seen to be there; HttpClient then connects again, and to a proxy without
     * asking for a tunnel and without TLS. Nothing is written there.
     */
    private static void beforeWriting(HttpRequest request, EntityDetails entity, HttpContext context)
            throws RequestNotExecutedException {
        HttpClientContext exchange = HttpClientContext.cast(context);
        if (exchange.getHttpRoute().isSecure() && exchange.getSSLSession() == null) {
            throw new RequestNotExecutedException("the connection is not encrypted");
        }
        Exchange.of(exchange).requestWritten(exchange);
    }

    private static Credentials proxyCredentials(AuthScope scope, HttpContext context) {
        return Exchange.of(context)
                .proxy()
                .filter(proxy -> proxy.userName() != null
                        && proxy.host().equalsIgnoreCase(scope.getHost())
                        && proxy.port() == scope.getPort())
                .map(proxy -> new UsernamePasswordCredentials(
                        proxy.userName(),
                        proxy.password() == null
                                ? new char[0]
                                : proxy.password().toCharArray()))
                .orElse(null);
    }

    /** From now on the target is spoken to in HTTP/1.1, as it asked for. */
    void useHttp1(HttpHost target) {
        if (http1Targets.size() < MAX_HTTP1_TARGETS) {
            http1Targets.add(target);
        }
        closeIdle(Duration.ZERO);
    }

    private void ioFailed(Exception cause) {
        if (!closed) {
            LOGGER.log(Level.WARNING, "Requests failed: {0}", LogSanitizer.oneLine(cause.toString()));
        }
    }

    /** Whether the response that is being read, a head without a body, broke off in it. */
    boolean isInputCut() {
        return input.isCut();
    }

    void closeIdle(Duration idleTime) {
        connections.closeIdle(TimeValue.of(idleTime));
    }

    @Override
    public void close() {
        closed = true;
        names.close();
        connections.close(CloseMode.IMMEDIATE);
        client.close(CloseMode.IMMEDIATE);
        logFilter.close();
    }

    /** Routes through the proxy of the exchange. */
    private static final class ProxyRoutes extends DefaultRoutePlanner {
        ProxyRoutes() {
            super(DefaultSchemePortResolver.INSTANCE);
        }

        @Override
        protected HttpHost determineProxy(HttpHost target, HttpContext context) {
            return Exchange.of(context)
                    .proxy()
                    .map(proxy -> new HttpHost("http", proxy.host(), proxy.port()))
                    .orElse(null);
        }
    }
}
