package io.jenkins.plugins.mongodbcloud.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import io.jenkins.plugins.mongodbcloud.configuration.MongoDbCloudClient;
import io.jenkins.plugins.mongodbcloud.freestyle.MongoCloudUnassignApiKeyBuilder;
import io.jenkins.plugins.mongodbcloud.report.AccessBuildAction;
import io.jenkins.plugins.mongodbcloud.report.KeyResultView;
import io.jenkins.plugins.mongodbcloud.steps.ApiKeyOptions;
import io.jenkins.plugins.mongodbcloud.testing.JenkinsFixture;
import io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault;
import io.jenkins.plugins.mongodbcloud.testing.simulator.LoggedRequest;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Phase;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.util.List;
import org.jenkinsci.plugins.workflow.cps.CpsFlowExecution;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** A controller that is shut down in an orderly way while the step waits, and started again. */
@Timeout(300)
class RestartTest {

    private static final String JOB = "restarted";
    private static final String THREE_KEYS =
            "apiKeyIds: ['5d1d12c087d9d63e6d100001', '5d1d12c087d9d63e6d100002', '5d1d12c087d9d63e6d100003']";

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @AutoClose
    private final JenkinsRuleFixture lab = JenkinsRuleFixture.start();

    private String script(String... arguments) {
        return "def result = " + JenkinsRuleFixture.call(arguments) + """

                echo "Got ${result.outcome}, HTTP ${result.httpStatus}, ${result.errorCode}, ${result.keys.size()} keys"
                """;
    }

    /** Starts the script, and stops the controller when this many DELETEs have arrived. */
    private void stopAfterDeletes(int deletes, String script) throws Throwable {
        sessions.then(r -> {
            JenkinsRuleFixture.configure(lab.simulator().baseUrl());
            WorkflowJob job = JenkinsRuleFixture.pipeline(r.createProject(WorkflowJob.class, JOB), script);
            job.scheduleBuild2(0).waitForStart();
            lab.simulator().journal().awaitRequests(Phase.DELETE, deletes, JenkinsRuleFixture.PATIENCE);
        });
    }

    private static WorkflowRun finished(JenkinsRule r) throws Exception {
        return r.waitForCompletion(
                r.jenkins.getItemByFullName(JOB, WorkflowJob.class).getBuildByNumber(1));
    }

    private long deletesOf(String apiKeyId) {
        return lab.simulator().log().stream()
                .filter(LoggedRequest::authenticated)
                .filter(request -> request.method().equals("DELETE"))
                .filter(request -> request.target().endsWith(apiKeyId))
                .count();
    }

    @Test
    void aRequestThatIsNotAnsweredIsSentAgainAfterTheRestart() throws Throwable {
        lab.simulator().faults().next(InjectedFault.silence().on(Phase.DELETE));
        stopAfterDeletes(1, script());
        assertTrue(lab.isAssigned());
        sessions.then(r -> {
            WorkflowRun build = r.assertBuildStatus(Result.SUCCESS, finished(r));
            r.assertLogContains("Got UNASSIGNED, HTTP 204, null, 1 keys", build);
        });
        assertFalse(lab.isAssigned());
    }

    @Test
    void aKeyThatWentWhileTheAnswerWasLostCountsAsUnassigned() throws Throwable {
        lab.simulator().faults().next(InjectedFault.lostThenSilence().on(Phase.DELETE));
        stopAfterDeletes(1, script());
        assertFalse(lab.isAssigned());
        sessions.then(r -> {
            WorkflowRun build = r.assertBuildStatus(Result.SUCCESS, finished(r));
            r.assertLogContains("Got UNASSIGNED, HTTP 400, API_KEY_NOT_FOUND, 1 keys", build);
        });
    }

    @Test
    void theLineOfEachKeyIsInTheLogOnce() throws Throwable {
        lab.simulator()
                .faults()
                .next(
                        InjectedFault.empty(204).on(Phase.DELETE),
                        InjectedFault.silence().on(Phase.DELETE));
        stopAfterDeletes(2, script(THREE_KEYS));
        sessions.then(r -> {
            WorkflowRun build = r.assertBuildStatus(Result.SUCCESS, finished(r));
            JenkinsFixture.Build ended = JenkinsFixture.Build.of(build, JenkinsRule.getLog(build));
            for (int i = 1; i <= 3; i++) {
                ended.assertPrintedOnce("API key " + SimulatorSeed.ciKey(i).id() + " was unassigned");
            }
        });
    }

