package io.jenkins.plugins.mongodbcloud.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import io.jenkins.plugins.mongodbcloud.client.Product;
import io.jenkins.plugins.mongodbcloud.configuration.Endpoint;
import io.jenkins.plugins.mongodbcloud.configuration.MongoDbCloudConfiguration;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Simulator;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.sf.json.JSONObject;
import org.htmlunit.FailingHttpStatusCodeException;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlFormUtil;
import org.htmlunit.html.HtmlInput;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.kohsuke.stapler.StaplerRequest2;

/** The global configuration: what is entered there is saved, or refused with a reason, and can be tried before. */
@WithJenkins
class GlobalConfigurationPageTest {

    private static JenkinsRule jenkins;

    @BeforeAll
    static void keepJenkins(JenkinsRule rule) {
        jenkins = rule;
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(JenkinsRuleFixture.keyPair("of-the-simulator", SimulatorSeed.ADMIN));
    }

    @BeforeEach
    void startWithTheDefaults() {
        MongoDbCloudConfiguration configuration = MongoDbCloudConfiguration.get();
        configuration.setEndpoints(List.of(new Endpoint("Cloud Manager", Product.CLOUD_MANAGER)));
        configuration.setConnectTimeoutSeconds(10);
    }

    @Test
    void whatIsEnteredIsThereAgain() throws Exception {
        Endpoint atlas = new Endpoint("Atlas", Product.ATLAS);
        Endpoint own = new Endpoint("Ours", Product.OPS_MANAGER);
        own.setBaseUrl("http://opsmanager.example.com:8080/api/public/v1.0/");
        own.setPlainHttpAllowed(true);
        own.setCredentialsId("of-the-simulator");
        MongoDbCloudConfiguration configuration = MongoDbCloudConfiguration.get();
        configuration.setEndpoints(List.of(atlas, own));
        configuration.setConnectTimeoutSeconds(4);
        configuration.setResponseTimeoutSeconds(5);
        configuration.setCallTimeoutSeconds(66);

        jenkins.configRoundtrip();

        List<Endpoint> after = configuration.getEndpoints();
        assertEquals(2, after.size());
        jenkins.assertEqualDataBoundBeans(atlas, after.get(0));
        jenkins.assertEqualDataBoundBeans(own, after.get(1));
        assertEquals(4, configuration.getConnectTimeoutSeconds());
        assertEquals(5, configuration.getResponseTimeoutSeconds());
        assertEquals(66, configuration.getCallTimeoutSeconds());
    }

    @Test
    void anEndpointThatCannotBeMeantIsNotSavedAndNamed() throws Exception {
        MongoDbCloudConfiguration configuration = MongoDbCloudConfiguration.get();
        try (JenkinsRule.WebClient browser = jenkins.createWebClient()) {
            HtmlForm form = browser.goTo("configure").getFormByName("config");
            form.getInputByName("_.baseUrl").setValue("http://169.254.169.254/");
            form.getInputByName("_.connectTimeoutSeconds").setValue("77");

            FailingHttpStatusCodeException refused =
                    assertThrows(FailingHttpStatusCodeException.class, () -> HtmlFormUtil.submit(form));

            assertEquals(400, refused.getStatusCode());
            assertTrue(
                    refused.getResponse().getContentAsString().contains("link-local"),
                    refused.getResponse()::getContentAsString);
        }

        assertEquals("", configuration.getEndpoints().get(0).getBaseUrl());
        assertEquals(10, configuration.getConnectTimeoutSeconds());
    }

    @Test
    void theListOfEndpointsCanBeEmptied() throws Exception {
        try (JenkinsRule.WebClient browser = jenkins.createWebClient()) {
            HtmlPage page = browser.goTo("configure");
            HtmlForm form = page.getFormByName("config");
            form.getOneHtmlElementByAttribute("div", "name", "endpoints").remove();
            jenkins.submit(form);
        }

        assertEquals(List.of(), MongoDbCloudConfiguration.get().getEndpoints());
    }

