package io.jenkins.plugins.mongodbcloud.testing.simulator;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Writes pieces one after another, each once the one before has left, for as long as the channel lives. Between two
 * pieces the event loop serves other connections.
 */
final class ChunkWriter {
    private final Channel channel;
    private final Function<byte[], ChannelFuture> writer;
    private final Supplier<byte[]> pieces;
    private final Duration interval;
    private final Runnable atEnd;

    ChunkWriter(
            Channel channel,
            Function<byte[], ChannelFuture> writer,
            Supplier<byte[]> pieces,
            Duration interval,
            Runnable atEnd) {
        this.channel = channel;
        this.writer = writer;
        this.pieces = pieces;
        this.interval = interval;
        this.atEnd = atEnd;
    }

    /** Writes the next piece; an empty one ends it. */
    void run() {
        if (!channel.isActive()) {
            return;
        }
        byte[] piece = pieces.get();
        if (piece.length == 0) {
            atEnd.run();
            return;
        }
        writer.apply(piece).addListener(written -> {
            if (written.isSuccess()) {
                channel.eventLoop().schedule(this::run, interval.toNanos(), TimeUnit.NANOSECONDS);
            }
        });
    }

    /** The bytes of an array one at a time, then an empty piece. */
    static Supplier<byte[]> singly(byte[] bytes) {
        int[] at = {0};
        return () -> at[0] < bytes.length ? new byte[] {bytes[at[0]++]} : new byte[0];
    }
}
