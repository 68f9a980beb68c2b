package io.jenkins.plugins.mongodbcloud.client.http;

import io.jenkins.plugins.mongodbcloud.client.ClientLimits;
import io.jenkins.plugins.mongodbcloud.client.ProxyRules;
import io.jenkins.plugins.mongodbcloud.client.auth.TargetDigestScheme;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.auth.AuthSchemeFactory;
import org.apache.hc.client5.http.auth.StandardAuthScheme;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.DefaultSchemePortResolver;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.auth.BasicSchemeFactory;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManager;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.http2.config.H2Config;
import org.apache.hc.core5.http2.frame.FrameConsts;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolReusePolicy;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.reactor.ssl.SSLBufferMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/** HttpClient, set up for nothing but this API: no redirects, no cookies, no decompression, no Basic. */
final class HttpTransport implements AutoCloseable {

    private static final int IO_THREADS = 1;
    private static final Duration EVICTION = Duration.ofSeconds(15);

    // Each waiting call holds a connection, and little goes over it: HttpClient's usual buffers, and those of TLS while
    // nothing comes, would be most of what it costs.
    private static final Http1Config SMALL_BUFFER =
            Http1Config.custom().setBufferSize(4 * 1024).build();
    private static final H2Config SMALL_FRAMES =
            H2Config.custom().setMaxFrameSize(FrameConsts.MIN_FRAME_SIZE).build();

    final CloseableHttpAsyncClient client;
    private final PoolingAsyncClientConnectionManager connections;
    private final SecretLogFilter logFilter = new SecretLogFilter();

    HttpTransport(
            Supplier<ClientLimits> limits,
            ProxyRules proxies,
            Optional<SSLContext> trust,
            DnsResolver names,
            Scheduler timers) {
        ProjectRateLimiter pace = new ProjectRateLimiter();
        ConnectGate gate = new ConnectGate(timers);
        connections = connections(limits, trust, names);
        client = HttpAsyncClients.custom()
                .setConnectionManager(new ReconnectGuard(connections))
                .setRoutePlanner(new ProxyRoutes(proxies))
                .setRetryStrategy(new RetryPolicy(pace))
                .addExecInterceptorBefore(
                        ChainElement.PROTOCOL.name(), "mongodb-cloud-attempt", new AttemptGate(pace, timers))
                .addExecInterceptorBefore(ChainElement.CONNECT.name(), "mongodb-cloud-tunnel", new TunnelGuard())
                .addExecInterceptorAfter(ChainElement.PROTOCOL.name(), "mongodb-cloud-connect", gate)
                .addExecInterceptorBefore(
                        ChainElement.MAIN_TRANSPORT.name(), "mongodb-cloud-connected", gate::connected)
                .addExecInterceptorLast("mongodb-cloud-request", new RequestGuard(timers))
                .setIOReactorConfig(
                        IOReactorConfig.custom().setIoThreadCount(IO_THREADS).build())
                .setHttp1Config(SMALL_BUFFER)
                .setH2Config(SMALL_FRAMES)
                .setThreadFactory(SecretLogFilter.IoThread::new)
                .setIoSessionDecorator(session -> session)
                .setUserAgent("Jenkins mongodb-cloud plugin")
                .setDefaultAuthSchemeRegistry(RegistryBuilder.<AuthSchemeFactory>create()
                        .register(StandardAuthScheme.DIGEST, context -> new TargetDigestScheme())
                        .register(StandardAuthScheme.BASIC, BasicSchemeFactory.INSTANCE)
                        .build())
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .disableRequestPriority()
                .build();
        client.start();
        timers.every(
                EVICTION, () -> connections.closeIdle(TimeValue.of(limits.get().sessionIdleTimeout())));
    }

    private static PoolingAsyncClientConnectionManager connections(
            Supplier<ClientLimits> limits, Optional<SSLContext> trust, DnsResolver names) {
        // Server names are checked and the JVM's trust store is used unless a test brings its own.
        ClientTlsStrategyBuilder tls = ClientTlsStrategyBuilder.create().setSslBufferMode(SSLBufferMode.DYNAMIC);
        trust.ifPresentOrElse(tls::setSslContext, tls::useSystemProperties);
        return PoolingAsyncClientConnectionManagerBuilder.create()
                .setTlsStrategy(tls.buildAsync())
                .setDnsResolver(new AddressFilteringResolver(names))
                .setConnectionConfigResolver(route -> ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(limits.get().connect()))
                        .setValidateAfterInactivity(TimeValue.ofSeconds(2))
                        .build())
                .setTlsConfigResolver(host -> TlsConfig.custom()
                        .setHandshakeTimeout(Timeout.of(limits.get().connect()))
                        .build())
                .setConnPoolPolicy(PoolReusePolicy.LIFO)
                .setMaxConnPerRoute(SessionPool.MAX_SESSIONS)
                .setMaxConnTotal(4 * SessionPool.MAX_SESSIONS)
                .build();
    }

    /** The host of a URL with its port spelled out, which is how HttpClient keys authentication. */
    static HttpHost target(URI url) {
        HttpHost host = HttpHost.create(url);
        return new HttpHost(host.getSchemeName(), host.getHostName(), DefaultSchemePortResolver.INSTANCE.resolve(host));
    }

    @Override
    public void close() {
        // Without connections there is nothing that a graceful end would wait for.
        connections.close(CloseMode.IMMEDIATE);
        client.close(CloseMode.GRACEFUL);
        logFilter.close();
    }

    /** Routes through the proxy that the rules name for the target's host. */
    private static final class ProxyRoutes extends DefaultRoutePlanner {
        private final ProxyRules rules;

        ProxyRoutes(ProxyRules rules) {
            super(DefaultSchemePortResolver.INSTANCE);
            this.rules = rules;
        }

        @Override
        protected HttpHost determineProxy(HttpHost target, HttpContext context) {
            return rules.proxyFor(target.getHostName())
                    .map(proxy -> new HttpHost("http", proxy.host(), proxy.port()))
                    .orElse(null);
        }
    }
}
