package io.jenkins.plugins.mongodbcloud.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.mongodbcloud.client.CallResult.Nothing;
import io.jenkins.plugins.mongodbcloud.client.TransportFailure.Kind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Parses responses to the removal of a key and to a list. */
abstract class ResponseParserFixture {

    static final String ID = "5d1d12c087d9d63e6d682438";
    static final String PAGE =
            "<!DOCTYPE html>\n<html><head><title>Request\n Rejected</title></head><body>Blocked.</body></html>";
    static final CallResult.Cost COST = new CallResult.Cost(2, 1, 3, false);
    static final Map<String, List<String>> FRESH_CHALLENGE =
            Map.of("www-authenticate", List.of("Digest realm=\"x\", nonce=\"y\", stale=false"));

    static <T> CallResult<T> parse(
            Operation<T> operation, int status, Map<String, List<String>> headers, String body, boolean authenticated) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return ResponseParser.parse(operation, new Response(status, headers, bytes, false), authenticated, COST);
    }

    static CallResult<Nothing> unassign(int status, String body) {
        return unassign(status, Map.of(), body);
    }

    static CallResult<Nothing> unassign(int status, Map<String, List<String>> headers, String body) {
        return parse(Operations.unassignApiKey(ID, ID), status, headers, body, true);
    }

    static CallResult<Page<ApiKey>> list(String body) {
        return parse(Operations.listApiKeys(ID, 1), 200, Map.of(), body, true);
    }

    static String error(String code, String detail, String parameters) {
        return "{\"error\": 1, \"errorCode\": " + (code == null ? "null" : '"' + code + '"') + ", \"detail\": \""
                + detail + "\", \"parameters\": [" + parameters + "]}";
    }

    static void assertUnreadable(String detail, CallResult<?> result) {
        TransportFailure failure = result.failure().orElseThrow(() -> new AssertionError(show(result)));
        assertEquals(Kind.UNREADABLE, failure.kind(), show(result));
        assertTrue(failure.detail().contains(detail), failure::detail);
        assertEquals(Optional.empty(), result.status());
    }

    static void assertCategory(ErrorCategory category, CallResult<?> result) {
        assertEquals(Optional.of(category), result.category(), show(result));
        assertEquals(Optional.empty(), result.failure(), show(result));
        assertEquals(Optional.empty(), result.value(), show(result));
    }

    static String show(CallResult<?> result) {
        return result.value() + " " + result.status() + " " + result.category() + " " + result.error() + " "
                + result.failure();
    }
}
