package io.jenkins.plugins.mongodbcloud.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.mongodbcloud.client.CallResult.Nothing;
import io.jenkins.plugins.mongodbcloud.client.TransportFailure.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an error is by its code, its status and its form. */
class ErrorParserTest extends ResponseParserFixture {

    @ParameterizedTest(name = "{0} {1} is {2}")
    @CsvSource({
        "400, API_KEY_NOT_FOUND,                 NOT_ASSIGNED",
        "409, API_KEY_NOT_FOUND,                 NOT_ASSIGNED",
        "404, API_KEY_NOT_FOUND,                 NOT_ASSIGNED",
        "404, INVALID_KEY_ID,                    NOT_ASSIGNED",
        "404, RESOURCE_NOT_FOUND,                NOT_ASSIGNED",
        "400, INVALID_QUERY_PARAMETER,           BAD_REQUEST",
        "400, PATH_PARAM_PARSE_ERROR,            BAD_REQUEST",
        "400, NEW_CODE,                          BAD_REQUEST",
        "400, ,                                  BAD_REQUEST",
        "401, UNEXPECTED_ERROR,                  WRONG_KEYS",
        "401, USER_UNAUTHORIZED,                 MISSING_ROLE",
        "401, NOT_GROUP_USER_ADMIN,              MISSING_ROLE",
        "401, NO_CURRENT_USER,                   MISSING_ROLE",
        "401, NOT_API_KEY_ADMIN,                 MISSING_ROLE",
        "401, NOT_USER_ADMIN,                    MISSING_ROLE",
        "401, NOT_ORG_GROUP_CREATOR,             MISSING_ROLE",
        "401, API_KEY_ACCESS_LIST_ACCESS_DENIED, MISSING_ROLE",
        "401, API_KEY_WHITELIST_ACCESS_DENIED,   MISSING_ROLE",
        "401, NEW_CODE,                          MISSING_ROLE",
        "401, API_KEY_NOT_FOUND,                 MISSING_ROLE",
        "401, ,                                  UNKNOWN",
        "401, NOT_IN_GROUP,                      NOT_IN_PROJECT",
        "401, USER_CANNOT_ACCESS_GROUP,          NOT_IN_PROJECT",
        "401, USER_CANNOT_ACCESS_ORG,            NOT_IN_ORGANIZATION",
        "402, ACCOUNT_SUSPENDED,                 SUSPENDED",
        "402, ,                                  SUSPENDED",
        "403, IP_ADDRESS_NOT_ON_ACCESS_LIST,     ACCESS_LIST",
        "403, IP_ADDRESS_NOT_ON_WHITELIST,       ACCESS_LIST",
        "403, RESOURCE_REQUIRES_ACCESS_LIST,     ACCESS_LIST",
        "403, RESOURCE_REQUIRES_WHITELIST,       ACCESS_LIST",
        "403, ORG_REQUIRES_ACCESS_LIST,          ACCESS_LIST",
        "403, ORG_REQUIRES_WHITELIST,            ACCESS_LIST",
        "403, GLOBAL_USER_OUTSIDE_SUBNET,        ACCESS_LIST",
        "403, UNEXPECTED_ERROR,                  UNKNOWN",
        "403, ,                                  UNKNOWN",
        "404, GROUP_NOT_FOUND,                   WRONG_PROJECT",
        "400, GROUP_NOT_FOUND,                   WRONG_PROJECT",
        "404, INVALID_GROUP_ID,                  WRONG_PROJECT",
        "404, ATLAS_GROUP,                       ATLAS_PROJECT",
        "404, NOT_ATLAS_GROUP,                   NOT_ATLAS_PROJECT",
        "403, NO_FREE_TIER_API,                  UNSUPPORTED_FEATURE",
        "400, FEATURE_UNSUPPORTED,               UNSUPPORTED_FEATURE",
        "404, NEW_CODE,                          UNKNOWN",
        "404, ,                                  UNKNOWN",
        "405, ,                                  UNKNOWN",
        "405, WRITES_NOT_ALLOWED_DURING_APP_UPGRADES, WRITES_DISABLED",
        "406, INVALID_VERSION_DATE,              UNSUPPORTED_VERSION",
        "410, VERSION_GONE,                      UNSUPPORTED_VERSION",
        "410, ,                                  UNSUPPORTED_VERSION",
        "408, ,                                  SERVER_ERROR",
        "429, RATE_LIMITED,                      RATE_LIMITED",
        "429, RATE_LIMITED_TOKEN_BUCKET,         RATE_LIMITED",
        "403, RATE_LIMITED_IP,                   RATE_LIMITED",
        "429, ,                                  RATE_LIMITED",
        "429, API_KEY_NOT_FOUND,                 RATE_LIMITED",
        "302, API_KEY_NOT_FOUND,                 REDIRECTED",
        "500, UNEXPECTED_ERROR,                  SERVER_ERROR",
        "500, API_KEY_NOT_FOUND,                 SERVER_ERROR",
        "501, ,                                  SERVER_ERROR",
        "503, RATE_LIMITED,                      SERVER_ERROR"
    })
    void theCodeDecidesFirstAndTheStatusSecond(int status, String code, ErrorCategory category) {
        CallResult<Nothing> result = unassign(status, error(code, "A detail.", "\"a parameter\""));
        CallResult<Nothing> enveloped = unassign(
                200, "{\"status\": " + status + ", \"content\": " + error(code, "A detail.", "\"a parameter\"") + "}");

        for (CallResult<Nothing> each : List.of(result, enveloped)) {
            assertCategory(category, each);
            assertEquals(Optional.of(status), each.status());
            assertEquals(new ErrorBody(Optional.ofNullable(code), "A detail.", List.of("a parameter")), each.error());
            assertEquals(status >= 500, each.cost().mayHaveTakenEffect());
        }
    }

