package io.jenkins.plugins.mongodbcloud.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.cloudbees.plugins.credentials.CredentialsScope;
import io.jenkins.plugins.mongodbcloud.client.Product;
import io.jenkins.plugins.mongodbcloud.testing.FormFixture;
import io.jenkins.plugins.mongodbcloud.testing.JenkinsFixture;
import io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Phase;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatedKey;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatedServiceAccount;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Simulator;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the form of an endpoint says, and what its test of the connection finds out. */
class EndpointFormTest {

    @TempDir
    private Path home;

    @AutoClose
    private FormFixture bench;

    @BeforeEach
    void start() throws Exception {
        bench = new FormFixture(home).allow(Jenkins.ADMINISTER);
    }

    private String url(String value, Product product, boolean plainHttp) {
        return FormFixture.text(bench.endpoint().doCheckBaseUrl(value, "Ours", product.name(), plainHttp));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    https://mms.example.com:8443/api/public/v1.0/ | OK:
                    https://10.0.0.7/api/public/v1.0              | OK:
                    https://localhost:8443                        | OK:
                    ''                                            | ERROR: The endpoint &quot;Ours&quot; has no base URL
                    http://mms.example.com:8080/                  | is plain HTTP
                    mms.example.com                               | is invalid
                    https://mms.example.com:0/                    | a port from 1 to 65535
                    https://mms.example.com:65536/                | a port from 1 to 65535
                    ftp://mms.example.com                         | is invalid
                    https://user:pass@mms.example.com             | is invalid
                    https://mms.example.com/?a=b                  | is invalid
                    https://mms.example.com/#top                  | is invalid
                    https://169.254.169.254/latest                | link-local or metadata address
                    https://[fe80::1]:8443/                       | link-local or metadata address
                    https://[fd00:ec2::254]/                      | link-local or metadata address
                    https://metadata.google.internal/             | link-local or metadata address
                    https://cloud.mongodb.com/api/atlas/v2        | WARNING: This is the usual base URL of Atlas""")
    void baseUrl(String value, String expected) {
        String verdict = url(value, Product.OPS_MANAGER, false);

        assertTrue(verdict.contains(expected), verdict);
    }

    @Test
    void plainHttpIsFineWithConsent() {
        assertEquals("OK: ", url("http://mms.example.com:8080/", Product.OPS_MANAGER, true));
    }

    @Test
    void aPasswordInTheUrlIsNotRepeated() {
        assertFalse(url("https://user:s3cret@mms.example.com", Product.OPS_MANAGER, false)
                .contains("s3cret"));
    }

    @Test
    void emptyStandsForTheProductsUsualBaseUrl() {
        assertEquals(
                "OK: Requests go to https://cloud.mongodbgov.com/api/atlas/v2.",
                url("", Product.ATLAS_GOVERNMENT, false));
    }

    @Test
    void aProductThatIsNotKnownStaysChosenAndIsSaidToBeUnknown() {
        List<String> known = Stream.of(Product.values()).map(Product::name).toList();
        assertEquals(known, FormFixture.values(bench.endpoint().doFillProductItems("ATLAS")));
        assertEquals(known, FormFixture.values(bench.endpoint().doFillProductItems("")));
        assertTrue(
                FormFixture.values(bench.endpoint().doFillProductItems("LATER")).contains("LATER"));
        assertEquals("OK: ", FormFixture.text(bench.endpoint().doCheckProduct("ATLAS", "Ours")));
        String verdict = FormFixture.text(bench.endpoint().doCheckProduct("LATER", "Ours"));
        assertTrue(verdict.startsWith("ERROR: The endpoint &quot;Ours&quot; has the product"), verdict);
    }

    @Test
    void aNameThatNoOtherEndpointOfTheFormHasIsRequired() {
        assertTrue(name("  ", "").startsWith("ERROR: An endpoint has no name"), () -> name("  ", ""));
        assertEquals("OK: ", name("Ours", "\nCloud Manager\nOurs too"));
        assertTrue(name(" Ours ", "Cloud Manager\nOurs ").startsWith("ERROR: Two endpoints have the name"));
        assertEquals("OK: ", name("Ours", null));
    }

    private String name(String value, String others) {
        return FormFixture.text(bench.endpoint().doCheckName(value, others));
    }

    @Test
    void onlyCredentialsThatJobsCanUseAreOffered() {
        assertEquals(
                List.of("", FormFixture.CREDENTIAL),
                FormFixture.values(bench.endpoint().doFillCredentialsIdItems("CLOUD_MANAGER", "", "")));
    }

    private String test(String baseUrl, String credential) {
        return FormFixture.text(bench.endpoint().doTestConnection("Ours", "CLOUD_MANAGER", baseUrl, credential, true));
    }

    @Test
    void acceptedIsSaidWithThePublicKeyTheNumberOfProjectsAndTheRoles() {
        String base = bench.simulator.baseUrl();

        assertEquals(
                "OK: " + base + " was reached and accepted adminkey, which sees one project."
                        + " Its roles: GROUP_USER_ADMIN, ORG_MEMBER. It has no access list.",
                test(base + "/", FormFixture.CREDENTIAL));
        assertEquals(List.of(FormFixture.CREDENTIAL), bench.credentials.tracked());
    }

    /** A call is made too: the access list applies to it, not to the token. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    CLOUD_MANAGER | ok      | OK: … was reached and accepted mdb_sa_id_6650c1e09a1f4b2c3d4e5f60, which sees one
                    CLOUD_MANAGER | plain   | OK: … was reached and accepted mdb_sa_id_6650c1e09a1f4b2c3d4e5f60, which sees one
                    CLOUD_MANAGER | expired | issues no access token for the service account in the credential account
                    CLOUD_MANAGER | address | which is not on the access list
                    CLOUD_MANAGER | limited | limits the rate of requests
                    OPS_MANAGER   | ok      | is a service account, and the product of the endpoint""")
    void aServiceAccountIsTestedByACallOfItsOwn(String product, String what, String expected) {
        SimulatedServiceAccount account = SimulatorSeed.ADMIN_ACCOUNT;
        if (what.equals("plain")) {
            bench.credentials.add("account", account.clientId(), account.secret());
        } else {
            bench.credentials.add(JenkinsFixture.serviceAccount("account", account));
        }
        if (what.equals("expired")) {
            bench.simulator.cloud().secrets(account.clientId());
        } else if (what.equals("address")) {
            bench.simulator.cloud().accessList(account.clientId(), "192.0.2.1");
        } else if (what.equals("limited")) {
            bench.simulator.behaviour().mintingLimit(0, 9);
        }

        String verdict = FormFixture.text(
                bench.endpoint().doTestConnection("Ours", product, bench.simulator.baseUrl(), "account", true));

        assertTrue(verdict.replace(bench.simulator.baseUrl(), "…").contains(expected), () -> verdict);
        assertEquals(0, bench.simulator.tokens().active(account.clientId()), "none is left behind");
        if (product.equals("OPS_MANAGER")) {
            assertEquals(0, bench.simulator.requests());
        }
    }

    @Test
    void whatIsInTheFormIsTestedAndNotWhatIsSaved() throws IOException {
        try (Simulator unsaved =
                Simulator.builder().cloud(SimulatorSeed.cloud()).start()) {
            assertTrue(test(unsaved.baseUrl(), FormFixture.CREDENTIAL).startsWith("OK: "));

            assertEquals(3, unsaved.requests());
            assertEquals(0, bench.simulator.requests());
        }
    }

    @Test
    void aKeyWithoutARoleThatAllowsItIsWarnedOf() {
        bench.credentials.add(FormFixture.keyPair(CredentialsScope.GLOBAL, "reader", SimulatorSeed.READER));
        bench.simulator.cloud().accessList(SimulatorSeed.READER.id(), "127.0.0.1", "192.0.2.1");

        String verdict = test(bench.simulator.baseUrl(), "reader");

        assertTrue(verdict.startsWith("WARNING: "), verdict);
        assertTrue(verdict.contains("Its access list: 127.0.0.1, 192.0.2.1."), verdict);
        assertTrue(verdict.contains("None of these roles is known to allow an unassignment"), verdict);
    }

    /** An API may not say it, as of a service account, or fail only then. */
    @Test
    void rolesThatAreNotShownAreSaidToBeUntested() {
        bench.simulator
                .faults()
                .next(
                        InjectedFault.compressed("gzip").on(Phase.AUTHENTICATED),
                        InjectedFault.error(403, "ACCESS_FORBIDDEN", "no").on(Phase.AUTHENTICATED));

        String verdict = test(bench.simulator.baseUrl(), FormFixture.CREDENTIAL);

        assertTrue(verdict.startsWith("OK: "), verdict);
        assertTrue(verdict.endsWith("Its roles and its access list were not tested, as the API does not show them."));
    }

    /** Nothing but the list of projects is requested, so that the user did not enter an ID. */
    @ParameterizedTest
    @ValueSource(strings = {"INVALID_QUERY_PARAMETER", "GROUP_NOT_FOUND", "NOT_IN_GROUP", "RESOURCE_NOT_FOUND"})
    void aBaseUrlOfSomethingElseIsSaidToBeOne(String errorCode) {
        bench.simulator.faults().next(InjectedFault.error(404, errorCode, "no").on(Phase.AUTHENTICATED));

        String verdict = test(bench.simulator.baseUrl(), FormFixture.CREDENTIAL);

        assertTrue(verdict.startsWith("ERROR: "), verdict);
        assertTrue(verdict.contains("Check the product and the base URL of the endpoint"), verdict);
        assertFalse(verdict.contains(" ID"), verdict);
    }

    @Test
    void wrongKeysAreSaidToBeWrong() {
        bench.credentials.add(FormFixture.keyPair(
                CredentialsScope.GLOBAL,
                "wrong",
                new SimulatedKey(
                        SimulatorSeed.ADMIN.id(), "adminkey", "00000000-0000-4000-8000-000000000000", "wrong")));

        String verdict = test(bench.simulator.baseUrl(), "wrong");

        assertTrue(verdict.startsWith("ERROR: "), verdict);
        assertTrue(verdict.contains("does not accept the key pair. Check the public key and the private key"), verdict);
    }

    @Test
    void faultsAreToldApart() throws IOException {
        int closed;
        try (ServerSocket port = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = port.getLocalPort();
        }
        assertTrue(test("http://127.0.0.1:" + closed, FormFixture.CREDENTIAL)
                .contains("connection to the endpoint failed"));
        assertTrue(test("http://nowhere.invalid", FormFixture.CREDENTIAL).contains("could not be resolved"));
        try (Simulator tls =
                Simulator.builder().cloud(SimulatorSeed.cloud()).tls().start()) {
            assertTrue(test(tls.baseUrl(), FormFixture.CREDENTIAL).contains("no trusted TLS connection"));
        }
        bench.simulator.faults().next(InjectedFault.html(503));
        assertTrue(test(bench.simulator.baseUrl(), FormFixture.CREDENTIAL).contains("returned a server error"));
    }

    @Test
    void whatCannotBeTestedIsNotSent() {
        assertTrue(test(bench.simulator.baseUrl(), "").contains("Choose the default credential first"));
        assertTrue(test(bench.simulator.baseUrl(), "nobody").contains("There is no credential"));
        assertTrue(FormFixture.text(bench.endpoint()
                        .doTestConnection(
                                "Ours", "CLOUD_MANAGER", bench.simulator.baseUrl(), FormFixture.CREDENTIAL, false))
                .contains("plain HTTP"));
        assertEquals(0, bench.simulator.requests());
    }
}
