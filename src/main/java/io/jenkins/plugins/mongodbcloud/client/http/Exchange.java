package io.jenkins.plugins.mongodbcloud.client.http;

import io.jenkins.plugins.mongodbcloud.client.ClientLimits;
import io.jenkins.plugins.mongodbcloud.client.ProxyRules.Proxy;
import io.jenkins.plugins.mongodbcloud.client.Response;
import io.jenkins.plugins.mongodbcloud.client.ResponseParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.apache.hc.client5.http.async.AsyncExecRuntime;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.HttpVersion;
import org.apache.hc.core5.http.nio.AsyncResponseConsumer;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.http.protocol.HttpCoreContext;

/** One request and its response, bounded in time and bytes. {@link HttpTransport} carries it. */
final class Exchange implements AsyncResponseConsumer<Void> {

    private static final String ATTRIBUTE = Exchange.class.getName();

    private final HttpTransport transport;
    private final HttpHost target;
    private final SimpleHttpRequest request;
    private final HttpClientContext context;
    private final ClientLimits limits;
    private final Optional<Proxy> proxy;
    private final int successBytes;
    private final BooleanSupplier over;
    private final StallTimer stall;
    private final CompletableFuture<Response> response = new CompletableFuture<>();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final Map<String, List<String>> headers = new TreeMap<>();
    private final AtomicInteger written = new AtomicInteger();
    private final AtomicBoolean ended = new AtomicBoolean();

    private volatile AsyncExecRuntime runtime;
    private volatile Future<?> execution;
    private volatile int status;
    private volatile boolean truncated;
    private volatile boolean received;

    /**
     * @param context of this exchange alone; it knows how the proxy is authenticated to
     * @param proxy through which the request goes, if through any
     * @param successBytes how much of the body of a success is read
     * @param over whether nothing may be sent any more; asked when there is a connection
     */
    Exchange(
            HttpTransport transport,
            HttpHost target,
            SimpleHttpRequest request,
            HttpClientContext context,
            ClientLimits limits,
            Optional<Proxy> proxy,
            int successBytes,
            BooleanSupplier over,
            Scheduler timers) {
        this.transport = transport;
        this.target = target;
        this.request = request;
        this.context = context;
        this.limits = limits;
        this.proxy = proxy;
        this.successBytes = successBytes;
        this.over = over;
        this.stall = new StallTimer(limits.response(), timers, this::stalled);
        context.setAttribute(ATTRIBUTE, this);
        response.whenComplete((done, failure) -> stall.stop());
    }

    static Exchange of(HttpContext context) {
        return (Exchange) context.getAttribute(ATTRIBUTE);
    }

    /**
     * Starts the exchange. Its response comes when the connection is back in the pool, where the next exchange finds
     * it.
     */
    CompletableFuture<Response> start() {
        transport.start(this);
        return response;
    }

    HttpHost target() {
        return target;
    }

    SimpleHttpRequest request() {
        return request;
    }

    HttpClientContext context() {
        return context;
    }

    ClientLimits limits() {
        return limits;
    }

    Optional<Proxy> proxy() {
        return proxy;
    }

    /** The status of the response; 0 if there is none. */
    int status() {
        return status;
    }

    /** How many times the request was written: twice if a proxy wanted to be told its credentials first. */
    int written() {
        return written.get();
    }

    /** Whether the response came from a proxy that was asked for a tunnel. */
    boolean isTunnelRefused() {
        return status != 0 && written.get() == 0;
    }

    /**
     * Whether the endpoint, for all that is known, acted on the request: it said neither that nor the contrary. A server
     * error does not say the contrary.
     */
    boolean isInconclusive() {
        return written.get() > 0 && !received && (status < 300 || status >= 500);
    }

    /** The future of HttpClient's own, by which it can be cancelled until there is a connection. */
    void carriedBy(Future<?> newExecution) {
        execution = newExecution;
        if (ended.get()) {
            newExecution.cancel(true);
        }
    }

    /** There is a connection to send the request on; false if it may not be sent any more. */
    boolean connected(AsyncExecRuntime newRuntime) {
        runtime = newRuntime;
        return !ended.get() && !over.getAsBoolean();
    }

