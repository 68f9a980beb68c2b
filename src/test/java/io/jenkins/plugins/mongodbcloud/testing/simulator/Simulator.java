package io.jenkins.plugins.mongodbcloud.testing.simulator;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;

/**
 * A double of MongoDB Cloud's administration API on a port of 127.0.0.1. It serves any number of connections on at most
 * two threads, named {@code mongodb-simulator-…}.
 */
public final class Simulator implements Closeable {
    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    private static final int BACKLOG = 4096;
    private static final long SHUTDOWN_SECONDS = 10;

    private final SimulatedCloud cloud;
    private final Behaviour behaviour = new Behaviour();
    private final FaultPlan faults = new FaultPlan();
    private final RequestJournal journal = new RequestJournal();
    private final DigestVerifier verifier;
    private final Dispatcher dispatcher;
    private final Tls tls;
    private final EventLoopGroup threads;
    private final ChannelGroup channels;
    private final Channel listening;

    private Simulator(Builder builder) throws IOException {
        this.cloud = builder.cloud;
        this.verifier = new DigestVerifier(cloud, behaviour);
        this.tls = builder.tlsHosts.isEmpty() ? null : new Tls(builder.tlsHosts);
        SslContext context = tls == null ? null : tls.serverContext(builder.http2);
        this.threads = new MultiThreadIoEventLoopGroup(
                builder.threads, new DefaultThreadFactory("mongodb-simulator", true), NioIoHandler.newFactory());
        this.channels = new DefaultChannelGroup(threads.next());
        CompletableFuture<String> origin = new CompletableFuture<>();
        this.dispatcher = new Dispatcher(
                verifier,
                behaviour,
                faults,
                journal,
                new SimulatedApi(cloud, behaviour, origin::join),
                new TokenEndpoint(cloud, behaviour));
        this.listening = bind(builder.port, new Pipelines(dispatcher, journal, channels, context));
        origin.complete(origin());
    }

