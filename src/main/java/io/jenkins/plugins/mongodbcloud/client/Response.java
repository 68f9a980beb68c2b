package io.jenkins.plugins.mongodbcloud.client;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An HTTP response as it was received, content encodings undone.
 *
 * @param status the HTTP status of the status line
 * @param headers by lower-case name, the values of a name in their order; without {@code content-encoding} if the
 *     body was decoded
 * @param body empty if there is none; as much as was read if it is truncated
 * @param truncated whether the body is longer than the limit up to which it was read
 */
public record Response(int status, Map<String, List<String>> headers, byte[] body, boolean truncated) {

    public Response {
        headers = Map.copyOf(headers);
        body = body == null ? new byte[0] : body.clone();
    }

    @Override
    public byte[] body() {
        return body.clone();
    }

    /** The first value of a header, by its lower-case name. */
    public Optional<String> header(String name) {
        return headers.getOrDefault(name, List.of()).stream().findFirst();
    }
}