    /** The request is about to be written, on the connection of this context. */
    void requestWritten(HttpCoreContext connection) {
        written.incrementAndGet();
        boolean multiplexed = connection.getProtocolVersion().greaterEquals(HttpVersion.HTTP_2);
        // HTTP/2 has bytes that are of no stream; HTTP/1.1 has a head that comes byte by byte.
        stall.start(multiplexed ? () -> 0 : connection.getEndpointDetails()::getReceivedBytesCount);
    }

    private void stalled() {
        String what = status == 0 ? "no response within " : "the response stalled for ";
        fail(new SocketTimeoutException(what + limits.response().toMillis() + " ms"));
    }

    /** Gives the exchange up, and with it its connection, unless it is over. */
    void cancel() {
        fail(new CancellationException("the call is over"));
    }

    private void fail(Exception cause) {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        Future<?> wholeExecution = execution;
        AsyncExecRuntime connection = runtime;
        if (wholeExecution != null) {
            wholeExecution.cancel(true);
        }
        // HttpClient does not cancel a request on a connection that was open before.
        if (connection != null) {
            connection.discardEndpoint();
        }
        response.completeExceptionally(cause);
    }

    @Override
    public void consumeResponse(
            HttpResponse head, EntityDetails entity, HttpContext ignored, FutureCallback<Void> unused)
            throws IOException {
        stall.byteCame();
        requireWholeHead(head, entity);
        for (Header header : head.getHeaders()) {
            headers.computeIfAbsent(header.getName().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(header.getValue() == null ? "" : header.getValue());
        }
        status = head.getCode();
        received = entity == null;
    }

    /** HttpClient takes a head for complete where the connection ends; its body would then end with the connection. */
    private void requireWholeHead(HttpResponse head, EntityDetails entity) throws IOException {
        boolean lines = !HttpVersion.HTTP_2.equals(head.getVersion());
        boolean bodiless = entity == null || entity.getContentLength() == 0;
        boolean untilTheEnd = !bodiless
                && HttpVersion.HTTP_1_1.equals(head.getVersion())
                && !head.containsHeader(HttpHeaders.CONTENT_LENGTH)
                && !head.containsHeader(HttpHeaders.TRANSFER_ENCODING)
                && !head.containsHeader(HttpHeaders.CONNECTION);
        if (untilTheEnd || lines && bodiless && transport.isInputCut()) {
            throw new ConnectionClosedException("the response broke off in its head");
        }
    }

    @Override
    public void informationResponse(HttpResponse head, HttpContext ignored) {
        stall.byteCame();
    }

    @Override
    public void updateCapacity(CapacityChannel channel) throws IOException {
        channel.update(Integer.MAX_VALUE);
    }

    @Override
    public void consume(ByteBuffer source) throws IOException {
        stall.byteCame();
        int taken = Math.min(source.remaining(), limit() - body.size());
        byte[] bytes = new byte[taken];
        source.get(bytes);
        body.writeBytes(bytes);
        if (source.hasRemaining()) {
            truncated = true;
            throw new IOException("the response is larger than " + limit() + " bytes");
        }
    }

    private int limit() {
        return status < 300 ? successBytes : ResponseParser.ERROR_BYTES;
    }

    @Override
    public void streamEnd(List<? extends Header> trailers) {
        received = true;
    }

    @Override
    public void releaseResources() {
        if (received) {
            complete();
        }
    }

    @Override
    public void failed(Exception cause) {
        if (FailureClassifier.isHttp1Required(cause)) {
            transport.useHttp1(target);
        }
        if (truncated) {
            received = true;
            complete();
        } else if (ended.compareAndSet(false, true)) {
            response.completeExceptionally(cause);
        }
    }

    private void complete() {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        byte[] bytes = body.toByteArray();
        if (!truncated) {
            List<String> encodings = headers.getOrDefault("content-encoding", List.of());
            Optional<byte[]> decoded = ContentEncoding.decode(bytes, encodings, limit());
            if (decoded.isPresent()) {
                headers.remove("content-encoding");
                bytes = decoded.get();
                truncated = bytes.length > limit();
            }
        }
        response.complete(new Response(status, headers, bytes, truncated));
    }
}
