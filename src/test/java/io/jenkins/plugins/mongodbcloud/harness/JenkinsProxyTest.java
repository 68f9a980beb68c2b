package io.jenkins.plugins.mongodbcloud.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hudson.ProxyConfiguration;
import hudson.model.Result;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Simulator;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.URLConnection;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The proxy that is set for Jenkins, with tinyproxy in its place. */
@WithJenkins
@Timeout(180)
class JenkinsProxyTest {

    private static final String USER = "proxyuser";
    private static final String PASSWORD = "proxy-passw0rd-9d2f";
    private static final String BASIC_AUTH = "BasicAuth " + USER + " " + PASSWORD;

    private static JenkinsRule r;
    private static Simulator encrypted;
    private static SSLContext usualTrust;

    @TempDir
    private Path folder;

    private JenkinsRuleFixture lab;

    @BeforeAll
    static void start(JenkinsRule jenkins) throws Exception {
        r = jenkins;
        if (TinyProxy.installed().isEmpty()) {
            System.err.println(
                    "SKIPPED: JenkinsProxyTest, because tinyproxy is not installed (Debian: apt-get install tinyproxy-bin)");
        }
        encrypted = Simulator.builder().cloud(SimulatorSeed.cloud()).tls().start();
        // Jenkins trusts what its JVM trusts.
        usualTrust = SSLContext.getDefault();
        SSLContext.setDefault(encrypted.clientSslContext());
    }

    @AfterAll
    static void stop() throws Exception {
        SSLContext.setDefault(usualTrust);
        encrypted.close();
        r.after();
    }

    @AfterEach
    void close() {
        r.jenkins.setProxy(null);
        if (lab != null) {
            lab.close();
        }
    }

    private TinyProxy open(String... settings) throws Exception {
        assumeTrue(TinyProxy.installed().isPresent(), "tinyproxy is not installed");
        lab = JenkinsRuleFixture.startFor(r);
        return TinyProxy.start(folder, settings);
    }

    private static void use(TinyProxy proxy, String user, String password, String exclusions) {
        r.jenkins.setProxy(new ProxyConfiguration("127.0.0.1", proxy.port(), user, password, exclusions));
    }

    private static WorkflowRun run(Result expected, String... arguments) throws Exception {
        if (expected == Result.FAILURE) {
            JenkinsRuleFixture.giveUpSoon();
        }
        return r.assertBuildStatus(expected, JenkinsRuleFixture.run(r, JenkinsRuleFixture.call(arguments)));
    }

    @Test
    void requestsPassThroughTheProxy() throws Exception {
        try (TinyProxy proxy = open()) {
            use(proxy, null, null, null);
            run(Result.SUCCESS);
            proxy.await("DELETE " + lab.simulator().baseUrl());
        }
        assertFalse(lab.isAssigned());
        assertEquals(0, lab.simulator().basicSeen());
    }

    @Test
    void theProxysCredentialsGoToTheProxyAlone() throws Exception {
        try (TinyProxy proxy = open(BASIC_AUTH)) {
            use(proxy, USER, PASSWORD, null);
            WorkflowRun build = run(Result.SUCCESS);
            proxy.await("DELETE " + lab.simulator().baseUrl());
            r.assertLogNotContains(PASSWORD, build);
        }
        assertFalse(lab.isAssigned());
        assertEquals(0, lab.simulator().basicSeen());
    }

    @Test
    void aProxyThatWantsOtherCredentialsIsExplainedAndNothingArrives() throws Exception {
        encrypted.journal().clear();
        try (TinyProxy proxy = open(BASIC_AUTH)) {
            use(proxy, USER, "wrong", null);
            // Over plain HTTP tinyproxy answers wrong credentials with 401, as if it were the endpoint.
            JenkinsRuleFixture.pointAt(encrypted.baseUrl());
            r.assertLogContains("a proxy rejected the request", run(Result.FAILURE));
        }
        assertEquals(0, encrypted.requests());
    }

    @Test
    void aProxyThatWantsCredentialsAndGetsNoneIsExplained() throws Exception {
        try (TinyProxy proxy = open(BASIC_AUTH)) {
            use(proxy, null, null, null);
            r.assertLogContains("a proxy rejected the request", run(Result.FAILURE));
        }
        assertEquals(0, lab.simulator().requests());
    }

    @Test
    void anExcludedHostIsReachedDirectly() throws Exception {
        try (TinyProxy proxy = open()) {
            use(proxy, null, null, "*.example\n127.0.0.*");
            run(Result.SUCCESS);
            assertNothingPassed(proxy);
        }
        assertFalse(lab.isAssigned());
    }

    @Test
    void anExclusionOfAnotherHostDoesNotCount() throws Exception {
        try (TinyProxy proxy = open()) {
            use(proxy, null, null, "*.mongodb.com");
            run(Result.SUCCESS);
            proxy.await("DELETE " + lab.simulator().baseUrl());
        }
    }

    @Test
    void aProxyThatIsGoneIsAConnectionFault() throws Exception {
        TinyProxy proxy = open();
        proxy.close();
        use(proxy, null, null, null);
        r.assertLogContains("the connection to the endpoint failed", run(Result.FAILURE));
        assertEquals(0, lab.simulator().requests());
    }

    @Test
    void aTlsEndpointIsReachedThroughATunnelThatTheProxyCannotLookInto() throws Exception {
        try (TinyProxy proxy = open(BASIC_AUTH)) {
            use(proxy, USER, PASSWORD, null);
            JenkinsRuleFixture.pointAt(encrypted.baseUrl());
            run(Result.SUCCESS);
            proxy.await("CONNECT 127.0.0.1:" + encrypted.port());
            assertEquals(0, proxy.count("DELETE"));
        }
        assertFalse(encrypted.isAssigned(SimulatorSeed.PROJECT_ID, SimulatorSeed.API_KEY_ID));
        assertEquals(0, encrypted.basicSeen());
        assertTrue(
                encrypted.log().stream().allMatch(request -> request.protocol().equals("HTTP/2")));
    }

    @Test
    void aProxyThatRefusesTheTunnelIsExplained() throws Exception {
        try (TinyProxy proxy = open("ConnectPort 1")) {
            use(proxy, null, null, null);
            JenkinsRuleFixture.pointAt(encrypted.baseUrl());
            WorkflowRun build = run(Result.FAILURE, "apiKeyId: '5d1d12c087d9d63e6d100001'");
            r.assertLogContains("a proxy rejected the request", build);
        }
        assertTrue(encrypted.isAssigned(
                SimulatorSeed.PROJECT_ID, SimulatorSeed.ciKey(1).id()));
    }

    /** Sends a request of the test's own through the proxy; what came before it is in the log when that is. */
    private static void assertNothingPassed(TinyProxy proxy) throws Exception {
        URLConnection marker = URI.create("http://127.0.0.1:1/marker")
                .toURL()
                .openConnection(new Proxy(Proxy.Type.HTTP, new InetSocketAddress("127.0.0.1", proxy.port())));
        marker.getHeaderField(0);
        proxy.await("http://127.0.0.1:1/marker");
        assertEquals(1, proxy.count("Request ("));
    }
}
