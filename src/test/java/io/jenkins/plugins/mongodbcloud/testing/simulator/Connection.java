package io.jenkins.plugins.mongodbcloud.testing.simulator;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.util.AttributeKey;

/** The lowest handler of every TCP connection: numbers and counts it. */
final class Connection extends ChannelInboundHandlerAdapter {
    private static final AttributeKey<Integer> NUMBER = AttributeKey.valueOf(Connection.class, "number");

    private final RequestJournal journal;

    Connection(RequestJournal journal) {
        this.journal = journal;
    }

    /** The number of a TCP connection, counted from 1. */
    static int number(Channel channel) {
        return channel.attr(NUMBER).get();
    }

    /** Ends a TCP connection with a reset, past TLS and HTTP. */
    static void reset(Channel channel) {
        channel.config().setOption(ChannelOption.SO_LINGER, 0);
        abort(channel);
    }

    /** Ends a TCP connection past TLS and HTTP. */
    static void abort(Channel channel) {
        ChannelHandlerContext lowest = channel.pipeline().context(Connection.class);
        if (lowest != null) {
            lowest.close();
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        ctx.channel().attr(NUMBER).set(journal.connectionOpened());
        ctx.fireChannelActive();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        journal.connectionClosed();
        ctx.fireChannelInactive();
    }
}
