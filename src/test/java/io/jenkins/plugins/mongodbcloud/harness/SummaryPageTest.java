package io.jenkins.plugins.mongodbcloud.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import hudson.util.Secret;
import io.jenkins.plugins.mongodbcloud.client.Product;
import io.jenkins.plugins.mongodbcloud.configuration.Endpoint;
import io.jenkins.plugins.mongodbcloud.configuration.MongoDbCloudConfiguration;
import io.jenkins.plugins.mongodbcloud.credentials.ApiKeyPairCredentials;
import io.jenkins.plugins.mongodbcloud.freestyle.MongoCloudUnassignApiKeyBuilder;
import io.jenkins.plugins.mongodbcloud.freestyle.MongoCloudUnassignApiKeyPublisher;
import io.jenkins.plugins.mongodbcloud.steps.ApiKeyOptions;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Role;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatedKey;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Simulator;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.util.List;
import java.util.Locale;
import net.sf.json.JSONArray;
import net.sf.json.JSONObject;
import org.htmlunit.WebResponse;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.DomNode;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.jvnet.localizer.LocaleProvider;

/** What the page and the remote API of a build say of the keys. */
@WithJenkins
class SummaryPageTest {

    private static final SimulatedKey MARKUP = new SimulatedKey(
            "5d1d12c087d9d63e6d682450",
            "markedup",
            "5b1a52e0-6f0c-4f3e-9d52-7c1e5b1a9f01",
            "<script>alert('x')</script>");

    private static JenkinsRule jenkins;
    private static Simulator simulator;
    private static FreeStyleBuild build;

