package io.jenkins.plugins.mongodbcloud.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mongodbcloud.client.CallResult.Cost;
import io.jenkins.plugins.mongodbcloud.client.ResponseBody.Format;
import io.jenkins.plugins.mongodbcloud.client.TransportFailure.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes a {@link CallResult} of a {@link Response}. A success is believed only if it is the API's: the request was
 * authenticated, and the body is one that the operation returns.
 */
public final class ResponseParser {

    /** How many bytes are read of the body of a response that is not a success. */
    public static final int ERROR_BYTES = 64 * 1024;

    private static final int MAX_PARAMETERS = 10;
    private static final int NO_CONTENT = 204;
    private static final int PROXY_AUTHENTICATION_REQUIRED = 407;

    private ResponseParser() {}

    /**
     * The result of a call that ends with this response; {@link CallResult#isRetriable} says whether another attempt
     * may end otherwise. Never throws.
     *
     * <p>A 401 is taken for final. If the request was not authenticated, no challenge in the response can be answered,
     * and the result says what was offered; if it was, it refuses the authentication, unless its error code says
     * something else.
     *
     * @param authenticated whether the request carried a response to a challenge, or a token
     * @param cost of the call so far; if the request may have had an effect all the same, that is added to it
     */
    public static <T> CallResult<T> parse(Operation<T> operation, Response response, boolean authenticated, Cost cost) {
        int status = response.status();
        if (status == PROXY_AUTHENTICATION_REQUIRED) {
            return CallResult.proxyFailure(status, cost);
        }
        ResponseBody body = ResponseBody.of(response);
        Integer enveloped = status >= 200 && status < 300 ? envelopedStatus(body.json()) : null;
        if (enveloped != null) {
            status = enveloped;
            body = body.content();
        }
        // A server error may come after the effect, as may a success that something on the way has rewritten.
        Cost unclear = authenticated ? cost.withPossibleEffect() : cost;
        if (status < 200 || status > 599) {
            return unreadable("HTTP status " + status, unclear);
        }
        if (status >= 300) {
            return error(status, response, body, operation, authenticated, status >= 500 ? unclear : cost);
        }
        if (!authenticated) {
            ErrorBody error = new ErrorBody(Optional.empty(), body.describe(), List.of());
            return CallResult.refusal(status, ErrorCategory.NOT_FROM_API, error, Optional.empty(), cost);
        }
        if (body.format() == Format.TOO_LARGE) {
            return CallResult.failure(new TransportFailure(Kind.TOO_LARGE, http(status, body.describe())), unclear);
        }
        try {
            requireSuccess(operation, response.status(), body);
            return CallResult.success(status, operation.reader().read(body.json()), cost);
        } catch (UnreadableResponseException e) {
            return unreadable(http(status, e.getMessage()), unclear);
        }
    }

    /** A gateway may move the HTTP status into the body of a success, as the API's own {@code envelope=true} does. */
    private static Integer envelopedStatus(JsonNode json) {
        JsonNode status = json.path("status");
        return json.has("content") && isStatus(status) ? Integer.valueOf(status.asInt()) : null;
    }

    private static boolean isStatus(JsonNode status) {
        return status.isInt() || status.isTextual() && status.asText().matches("\\d{1,4}");
    }

    /** @throws UnreadableResponseException if the body is not one of a success */
    private static void requireSuccess(Operation<?> operation, int status, ResponseBody body)
            throws UnreadableResponseException {
        boolean empty = status == NO_CONTENT || body.format() == Format.EMPTY;
        if (empty && !operation.expectsContent()) {
            return;
        }
        boolean fits = body.json().isObject() && !reportsError(body.json());
        if (!fits || !operation.expectsContent() && !isBare(body.json())) {
            throw new UnreadableResponseException(body.describe());
        }
    }

    /** Whether a document has nothing to say: what says more in the place of no content may be a gateway's refusal. */
    private static boolean isBare(JsonNode json) {
        return json.properties().stream()
                .allMatch(field -> field.getValue().isNull() || field.getKey().matches("links|status"));
    }

    /** Whether a document contradicts the success status that it came with, in MongoDB's form or in that of a gateway. */
    private static boolean reportsError(JsonNode json) {
        for (var field : json.properties()) {
            String name = field.getKey();
            JsonNode value = field.getValue();
            boolean error = name.matches("(?i).*(error|fault|exception).*") && !value.isNull();
            boolean status = name.matches("(?i)status_?(code)?") && !value.isNull() && !isSuccess(value);
            boolean denied = name.matches("(?i)ok|success") && value.isBoolean() && !value.asBoolean();
            if (error || status || denied) {
                return true;
            }
        }
        return false;
    }

    private static boolean isSuccess(JsonNode status) {
        return isStatus(status) && status.asInt() >= 200 && status.asInt() < 300;
    }

    private static <T> CallResult<T> error(
            int status,
            Response response,
            ResponseBody body,
            Operation<?> operation,
            boolean authenticated,
            Cost cost) {
        boolean oauth = operation.hasOauthErrors() && body.json().path("error").isTextual();
        ErrorBody read = oauth ? oauthError(body) : errorBody(response, body);
        ErrorCategory category = ErrorRules.category(status, response, body, read, authenticated);
        boolean guessed = category == ErrorCategory.NOT_FROM_API || category == ErrorCategory.WRONG_BASE_URL;
        if (authenticated && guessed && body.format() == Format.ENCODED) {
            return unreadable(http(status, body.describe()), cost);
        }
        ErrorBody error = category == ErrorCategory.UNSUPPORTED_AUTHENTICATION
                ? read.withDetail(OfferedAuthentication.in(response).describe())
                : read;
        return CallResult.refusal(status, category, error, RetryHints.retryAfter(response, error), cost);
    }

    /** From anything but a token endpoint, an error of this form is not the API's. */
    private static ErrorBody oauthError(ResponseBody body) {
        JsonNode json = body.json();
        String detail = json.path("error_description").asText("");
        return new ErrorBody(
                errorCode(json.path("error").asText("")),
                LogSanitizer.oneLine(detail.isBlank() ? body.describe() : detail),
                List.of());
    }

    private static ErrorBody errorBody(Response response, ResponseBody body) {
        JsonNode json = body.json();
        Optional<String> code = errorCode(json.path("errorCode").asText(""))
                .or(() -> response.header("x-error-code").flatMap(ResponseParser::errorCode));
        String detail = json.path("detail").asText("");
        if (detail.isBlank()) {
            detail = json.path("reason").asText("");
        }
        if (detail.isBlank() && code.isEmpty() && body.format() != Format.EMPTY) {
            detail = body.describe();
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

    private static String http(int status, String detail) {
        return "HTTP " + status + ": " + detail;
    }

    private static <T> CallResult<T> unreadable(String detail, Cost cost) {
        return CallResult.failure(new TransportFailure(Kind.UNREADABLE, detail), cost);
    }
}
