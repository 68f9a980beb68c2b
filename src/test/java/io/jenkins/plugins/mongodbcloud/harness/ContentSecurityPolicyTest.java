package io.jenkins.plugins.mongodbcloud.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.FreeStyleProject;
import hudson.model.Result;
import io.jenkins.plugins.mongodbcloud.freestyle.MongoCloudUnassignApiKeyBuilder;
import io.jenkins.plugins.mongodbcloud.freestyle.MongoCloudUnassignApiKeyPublisher;
import io.jenkins.plugins.mongodbcloud.freestyle.MongoCloudUnassignServiceAccountBuilder;
import io.jenkins.plugins.mongodbcloud.freestyle.MongoCloudUnassignServiceAccountPublisher;
import io.jenkins.plugins.mongodbcloud.steps.ApiKeyOptions;
import io.jenkins.plugins.mongodbcloud.steps.ServiceAccountOptions;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.htmlunit.html.DomAttr;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;

/** Nothing on a page with a part of the plugin needs what the enforced Content Security Policy of Jenkins forbids. */
class ContentSecurityPolicyTest extends JenkinsRuleTest {

    private static final String HEADER = "Content-Security-Policy";
    private static final String PROPERTY = "jenkins.security.csp.CspHeader.headerName";
    private static final String JOB = "nightly";

    @BeforeEach
    void enforce() throws Exception {
        System.setProperty(PROPERTY, HEADER);
        if (r.jenkins.getItem(JOB) == null) {
            r.buildAndAssertStatus(Result.UNSTABLE, job());
        }
    }

    @AfterEach
    void leave() {
        System.clearProperty(PROPERTY);
    }

    private static FreeStyleProject job() throws Exception {
        ApiKeyOptions keys = new ApiKeyOptions(SimulatorSeed.PROJECT_ID);
        keys.setCredentialsId(JenkinsRuleFixture.ADMIN);
        keys.setApiKeyIds(List.of(SimulatorSeed.API_KEY_ID, SimulatorSeed.UNASSIGNED_KEY_ID));
        ServiceAccountOptions accounts = new ServiceAccountOptions(SimulatorSeed.PROJECT_ID);
        accounts.setCredentialsId(JenkinsRuleFixture.ADMIN);
        accounts.setClientId(SimulatorSeed.SERVICE_ACCOUNT.clientId());
        FreeStyleProject job = r.createFreeStyleProject(JOB);
        job.getBuildersList().add(new MongoCloudUnassignApiKeyBuilder(keys));
        job.getBuildersList().add(new MongoCloudUnassignServiceAccountBuilder(accounts));
        job.getPublishersList().add(new MongoCloudUnassignApiKeyPublisher(List.of(keys)));
        job.getPublishersList().add(new MongoCloudUnassignServiceAccountPublisher(List.of(accounts)));
        return job;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "job/nightly/1/",
                "job/nightly/1/mongodb-cloud/",
                "job/nightly/configure",
                "manage/configure",
                "manage/credentials/store/system/domain/_/",
                "manage/credentials/store/system/domain/_/credential/mongodb-cloud/updateDialog",
                "manage/credentials/store/system/domain/_/dialog2?kind="
                        + "io.jenkins.plugins.mongodbcloud.credentials.ServiceAccountCredentials"
            })
    void aPageHasNeitherInlineScriptNorHandlers(String path) throws Exception {
        try (JenkinsRule.WebClient browser = r.createWebClient()) {
            browser.getOptions().setJavaScriptEnabled(false);
            HtmlPage page = browser.goTo(path);

            String policy = page.getWebResponse().getResponseHeaderValue(HEADER);
            assertNotNull(
                    policy,
                    () -> "no policy is enforced: " + page.getWebResponse().getResponseHeaders());
            assertTrue(policy.contains("script-src"), policy);
            assertEquals(List.of(), violations(page));
        }
    }

    @Test
    void whatThePolicyForbidsIsFound() throws Exception {
        try (JenkinsRule.WebClient browser = r.createWebClient()) {
            browser.getOptions().setJavaScriptEnabled(false);
            HtmlPage page = browser.loadHtmlCodeIntoCurrentWindow("""
                    <script>inline</script>
                    <script type="text/javascript" src="https://elsewhere.example.com/"></script>
                    <script type="application/json">{}</script>
                    <script src="/jenkins/x.js"></script>
                    <a href="javascript:x()">a</a>
                    <p onclick="x()">b</p>
                    """);
            assertEquals(4, violations(page).size(), () -> violations(page).toString());
        }
    }

    private static List<String> violations(HtmlPage page) {
        List<String> violations = new ArrayList<>();
        for (DomElement element : page.getDomElementDescendants()) {
            String type = element.getAttribute("type").toLowerCase(Locale.ROOT);
            boolean isScript = element.getTagName().equals("script")
                    && (type.isEmpty() || type.contains("javascript") || type.equals("module"));
            if (isScript && !element.getAttribute("src").startsWith("/")) {
                violations.add(element.asXml());
            }
            for (DomAttr attribute : element.getAttributesMap().values()) {
                if (attribute.getName().startsWith("on") || attribute.getValue().startsWith("javascript:")) {
                    violations.add(element.getTagName() + " " + attribute.getName() + "=" + attribute.getValue());
                }
            }
        }
        return violations;
    }
}
