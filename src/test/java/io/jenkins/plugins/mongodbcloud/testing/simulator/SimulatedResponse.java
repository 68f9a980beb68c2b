package io.jenkins.plugins.mongodbcloud.testing.simulator;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/**
 * A whole HTTP answer, not yet bound to a version of HTTP.
 *
 * @param status the HTTP status
 * @param headers all but those on length and connection, which the wire adds
 * @param body sent as UTF-8; empty for none
 * @param errorCode MongoDB's code if this is one of its errors, or null
 * @param coding how the body is compressed, {@code gzip} or {@code deflate}, or null for not at all
 */
record SimulatedResponse(int status, List<Header> headers, String body, String errorCode, String coding) {
    static final String JSON = "application/json";
    private static final int SUCCESS = 200;
    private static final int AFTER_SUCCESS = 300;
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;

    record Header(String name, String value) {}

    SimulatedResponse {
        headers = List.copyOf(headers);
    }

    static SimulatedResponse of(int status, String contentType, String body) {
        return new SimulatedResponse(status, List.of(new Header("Content-Type", contentType)), body, null, null);
    }

    static SimulatedResponse empty(int status) {
        return new SimulatedResponse(status, List.of(), "", null, null);
    }

    SimulatedResponse with(String name, String value) {
        List<Header> more = new ArrayList<>(headers);
        more.add(new Header(name, value));
        return new SimulatedResponse(status, more, body, errorCode, coding);
    }

    /** Another status and body under the same headers, the content type set to JSON. */
    SimulatedResponse withJson(int newStatus, String newBody) {
        List<Header> kept = new ArrayList<>(headers);
        kept.removeIf(header -> header.name().equals("Content-Type"));
        kept.add(new Header("Content-Type", JSON));
        return new SimulatedResponse(newStatus, kept, newBody, errorCode, coding);
    }

    /** The same answer with its body compressed. */
    SimulatedResponse compressed(String newCoding) {
        SimulatedResponse labelled = with("Content-Encoding", newCoding);
        return new SimulatedResponse(status, labelled.headers, body, errorCode, newCoding);
    }

    boolean successful() {
        return isSuccess(status);
    }

    static boolean isSuccess(int status) {
        return status >= SUCCESS && status < AFTER_SUCCESS;
    }

    boolean json() {
        return headers.stream()
                .anyMatch(header ->
                        header.name().equals("Content-Type") && header.value().contains("json"));
    }

    boolean challenges() {
        return headers.stream().anyMatch(header -> header.name().equals("WWW-Authenticate"));
    }

    /** Whether HTTP lets an answer of this status have a body at all. */
    boolean mayHaveBody() {
        return status >= SUCCESS && status != NO_CONTENT && status != NOT_MODIFIED;
    }

    byte[] bytes() {
        byte[] plain = body.getBytes(StandardCharsets.UTF_8);
        if (coding == null) {
            return plain;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = coding.equals("gzip") ? new GZIPOutputStream(bytes) : new DeflaterOutputStream(bytes)) {
            out.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    String reason() {
        return HttpResponseStatus.valueOf(status).reasonPhrase();
    }
}
