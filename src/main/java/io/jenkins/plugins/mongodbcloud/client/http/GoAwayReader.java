package io.jenkins.plugins.mongodbcloud.client.http;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.function.BiConsumer;
import org.apache.hc.core5.http2.H2Error;
import org.apache.hc.core5.http2.frame.FrameFlag;
import org.apache.hc.core5.http2.frame.FrameType;
import org.apache.hc.core5.reactor.IOEventHandler;
import org.apache.hc.core5.reactor.IOSession;

/**
 * Watches what HttpClient reads from a connection for HTTP/2's GOAWAY. HttpCore 5.4.3 takes the streams above its last one
 * for the server's, not for ours, and lets our request wait for a response that does not come, although it was not
 * processed. So where GOAWAY names a last stream before the one that is open, its error code is changed to REFUSED_STREAM, by which
 * HttpCore fails what is still open, and from which a call learns that it may be repeated.
 */
final class GoAwayReader {

    private static final int HEAD = 9;
    private static final int TYPE = 3;
    private static final int FLAGS = 4;
    private static final int STREAM = 5;
    /** In a GOAWAY, after the last stream. */
    private static final int ERROR_CODE = HEAD + Integer.BYTES;

    private static final int GOAWAY = ERROR_CODE + Integer.BYTES;

    private final byte[] frame = new byte[GOAWAY];
    private boolean http2 = true;
    private boolean first = true;
    private long seen;
    private int lastEnded = -1;

    private GoAwayReader() {}

    /** The session, of which the handler is replaced by one that shows what is read to a reader first. */
    static IOSession decorate(IOSession session) {
        return proxy(IOSession.class, session, (method, arguments) -> {
            if (method.equals("upgrade")) {
                GoAwayReader reader = new GoAwayReader();
                arguments[0] = proxy(IOEventHandler.class, (IOEventHandler) arguments[0], reader::watch);
            }
        });
    }

    private static <T> T proxy(Class<T> type, T delegate, BiConsumer<String, Object[]> before) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    before.accept(method.getName(), arguments);
                    try {
                        return method.invoke(delegate, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    /** What is read over TLS is handed to the handler; there is no HTTP/2 without. */
    private void watch(String method, Object[] arguments) {
        if (method.equals("inputReady") && arguments[1] instanceof ByteBuffer source) {
            watch(source);
        }
    }

    private void watch(ByteBuffer buffer) {
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
