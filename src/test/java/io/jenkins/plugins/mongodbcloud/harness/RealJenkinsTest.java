package io.jenkins.plugins.mongodbcloud.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.PluginWrapper;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import io.jenkins.plugins.mongodbcloud.client.http.HttpAdminClient;
import io.jenkins.plugins.mongodbcloud.freestyle.MongoCloudUnassignApiKeyBuilder;
import io.jenkins.plugins.mongodbcloud.report.AccessBuildAction;
import io.jenkins.plugins.mongodbcloud.report.KeyResultView;
import io.jenkins.plugins.mongodbcloud.steps.ApiKeyOptions;
import io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Phase;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.util.List;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** A Jenkins in a process of its own, with plugins loaded by their own class loaders, and killed without a warning. */
@Timeout(600)
class RealJenkinsTest {

    private static final String JOB = "killed";
    private static final String THREE_KEYS =
            "apiKeyIds: ['5d1d12c087d9d63e6d100001', '5d1d12c087d9d63e6d100002', '5d1d12c087d9d63e6d100003']";

    @RegisterExtension
    private final RealJenkinsExtension controller = new RealJenkinsExtension();

    @AutoClose
    private final JenkinsRuleFixture lab = JenkinsRuleFixture.start();

    private static ClassLoader owner(JenkinsRule r, String plugin) {
        PluginWrapper wrapper = r.jenkins.getPluginManager().getPlugin(plugin);
        assertTrue(wrapper.isActive(), plugin);
        return wrapper.classLoader;
    }

    @Test
    void aPipelineUnassignsWithPluginAndHttpClientInTheirOwnClassLoaders() throws Throwable {
        controller.startJenkins();
        controller.runRemotely(RealJenkinsTest::unassign, lab.simulator().baseUrl());
        controller.stopJenkins();
        assertFalse(lab.isAssigned());
        assertEquals(3, lab.simulator().requests(), "the challenge, the list for the own key, the removal");
    }

    private static void unassign(JenkinsRule r, String baseUrl) throws Throwable {
        assertSame(owner(r, "mongodb-cloud"), HttpAdminClient.class.getClassLoader());
        assertSame(owner(r, "apache-httpcomponents-client-5-api"), HttpAsyncClients.class.getClassLoader());
        assertNotSame(HttpAdminClient.class.getClassLoader(), HttpAsyncClients.class.getClassLoader());
        JenkinsRuleFixture.configure(baseUrl);
        WorkflowRun build = JenkinsRuleFixture.run(r, "echo \"Got ${" + JenkinsRuleFixture.call() + ".outcome}\"");
        r.assertLogContains("Got UNASSIGNED", r.assertBuildStatusSuccess(build));
    }

    @Test
    void aPipelineGoesOnAfterTheControllerWasKilled() throws Throwable {
        lab.simulator()
                .faults()
                .next(
                        InjectedFault.empty(204).on(Phase.DELETE),
                        InjectedFault.lostThenSilence().on(Phase.DELETE));
        controller.startJenkins();
        controller.runRemotely(RealJenkinsTest::beginPipeline, lab.simulator().baseUrl());
        lab.simulator().journal().awaitRequests(Phase.DELETE, 2, JenkinsRuleFixture.PATIENCE);
        kill();
        assertFalse(lab.isAssigned(2));

        controller.startJenkins();
        controller.runRemotely(RealJenkinsTest::endPipeline);
        controller.stopJenkins();
        assertFalse(lab.isAssigned(3));
        assertEquals(4, lab.simulator().journal().requests(Phase.DELETE), "the first key is not asked for again");
    }

    private void kill() throws InterruptedException {
        Process process = controller.getProcess();
        controller.stopJenkinsForcibly();
        process.waitFor();
    }

    private static void beginPipeline(JenkinsRule r, String baseUrl) throws Throwable {
        JenkinsRuleFixture.configure(baseUrl);
        String script = "def result = " + JenkinsRuleFixture.call(THREE_KEYS)
                + "\nfor (key in result.keys) { echo \"Got ${key.apiKeyId} ${key.outcome} ${key.httpStatus}\" }";
        JenkinsRuleFixture.pipeline(r.createProject(WorkflowJob.class, JOB), script)
                .scheduleBuild2(0)
                .waitForStart();
    }

    private static void endPipeline(JenkinsRule r) throws Throwable {
        WorkflowRun build = r.jenkins.getItemByFullName(JOB, WorkflowJob.class).getBuildByNumber(1);
        r.assertBuildStatus(Result.SUCCESS, r.waitForCompletion(build));
        r.assertLogContains("Got 5d1d12c087d9d63e6d100001 UNASSIGNED 204", build);
        r.assertLogContains("Got 5d1d12c087d9d63e6d100002 UNASSIGNED 400", build);
        r.assertLogContains("Got 5d1d12c087d9d63e6d100003 UNASSIGNED 204", build);
    }

    @Test
    void aFreestyleBuildThatDiesLeavesARecordOfWhatWasDone() throws Throwable {
        lab.simulator()
                .faults()
                .next(
                        InjectedFault.empty(204).on(Phase.DELETE),
                        InjectedFault.silence().on(Phase.DELETE));
        controller.startJenkins();
        controller.runRemotely(RealJenkinsTest::beginFreestyle, lab.simulator().baseUrl());
        lab.simulator().journal().awaitRequests(Phase.DELETE, 2, JenkinsRuleFixture.PATIENCE);
        kill();

        controller.startJenkins();
        controller.runRemotely(RealJenkinsTest::readRecord);
        controller.stopJenkins();
        assertEquals(2, lab.simulator().journal().requests(Phase.DELETE), "a dead build sends nothing more");
    }

    private static void beginFreestyle(JenkinsRule r, String baseUrl) throws Throwable {
        JenkinsRuleFixture.configure(baseUrl);
        ApiKeyOptions unassign = new ApiKeyOptions(SimulatorSeed.PROJECT_ID);
        unassign.setCredentialsId(JenkinsRuleFixture.ADMIN);
        unassign.setApiKeyIds(List.of("5d1d12c087d9d63e6d100001", "5d1d12c087d9d63e6d100002"));
        FreeStyleProject project = r.createFreeStyleProject(JOB);
        project.getBuildersList().add(new MongoCloudUnassignApiKeyBuilder(unassign));
        project.scheduleBuild2(0).waitForStart();
    }

    private static void readRecord(JenkinsRule r) throws Throwable {
        FreeStyleBuild build =
                r.jenkins.getItemByFullName(JOB, FreeStyleProject.class).getBuildByNumber(1);
        assertFalse(build.isBuilding());
        List<KeyResultView> rows = build.getAction(AccessBuildAction.class).getKeys();
        assertEquals(
                List.of("5d1d12c087d9d63e6d100001 UNASSIGNED", "5d1d12c087d9d63e6d100002 INTERRUPTED"),
                rows.stream()
                        .map(row -> row.getApiKeyId() + " " + row.getOutcome())
                        .toList());
    }
}