    @Test
    void theConnectionIsTestedWithWhatIsInTheForm() throws Exception {
        Endpoint saved = new Endpoint("Cloud Manager", Product.CLOUD_MANAGER);
        saved.setCredentialsId("of-the-simulator");
        MongoDbCloudConfiguration.get().setEndpoints(List.of(saved));
        try (Simulator simulator =
                        Simulator.builder().cloud(SimulatorSeed.cloud()).start();
                JenkinsRule.WebClient browser = jenkins.createWebClient()) {
            HtmlForm form = browser.goTo("configure").getFormByName("config");
            form.getInputByName("_.baseUrl").setValue(simulator.baseUrl());
            form.getInputByName("_.plainHttpAllowed").setChecked(true);
            DomElement button = (DomElement) form.querySelector("button[data-validate-button-method=testConnection]");

            button.click();
            browser.waitForBackgroundJavaScript(20_000);

            String verdict =
                    ((DomElement) button.getParentNode()).querySelector(".ok").asNormalizedText();
            assertTrue(verdict.contains("accepted adminkey, which sees one project"), verdict);
        }
    }

    @Test
    void theBaseUrlFollowsTheProduct() throws Exception {
        try (JenkinsRule.WebClient browser = jenkins.createWebClient()) {
            HtmlForm form = browser.goTo("configure").getFormByName("config");
            HtmlInput baseUrl = form.getInputByName("_.baseUrl");
            assertEquals("", baseUrl.getValue());
            browser.waitForBackgroundJavaScript(20_000);

            form.getSelectByName("_.product").setSelectedAttribute("ATLAS_GOVERNMENT", true);
            browser.waitForBackgroundJavaScript(20_000);

            DomElement entry =
                    (DomElement) baseUrl.getByXPath("ancestor::div[contains(@class, 'jenkins-form-item')][1]")
                            .get(0);
            assertTrue(
                    entry.asNormalizedText().contains("Requests go to https://cloud.mongodbgov.com/api/atlas/v2."),
                    entry::asNormalizedText);
            jenkins.submit(form);
        }

        assertEquals(
                "https://cloud.mongodbgov.com/api/atlas/v2",
                MongoDbCloudConfiguration.get().getEndpoints().get(0).effectiveBaseUrl());
    }

    /** Jenkins reads what an older plugin left and a later one will find, so it is plain and says no more than was set. */
    @Test
    void theSavedFileHoldsPlainListsAndNoUsualBaseUrl() throws Exception {
        MongoDbCloudConfiguration configuration = MongoDbCloudConfiguration.get();
        configuration.save();
        Path file = jenkins.jenkins.getRootDir().toPath().resolve(configuration.getId() + ".xml");
        String saved = Files.readString(file);
        assertFalse(saved.contains("java.util"), saved);
        assertFalse(saved.contains("cloud.mongodb.com"), saved);

        Files.writeString(file, saved.replace(">CLOUD_MANAGER<", ">LATER<"));
        configuration.load();
        configuration.setConnectTimeoutSeconds(11);

        assertEquals("LATER", configuration.endpoint("Cloud Manager").getProduct());
        assertTrue(Files.readString(file).contains(">LATER<"), () -> saved);
        jenkins.configRoundtrip();
        assertEquals("LATER", configuration.endpoint("Cloud Manager").getProduct());
    }

    @Test
    void aPageWithoutTheSectionChangesNothing() throws Exception {
        Endpoint own = new Endpoint("Ours", Product.OPS_MANAGER);
        own.setBaseUrl("https://opsmanager.example.com");
        MongoDbCloudConfiguration.get().setEndpoints(List.of(own));

        MongoDbCloudConfiguration.get().configure((StaplerRequest2) null, new JSONObject());

        assertEquals(
                "Ours", MongoDbCloudConfiguration.get().getEndpoints().get(0).getName());
    }
}
