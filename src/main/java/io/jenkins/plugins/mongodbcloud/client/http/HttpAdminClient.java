package io.jenkins.plugins.mongodbcloud.client.http;

import io.jenkins.plugins.mongodbcloud.client.AdminClient;
import io.jenkins.plugins.mongodbcloud.client.ApiCredential;
import io.jenkins.plugins.mongodbcloud.client.ApiEndpoint;
import io.jenkins.plugins.mongodbcloud.client.CallResult;
import io.jenkins.plugins.mongodbcloud.client.ClientLimits;
import io.jenkins.plugins.mongodbcloud.client.Operation;
import io.jenkins.plugins.mongodbcloud.client.ProxyRules;
import io.jenkins.plugins.mongodbcloud.client.Session;
import io.jenkins.plugins.mongodbcloud.client.auth.Authentication;
import io.jenkins.plugins.mongodbcloud.client.auth.Authentications;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.HttpHost;

/**
 * The client of the MongoDB Cloud Administration API: one for all builds, to be closed when no more are
 * run. It holds a few threads however many calls are waiting, and is safe for use by any number of threads.
 */
public final class HttpAdminClient implements AdminClient {

    private static final Logger LOGGER = Logger.getLogger(HttpAdminClient.class.getName());
    private static final Duration EVICTION = Duration.ofSeconds(15);
    private static final Duration REVOCATION = Duration.ofSeconds(2);

    private final Supplier<ClientLimits> limits;
    private final ProxyRules proxies;
    private final Scheduler timers = new Scheduler();
    private final SessionPlaces places = new SessionPlaces(timers);
    private final Authentications authentications = new Authentications(new HttpTokenTransport(this, timers));
    private final ProjectRateLimiter rateLimiter = new ProjectRateLimiter();
    private final HttpTransport transport;
    private volatile boolean closed;

    /**
     * Starts the client with the JVM's own trust in certificates.
     *
     * @param limits asked at the start of every call
     * @param proxies asked before every request
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
        this.transport = new HttpTransport(limits, trust, names, timers);
        timers.every(EVICTION, this::evict);
    }

    private void evict() {
        try {
            Duration idleTime = limits().sessionIdleTimeout();
            authentications.dropIdle(idleTime);
            transport.closeIdle(idleTime);
        } catch (RuntimeException e) {
            LOGGER.log(Level.FINE, "Unused connections are closed the next time", e);
        }
    }

    @Override
    public CompletableFuture<Session> openSession(
            ApiEndpoint endpoint, ApiCredential credential, BooleanSupplier stopped) {
        CompletableFuture<Session> opened = new CompletableFuture<>();
        CompletableFuture<Void> place = places.take(endpoint.baseUrl());
        opened.whenComplete((session, failure) -> place.cancel(false));
        place.whenComplete((taken, failure) -> {
            if (failure != null) {
                opened.completeExceptionally(failure);
                return;
            }
            try {
                Session session = open(endpoint, credential, stopped);
                if (!opened.complete(session)) {
                    session.close();
                }
            } catch (RuntimeException e) {
                places.leave(endpoint.baseUrl());
                opened.completeExceptionally(e);
            }
        });
        return opened;
    }

    private Session open(ApiEndpoint endpoint, ApiCredential credential, BooleanSupplier stopped) {
        Duration idleTime = limits().sessionIdleTimeout();
        return new HttpSession(this, endpoint, authentications.open(endpoint.baseUrl(), credential, idleTime), stopped);
    }

    void sessionClosed(ApiEndpoint endpoint) {
        places.leave(endpoint.baseUrl());
    }

    ClientLimits limits() {
        return limits.get();
    }

    <T> CompletableFuture<CallResult<T>> startCall(
            CallLoop.Requests requests,
            Authentication authentication,
            ApiEndpoint endpoint,
            Operation<T> operation,
            BooleanSupplier stopped) {
        return new CallLoop<>(requests, authentication, endpoint, operation, limits(), rateLimiter, timers, stopped)
                .start();
    }

    Exchange exchange(
            HttpHost target,
            SimpleHttpRequest request,
            HttpClientContext context,
            ClientLimits callLimits,
            int successBytes,
            BooleanSupplier over) {
        return new Exchange(
                transport,
                target,
                request,
                context,
                callLimits,
                proxies.proxyFor(target.getHostName()),
                successBytes,
                over,
                timers);
    }

    boolean isClosed() {
        return closed;
    }

    /** A token that could not be revoked in this time expires within the hour. */
    private void revokeTokens() {
        CountDownLatch ended = new CountDownLatch(1);
        authentications.revokeTokens().whenComplete((done, failure) -> ended.countDown());
        try {
            if (!ended.await(REVOCATION.toMillis(), TimeUnit.MILLISECONDS)) {
                LOGGER.fine("Not all access tokens could be revoked in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed = true;
        revokeTokens();
        transport.close();
        timers.close();
    }
}
