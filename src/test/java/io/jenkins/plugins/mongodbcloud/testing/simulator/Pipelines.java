package io.jenkins.plugins.mongodbcloud.testing.simulator;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.group.ChannelGroup;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ApplicationProtocolNegotiationHandler;
import io.netty.handler.ssl.SslContext;

/** Puts together the handlers of each accepted connection: plain HTTP/1, or TLS with what ALPN agrees on. */
final class Pipelines extends ChannelInitializer<Channel> {
    private static final int MAX_REQUEST_BODY = 64 * 1024;

    private final Dispatcher dispatcher;
    private final RequestJournal journal;
    private final ChannelGroup channels;
    private final SslContext tls;

    /** Makes the initializer; {@code tls} is null for plain HTTP. */
    Pipelines(Dispatcher dispatcher, RequestJournal journal, ChannelGroup channels, SslContext tls) {
        this.dispatcher = dispatcher;
        this.journal = journal;
        this.channels = channels;
        this.tls = tls;
    }

    @Override
    protected void initChannel(Channel channel) {
        channels.add(channel);
        ChannelPipeline pipeline = channel.pipeline();
        pipeline.addLast(new Connection(journal));
        if (tls == null) {
            addHttp1(pipeline);
        } else {
            pipeline.addLast(tls.newHandler(channel.alloc()), new Negotiation());
        }
    }

    private void addHttp1(ChannelPipeline pipeline) {
        pipeline.addLast(
                new HttpRequestDecoder(),
                // Only for what the aggregator itself answers, such as "Expect: 100-continue".
                new HttpResponseEncoder(),
                new HttpObjectAggregator(MAX_REQUEST_BODY),
                new Http1Handler(dispatcher));
    }

    private void addHttp2(ChannelPipeline pipeline) {
        ChannelInitializer<Channel> streams = new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel stream) {
                stream.pipeline()
                        .addLast(
                                new Http2StreamFrameToHttpObjectCodec(true),
                                new HttpObjectAggregator(MAX_REQUEST_BODY),
                                new Http2Handler(dispatcher));
            }
        };
        pipeline.addLast(
                Http2FrameCodecBuilder.forServer()
                        .gracefulShutdownTimeoutMillis(0)
                        .build(),
                new Http2MultiplexHandler(streams),
                new QuietEnd());
    }

    private final class Negotiation extends ApplicationProtocolNegotiationHandler {
        private Negotiation() {
            super(ApplicationProtocolNames.HTTP_1_1);
        }

        @Override
        protected void configurePipeline(ChannelHandlerContext ctx, String protocol) {
            if (protocol.equals(ApplicationProtocolNames.HTTP_2)) {
                addHttp2(ctx.pipeline());
            } else {
                addHttp1(ctx.pipeline());
            }
        }

        /** A client that does not trust the certificate is no defect: no warning is logged. */
        @Override
        protected void handshakeFailure(ChannelHandlerContext ctx, Throwable cause) {
            ctx.close();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ctx.close();
        }
    }

    /** A client that resets its connection is no defect either. */
    private static final class QuietEnd extends ChannelInboundHandlerAdapter {
        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ctx.close();
        }
    }
}
