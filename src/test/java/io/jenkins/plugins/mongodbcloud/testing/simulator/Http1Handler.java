package io.jenkins.plugins.mongodbcloud.testing.simulator;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpUtil;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/** The requests of one HTTP/1 connection, one after another: a pipelined one waits for the answer to the one before. */
final class Http1Handler extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final int MAX_WAITING = 1_000;

    private final Dispatcher dispatcher;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private boolean busy;

    Http1Handler(Dispatcher dispatcher) {
        this.dispatcher = dispatcher;
    }

    /** What is kept of a request of either version of HTTP. */
    static ReceivedRequest received(int connection, String protocol, FullHttpRequest request) {
        HttpHeaders headers = request.headers();
        return new ReceivedRequest(
                connection,
                protocol,
                request.method().name(),
                request.uri(),
                String.join(",", headers.getAll(HttpHeaderNames.ACCEPT)),
                headers.getAll(HttpHeaderNames.AUTHORIZATION),
                headers.get(HttpHeaderNames.CONTENT_TYPE, ""),
                request.content().toString(StandardCharsets.UTF_8));
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
        if (waiting.size() == MAX_WAITING) {
            ctx.close();
            return;
        }
        boolean readable = request.decoderResult().isSuccess();
        waiting.add(new Waiting(
                received(
                        Connection.number(ctx.channel()),
                        request.protocolVersion().text(),
                        request),
                request.method().equals(HttpMethod.HEAD),
                readable && HttpUtil.isKeepAlive(request),
                readable));
        next(ctx);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }

    private void next(ChannelHandlerContext ctx) {
        if (busy || waiting.isEmpty() || !ctx.channel().isActive()) {
            return;
        }
        busy = true;
        Waiting request = waiting.removeFirst();
        Wire wire =
                new Http1Wire(ctx.pipeline().context(HttpRequestDecoder.class), request.head, request.keepAlive, () -> {
                    busy = false;
                    next(ctx);
                });
        if (request.readable) {
            dispatcher.dispatch(request.received, wire);
        } else {
            dispatcher.unreadable(request.received, wire);
        }
    }

    private record Waiting(ReceivedRequest received, boolean head, boolean keepAlive, boolean readable) {}
}
