package io.jenkins.plugins.mongodbcloud.testing.simulator;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.Arrays;

/** An HTTP/2 exchange. What ends a connection in HTTP/1 ends the whole connection here too, with all its streams. */
final class Http2Wire implements Wire {
    /** A frame head that promises 64 bytes of HEADERS (type 1, END_HEADERS); the stream's number follows. */
    private static final int PROMISED = 64;

    private static final int HEADERS_FRAME = 1;
    private static final int END_HEADERS = 4;
    private static final int GOAWAY_FRAME = 7;
    private static final int STATUS_200_IN_HPACK = 0x88;

    private final ChannelHandlerContext stream;
    private final boolean head;

    Http2Wire(ChannelHandlerContext stream, boolean head) {
        this.stream = stream;
        this.head = head;
    }

    @Override
    public EventExecutor executor() {
        return stream.executor();
    }

    @Override
    public void send(SimulatedResponse answer) {
        byte[] body = answer.mayHaveBody() && !head ? answer.bytes() : new byte[0];
        DefaultFullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(answer.status()), Unpooled.wrappedBuffer(body));
        fill(response, answer);
        if (answer.mayHaveBody()) {
            response.headers().set(HttpHeaderNames.CONTENT_LENGTH, answer.bytes().length);
        }
        stream.writeAndFlush(response);
    }

    @Override
    public void cutInHead(SimulatedResponse answer) {
        ByteBuf start = Unpooled.buffer();
        start.writeMedium(PROMISED)
                .writeByte(HEADERS_FRAME)
                .writeByte(END_HEADERS)
                .writeInt(streamId())
                .writeByte(STATUS_200_IN_HPACK);
        byte[] bytes = new byte[start.readableBytes()];
        start.readBytes(bytes);
        sendRaw(bytes);
    }

    @Override
    public void cutInBody(SimulatedResponse answer) {
        writeHalfOf(answer).addListener(written -> close());
    }

    @Override
    public void stallInBody(SimulatedResponse answer) {
        writeHalfOf(answer);
    }

    private ChannelFuture writeHalfOf(SimulatedResponse answer) {
        byte[] body = answer.bytes();
        stream.write(head(answer, body.length));
        return write(Arrays.copyOf(body, body.length / 2));
    }

    @Override
    public void resetStream(long errorCode) {
        stream.writeAndFlush(new DefaultHttp2ResetFrame(errorCode));
    }

    @Override
    public void goAway() {
        // Past the codec, which would name the streams that it has seen.
        ByteBuf frame = Unpooled.buffer();
        frame.writeMedium(2 * Integer.BYTES)
                .writeByte(GOAWAY_FRAME)
                .writeByte(0)
                .writeInt(0)
                .writeInt(streamId() - 2)
                .writeInt(0);
        belowCodec().writeAndFlush(frame);
    }

    @Override
    public void sendSlowly(SimulatedResponse answer, Duration interval) {
        byte[] body = answer.mayHaveBody() && !head ? answer.bytes() : new byte[0];
        stream.writeAndFlush(head(answer, answer.mayHaveBody() ? body.length : -1));
        new ChunkWriter(stream.channel(), this::write, ChunkWriter.singly(body), interval, this::end).run();
    }

    @Override
    public void sendBig(SimulatedResponse answer, BigBody body, boolean chunked) {
        stream.writeAndFlush(head(answer, chunked ? -1 : body.length()));
        new ChunkWriter(stream.channel(), this::write, body::next, Duration.ZERO, this::end).run();
    }

    @Override
    public void sendRaw(byte[] bytes) {
        belowCodec().writeAndFlush(Unpooled.wrappedBuffer(bytes)).addListener(written -> close());
    }

    @Override
    public void reset() {
        Connection.reset(connection());
    }

    @Override
    public void close() {
        belowCodec().close();
    }

    @Override
    public void whenClosed(Runnable action) {
        stream.channel().closeFuture().addListener(closed -> action.run());
    }

    private int streamId() {
        return ((Http2StreamChannel) stream.channel()).stream().id();
    }

    private Channel connection() {
        return stream.channel().parent();
    }

    private ChannelHandlerContext belowCodec() {
        return connection().pipeline().context(Http2FrameCodec.class);
    }

    private ChannelFuture write(byte[] bytes) {
        return stream.writeAndFlush(new DefaultHttpContent(Unpooled.wrappedBuffer(bytes)));
    }

    private void end() {
        stream.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
    }

    private static HttpResponse head(SimulatedResponse answer, long length) {
        HttpResponse response =
                new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(answer.status()));
        fill(response, answer);
        if (length >= 0) {
            response.headers().set(HttpHeaderNames.CONTENT_LENGTH, length);
        }
        return response;
    }

    private static void fill(HttpResponse response, SimulatedResponse answer) {
        answer.headers().forEach(header -> response.headers().add(header.name(), header.value()));
    }
}
