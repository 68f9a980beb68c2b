package io.jenkins.plugins.mongodbcloud.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.mongodbcloud.testing.AccessRequestBuilder;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused before anything is sent. */
class RequestCheckTest {
    private static final String KEY = SimulatorSeed.API_KEY_ID;
    private static final String PRIVATE_KEY = SimulatorSeed.ADMIN.privateKey();

    @Test
    void rightRequestPasses() throws Exception {
        AccessRequest request = AccessRequestBuilder.ids(KEY).request();
        assertEquals(request, request.checked());
    }

    @Test
    void publicKeyInPlaceOfAKeyIdIsSaidToBeOne() {
        String message = refusal(AccessRequestBuilder.ids("zmmrboas"));
        assertContains(message, "The API key ID \"zmmrboas\" looks like a public key, so nothing was sent.");
        assertContains(message, "24 hexadecimal digits");
        assertContains(message, "use publicKey: \"zmmrboas\"");
    }

    @Test
    void publicKeyInPlaceOfAProjectIdIsSaidToBeOne() {
        assertContains(
                refusal(AccessRequestBuilder.ids(KEY).project("zmmrboas")),
                "The project ID \"zmmrboas\" looks like a public");
    }

    @Test
    void privateKeyInPlaceOfAnIdIsNotRepeated() {
        for (AccessRequestBuilder ask : List.of(
                AccessRequestBuilder.ids(PRIVATE_KEY),
                AccessRequestBuilder.ids(KEY, PRIVATE_KEY),
                AccessRequestBuilder.ids(KEY).project(PRIVATE_KEY))) {
            String message = refusal(ask);
            assertContains(message, "looks like a private key, so nothing was sent");
            assertContains(message, "replace that API key in MongoDB Cloud");
            assertFalse(message.contains(PRIVATE_KEY.substring(0, 8)), message);
        }
    }

    @Test
    void privateKeyAmongOtherTextIsNotRepeatedEither() {
        for (String text :
                List.of("adminkey:" + PRIVATE_KEY, "'" + PRIVATE_KEY + "'", PRIVATE_KEY.toUpperCase(Locale.ROOT))) {
            String message = refusal(AccessRequestBuilder.ids(text));
            assertContains(message, "looks like a private key, so nothing was sent");
            assertFalse(message.toLowerCase(Locale.ROOT).contains(PRIVATE_KEY.substring(0, 8)), message);
        }
    }

    @Test
    void privateKeyInPlaceOfAPublicKeyIsNotRepeated() {
        String message = refusal(AccessRequestBuilder.publicKey(PRIVATE_KEY));
        assertContains(message, "looks like a private key, so nothing was sent");
        assertFalse(message.contains(PRIVATE_KEY.substring(0, 8)), message);
    }

    @Test
    void upperCaseIsSaidToBeThat() {
        assertContains(refusal(AccessRequestBuilder.ids("5D1D12C087D9D63E6D682438")), "write it in lower case");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5d1d12c087d9d63e6d68243",
                "5d1d12c087d9d63e6d6824381",
                "5d1d12c087d9d63e6d68243g",
                "${API_KEY_ID}",
                "5d1d12c087d9d63e6d68243/",
                "../orgs/5980cfdf0b6d9702",
                "someone@example.org"
            })
    void anythingElseIsMalformed(String id) {
        assertContains(refusal(AccessRequestBuilder.ids(id)), "\"" + id + "\" is not 24 lower-case hexadecimal digits");
        assertContains(refusal(AccessRequestBuilder.ids(KEY).project(id)), "The project ID \"" + id + "\" is not 24");
    }

    @Test
    void endlessTextIsCutInTheMessage() {
        String message = refusal(AccessRequestBuilder.ids("z".repeat(100_000)));
        assertTrue(message.length() < 300, () -> message.length() + " characters");
    }

    @Test
    void nothingInPlaceOfAnIdIsSaidToBeMissing() {
        assertContains(refusal(AccessRequestBuilder.ids("")), "The API key ID is empty, so nothing was sent");
        assertContains(refusal(AccessRequestBuilder.ids(List.of())), "The API key ID is empty, so nothing was sent");
        assertContains(
                refusal(AccessRequestBuilder.ids(KEY).project(null)), "The project ID is empty, so nothing was sent");
        assertContains(
                refusal(AccessRequestBuilder.ids(KEY).project(" ")), "The project ID is empty, so nothing was sent");
    }

    @Test
    void oneWrongIdAmongManyIsFound() {
        assertContains(
                refusal(AccessRequestBuilder.ids(KEY, SimulatorSeed.UNASSIGNED_KEY_ID, "zmmrboas")), "\"zmmrboas\"");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1, true",
        "1, 1, true",
        "10000, 8, true",
        "-1, 1, false",
        "0, 0, false",
        "0, 9, false",
        "0, -1, false"
    })
    void numbersAreHeldToTheirBounds(int maxKeys, int parallelism, boolean allowed) throws Exception {
        AccessRequestBuilder ask =
                AccessRequestBuilder.description("ci-*").maxKeys(maxKeys).parallelism(parallelism);
        if (allowed) {
            ask.request().checked();
        } else {
            String wrong = maxKeys < 0 ? "maxKeys is " + maxKeys : "parallelism is " + parallelism;
            assertContains(refusal(ask), wrong + ", so nothing was sent.");
        }
    }

    private static String refusal(AccessRequestBuilder ask) {
        return assertThrows(InvalidOptionException.class, () -> ask.request().checked())
                .getMessage();
    }

    private static void assertContains(String message, String part) {
        assertTrue(message.contains(part), () -> "'" + part + "' is not in: " + message);
    }
}
