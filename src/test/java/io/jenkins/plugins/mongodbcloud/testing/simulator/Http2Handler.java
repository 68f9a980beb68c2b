package io.jenkins.plugins.mongodbcloud.testing.simulator;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;

/** The request of one HTTP/2 stream. */
final class Http2Handler extends SimpleChannelInboundHandler<FullHttpRequest> {
    private final Dispatcher dispatcher;

    Http2Handler(Dispatcher dispatcher) {
        this.dispatcher = dispatcher;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
        int connection = Connection.number(ctx.channel().parent());
        Wire wire = new Http2Wire(ctx, request.method().equals(HttpMethod.HEAD));
        dispatcher.dispatch(Http1Handler.received(connection, "HTTP/2", request), wire);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }
}
