package io.jenkins.plugins.mongodbcloud.client;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One operation of the Administration API.
 *
 * @param method the HTTP method
 * @param path below the base URL, with its query
 * @param version the version of the Atlas Administration API, a date, in which Atlas offers it; the other products have
 *     no versions
 * @param projectId the project or organization whose rate limit it counts against; empty if it concerns none
 * @param body a JSON document to send; null for none
 * @param repeatable whether it may be sent again after an attempt that may have taken effect
 * @param maxBytes how much of the body of a success is read
 * @param expectsContent whether a success has a document for {@code reader}; if not, its body has to be empty or a
 *     JSON object that says nothing
 * @param reader makes the value of a success from its document
 */
public record Operation<T>(
        String method,
        String path,
        String version,
        String projectId,
        String body,
        boolean repeatable,
        int maxBytes,
        boolean expectsContent,
        Reader<T> reader) {

    /** An operation that sends no document and may be repeated. */
    public Operation(
            String method,
            String path,
            String version,
            String projectId,
            int maxBytes,
            boolean expectsContent,
            Reader<T> reader) {
        this(method, path, version, projectId, null, true, maxBytes, expectsContent, reader);
    }

    /** Whether its errors may have the form of OAuth 2.0 (RFC 6749, section 5.2), as those of token endpoints have. */
    public boolean hasOauthErrors() {
        return path.startsWith("/api/oauth/");
    }

    /** Makes the value of a success from its document. */
    @FunctionalInterface
    public interface Reader<T> {

        /**
         * Reads the document; a missing node if there is none.
         *
         * @throws UnreadableResponseException if the document is not what the operation returns
         */
        T read(JsonNode document) throws UnreadableResponseException;
    }
}
