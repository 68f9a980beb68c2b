package io.jenkins.plugins.mongodbcloud.client.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/** Undoes the content encodings that some gateways apply although nobody asked for one. */
final class ContentEncoding {

    private static final int ZLIB_METHOD = 8;

    private ContentEncoding() {}

    /**
     * The decoded body, up to this many bytes and one more if it is longer; empty if it cannot be decoded, which is so
     * too if it was encoded more than once.
     *
     * @param names the values of the response's {@code Content-Encoding} headers
     */
    static Optional<byte[]> decode(byte[] body, List<String> names, int limit) {
        String name = String.join(",", names).trim().toLowerCase(Locale.ROOT);
        if (name.isEmpty() || name.equals("identity")) {
            return Optional.of(body);
        }
        try (InputStream decoded = open(name, body)) {
            return decoded == null ? Optional.empty() : Optional.of(decoded.readNBytes(limit + 1));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static InputStream open(String name, byte[] body) throws IOException {
        InputStream encoded = new ByteArrayInputStream(body);
        return switch (name) {
            case "gzip", "x-gzip" -> new GZIPInputStream(encoded);
            // RFC 9110 means zlib's format; some send the bare one.
            case "deflate" ->
                body.length > 0 && (body[0] & 0x0f) == ZLIB_METHOD
                        ? new InflaterInputStream(encoded)
                        : new InflaterInputStream(encoded, new Inflater(true));
            default -> null;
        };
    }
}