    @Test
    void theClientMayBeStoppedBeforeThePipelineIsSuspended() throws Throwable {
        lab.simulator().faults().next(InjectedFault.lostThenSilence().on(Phase.DELETE));
        sessions.then(r -> {
            JenkinsRuleFixture.configure(lab.simulator().baseUrl());
            WorkflowJob job = JenkinsRuleFixture.pipeline(r.createProject(WorkflowJob.class, JOB), script());
            WorkflowRun build = job.scheduleBuild2(0).waitForStart();
            lab.simulator().journal().awaitRequests(Phase.DELETE, 1, JenkinsRuleFixture.PATIENCE);
            MongoDbCloudClient.stop();
            // Whatever the stop sets off has happened when the script has taken in another event.
            ((CpsFlowExecution) build.getExecution()).waitForSuspension();
            assertTrue(build.isBuilding(), "the step waits for the controller to come back");
        });
        sessions.then(r -> {
            WorkflowRun build = r.assertBuildStatus(Result.SUCCESS, finished(r));
            r.assertLogContains("Got UNASSIGNED, HTTP 400, API_KEY_NOT_FOUND, 1 keys", build);
        });
    }

    @Test
    void keysThatAreDoneAreNotAskedForAgain() throws Throwable {
        lab.simulator()
                .faults()
                .next(
                        InjectedFault.empty(204).on(Phase.DELETE),
                        InjectedFault.silence().on(Phase.DELETE));
        stopAfterDeletes(2, script(THREE_KEYS));
        sessions.then(r -> {
            WorkflowRun build = r.assertBuildStatus(Result.SUCCESS, finished(r));
            r.assertLogContains("Got UNASSIGNED, HTTP null, null, 3 keys", build);
            r.assertLogContains("3 API keys: 3 unassigned, 0 not assigned", build);
        });
        assertEquals(1, deletesOf("5d1d12c087d9d63e6d100001"), "done before the restart");
        assertEquals(2, deletesOf("5d1d12c087d9d63e6d100002"), "in flight at the restart");
        assertEquals(1, deletesOf("5d1d12c087d9d63e6d100003"), "not begun before the restart");
    }

    @Test
    void keysThatWereFoundAreNotLookedForAgain() throws Throwable {
        lab.simulator().faults().next(InjectedFault.lostThenSilence().on(Phase.DELETE));
        stopAfterDeletes(1, script("description: 'ci-00*'", "maxKeys: 9"));
        sessions.then(r -> {
            WorkflowRun build = r.assertBuildStatus(Result.SUCCESS, finished(r));
            r.assertLogContains("Got UNASSIGNED, HTTP null, null, 9 keys", build);
        });
        assertEquals(1, lab.simulator().journal().requests(Phase.LIST));
        for (int i = 1; i <= 9; i++) {
            assertFalse(lab.isAssigned(i), "key " + i);
        }
    }

    @Test
    void aWaitBeforeTheNextAttemptEndsWithTheRestart() throws Throwable {
        lab.simulator().faults().next(InjectedFault.rateLimited(60).on(Phase.DELETE));
        stopAfterDeletes(1, script());
        sessions.then(r -> {
            WorkflowRun build = r.assertBuildStatus(Result.SUCCESS, finished(r));
            r.assertLogContains("Got UNASSIGNED, HTTP 204", build);
        });
    }

    @Test
    void aListThatIsNotAnsweredIsAskedForAgain() throws Throwable {
        lab.simulator().faults().next(InjectedFault.silence().on(Phase.LIST));
        sessions.then(r -> {
            JenkinsRuleFixture.configure(lab.simulator().baseUrl());
            WorkflowJob job = JenkinsRuleFixture.pipeline(
                    r.createProject(WorkflowJob.class, JOB), script("publicKey: 'zmmrboas'"));
            job.scheduleBuild2(0).waitForStart();
            lab.simulator().journal().awaitRequests(Phase.LIST, 1, JenkinsRuleFixture.PATIENCE);
        });
        sessions.then(r -> r.assertLogContains("Got UNASSIGNED, HTTP 204", r.assertBuildStatusSuccess(finished(r))));
        assertFalse(lab.isAssigned());
    }

