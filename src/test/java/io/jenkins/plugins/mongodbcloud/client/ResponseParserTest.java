package io.jenkins.plugins.mongodbcloud.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.mongodbcloud.client.CallResult.Nothing;
import io.jenkins.plugins.mongodbcloud.client.TransportFailure.Kind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What counts as what: each kind of body with a success status, and the errors by code, status and form. */
class ResponseParserTest extends ResponseParserFixture {

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "204 | ``",
                "200 | ``",
                "202 | ``",
                "200 | {}",
                "200 | {\"links\": []}",
                "200 | {\"status\": 204}",
                "200 | {\"status\": \"204\"}",
                "200 | {\"error\": null, \"errorCode\": null, \"status\": null}",
                "200 | {\"status\": 204, \"content\": null}",
                "200 | {\"status\": 200, \"content\": {}}",
                "201 | {\"status\": \"200\", \"content\": {}}"
            })
    void aDeleteIsDoneIfNothingContradictsTheStatus(int status, String body) {
        CallResult<Nothing> result = unassign(status, body);

        assertTrue(result.value().isPresent(), show(result));
        assertFalse(result.cost().mayHaveTakenEffect());
    }

    @Test
    void noContentHasNoEncoding() {
        assertTrue(unassign(204, Map.of("content-encoding", List.of("gzip")), "")
                .value()
                .isPresent());
    }

    static final List<Arguments> OTHER_BODIES = List.of(
            Arguments.of(PAGE, "HTML page \"Request Rejected\""),
            Arguments.of("\ufeff <HTML><h1>Welcome to the <b>hotel</b></h1>", "HTML page \"Welcome to the\""),
            Arguments.of("<html><script>var a = 1;</script><p>Sign in", "HTML page \"Sign in\""),
            Arguments.of("blocked by policy", "text \"blocked by policy\""),
            Arguments.of("OK", "text \"OK\""),
            Arguments.of("\n", "text \"\""),
            Arguments.of("[]", "JSON \"[]\""),
            Arguments.of("[{}]", "JSON \"[{}]\""),
            Arguments.of("null", "JSON \"null\""),
            Arguments.of("true", "JSON \"true\""),
            Arguments.of("\"text\"", "JSON"),
            Arguments.of("{\"error\": 404}", "JSON"),
            Arguments.of("{\"error\": \"forbidden\"}", "JSON"),
            Arguments.of("{\"errors\": []}", "JSON"),
            Arguments.of("{\"errorCode\": \"API_KEY_NOT_FOUND\"}", "JSON"),
            Arguments.of(error("API_KEY_NOT_FOUND", "No API key.", ""), "API_KEY_NOT_FOUND"),
            Arguments.of("{\"fault\": {\"faultstring\": \"Quota\"}}", "JSON"),
            Arguments.of("{\"exception\": \"NullPointerException\"}", "JSON"),
            Arguments.of("{\"success\": false}", "JSON"),
            Arguments.of("{\"message\": \"Request blocked\", \"support_id\": \"1\"}", "Request blocked"),
            Arguments.of("{\"result\": {\"code\": 10}}", "JSON"),
            Arguments.of("{\"login\": \"https://portal.example/\", \"links\": []}", "portal"),
            Arguments.of("{\"status\": 300}", "JSON"),
            Arguments.of("{\"status\": 404}", "JSON"),
            Arguments.of("{\"status\": \"503\"}", "JSON"),
            Arguments.of("{\"status\": \"error\"}", "JSON"),
            Arguments.of("{\"statusCode\": 403}", "JSON"),
            Arguments.of("{\"status\": 204, \"content\": []}", "JSON"),
            Arguments.of("{\"status\": 204, \"content\": \"<html>\"}", "JSON"),
            Arguments.of("{\"status\": 200, \"content\": {\"errorCode\": \"X\"}}", "JSON"),
            Arguments.of("{\"status\": 0, \"content\": {}}", "HTTP status 0"),
            Arguments.of("{\"status\": 199, \"content\": {}}", "HTTP status 199"),
            Arguments.of("{\"status\": 600, \"content\": {}}", "HTTP status 600"),
            Arguments.of("{\"status\": 200, \"status\": 404}", "text"),
            Arguments.of("{} {}", "text"),
            Arguments.of("{", "text"),
            Arguments.of("\u0000\u0001", "text"));

    @ParameterizedTest(name = "{0}")
    @FieldSource("OTHER_BODIES")
    void aSuccessOfSomethingElseIsUnreadableAndMayHaveTakenEffect(String body, String detail) {
        CallResult<Nothing> result = unassign(200, body);

        assertUnreadable(detail, result);
        assertTrue(result.cost().mayHaveTakenEffect());
        assertFalse(result.isRetriable());
    }

    @Test
    void aBodyThatCannotBeDecodedOrReadWholeIsNoSuccess() {
        CallResult<Nothing> encoded = unassign(200, Map.of("content-encoding", List.of("br")), "{}");
        CallResult<Nothing> truncated = ResponseParser.parse(
                Operations.unassignApiKey(ID, ID),
                new Response(200, Map.of(), PAGE.getBytes(StandardCharsets.UTF_8), true),
                true,
                COST);

        assertUnreadable("unsupported encoding \"br\"", encoded);
        assertEquals(Kind.TOO_LARGE, truncated.failure().orElseThrow().kind());
        assertTrue(truncated.failure().get().detail().contains("HTML page \"Request Rejected\""), show(truncated));
        assertTrue(encoded.cost().mayHaveTakenEffect() && truncated.cost().mayHaveTakenEffect());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[]", "null", "{\"results\": {}}", "{\"results\": [], \"error\": 404}", PAGE})
    void aListIsReadOnlyFromTheDocumentOfAList(String body) {
        assertUnreadable("HTTP 200: ", list(body));
    }

    private static String key(int number) {
        return "{\"id\": \"" + ID.substring(1) + number + "\", \"publicKey\": \"abcdwxyz\"}";
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "{} | no ID",
                "1 | no ID",
                "null | no ID",
                "{\"id\": \"mdb_sa_id_6753dc9d5d1d12c087d9d63e\"} | a service account, mdb_sa_id_6753dc9d5d1d12c087d9d63e",
                "{\"id\": \"abcdwxyz\", \"publicKey\": \"abcdwxyz\"} | an ID that is none",
                "{\"id\": \"5d1d12c087d9d63e6d682438\"} | an API key without a public key, 5d1d12c087d9d63e6d682438"
            })
    void aMalformedEntryFailsTheListWithItsPosition(String entry, String what) {
        assertUnreadable(
                "entry 2 of 3 is malformed: " + what,
                list("{\"results\": [" + key(1) + "," + entry + "," + key(2) + "]}"));
    }

    @ParameterizedTest(name = "{0}, {1}: {2}, {3}")
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "[] | 7 | false | 7",
                "[{\"rel\": \"self\"}, {\"rel\": \"next\", \"href\": \"https://h/\"}] | 0 | true | 0",
                "[{\"rel\": \"previous\"}] | null | false | ",
                "null | \"7\" | false | ",
                "7 | -1 | false | "
            })
    void aPageTellsOfTheNextAndOfTheEstimateOfAll(String links, String total, boolean hasNext, Integer estimate) {
        Page<ApiKey> page = list("{\"links\": " + links + ", \"results\": [" + key(1) + "], \"totalCount\": " + total
                        + "}")
                .value()
                .orElseThrow();

        assertEquals(hasNext, page.hasNext());
        assertEquals(estimate == null ? OptionalInt.empty() : OptionalInt.of(estimate), page.totalCount());
        assertEquals(1, page.items().size());
    }
}
