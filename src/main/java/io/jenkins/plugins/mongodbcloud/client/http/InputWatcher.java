package io.jenkins.plugins.mongodbcloud.client.http;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import org.apache.hc.core5.http2.H2Error;
import org.apache.hc.core5.http2.frame.FrameFlag;
import org.apache.hc.core5.http2.frame.FrameType;
import org.apache.hc.core5.reactor.IOEventHandler;
import org.apache.hc.core5.reactor.IOSession;

/**
 * Watches what HttpClient reads from its connections, for two things that HttpCore 5.4.3 gets wrong.
 *
 * <p>GOAWAY of HTTP/2: HttpCore takes the streams above its last one for the server's, not for ours, and lets our request
 * wait for a response that does not come, although it was not processed. So where GOAWAY names a last stream before the
 * one that is open, its error code is changed to REFUSED_STREAM, by which HttpCore fails what is still open, and from
 * which a call learns that it may be repeated.
 *
 * <p>A head of HTTP/1.1 that is cut within a line: HttpCore takes it for complete.
 */
final class InputWatcher {

    private static final int HEAD = 9;
    private static final int TYPE = 3;
    private static final int FLAGS = 4;
    private static final int STREAM = 5;
    /** In a GOAWAY, after the last stream. */
    private static final int ERROR_CODE = HEAD + Integer.BYTES;

    private static final int GOAWAY = ERROR_CODE + Integer.BYTES;
    private static final int END_OF_INPUT = -1;

    /** The connection that is being read. Known to the one I/O thread, which reads and tells of what it read. */
    private Connection current;

    /** The session, of which everything that is read is watched. */
    IOSession decorate(IOSession session) {
        return new Connection().decorate(session);
    }

    /** Whether the connection that is being read has ended, and not after an empty line. */
    boolean isCut() {
        return current != null && current.ended && !current.emptyLine;
    }

    /** What is done before or after a call of another object; the result is null before, and where there is none. */
    private interface Listener {
        void called(String method, Object[] arguments, Object result);
    }

    private static <T> T proxy(Class<T> type, T delegate, Listener before, Listener after) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    before.called(method.getName(), arguments, null);
                    try {
                        Object result = method.invoke(delegate, arguments);
                        after.called(method.getName(), arguments, result);
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    private final class Connection {

        private final byte[] frame = new byte[GOAWAY];
        private boolean encrypted;
        private boolean http2 = true;
        private boolean first = true;
        private long seen;
        private int lastEnded = -1;
        private boolean emptyLine;
        private boolean lineEnd;
        private boolean ended;

        private IOSession decorate(IOSession session) {
            return proxy(IOSession.class, session, this::replaceHandler, this::afterRead);
        }

        private void replaceHandler(String method, Object[] arguments, Object none) {
            if (method.equals("upgrade")) {
                arguments[0] = proxy(
                        IOEventHandler.class,
                        (IOEventHandler) arguments[0],
                        this::beforeInput,
                        (handled, with, nothing) -> {});
            }
        }

        private void afterRead(String method, Object[] arguments, Object result) {
            if (method.equals("read")) {
                current = this;
                int bytes = (Integer) result;
                ended |= bytes == END_OF_INPUT;
                if (!encrypted && bytes > 0) {
                    ByteBuffer source = (ByteBuffer) arguments[0];
                    watchLines(source, source.position() - bytes, source.position());
                }
            }
        }

        /** What is read over TLS is handed to the handler; there is no HTTP/2 without. */
        private void beforeInput(String method, Object[] arguments, Object none) {
            if (method.equals("inputReady")) {
                current = this;
                if (arguments[1] instanceof ByteBuffer source) {
                    encrypted = true;
                    watchFrames(source);
                    watchLines(source, source.position(), source.limit());
                }
            }
        }

        private void watchLines(ByteBuffer buffer, int from, int to) {
            for (int index = from; index < to; index++) {
                byte next = buffer.get(index);
                emptyLine = next == '\n' && lineEnd;
                lineEnd = next == '\n' || next == '\r' && lineEnd;
            }
        }

        private void watchFrames(ByteBuffer buffer) {
            for (int index = buffer.position(); http2 && index < buffer.limit(); index++) {
                if (seen < GOAWAY) {
                    frame[(int) seen] = buffer.get(index);
                }
                seen++;
                if (seen == HEAD && first) {
                    // A server begins with its settings. What begins otherwise is HTTP/1.1.
                    http2 = is(FrameType.SETTINGS) && number(STREAM) == 0;
                    first = false;
                }
                if (seen == GOAWAY && is(FrameType.GOAWAY) && number(ERROR_CODE) == 0 && number(HEAD) < lastEnded + 2) {
                    buffer.put(index, (byte) H2Error.REFUSED_STREAM.getCode());
                }
                if (seen >= HEAD && seen == HEAD + (number(0) >>> Byte.SIZE)) {
                    endFrame();
                }
            }
        }

        /** A connection has one request at a time, so the stream after the last that has ended is the one that is open. */
        private void endFrame() {
            boolean response = is(FrameType.HEADERS) || is(FrameType.DATA);
            if (response && (frame[FLAGS] & FrameFlag.END_STREAM.getValue()) != 0) {
                lastEnded = Math.max(lastEnded, number(STREAM));
            }
            seen = 0;
        }

        private boolean is(FrameType type) {
            return frame[TYPE] == type.getValue();
        }

        private int number(int offset) {
            return ByteBuffer.wrap(frame).getInt(offset);
        }
    }
}
