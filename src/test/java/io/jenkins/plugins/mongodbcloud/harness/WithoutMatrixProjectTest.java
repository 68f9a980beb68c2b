package io.jenkins.plugins.mongodbcloud.harness;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import hudson.model.FreeStyleProject;
import io.jenkins.plugins.mongodbcloud.freestyle.MongoCloudUnassignApiKeyPublisher;
import io.jenkins.plugins.mongodbcloud.steps.ApiKeyOptions;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** A Jenkins without the plugin that matrix jobs are in. */
@Timeout(300)
class WithoutMatrixProjectTest {

    @RegisterExtension
    private final RealJenkinsExtension controller = new RealJenkinsExtension().omitPlugins("matrix-project");

    @Test
    void aFreestyleBuildUnassignsAfterIt() throws Throwable {
        try (JenkinsRuleFixture lab = JenkinsRuleFixture.start()) {
            controller.startJenkins();
            controller.runRemotely(
                    WithoutMatrixProjectTest::unassign, lab.simulator().baseUrl());
            controller.stopJenkins();
            assertFalse(lab.isAssigned());
        }
    }

    private static void unassign(JenkinsRule r, String baseUrl) throws Throwable {
        assertNull(r.jenkins.getPluginManager().getPlugin("matrix-project"));
        JenkinsRuleFixture.configure(baseUrl);
        ApiKeyOptions options = new ApiKeyOptions(SimulatorSeed.PROJECT_ID);
        options.setCredentialsId(JenkinsRuleFixture.ADMIN);
        options.setApiKeyId(SimulatorSeed.API_KEY_ID);
        FreeStyleProject job = r.createFreeStyleProject();
        job.getPublishersList().add(new MongoCloudUnassignApiKeyPublisher(List.of(options)));
        r.buildAndAssertSuccess(job);
    }
}
