package io.jenkins.plugins.mongodbcloud.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Item;
import io.jenkins.plugins.mongodbcloud.testing.FormFixture;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the form of step, build step and clean-up says of an entry. */
class StepFormTest {

    private static final String PROJECT = SimulatorSeed.PROJECT_ID;
    private static final String KEY = SimulatorSeed.API_KEY_ID;

    @TempDir
    private Path home;

    private FormFixture bench;

    @BeforeEach
    void start() throws Exception {
        bench = new FormFixture(home).allow(Item.EXTENDED_READ);
    }

    @AfterEach
    void stop() {
        assertEquals(0, bench.simulator.requests(), "a check asked MongoDB Cloud");
        bench.close();
    }

    private String project(String value) {
        return FormFixture.text(bench.step().doCheckProjectId(bench.job, value, FormFixture.ENDPOINT, null));
    }

    private String key(String value) {
        return FormFixture.text(bench.step().doCheckApiKeyId(bench.job, value, FormFixture.ENDPOINT, null, PROJECT));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    5a0a1e7e0f2912c554080adc                      | OK:
                    5a0a1e7e0f2912c554080adc (Production)         | OK:
                    ${PROJECT_ID}                                 | OK:
                    ''                                            | ERROR: The project ID is empty
                    zmmrboas                                      | looks like a public key
                    5A0A1E7E0F2912C554080ADC                      | has upper-case letters
                    5a0a1e7e0f2912c554080ad                       | is not 24 lower-case hexadecimal digits
                    0b1a52e0-6f0c-4f3e-9d52-7c1e5b1a9f01          | looks like a private key""")
    void projectId(String value, String expected) {
        assertTrue(project(value).contains(expected), () -> project(value));
    }

    @Test
    void aPrivateKeyIsNotRepeated() {
        String key = SimulatorSeed.ADMIN.privateKey();

        assertTrue(project(key).startsWith("ERROR"));
        assertTrue(!project(key).contains(key) && !key(key).contains(key));
        assertTrue(!ids(key).contains(key) && !publicKey(key).contains(key));
    }

    @Test
    void markupInAnEntryIsShownAsText() {
        assertTrue(project("<b>5a").contains("&lt;b&gt;5a"), () -> project("<b>5a"));
    }

    @Test
    void anApiKeyIdIsHeldToTheSameShape() {
        assertEquals("OK: ", key(KEY));
        assertEquals("OK: ", key(KEY + " (zmmrboas, Deployment)"));
        assertEquals("OK: ", key("$API_KEY_ID"));
        assertTrue(key("zmmrboas").contains("use &quot;Public key&quot;: &quot;zmmrboas&quot;"), () -> key("zmmrboas"));
    }

    private String shown(AccessOptions options) {
        return bench.step().isShown(options, "apiKeyId") + " " + bench.step().isShown(options, "publicKey");
    }

    @Test
    void theFieldOfTheWayThatWasSavedIsShown() {
        ApiKeyOptions byPublicKey = new ApiKeyOptions(PROJECT);
        byPublicKey.setPublicKey("zmmrboas");

        assertEquals("true false", shown(null), "a new form");
        assertEquals("true false", shown(new ApiKeyOptions(PROJECT)));
        assertEquals("false true", shown(byPublicKey));
        assertNull(bench.step().severalWays(byPublicKey));
    }

    @Test
    void severalWaysThatWereSavedAreShownUntilOneIsChosen() {
        ApiKeyOptions both = new ApiKeyOptions(PROJECT);
        both.setApiKeyId(KEY);
        both.setPublicKey("zmmrboas");

        assertEquals("true true", shown(both));
        assertTrue(bench.step().severalWays(both).startsWith("What to unassign is named in several ways"));
    }

    @Test
    void whatWasLeftEmptyIsToBeEntered() {
        assertTrue(key("").startsWith("ERROR: The API key ID is empty"), () -> key(""));
        assertTrue(ids(" ").startsWith("ERROR: Enter one or more IDs"), () -> ids(" "));
        assertTrue(publicKey("").startsWith("ERROR: Enter the public key"), () -> publicKey(""));
        assertTrue(description("").startsWith("ERROR: Enter the text as in MongoDB Cloud"), () -> description(""));
        assertTrue(account("").startsWith("ERROR"), () -> account(""));
        assertTrue(FormFixture.text(bench.step().doCheckApiKeyCredentialsId(bench.job, ""))
                .startsWith("ERROR: Choose the credential"));
        assertEquals("OK: ", FormFixture.text(bench.step().doCheckApiKeyCredentialsId(bench.job, "the-key")));
    }

    private String description(String value) {
        return FormFixture.text(bench.step().doCheckDescription(bench.job, value));
    }

    private String account(String id) {
        return FormFixture.text(bench.accounts().doCheckClientId(bench.job, id, FormFixture.ENDPOINT, null, PROJECT));
    }

    @Test
    void aServiceAccountIsNamedByItsClientId() {
        String account = SimulatorSeed.SERVICE_ACCOUNT.clientId();
        assertEquals("OK: ", account(account + " (Deployment of the web shop)"));
        assertTrue(account(KEY).contains("is not that of a service account"), () -> account(KEY));
        assertEquals("OK: ", FormFixture.text(bench.accounts().doCheckClientIds(bench.job, account + "\n$MORE")));
        assertTrue(FormFixture.text(bench.accounts().doCheckClientIds(bench.job, account + " " + KEY))
                .startsWith("ERROR"));
        assertTrue(
                FormFixture.text(bench.accounts().doCheckName(bench.job, "*")).startsWith("WARNING"));
    }

    private String ids(String value) {
        return FormFixture.text(bench.step().doCheckApiKeyIds(bench.job, value));
    }

    @Test
    void eachOfSeveralIdsIsChecked() {
        assertEquals("OK: ", ids(KEY + "\n" + PROJECT + " (a, b)\n" + KEY + ", " + KEY));
        assertEquals("OK: ", ids(KEY + "\n$MORE_KEYS"));
        assertTrue(ids(KEY + "\nabc").contains("&quot;abc&quot; is not 24"), () -> ids(KEY + "\nabc"));
    }

    private String publicKey(String value) {
        return FormFixture.text(bench.step().doCheckPublicKey(bench.job, value));
    }

    @Test
    void aPublicKeyIsNeitherAnIdNorAPrivateKey() {
        assertEquals("OK: ", publicKey("zmmrboas"));
        assertTrue(publicKey(KEY).matches("ERROR: .* is the ID of an API key.*API key ID.*"), () -> publicKey(KEY));
        assertTrue(publicKey(SimulatorSeed.ADMIN.privateKey()).contains("looks like a private key"));
    }

    @Test
    void aDescriptionThatMatchesEverythingIsWarnedOf() {
        assertEquals("OK: ", description("ci-*"));
        assertTrue(description(" ** ").startsWith("WARNING"));
    }

    @Test
    void numbersAreHeldToTheirBounds() {
        assertEquals("OK: ", FormFixture.text(bench.step().doCheckMaxKeys(bench.job, "")));
        assertEquals("OK: ", FormFixture.text(bench.step().doCheckMaxKeys(bench.job, "0")));
        assertTrue(FormFixture.text(bench.step().doCheckMaxKeys(bench.job, "-1"))
                .contains("&quot;Most that may match&quot; is -1"));
        assertEquals("OK: ", FormFixture.text(bench.step().doCheckParallelism(bench.job, "8")));
        assertTrue(FormFixture.text(bench.step().doCheckParallelism(bench.job, "9"))
                .contains("from 1 to 8"));
        assertTrue(FormFixture.text(bench.step().doCheckParallelism(bench.job, "x"))
                .contains("no whole number"));
        assertTrue(
                FormFixture.text(bench.step().doCheckParallelism(bench.job, "")).contains("no whole number"));
    }

    @Test
    void inAPipelineAVariableIsWarnedOf() {
        String verdict = FormFixture.text(bench.step().doCheckProjectId(bench.pipeline, "${PROJECT_ID}", "", ""));

        assertTrue(verdict.startsWith("WARNING: In a Pipeline nothing fills variables"), verdict);
    }

    @Test
    void anUnknownEndpointIsNamedWithThoseThatThereAre() {
        assertEquals("OK: ", FormFixture.text(bench.step().doCheckEndpoint(bench.job, FormFixture.ENDPOINT)));
        assertEquals("OK: ", FormFixture.text(bench.step().doCheckEndpoint(bench.job, "$ENDPOINT")));
        String verdict = FormFixture.text(bench.step().doCheckEndpoint(bench.job, "Elsewhere"));
        assertTrue(verdict.startsWith("ERROR: There is no MongoDB Cloud endpoint &quot;Elsewhere&quot;"), verdict);
        assertTrue(verdict.contains(FormFixture.ENDPOINT), verdict);
    }

    @Test
    void noCredentialIsFineOnlyIfTheEndpointHasOne() {
        assertTrue(FormFixture.text(bench.step().doCheckCredentialsId(bench.job, "", FormFixture.ENDPOINT))
                .startsWith("WARNING: The endpoint &quot;The Simulator&quot; has no default credential"));
        assertEquals("OK: ", FormFixture.text(bench.step().doCheckCredentialsId(bench.job, "x", FormFixture.ENDPOINT)));

        bench.listen(bench.simulator.baseUrl(), FormFixture.CREDENTIAL);

        assertEquals("OK: ", FormFixture.text(bench.step().doCheckCredentialsId(bench.job, "", FormFixture.ENDPOINT)));
    }

    @Test
    void endpointsAndCredentialsAreOfferedWithTheCurrentChoice() {
        assertEquals(
                List.of(FormFixture.ENDPOINT, "Gone"),
                FormFixture.values(bench.step().doFillEndpointItems(bench.job, "Gone")));
        assertEquals(
                List.of("", "gone", FormFixture.CREDENTIAL),
                FormFixture.values(bench.step().doFillCredentialsIdItems(bench.job, FormFixture.ENDPOINT, "gone")));
        assertEquals(
                List.of("", FormFixture.CREDENTIAL),
                FormFixture.values(bench.step()
                        .doFillApiKeyCredentialsIdItems(bench.job, FormFixture.ENDPOINT, FormFixture.CREDENTIAL)));
    }

    @Test
    void withoutPermissionTheCurrentChoiceIsKept() {
        bench.allow();

        assertEquals(
                List.of("Cloud Manager"),
                FormFixture.values(bench.step().doFillEndpointItems(bench.job, "Cloud Manager")));
        assertEquals(
                List.of("", "secret-id"),
                FormFixture.values(
                        bench.step().doFillCredentialsIdItems(bench.job, FormFixture.ENDPOINT, "secret-id")));
    }
}
