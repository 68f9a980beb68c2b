package io.jenkins.plugins.mongodbcloud.admin;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.DefaultSchemePortResolver;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManager;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.nio.ssl.TlsStrategy;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolReusePolicy;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/** HttpClient, set up for nothing but this API: no redirects, no cookies, no decompression, no Basic. */
final class Transport implements AutoCloseable {

    private static final int IO_THREADS = 1;
    private static final Duration EVICTION = Duration.ofSeconds(15);

    final CloseableHttpAsyncClient client;
    private final PoolingAsyncClientConnectionManager connections;
    private final SecretLogFilter logFilter = new SecretLogFilter();

    Transport(Supplier<Limits> limits, ProxyRules proxies, Optional<SSLContext> trust, Timers timers) {
        ProjectPace pace = new ProjectPace();
        connections = connections(limits, trust);
        client = HttpAsyncClients.custom()
                .setConnectionManager(connections)
                .setRoutePlanner(new ProxyRoutes(proxies))
                .setRetryStrategy(new BoundedRetry(pace))
                .addExecInterceptorBefore(
                        ChainElement.PROTOCOL.name(), "mongodb-cloud-attempt", new AttemptGate(pace, timers))
                .addExecInterceptorLast("mongodb-cloud-request", new RequestGuard(timers))
                .setIOReactorConfig(
                        IOReactorConfig.custom().setIoThreadCount(IO_THREADS).build())
                .setThreadFactory(SecretLogFilter.IoThread::new)
                .setIoSessionDecorator(session -> session)
                .setUserAgent("Jenkins mongodb-cloud plugin")
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .disableRequestPriority()
                .build();
        client.start();
        timers.every(EVICTION, () -> connections.closeIdle(TimeValue.of(limits.get().laneIdle())));
    }

    private static PoolingAsyncClientConnectionManager connections(
            Supplier<Limits> limits, Optional<SSLContext> trust) {
        // Server names are checked and the JVM's trust store is used unless a test brings its own.
        TlsStrategy tls = trust.map(context ->
                        ClientTlsStrategyBuilder.create().setSslContext(context).buildAsync())
                .orElseGet(() -> ClientTlsStrategyBuilder.create().useSystemProperties().buildAsync());
        return PoolingAsyncClientConnectionManagerBuilder.create()
                .setTlsStrategy(tls)
                .setConnectionConfigResolver(route -> ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(limits.get().connect()))
                        .setValidateAfterInactivity(TimeValue.ofSeconds(2))
                        .build())
                .setTlsConfigResolver(host -> TlsConfig.custom()
                        .setHandshakeTimeout(Timeout.of(limits.get().connect()))
                        .build())
                .setConnPoolPolicy(PoolReusePolicy.LIFO)
                .setMaxConnPerRoute(LanePool.MAX_LANES)
                .setMaxConnTotal(4 * LanePool.MAX_LANES)
                .build();
    }

    /** The host of a URL with its port spelled out, which is how HttpClient keys authentication. */
    static HttpHost target(URI url) {
        HttpHost host = HttpHost.create(url);
        return new HttpHost(
                host.getSchemeName(), host.getHostName(), DefaultSchemePortResolver.INSTANCE.resolve(host));
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