    private Channel bind(int port, Pipelines pipelines) throws IOException {
        ChannelFuture bound = new ServerBootstrap()
                .group(threads)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(pipelines)
                .bind(InetAddress.getByAddress(LOOPBACK), port)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            threads.shutdownGracefully(0, SHUTDOWN_SECONDS, TimeUnit.SECONDS);
            throw new IOException("The simulator cannot listen on port " + port, bound.cause());
        }
        return bound.channel();
    }

    /** A builder: plain HTTP, a free port, one thread, an empty cloud. */
    public static Builder builder() {
        return new Builder();
    }

    /** Scheme, host and port, without a slash at the end. */
    public String origin() {
        return (tls == null ? "http" : "https") + "://127.0.0.1:" + port();
    }

    /** The base URL of Cloud Manager's dialect, without a slash at the end. */
    public String baseUrl() {
        return origin() + ApiVersion.PUBLIC_V1.base();
    }

    /** The base URL of the Atlas v2 dialect, without a slash at the end. */
    public String atlasBaseUrl() {
        return origin() + ApiVersion.ATLAS_V2.base();
    }

    /** The TCP port. */
    public int port() {
        return ((InetSocketAddress) listening.localAddress()).getPort();
    }

    /** Organizations, projects, keys, service accounts and assignments. */
    public SimulatedCloud cloud() {
        return cloud;
    }

    /** How answers are given. */
    public Behaviour behaviour() {
        return behaviour;
    }

    /** The script of faults. */
    public FaultPlan faults() {
        return faults;
    }

    /** Counts and the log. */
    public RequestJournal journal() {
        return journal;
    }

    /** As {@link RequestJournal#requests()}. */
    public long requests() {
        return journal.requests();
    }

    /** As {@link RequestJournal#log}. */
    public List<LoggedRequest> log() {
        return journal.log();
    }

    /** As {@link RequestJournal#basicSeen}. */
    public long basicSeen() {
        return journal.basicSeen();
    }

    /** As {@link RequestJournal#awaitRequests(long, Duration)}. */
    public void awaitRequests(long count, Duration timeout) throws InterruptedException, TimeoutException {
        journal.awaitRequests(count, timeout);
    }

    /** As {@link SimulatedCloud#isAssigned}. */
    public boolean isAssigned(String projectId, String keyId) {
        return cloud.isAssigned(projectId, keyId);
    }

    /** As {@link SimulatedCloud#orgKeyExists}. */
    public boolean orgKeyExists(String organizationId, String keyId) {
        return cloud.orgKeyExists(organizationId, keyId);
    }

    /** The access tokens of service accounts. */
    public AccessTokens tokens() {
        return cloud.tokens();
    }

    /** Lets all nonces issued so far expire. */
    public void expireNonces() {
        verifier.expireNonces();
    }

    /** Closes the connections that {@link InjectedFault#silence} keeps open. */
    public void releaseSilent() {
        dispatcher.releaseSilent();
    }

    /** Closes all open connections, as a server does with idle ones, and waits until they are. */
    public void closeConnections() {
        channels.close().awaitUninterruptibly(SHUTDOWN_SECONDS, TimeUnit.SECONDS);
    }

    /**
     * The self-signed certificate.
     *
     * @throws IllegalStateException if the simulator speaks plain HTTP
     */
    public X509Certificate certificate() {
        return requireTls().certificate();
    }

    /** A key store without a password that holds the certificate; otherwise as {@link #certificate}. */
    public KeyStore trustStore() {
        return requireTls().trustStore();
    }

    /** A context that trusts the certificate and nothing else; otherwise as {@link #certificate}. */
    public SSLContext clientSslContext() {
        return requireTls().clientContext();
    }

    /** Closes the port and all connections, silent ones too, and ends the threads. */
    @Override
    public void close() {
        listening.close().awaitUninterruptibly(SHUTDOWN_SECONDS, TimeUnit.SECONDS);
        closeConnections();
        threads.shutdownGracefully(0, SHUTDOWN_SECONDS, TimeUnit.SECONDS)
                .awaitUninterruptibly(SHUTDOWN_SECONDS, TimeUnit.SECONDS);
    }

    private Tls requireTls() {
        if (tls == null) {
            throw new IllegalStateException("This simulator speaks plain HTTP");
        }
        return tls;
    }

    /** What is set once, at the start. */
    public static final class Builder {
        private int port;
        private int threads = 1;
        private boolean http2 = true;
        private List<String> tlsHosts = List.of();
        private SimulatedCloud cloud = new SimulatedCloud();

        private Builder() {}

        /** A fixed port instead of a free one. */
        public Builder port(int fixed) {
            port = fixed;
            return this;
        }

        /** One thread or two for all connections. */
        public Builder threads(int count) {
            if (count < 1 || count > 2) {
                throw new IllegalArgumentException("One thread or two, not " + count);
            }
            threads = count;
            return this;
        }

        /** TLS with a certificate for 127.0.0.1 and localhost. */
        public Builder tls() {
            return tlsFor("127.0.0.1", "localhost");
        }

        /** TLS with a certificate for these host names or IPv4 addresses, such as a wrong one. */
        public Builder tlsFor(String... hosts) {
            tlsHosts = List.of(hosts);
            return this;
        }

        /** Over TLS, offers HTTP/1.1 alone. */
        public Builder withoutHttp2() {
            http2 = false;
            return this;
        }

        /** A state made before, such as {@link SimulatorSeed}'s or that of a simulator since closed. */
        public Builder cloud(SimulatedCloud state) {
            cloud = state;
            return this;
        }

        /**
         * Starts a simulator that listens when this returns.
         *
         * @throws IOException if the port cannot be had or the certificate cannot be made
         */
        public Simulator start() throws IOException {
            return new Simulator(this);
        }
    }
}