    @Test
    void twoRestartsAreAsGoodAsOne() throws Throwable {
        lab.simulator()
                .faults()
                .next(
                        InjectedFault.lostThenSilence().on(Phase.DELETE),
                        InjectedFault.silence().on(Phase.DELETE));
        stopAfterDeletes(1, script());
        sessions.then(r -> lab.simulator().journal().awaitRequests(Phase.DELETE, 2, JenkinsRuleFixture.PATIENCE));
        sessions.then(r -> {
            WorkflowRun build = r.assertBuildStatus(Result.SUCCESS, finished(r));
            r.assertLogContains("Got UNASSIGNED, HTTP 400, API_KEY_NOT_FOUND, 1 keys", build);
        });
    }

    @Test
    void aBuildCanBeAbortedAfterTheRestart() throws Throwable {
        lab.simulator().faults().always(InjectedFault.silence().on(Phase.DELETE));
        stopAfterDeletes(1, script(THREE_KEYS));
        sessions.then(r -> {
            WorkflowRun build =
                    r.jenkins.getItemByFullName(JOB, WorkflowJob.class).getBuildByNumber(1);
            lab.simulator().journal().awaitRequests(Phase.DELETE, 2, JenkinsRuleFixture.PATIENCE);
            build.getExecution().interrupt(Result.ABORTED);
            r.assertBuildStatus(Result.ABORTED, r.waitForCompletion(build));
            r.assertLogContains("5d1d12c087d9d63e6d100001 may or may not have been unassigned", build);
            r.assertLogContains("5d1d12c087d9d63e6d100003 was not unassigned", build);
        });
    }

    @Test
    void aFreestyleBuildEndsWithTheControllerAndLeavesARecord() throws Throwable {
        lab.simulator()
                .faults()
                .next(
                        InjectedFault.empty(204).on(Phase.DELETE),
                        InjectedFault.silence().on(Phase.DELETE));
        sessions.then(r -> {
            JenkinsRuleFixture.configure(lab.simulator().baseUrl());
            ApiKeyOptions options = new ApiKeyOptions(SimulatorSeed.PROJECT_ID);
            options.setCredentialsId(JenkinsRuleFixture.ADMIN);
            options.setApiKeyIds(List.of("5d1d12c087d9d63e6d100001", "5d1d12c087d9d63e6d100002"));
            FreeStyleProject project = r.createFreeStyleProject(JOB);
            project.getBuildersList().add(new MongoCloudUnassignApiKeyBuilder(options));
            project.scheduleBuild2(0).waitForStart();
            lab.simulator().journal().awaitRequests(Phase.DELETE, 2, JenkinsRuleFixture.PATIENCE);
        });
        sessions.then(r -> {
            FreeStyleBuild build =
                    r.jenkins.getItemByFullName(JOB, FreeStyleProject.class).getBuildByNumber(1);
            assertFalse(build.isBuilding());
            assertEquals(
                    List.of("UNASSIGNED", "INTERRUPTED"),
                    build.getAction(AccessBuildAction.class).getKeys().stream()
                            .map(KeyResultView::getOutcome)
                            .toList());
        });
    }

    @Test
    void theReturnedMapIsThereAfterARestart() throws Throwable {
        sessions.then(r -> {
            JenkinsRuleFixture.configure(lab.simulator().baseUrl());
            WorkflowJob job = JenkinsRuleFixture.pipeline(
                    r.createProject(WorkflowJob.class, JOB), "def result = " + JenkinsRuleFixture.call() + """

                    semaphore 'kept'
                    echo "Kept ${result.outcome}, ${result.effect}, ${result.httpStatus}, ${result.errorCode}"
                    echo "Kept ${result.keys[0].apiKeyId} of ${result.projectId}, ${result.requests + 1}"
                    """);
            SemaphoreStep.waitForStart("kept/1", job.scheduleBuild2(0).waitForStart());
        });
        sessions.then(r -> {
            SemaphoreStep.success("kept/1", null);
            WorkflowRun build = r.assertBuildStatusSuccess(finished(r));
            r.assertLogContains("Kept UNASSIGNED, SUCCESS, 204, null", build);
            r.assertLogContains("Kept " + SimulatorSeed.API_KEY_ID + " of " + SimulatorSeed.PROJECT_ID + ", 4", build);
        });
        assertEquals(
                3,
                lab.simulator().requests(),
                "a challenge, the list that shows the own key, the DELETE, and nothing again");
    }
}
