package io.jenkins.plugins.mongodbcloud.client.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jenkins.plugins.mongodbcloud.client.CallResult;
import io.jenkins.plugins.mongodbcloud.client.ErrorBody;
import io.jenkins.plugins.mongodbcloud.client.ErrorCategory;
import io.jenkins.plugins.mongodbcloud.client.LogSanitizer;
import io.jenkins.plugins.mongodbcloud.client.TransportFailure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.core5.http.Header;

/** Turns an HTTP response into an {@link CallResult}. Whatever came in place of MongoDB's JSON is tolerated. */
final class ResponseParser {

    private static final int MAX_DEPTH = 32;
    private static final int MAX_TEXT = 64 * 1024;
    private static final int MAX_PARAMETERS = 10;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxStringLength(MAX_TEXT)
                            .maxNumberLength(100)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private ResponseParser() {}

    /** @param reader makes the value of a success from its JSON, empty if that is not what it should be */
    static <T> CallResult<T> read(SimpleHttpResponse response, CallState call, Function<JsonNode, Optional<T>> reader) {
        if (call.proxyStatus() != null) {
            return CallResult.failure(
                    new TransportFailure(TransportFailure.Kind.PROXY, "HTTP " + call.proxyStatus()), call.cost());
        }
        JsonNode json = parse(response.getBodyBytes());
        int status = response.getCode();
        // A gateway may move the HTTP status into the body of a success, as the API's own envelope=true does.
        if (status < 300 && json.isObject() && json.path("status").isInt() && json.has("content")) {
            status = json.path("status").intValue();
            json = json.path("content");
            call.answered(status);
        }
        if (status < 200 || status > 599) {
            return CallResult.failure(
                    new TransportFailure(TransportFailure.Kind.UNREADABLE, "HTTP status " + status), call.cost());
        }
        if (status >= 300) {
            return refusal(status, error(response, json), call);
        }
        if (!call.lastWasAuthenticated()) {
            return notAuthenticated(status, call);
        }
        int success = status;
        return reader.apply(json)
                .map(value -> CallResult.success(success, value, call.cost()))
                .orElseGet(() -> CallResult.failure(
                        new TransportFailure(
                                TransportFailure.Kind.UNREADABLE,
                                "HTTP " + success + " with other content than asked for"),
                        call.cost()));
    }

    /** A response of which only the status line was of use, since its body went on past the limit. */
    static <T> CallResult<T> tooLarge(
            ResponseTooLargeException cause, CallState call, Function<JsonNode, Optional<T>> reader) {
        String note = LogSanitizer.oneLine(cause.getMessage());
        if (call.proxyStatus() != null || cause.status() < 200) {
            return CallResult.failure(FailureClassifier.of(cause), call.cost());
        }
        if (cause.status() >= 300) {
            return refusal(cause.status(), new ErrorBody(Optional.empty(), note, List.of()), call);
        }
        if (!call.lastWasAuthenticated()) {
            return notAuthenticated(cause.status(), call);
        }
        return reader.apply(MAPPER.missingNode())
                .map(value -> CallResult.success(cause.status(), value, call.cost()))
                .orElseGet(() -> CallResult.failure(FailureClassifier.of(cause), call.cost()));
    }

    private static <T> CallResult<T> refusal(int status, ErrorBody error, CallState call) {
        return CallResult.refusal(
                status, ErrorCategory.of(status, error, call.lastWasAuthenticated()), error, call.cost());
    }

    /** The API does nothing without authentication, so something else says so: a sign-in page, for one. */
    private static <T> CallResult<T> notAuthenticated(int status, CallState call) {
        return CallResult.refusal(status, ErrorCategory.NO_DIGEST, ErrorBody.NONE, call.cost());
    }

    private static JsonNode parse(byte[] body) {
        if (body == null || body.length == 0) {
            return MAPPER.missingNode();
        }
        try {
            JsonNode json = MAPPER.readTree(body);
            return json == null ? MAPPER.missingNode() : json;
        } catch (IOException | RuntimeException notJson) {
            return MAPPER.missingNode();
        }
    }

    private static ErrorBody error(SimpleHttpResponse response, JsonNode json) {
        Header header = response.getFirstHeader("X-Error-Code");
        Optional<String> code = errorCode(json.path("errorCode").asText(""))
                .or(() -> errorCode(header == null ? "" : header.getValue()));
        String detail = json.path("detail").asText("");
        if (detail.isBlank()) {
            detail = json.path("reason").asText("");
        }
        List<String> parameters = new ArrayList<>();
        for (JsonNode parameter : json.path("parameters")) {
            if (parameter.isValueNode() && parameters.size() < MAX_PARAMETERS) {
                parameters.add(LogSanitizer.oneLine(parameter.asText("")));
            }
        }
        return new ErrorBody(code, LogSanitizer.oneLine(detail), parameters);
    }

    private static Optional<String> errorCode(String text) {
        return text.matches("[A-Za-z0-9_]{1,100}") && text.equals(LogSanitizer.oneLine(text))
                ? Optional.of(text)
                : Optional.empty();
    }
}