    @ParameterizedTest(name = "{0} with {1} is {2}")
    @CsvSource({
        "'Digest nonce=\"a\", stale=false', UNEXPECTED_ERROR, WRONG_KEYS",
        "'Digest nonce=\"a\"', , WRONG_KEYS",
        "Basic realm=\"stale=true\", NEW_CODE, WRONG_KEYS",
        "Bearer error=\"invalid_token\", , WRONG_KEYS",
        "'Digest nonce=\"a\"', API_KEY_NOT_FOUND, WRONG_KEYS",
        "'Digest nonce=\"a\"', NOT_API_KEY_ADMIN, MISSING_ROLE",
        "'Digest nonce=\"a\", stale=true', UNEXPECTED_ERROR, STALE_NONCES",
        "'Digest nonce=\"a\", stale=TRUE', , STALE_NONCES",
        "'Digest nonce=\"a\", stale=\"true\"', , STALE_NONCES"
    })
    void aChallengeAfterAuthenticationIsAboutKeysUnlessTheCodeIsAboutRoles(
            String challenge, String code, ErrorCategory category) {
        Map<String, List<String>> headers = Map.of("www-authenticate", List.of(challenge));

        assertCategory(category, unassign(401, headers, error(code, "A detail.", "")));
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "Cannot find resource /api/public/v2.0/groups/5d1d12c087d9d63e6d682438/apiKeys. | `` | WRONG_BASE_URL",
                "Cannot find resource. | `` | WRONG_BASE_URL",
                "Nothing at https://cloud.mongodb.com/api/v9. | `` | WRONG_BASE_URL",
                "No such thing. | \"/api/public/v2.0/groups\" | WRONG_BASE_URL",
                "No such thing. | \"5d1d12c087d9d63e6d682438\" | NOT_ASSIGNED"
            })
    void aResourceThatIsAPathMeansAWrongBaseUrl(String detail, String parameters, ErrorCategory category) {
        assertCategory(category, unassign(404, error("RESOURCE_NOT_FOUND", detail, parameters)));
    }

    static final List<String> NO_DOCUMENTS = List.of(
            "",
            PAGE,
            "none",
            "null",
            "[]",
            "\"API_KEY_NOT_FOUND\"",
            "{\"message\": \"Not Found\"}",
            "{\"errorCode\": \"API_KEY_NOT_FOUND\"} {}",
            "{\"errorCode\": \"API_KEY_NOT_FOUND\"",
            "{\"detail\": " + "[".repeat(10_000) + "]".repeat(10_000) + "}",
            "{\"n\": " + "9".repeat(2_000) + ", \"errorCode\": \"API_KEY_NOT_FOUND\"}",
            "\u0000\u0001\u0002");

    @ParameterizedTest(name = "{0}")
    @FieldSource("NO_DOCUMENTS")
    void anErrorWithoutAnErrorDocumentIsNotFromTheApi(String body) {
        assertCategory(ErrorCategory.WRONG_BASE_URL, unassign(404, body));
        for (int status : new int[] {400, 401, 402, 403, 405, 410, 418}) {
            assertCategory(ErrorCategory.NOT_FROM_API, unassign(status, body));
        }
        assertCategory(ErrorCategory.WRONG_KEYS, unassign(401, FRESH_CHALLENGE, body));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"API_KEY_NOT_FOUND", "UNEXPECTED_ERROR", "ACCOUNT_SUSPENDED", "NOT_IN_GROUP", "NEW_CODE"})
    void beforeAChallengeWasAnsweredNothingIsBlamedOnKeysIdsRolesOrBilling(String code) {
        for (int status : new int[] {200, 400, 402, 403, 405, 418}) {
            for (String body : List.of(error(code, "A detail.", ""), PAGE, "")) {
                CallResult<Nothing> result = parse(Operations.unassignApiKey(ID, ID), status, Map.of(), body, false);
                assertCategory(ErrorCategory.NOT_FROM_API, result);
                assertFalse(result.cost().mayHaveTakenEffect());
            }
        }
        assertCategory(
                ErrorCategory.WRONG_BASE_URL,
                parse(Operations.unassignApiKey(ID, ID), 404, Map.of(), error(code, "A detail.", ""), false));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "<html><title>400 The plain HTTP request was sent to HTTPS port</title></html>",
                "Client sent an HTTP request to an HTTPS server.\n",
                "Reason: You're speaking plain HTTP to an SSL-enabled server port.<br />",
                "Bad Request\r\nThis combination of host and port requires TLS.\r\n"
            })
    void plainHttpAtAPortOfHttpsIsRecognized(String body) {
        assertCategory(
                ErrorCategory.HTTPS_REQUIRED, parse(Operations.unassignApiKey(ID, ID), 400, Map.of(), body, false));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "`` | no authentication offered",
                "Basic realm=\"a, Digest b\" | offered: Basic",
                "Negotiate, NTLM | offered: Negotiate, NTLM",
                "NTLM TlRMTVNTUAAC==, Basic realm=x | offered: NTLM, Basic",
                "Digest realm=\"x\", qop=\"auth\", algorithm=SHA-512, Bearer | offered: Digest (SHA-512), Bearer",
                "Digest realm=\"x\" | offered: Digest (MD5)"
            })
    void whatIsOfferedInsteadOfDigestIsSaid(String header, String offered) {
        Map<String, List<String>> headers = header.isEmpty() ? Map.of() : Map.of("www-authenticate", List.of(header));

        CallResult<Nothing> result = parse(Operations.unassignApiKey(ID, ID), 401, headers, PAGE, false);

        assertCategory(ErrorCategory.UNSUPPORTED_AUTHENTICATION, result);
        assertEquals(offered, result.error().detail());
    }

    @Test
    void aProxysRefusalIsTheProxys() {
        CallResult<Nothing> result = unassign(407, error("API_KEY_NOT_FOUND", "A detail.", ""));

        assertEquals(Optional.of(new TransportFailure(Kind.PROXY, "HTTP 407")), result.failure());
        assertFalse(result.isRetriable() || result.cost().mayHaveTakenEffect());
    }

    @Test
    void anErrorInAnUnsupportedEncodingNamesIt() {
        Map<String, List<String>> encoded = Map.of("content-encoding", List.of("br"));

        assertUnreadable("HTTP 404: content in the unsupported encoding \"br\"", unassign(404, encoded, "x"));
        assertCategory(ErrorCategory.SERVER_ERROR, unassign(503, encoded, "x"));
    }

    static final List<Arguments> PARAMETERS = List.of(
            Arguments.of("{\"errorCode\": \"A\"}", List.of()),
            Arguments.of("{\"errorCode\": \"A\", \"parameters\": null}", List.of()),
            Arguments.of("{\"errorCode\": \"A\", \"parameters\": []}", List.of()),
            Arguments.of(
                    "{\"errorCode\": \"A\", \"parameters\": [\"x\", 7, true, 1.5]}", List.of("x", "7", "true", "1.5")),
            Arguments.of("{\"errorCode\": \"A\", \"parameters\": [[1], {\"a\": 2}, \"x\"]}", List.of("x")),
            Arguments.of("{\"errorCode\": \"A\", \"parameters\": \"x\"}", List.of()),
            Arguments.of("{\"errorCode\": \"A\", \"parameters\": {\"name\": \"x\"}}", List.of("x")));

    @ParameterizedTest(name = "{0}")
    @FieldSource("PARAMETERS")
    void parametersMayBeAbsentNullOrOfAnyKind(String body, List<String> parameters) {
        assertEquals(
                new ErrorBody(Optional.of("A"), "", parameters),
                unassign(403, body).error());
    }

    @Test
    void ofManyParametersTenAreKept() {
        assertEquals(
                10,
                unassign(403, "{\"parameters\": [" + "1,".repeat(5_000) + "1]}")
                        .error()
                        .parameters()
                        .size());
    }

    static final List<String> WITHOUT_CODE = List.of(
            "{\"error\": 404, \"detail\": \"Cannot find it.\"}",
            "{\"errorCode\": null, \"detail\": \"Cannot find it.\"}",
            "{\"errorCode\": \"\", \"detail\": \"Cannot find it.\"}",
            "{\"errorCode\": [\"API_KEY_NOT_FOUND\"], \"detail\": \"Cannot find it.\"}",
            "{\"errorCode\": \"API KEY NOT FOUND\", \"detail\": \"Cannot find it.\"}",
            "{\"detail\": \"\", \"reason\": \"Cannot find it.\"}");

    @ParameterizedTest(name = "{0}")
    @FieldSource("WITHOUT_CODE")
    void aNotFoundWithoutACodeIsNotTakenForAMissingAssignment(String body) {
        CallResult<Nothing> result = unassign(404, body);

        assertCategory(ErrorCategory.UNKNOWN, result);
        assertEquals(new ErrorBody(Optional.empty(), "Cannot find it.", List.of()), result.error());
    }

    @Test
    void theHeaderIsBelievedWhereTheBodyHasNoCode() {
        Map<String, List<String>> header = Map.of("x-error-code", List.of("GROUP_NOT_FOUND"));

        assertCategory(ErrorCategory.WRONG_PROJECT, unassign(404, header, PAGE));
        assertCategory(ErrorCategory.NOT_ASSIGNED, unassign(404, header, error("API_KEY_NOT_FOUND", "", "")));
    }

    @Test
    void aDetailWithControlCharactersComesAsOneShortLine() {
        String detail = unassign(403, "{\"detail\": \"One\\r\\nTwo\\u001b[8mha:\\u2028" + "x".repeat(2_000) + "\"}")
                .error()
                .detail();

        assertTrue(detail.startsWith("One Two [8mha: xxx"), detail);
        assertTrue(detail.length() <= 501, () -> detail.length() + " characters");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(ints = {301, 403, 404, 418, 501})
    void anErrorStaysAnErrorWhateverItsBodyClaims(int status) {
        CallResult<Nothing> result = unassign(status, "{\"status\": 204, \"content\": {}}");

        assertEquals(Optional.of(status), result.status());
        assertTrue(result.category().isPresent(), show(result));
    }
}
