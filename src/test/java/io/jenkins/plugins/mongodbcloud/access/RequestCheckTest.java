package io.jenkins.plugins.mongodbcloud.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.mongodbcloud.client.ApiKeyPair;
import io.jenkins.plugins.mongodbcloud.testing.AccessTaskBuilder;
import io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension;
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
    void validTaskIsBuiltOfWhatItsBuilderWasGiven() throws Exception {
        AccessTask.Builder parts = AccessTaskBuilder.ids(KEY)
                .maxKeys(7)
                .verify()
                .task()
                .endpoint(SimulatorExtension.at("http://127.0.0.1:1"));
        AccessTask task = parts.build();
        parts.projectId("another").maxKeys(9).verify(false);
        assertEquals(List.of(KEY), ((KeySelector.ByIds) task.selector()).ids());
        assertEquals(SimulatorSeed.PROJECT_ID, task.projectId());
        assertEquals(7, task.maxKeys());
        assertTrue(task.verify());
    }

    @Test
    void taskWithoutAPartIsNotBuilt() {
        assertThrows(
                NullPointerException.class,
                () -> AccessTaskBuilder.ids(KEY).task().build());
    }

    @Test
    void idInPlaceOfAPublicKeyIsSaidToBeOne() {
        for (String id : List.of(KEY, KEY.toUpperCase(Locale.ROOT))) {
            String message = refusal(AccessTaskBuilder.publicKey(id));
            assertContains(message, "is the ID of an API key. ");
            assertContains(message, "use apiKeyId: \"" + id + "\"");
        }
    }

    @Test
    void clientIdOfAServiceAccountInPlaceOfAPublicKeyIsSaidToBeOne() {
        String clientId = "mdb_sa_id_6753dc9d5d1d12c087d9d63e";
        AccessTask.Builder task = AccessTaskBuilder.ids(KEY)
                .as(new ApiKeyPair(clientId, "mdb_sa_sk_hidden"))
                .task()
                .endpoint(SimulatorExtension.at("http://127.0.0.1:1"));
        String message = assertThrows(InvalidOptionException.class, task::build).getMessage();
        assertContains(message, "in the credential " + SimulatorExtension.CREDENTIALS + ", \"" + clientId + "\"");
        assertContains(message, "A service account is no API key");
        assertFalse(message.contains("hidden"), message);
    }

    @Test
    void publicKeyInPlaceOfAKeyIdIsSaidToBeOne() {
        String message = refusal(AccessTaskBuilder.ids("zmmrboas"));
        assertContains(message, "The API key ID \"zmmrboas\" looks like a public key.");
        assertContains(message, "24 hexadecimal digits");
        assertContains(message, "use publicKey: \"zmmrboas\"");
    }

    @Test
    void publicKeyInPlaceOfAProjectIdIsSaidToBeOne() {
        assertContains(
                refusal(AccessTaskBuilder.ids(KEY).project("zmmrboas")),
                "The project ID \"zmmrboas\" looks like a public");
    }

    @Test
    void privateKeyInPlaceOfAnIdIsNotRepeated() {
        for (AccessTaskBuilder ask : List.of(
                AccessTaskBuilder.ids(PRIVATE_KEY),
                AccessTaskBuilder.ids(KEY, PRIVATE_KEY),
                AccessTaskBuilder.ids(KEY).project(PRIVATE_KEY))) {
            String message = refusal(ask);
            assertContains(message, "looks like a private key. ");
            assertContains(message, "replace that API key in MongoDB Cloud");
            assertFalse(message.contains(PRIVATE_KEY.substring(0, 8)), message);
        }
    }

    @Test
    void privateKeyAmongOtherTextIsNotRepeatedEither() {
        for (String text :
                List.of("adminkey:" + PRIVATE_KEY, "'" + PRIVATE_KEY + "'", PRIVATE_KEY.toUpperCase(Locale.ROOT))) {
            String message = refusal(AccessTaskBuilder.ids(text));
            assertContains(message, "looks like a private key. ");
            assertFalse(message.toLowerCase(Locale.ROOT).contains(PRIVATE_KEY.substring(0, 8)), message);
        }
    }

    @Test
    void privateKeyInPlaceOfAPublicKeyIsNotRepeated() {
        String message = refusal(AccessTaskBuilder.publicKey(PRIVATE_KEY));
        assertContains(message, "looks like a private key. ");
        assertFalse(message.contains(PRIVATE_KEY.substring(0, 8)), message);
    }

    @Test
    void upperCaseIsSaidToBeThat() {
        assertContains(refusal(AccessTaskBuilder.ids("5D1D12C087D9D63E6D682438")), "write it in lower case");
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
        assertContains(refusal(AccessTaskBuilder.ids(id)), "\"" + id + "\" is not 24 lower-case hexadecimal digits");
        assertContains(refusal(AccessTaskBuilder.ids(KEY).project(id)), "The project ID \"" + id + "\" is not 24");
    }

    @Test
    void endlessTextIsCutInTheMessage() {
        String message = refusal(AccessTaskBuilder.ids("z".repeat(100_000)));
        assertTrue(message.length() < 300, () -> message.length() + " characters");
    }

    @Test
    void nothingInPlaceOfAnIdIsSaidToBeMissing() {
        assertContains(refusal(AccessTaskBuilder.ids("")), "The API key ID is empty. ");
        assertContains(refusal(AccessTaskBuilder.ids(KEY).project(null)), "The project ID is empty. ");
        assertContains(refusal(AccessTaskBuilder.ids(KEY).project(" ")), "The project ID is empty. ");
    }

    @Test
    void oneWrongIdAmongManyIsFound() {
        assertContains(
                refusal(AccessTaskBuilder.ids(KEY, SimulatorSeed.UNASSIGNED_KEY_ID, "zmmrboas")), "\"zmmrboas\"");
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
        AccessTaskBuilder ask =
                AccessTaskBuilder.description("ci-*").maxKeys(maxKeys).parallelism(parallelism);
        if (allowed) {
            ask.task().validate();
        } else {
            String wrong = maxKeys < 0 ? "maxKeys is " + maxKeys : "parallelism is " + parallelism;
            assertContains(refusal(ask), wrong + ", which is ");
        }
    }

    private static String refusal(AccessTaskBuilder ask) {
        return assertThrows(InvalidOptionException.class, () -> ask.task().validate())
                .getMessage();
    }

    private static void assertContains(String message, String part) {
        assertTrue(message.contains(part), () -> "'" + part + "' is not in: " + message);
    }
}
