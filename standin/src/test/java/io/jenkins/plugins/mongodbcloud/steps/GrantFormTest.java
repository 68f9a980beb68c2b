package io.jenkins.plugins.mongodbcloud.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.mongodbcloud.testing.FormFixture;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The form of the block step and of the build wrapper: what it offers, and what it says of each entry. */
class GrantFormTest {

    private FormFixture bench;
    private GrantOptionsDescriptor form;

    @BeforeEach
    void start(@TempDir Path home) throws Exception {
        bench = new FormFixture(home).allow(Item.EXTENDED_READ);
        form = bench.jenkins.getDescriptorByType(GrantOptionsDescriptor.class);
    }

    @AfterEach
    void stop() {
        assertEquals(0, bench.simulator.requests(), "a check asked MongoDB Cloud");
        bench.close();
    }

    private BiFunction<Item, String, FormValidation> check(String field) {
        return switch (field) {
            case "roles" -> form::doCheckRoles;
            case "accessList" -> form::doCheckAccessList;
            case "apiKeyId" -> form::doCheckApiKeyId;
            case "publicKey" -> form::doCheckPublicKey;
            case "apiKeyCredentialsId" -> form::doCheckApiKeyCredentialsId;
            case "publicKeyVariable" -> form::doCheckPublicKeyVariable;
            case "privateKeyVariable" -> form::doCheckPrivateKeyVariable;
            case "projectIdVariable" -> form::doCheckProjectIdVariable;
            case "baseUrlVariable" -> form::doCheckBaseUrlVariable;
            default -> throw new AssertionError(field);
        };
    }

    private String said(String field, Item item, String value) {
        return FormFixture.text(check(field).apply(item, value));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            roles               | GROUP_READ_ONLY
            roles               | GROUP_READ_ONLY GROUP_OWNER
            roles               | GROUP_READ_ONLY, GROUP_OWNER
            roles               | ${ROLES}
            accessList          | ''
            accessList          | 203.0.113.0/24 2001:db8::1
            accessList          | $ADDRESS
            apiKeyId            | 5d1d12c087d9d63e6d682438
            apiKeyId            | 5d1d12c087d9d63e6d682438 (zmmrboas, Deployment)
            apiKeyId            | ${KEY}
            publicKey           | zmmrboas
            publicKey           | $PUBLIC_KEY
            apiKeyCredentialsId | admin
            publicKeyVariable   | ''
            publicKeyVariable   | PUBLIC_KEY
            privateKeyVariable  | PRIVATE_KEY
            projectIdVariable   | TF_VAR_project_id
            baseUrlVariable     | _URL
            baseUrlVariable     | ${NAME}""")
    void nothingIsSaidOfWhatIsRight(String field, String value) {
        assertEquals("OK: ", said(field, bench.job, value));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            roles               | ''                            | No role was named
            roles               | ' '                           | No role was named
            roles               | ORG_OWNER                     | &quot;ORG_OWNER&quot; is not the name of a project role
            roles               | GROUP_READ_ONLY group_owner   | &quot;group_owner&quot; is not the name
            roles               | <b>                           | &lt;b&gt;
            accessList          | everywhere                    | &quot;everywhere&quot; is neither an IP address nor a range
            accessList          | 203.0.113.1 203.0.113.0/33    | &quot;203.0.113.0/33&quot; is neither
            accessList          | 256.0.0.1                     | is neither
            apiKeyId            | ''                            | is empty
            apiKeyId            | zmmrboas                      | looks like a public key
            publicKey           | ''                            | Enter the public key
            publicKey           | 5d1d12c087d9d63e6d682438      | ID
            apiKeyCredentialsId | ''                            | Choose the credential
            publicKeyVariable   | A-B                           | &quot;A-B&quot; is not the name of an environment variable
            privateKeyVariable  | 1ST                           | &quot;1ST&quot; is not the name
            projectIdVariable   | A B                           | &quot;A B&quot; is not the name
            baseUrlVariable     | a.b                           | &quot;a.b&quot; is not the name""")
    void whatIsWrongIsSaid(String field, String value, String expected) {
        String said = said(field, bench.job, value);
        assertTrue(said.startsWith("ERROR: ") && said.contains(expected), said);
        bench.allow();
        assertEquals("OK: ", said(field, bench.job, value), "to somebody who may not see the job");
    }

    @Test
    void aSecretInTheWrongFieldIsNotRepeated() {
        String secret = SimulatorSeed.ADMIN.privateKey();
        for (String field : List.of("roles", "accessList", "apiKeyId", "publicKey", "publicKeyVariable")) {
            String said = said(field, bench.job, secret);
            assertTrue(said.startsWith("ERROR: "), said);
            assertFalse(said.contains(secret), said);
        }
    }

    @Test
    void aPipelineFillsNoVariablesIntoOptions() {
        for (String field : List.of("roles", "accessList", "apiKeyId", "publicKey", "baseUrlVariable")) {
            String said = said(field, bench.pipeline, "${NAME}");
            assertTrue(said.contains("In a Pipeline nothing fills variables"), said);
        }
    }

    private List<String> credentials() {
        return FormFixture.values(form.doFillApiKeyCredentialsIdItems(bench.job, FormFixture.ENDPOINT, "was-chosen"));
    }

    @Test
    void credentialsOfTheJobAreOfferedAndWhatWasChosenStays() {
        assertEquals(
                List.of("", "admin", "was-chosen"),
                credentials().stream().sorted().toList());
        bench.allow();
        assertEquals(List.of("", "was-chosen"), credentials());
    }

    private static GrantOptions options(String apiKeyId, String publicKey) {
        GrantOptions options = new GrantOptions(SimulatorSeed.PROJECT_ID);
        options.setApiKeyId(apiKeyId);
        options.setPublicKey(publicKey);
        return options;
    }

    private List<String> shown(GrantOptions options) {
        return Stream.of("new", "apiKeyId", "publicKey", "apiKeyCredentialsId")
                .filter(way -> form.isShown(options, way))
                .toList();
    }

    @Test
    void theFieldsOfTheWayThatWasSavedAreShown() {
        assertEquals(List.of("new"), shown(null));
        assertEquals(List.of("new"), shown(options(null, null)));
        assertEquals(List.of("publicKey"), shown(options(null, "zmmrboas")));
        assertNull(form.severalWays(options(null, "zmmrboas")));
        GrantOptions both = options(SimulatorSeed.API_KEY_ID, "zmmrboas");
        assertEquals(List.of("apiKeyId", "publicKey"), shown(both));
        assertTrue(form.severalWays(both).contains("Public key"), () -> form.severalWays(both));
    }

    @Test
    void whatBecomesOfANewKeyIsSaidInWords() {
        assertEquals("delete the API key", form.nameOf(GrantOptions.Afterwards.DELETE));
        assertEquals("leave it in the organization, without access", form.nameOf(GrantOptions.Afterwards.UNASSIGN));
    }
}
