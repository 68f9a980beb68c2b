package io.jenkins.plugins.mongodbcloud.testing.simulator;

import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;

/** The way on which one request came and its answer goes, whole or in ways that no well-behaved server takes. */
interface Wire {
    EventExecutor executor();

    /** Sends an answer. */
    void send(SimulatedResponse answer);

    /** Sends half of the head, then ends the connection. */
    void cutInHead(SimulatedResponse answer);

    /** Sends the head and half of the body, then ends the connection. */
    void cutInBody(SimulatedResponse answer);

    /** Sends the head and half of the body, then nothing more. */
    void stallInBody(SimulatedResponse answer);

    /** Resets the HTTP/2 stream with this error code; closes an HTTP/1 connection. */
    void resetStream(long errorCode);

    /** Sends a GOAWAY with a last stream below this one; closes an HTTP/1 connection. */
    void goAway();

    /** Sends an answer a byte at a time. */
    void sendSlowly(SimulatedResponse answer, Duration interval);

    /** Sends a head, then the body as it is made; without a length if chunked. */
    void sendBig(SimulatedResponse head, BigBody body, boolean chunked);

    /** Sends bytes past any codec (but inside TLS), then ends the connection. */
    void sendRaw(byte[] bytes);

    /** Resets the TCP connection. */
    void reset();

    /** Ends the connection in order. */
    void close();

    /** Has an action run once the connection is closed. */
    void whenClosed(Runnable action);
}
