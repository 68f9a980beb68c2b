package io.jenkins.plugins.mongodbcloud.testing.simulator;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A JSON body of a given length, made piece by piece as it is sent. */
final class BigBody {
    private static final int PIECE = 8192;
    private static final byte[] START = "{\"detail\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "\"}".getBytes(StandardCharsets.US_ASCII);

    private final long length;
    private long made;

    /** A body of {@code length} bytes, which is valid JSON from 13 bytes on. */
    BigBody(long length) {
        this.length = length;
    }

    long length() {
        return length;
    }

    /** The next piece; empty at the end. */
    byte[] next() {
        byte[] piece = new byte[(int) Math.min(PIECE, length - made)];
        Arrays.fill(piece, (byte) 'x');
        for (int i = 0; i < piece.length && made + i < START.length; i++) {
            piece[i] = START[(int) (made + i)];
        }
        long endAt = length - END.length;
        for (long i = Math.max(0, endAt - made); i < piece.length; i++) {
            piece[(int) i] = END[(int) (made + i - endAt)];
        }
        made += piece.length;
        return piece;
    }
}
