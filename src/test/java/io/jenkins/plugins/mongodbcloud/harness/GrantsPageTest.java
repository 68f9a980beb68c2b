package io.jenkins.plugins.mongodbcloud.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.ExtensionList;
import hudson.model.FreeStyleBuild;
import io.jenkins.plugins.mongodbcloud.access.Grant;
import io.jenkins.plugins.mongodbcloud.access.Outcome;
import io.jenkins.plugins.mongodbcloud.configuration.BuildAccess;
import io.jenkins.plugins.mongodbcloud.configuration.GivenAccess;
import io.jenkins.plugins.mongodbcloud.configuration.Grants;
import io.jenkins.plugins.mongodbcloud.report.GrantsPage;
import io.jenkins.plugins.mongodbcloud.report.PendingAccessMonitor;
import io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Phase;
import java.net.URL;
import java.util.concurrent.TimeUnit;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

/** The management page of access on a Jenkins: who sees it, what it says, and what can be done there. */
class GrantsPageTest extends JenkinsRuleTest {

    private static final String PAGE = "manage/mongodb-cloud-access/";

    /** Access of a build that has ended, whose removal MongoDB Cloud refuses. */
    private Grant refused() throws Exception {
        FreeStyleBuild build = r.buildAndAssertSuccess(r.createFreeStyleProject());
        GivenAccess given = BuildAccess.give(build);
        lab.simulator()
                .faults()
                .always(InjectedFault.error(401, "USER_UNAUTHORIZED", "No.").on(Phase.UNASSIGN));
        assertEquals(Outcome.REJECTED, BuildAccess.end(given, build));
        lab.simulator().faults().clear();
        return given.grant();
    }

    private static JenkinsRule.WebClient as(String user) throws Exception {
        JenkinsRule.WebClient client = r.createWebClient();
        client.getOptions().setThrowExceptionOnFailingStatusCode(false);
        return user == null ? client : client.login(user);
    }

    private static void secure() {
        r.jenkins.setSecurityRealm(r.createDummySecurityRealm());
        r.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ, Jenkins.SYSTEM_READ)
                .everywhere()
                .to("auditor")
                .grant(Jenkins.READ)
                .everywhere()
                .to("user"));
    }

    private static int post(JenkinsRule.WebClient client, String action, String id) throws Exception {
        URL url = new URL(r.getURL(), PAGE + action + "?id=" + id);
        return client.getPage(client.addCrumb(new WebRequest(url, HttpMethod.POST)))
                .getWebResponse()
                .getStatusCode();
    }

    private static void untilSettled() throws InterruptedException {
        while (!Grants.get().all().isEmpty()) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    @Test
    void pageShowsWhatNeedsAPersonAndTriesItNow() throws Exception {
        secure();
        Grant grant = refused();
        HtmlPage page = as("admin").goTo(PAGE);
        String text = page.asNormalizedText();
        assertTrue(text.contains(grant.key().apiKeyId()), text);
        assertTrue(text.contains("needs attention"), text);
        assertTrue(text.contains("USER_UNAUTHORIZED"), text);
        assertTrue(text.contains("1 attempt") && text.contains("Endpoint Cloud Manager"), text);
        assertTrue(text.contains("Try now") && text.contains("Give up"), text);
        assertTrue(text.contains(grant.holder().job() + " #1"), text);
        assertNotNull(ExtensionList.lookupSingleton(GrantsPage.class).getBadge());
        assertTrue(ExtensionList.lookupSingleton(PendingAccessMonitor.class).isActivated());
        String manage = as("admin").goTo("manage").asNormalizedText();
        assertTrue(manage.contains("MongoDB Cloud access"), manage);
        assertTrue(manage.contains("Access to MongoDB Cloud could not be removed"), manage);
        assertEquals(200, post(as("admin"), "tryNow", grant.id()));
        untilSettled();
        assertFalse(ExtensionList.lookupSingleton(PendingAccessMonitor.class).isActivated());
    }

    @Test
    void auditorSeesAndUserDoesNot() throws Exception {
        secure();
        Grant grant = refused();
        String seen = as("auditor").goTo(PAGE).asNormalizedText();
        assertTrue(seen.contains(grant.key().apiKeyId()), seen);
        assertFalse(seen.contains("Give up"), seen);
        assertFalse(seen.contains(grant.holder().job()), "the auditor may not see the job");
        assertEquals(403, post(as("auditor"), "giveUp", grant.id()));
        assertEquals(403, as("user").goTo(PAGE).getWebResponse().getStatusCode());
        JSONObject json = JSONObject.fromObject(as("auditor")
                .goTo(PAGE + "api/json", "application/json")
                .getWebResponse()
                .getContentAsString());
        assertEquals("PENDING", json.getJSONArray("grants").getJSONObject(0).getString("state"));
        assertEquals(1, Grants.get().all().size());
        assertEquals(200, post(as("admin"), "giveUp", grant.id()));
        untilSettled();
    }
}