    @BeforeAll
    static void runABuild(JenkinsRule rule) throws Exception {
        jenkins = rule;
        simulator = Simulator.builder().cloud(SimulatorSeed.cloud()).start();
        simulator
                .cloud()
                .addApiKey(SimulatorSeed.ORGANIZATION_ID, MARKUP)
                .assign(SimulatorSeed.PROJECT_ID, MARKUP.id(), Role.GROUP_READ_ONLY);
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new ApiKeyPairCredentials(
                        CredentialsScope.GLOBAL,
                        "admin",
                        "",
                        SimulatorSeed.ADMIN.publicKey(),
                        Secret.fromString(SimulatorSeed.ADMIN.privateKey())));
        Endpoint endpoint = new Endpoint("Cloud Manager", Product.CLOUD_MANAGER);
        endpoint.setBaseUrl(simulator.baseUrl());
        endpoint.setPlainHttpAllowed(true);
        endpoint.setCredentialsId("admin");
        MongoDbCloudConfiguration.get().setEndpoints(List.of(endpoint));
        FreeStyleProject job = jenkins.createFreeStyleProject("job");
        ApiKeyOptions byIds = new ApiKeyOptions(SimulatorSeed.PROJECT_ID);
        byIds.setApiKeyIds(List.of(SimulatorSeed.API_KEY_ID, SimulatorSeed.UNASSIGNED_KEY_ID));
        ApiKeyOptions byPublicKey = new ApiKeyOptions(SimulatorSeed.PROJECT_ID);
        byPublicKey.setPublicKey(MARKUP.publicKey());
        byPublicKey.setDryRun(true);
        job.getBuildersList().add(new MongoCloudUnassignApiKeyBuilder(byIds));
        job.getPublishersList().add(new MongoCloudUnassignApiKeyPublisher(List.of(byPublicKey)));
        build = jenkins.buildAndAssertStatus(Result.UNSTABLE, job);
    }

    @AfterAll
    static void stop() {
        simulator.close();
    }

    private static HtmlPage page() throws Exception {
        return jenkins.createWebClient().getPage(build, "mongodb-cloud/");
    }

    private static DomElement table(HtmlPage page) {
        return (DomElement) page.querySelector(".mongodb-cloud-summary table");
    }

    @Test
    void allCallsGatherInOneTable() throws Exception {
        HtmlPage page = page();

        assertEquals(1, page.querySelectorAll(".mongodb-cloud-summary table").size());
        List<DomNode> rows = List.copyOf(table(page).querySelectorAll("tr[data-outcome]"));
        assertEquals(
                List.of("UNASSIGNED", "NOT_ASSIGNED", "WOULD_UNASSIGN"),
                rows.stream()
                        .map(row -> ((DomElement) row).getAttribute("data-outcome"))
                        .toList());
        String first = rows.get(0).asNormalizedText();
        assertTrue(first.contains(SimulatorSeed.API_KEY_ID), first);
        assertTrue(first.contains(SimulatorSeed.PROJECT_ID), first);
        assertTrue(first.contains("Cloud Manager"), first);
        assertTrue(first.contains("HTTP 204"), first);
        assertFalse(first.contains("was unassigned"), first);
        String second = rows.get(1).asNormalizedText();
        assertTrue(second.contains("API_KEY_NOT_FOUND"), second);
        assertTrue(second.contains("select \"leaves the build as it is\" for \"If not assigned\""), second);
        for (String choice : List.of("1 unassigned", "1 not assigned", "1 would be unassigned")) {
            assertTrue(
                    page.querySelector(".mongodb-cloud-filter")
                            .asNormalizedText()
                            .contains(choice),
                    choice);
        }
    }

    @Test
    void theBuildPageHasCountsAndWhatNeedsAttention() throws Exception {
        HtmlPage page = jenkins.createWebClient().getPage(build);

        String title = page.querySelector(".mongodb-cloud-summary__title").asNormalizedText();
        assertTrue(title.contains("1 unassigned, 1 not assigned, 1 would be unassigned"), title);
        assertEquals(
                List.of("NOT_ASSIGNED"),
                table(page).querySelectorAll("tr[data-outcome]").stream()
                        .map(row -> ((DomElement) row).getAttribute("data-outcome"))
                        .toList());
        HtmlPage own = page.getAnchorByText("MongoDB Cloud access").click();
        assertTrue(own.getUrl().getPath().endsWith("/mongodb-cloud/"), own.getUrl()::toString);
    }

    @Test
    void oneOutcomeCanBeShownAlone() throws Exception {
        HtmlPage page = page().getAnchorByText("1 not assigned").click();

        assertEquals(1, table(page).querySelectorAll("tr[data-outcome]").size());
        assertTrue(table(page).asNormalizedText().contains(SimulatorSeed.UNASSIGNED_KEY_ID), page::asNormalizedText);
    }

    @Test
    void csvHasALineForEachKey() throws Exception {
        WebResponse csv = jenkins.createWebClient()
                .goTo(build.getUrl() + "mongodb-cloud/csv", "text/csv")
                .getWebResponse();

        assertEquals(4, csv.getContentAsString().lines().count());
        assertTrue(csv.getContentAsString().startsWith("outcome,effect,"), csv.getContentAsString());
        assertTrue(csv.getResponseHeaderValue("Content-Disposition").contains("mongodb-cloud.csv"));
    }

    @Test
    void whatAKeyIsCalledIsTextAndNotMarkup() throws Exception {
        DomElement table = table(page());

        assertTrue(table.asNormalizedText().contains(MARKUP.description()), table::asNormalizedText);
        assertEquals(0, table.querySelectorAll("script").size());
    }

    @Test
    void thereIsNoInlineScriptOrStyle() throws Exception {
        DomElement table = table(page());

        assertEquals(
                0, table.querySelectorAll("[style], [onclick], style, script").size());
    }

    @Test
    void theTableScrollsByItselfAndCanBeReachedByKeyboard() throws Exception {
        HtmlPage page = page();
        DomElement region = (DomElement) page.querySelector(".mongodb-cloud-summary");
        String sheet =
                ((DomElement) page.querySelector("link[href*='AccessBuildAction/summary.css']")).getAttribute("href");

        assertEquals("0", region.getAttribute("tabindex"));
        assertEquals("region", region.getAttribute("role"));
        assertFalse(region.getAttribute("aria-label").isBlank());
        assertTrue(page.getWebClient()
                .getPage(page.getFullyQualifiedUrl(sheet))
                .getWebResponse()
                .getContentAsString()
                .contains("overflow-x: auto"));
    }

    @Test
    void itIsInGermanToo() throws Exception {
        LocaleProvider ofThisMachine = LocaleProvider.getProvider();
        // As Jenkins does for a browser that asks for it; the test harness does not.
        LocaleProvider.setProvider(new LocaleProvider() {
            @Override
            public Locale get() {
                return Locale.GERMAN;
            }
        });
        try {
            HtmlPage page = page();

            assertTrue(table(page).asNormalizedText().contains("nicht zugewiesen"), page::asNormalizedText);
            assertTrue(table(page).asNormalizedText().contains("Schl\u00fcssel oder Konto"), page::asNormalizedText);
        } finally {
            LocaleProvider.setProvider(ofThisMachine);
        }
    }

    @Test
    void aBuildWithoutUnassignmentsHasNoSummary() throws Exception {
        FreeStyleBuild plain = jenkins.buildAndAssertSuccess(jenkins.createFreeStyleProject());

        HtmlPage page = jenkins.createWebClient().getPage(plain);

        assertEquals(0, page.querySelectorAll("[class*=mongodb-cloud]").size());
    }

    @Test
    void theRemoteApiHasThemBelowTheBuild() throws Exception {
        assertKeys(json("mongodb-cloud/api/json").getJSONArray("keys"));
    }

    @Test
    void theRemoteApiOfTheBuildHasTheirNumbersOnly() throws Exception {
        JSONArray actions = json("api/json").getJSONArray("actions");
        for (Object action : actions) {
            if (((JSONObject) action).has("outcomes")) {
                assertEquals(1, ((JSONObject) action).getJSONObject("outcomes").getInt("NOT_ASSIGNED"));
                assertFalse(((JSONObject) action).has("keys"), action::toString);
                return;
            }
        }
        throw new AssertionError(actions.toString());
    }

    private static JSONObject json(String path) throws Exception {
        return jenkins.getJSON(build.getUrl() + path).getJSONObject();
    }

    private static void assertKeys(JSONArray keys) {
        assertEquals(3, keys.size());
        JSONObject key = keys.getJSONObject(1);
        assertEquals(SimulatorSeed.UNASSIGNED_KEY_ID, key.getString("apiKeyId"));
        assertEquals(SimulatorSeed.PROJECT_ID, key.getString("projectId"));
        assertEquals("Cloud Manager", key.getString("endpoint"));
        assertEquals("NOT_ASSIGNED", key.getString("outcome"));
        assertEquals("UNSTABLE", key.getString("effect"));
        assertEquals("API_KEY_NOT_FOUND", key.getString("errorCode"));
        assertEquals(1, key.getInt("attempts"));
        assertTrue(key.has("millis"));
        assertTrue(key.getString("message").contains(SimulatorSeed.UNASSIGNED_KEY_ID));
        assertFalse(keys.toString().contains(SimulatorSeed.ADMIN.privateKey()));
    }
}
