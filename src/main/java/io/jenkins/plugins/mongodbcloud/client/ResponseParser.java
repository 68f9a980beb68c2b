package io.jenkins.plugins.mongodbcloud.client;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jenkins.plugins.mongodbcloud.client.CallResult.Cost;
import io.jenkins.plugins.mongodbcloud.client.TransportFailure.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes a {@link CallResult} of a {@link Response}, whatever it holds. */
public final class ResponseParser {

    private static final int MAX_DEPTH = 32;
    private static final int MAX_TEXT = 64 * 1024;
    private static final int MAX_PARAMETERS = 10;
    private static final int PROXY_AUTHENTICATION_REQUIRED = 407;

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

    /**
     * The result of a call that ends with this response; {@link CallResult#isRetriable} says whether another attempt
     * may end otherwise. Never throws.
     *
     * @param authenticated whether the request carried a response to a challenge, or a token
     * @param cost of the call so far; a response after which it is not known whether the request had an effect is
     *     added to it
     */
    public static <T> CallResult<T> parse(Operation<T> operation, Response response, boolean authenticated, Cost cost) {
        int status = response.status();
        if (status == PROXY_AUTHENTICATION_REQUIRED) {
            return CallResult.proxyFailure(status, cost);
        }
        JsonNode document = response.truncated() ? MAPPER.missingNode() : document(response.body());
        // A gateway may move the HTTP status into the body of a success, as the API's own envelope=true does.
        if (status < 300 && document.isObject() && document.path("status").isInt() && document.has("content")) {
            status = document.path("status").intValue();
            document = document.path("content");
        }
        Cost own = authenticated && status >= 500 ? cost.withPossibleEffect() : cost;
        if (status < 200 || status > 599) {
            return CallResult.failure(new TransportFailure(Kind.UNREADABLE, "HTTP status " + status), own);
        }
        if (status >= 300) {
            ErrorBody error = error(response, document);
            ErrorCategory category = ErrorCategory.of(status, error, authenticated);
            return CallResult.refusal(status, category, error, RetryHints.retryAfter(response, error), own);
        }
        if (!authenticated) {
            return CallResult.refusal(status, ErrorCategory.NO_DIGEST, ErrorBody.NONE, Optional.empty(), own);
        }
        if (response.truncated() && operation.expectsContent()) {
            return CallResult.failure(tooLarge(operation.maxBytes()), own);
        }
        try {
            return CallResult.success(status, operation.reader().read(document), own);
        } catch (UnreadableResponseException e) {
            return CallResult.failure(
                    new TransportFailure(Kind.UNREADABLE, "HTTP " + status + ", " + e.getMessage()), own);
        }
    }

    private static TransportFailure tooLarge(int limit) {
        return new TransportFailure(Kind.TOO_LARGE, "the answer is larger than " + limit + " bytes");
    }

    private static JsonNode document(byte[] body) {
        if (body.length == 0) {
            return MAPPER.missingNode();
        }
        try {
            JsonNode json = MAPPER.readTree(body);
            return json == null ? MAPPER.missingNode() : json;
        } catch (IOException | RuntimeException e) {
            return MAPPER.missingNode();
        }
    }

    private static ErrorBody error(Response response, JsonNode json) {
        Optional<String> code = errorCode(json.path("errorCode").asText(""))
                .or(() -> response.header("x-error-code").flatMap(ResponseParser::errorCode));
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
        String shown = response.truncated() ? tooLarge(64 * 1024).detail() : LogSanitizer.oneLine(detail);
        return new ErrorBody(code, shown, parameters);
    }

    private static Optional<String> errorCode(String text) {
        return text.matches("[A-Za-z0-9_]{1,100}") && text.equals(LogSanitizer.oneLine(text))
                ? Optional.of(text)
                : Optional.empty();
    }
}
