package io.jenkins.plugins.mongodbcloud.testing.simulator;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.util.concurrent.EventExecutor;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/** An HTTP/1 exchange. It writes its bytes itself, below the codec, since half of what it sends no codec would. */
final class Http1Wire implements Wire {
    private final ChannelHandlerContext belowCodec;
    private final boolean head;
    private final boolean keepAlive;
    private final Runnable answered;

    /**
     * Makes the wire of one request.
     *
     * @param belowCodec where bytes are written
     * @param head whether the request is a HEAD
     * @param answered run when the answer is sent and the connection stays
     */
    Http1Wire(ChannelHandlerContext belowCodec, boolean head, boolean keepAlive, Runnable answered) {
        this.belowCodec = belowCodec;
        this.head = head;
        this.keepAlive = keepAlive;
        this.answered = answered;
    }

    @Override
    public EventExecutor executor() {
        return belowCodec.executor();
    }

    @Override
    public void send(SimulatedResponse answer) {
        write(whole(answer)).addListener(written -> sent());
    }

    @Override
    public void cutInHead(SimulatedResponse answer) {
        byte[] start = head(answer, framing(answer));
        writeAndClose(Arrays.copyOf(start, start.length / 2));
    }

    @Override
    public void cutInBody(SimulatedResponse answer) {
        writeAndClose(halfOf(answer));
    }

    @Override
    public void stallInBody(SimulatedResponse answer) {
        write(halfOf(answer));
    }

    @Override
    public void resetStream(long errorCode) {
        close();
    }

    @Override
    public void goAway() {
        close();
    }

    private byte[] halfOf(SimulatedResponse answer) {
        byte[] body = answer.bytes();
        byte[] start = head(answer, framing(answer));
        byte[] cut = Arrays.copyOf(start, start.length + body.length / 2);
        System.arraycopy(body, 0, cut, start.length, body.length / 2);
        return cut;
    }

    @Override
    public void sendSlowly(SimulatedResponse answer, Duration interval) {
        new ChunkWriter(channel(), this::write, ChunkWriter.singly(whole(answer)), interval, this::sent).run();
    }

    @Override
    public void sendBig(SimulatedResponse answer, BigBody body, boolean chunked) {
        String framing = chunked ? "Transfer-Encoding: chunked\r\n" : length(body.length());
        write(head(answer, framing));
        Runnable atEnd = chunked ? () -> write(ascii("0\r\n\r\n")).addListener(written -> sent()) : this::sent;
        new ChunkWriter(channel(), piece -> write(chunked ? chunk(piece) : piece), body::next, Duration.ZERO, atEnd)
                .run();
    }

    @Override
    public void sendRaw(byte[] bytes) {
        writeAndClose(bytes);
    }

    @Override
    public void reset() {
        Connection.reset(channel());
    }

    @Override
    public void close() {
        belowCodec.close();
    }

    @Override
    public void whenClosed(Runnable action) {
        channel().closeFuture().addListener(closed -> action.run());
    }

    private Channel channel() {
        return belowCodec.channel();
    }

    private void sent() {
        if (keepAlive) {
            answered.run();
        } else {
            close();
        }
    }

    private ChannelFuture write(byte[] bytes) {
        return belowCodec.writeAndFlush(Unpooled.wrappedBuffer(bytes));
    }

    private void writeAndClose(byte[] bytes) {
        write(bytes).addListener((ChannelFutureListener) written -> close());
    }

    private byte[] whole(SimulatedResponse answer) {
        byte[] body = answer.mayHaveBody() ? answer.bytes() : new byte[0];
        byte[] start = head(answer, framing(answer));
        if (head) {
            return start;
        }
        byte[] whole = Arrays.copyOf(start, start.length + body.length);
        System.arraycopy(body, 0, whole, start.length, body.length);
        return whole;
    }

    private byte[] head(SimulatedResponse answer, String framing) {
        StringBuilder text = new StringBuilder("HTTP/1.1 ")
                .append(answer.status())
                .append(' ')
                .append(answer.reason())
                .append("\r\n");
        answer.headers()
                .forEach(header -> text.append(header.name())
                        .append(": ")
                        .append(header.value())
                        .append("\r\n"));
        text.append(framing);
        if (!keepAlive) {
            text.append("Connection: close\r\n");
        }
        return text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String framing(SimulatedResponse answer) {
        return answer.mayHaveBody() ? length(answer.bytes().length) : "";
    }

    private static String length(long bytes) {
        return "Content-Length: " + bytes + "\r\n";
    }

    private static byte[] chunk(byte[] piece) {
        byte[] size = ascii(Integer.toHexString(piece.length) + "\r\n");
        byte[] chunk = Arrays.copyOf(size, size.length + piece.length + 2);
        System.arraycopy(piece, 0, chunk, size.length, piece.length);
        chunk[chunk.length - 2] = '\r';
        chunk[chunk.length - 1] = '\n';
        return chunk;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
