package io.jenkins.plugins.mongodbcloud.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Result;
import io.jenkins.plugins.mongodbcloud.report.AccessBuildAction;
import io.jenkins.plugins.mongodbcloud.report.KeyResultView;
import io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Phase;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;

/** A Pipeline build that somebody aborts while the step waits. */
class AbortTest extends JenkinsRuleTest {

    private static final String THREE_KEYS =
            "apiKeyIds: ['5d1d12c087d9d63e6d100001', '5d1d12c087d9d63e6d100002', '5d1d12c087d9d63e6d100003']";

    private static WorkflowRun begin(String script) throws Exception {
        return JenkinsRuleFixture.pipeline(r, script).scheduleBuild2(0).waitForStart();
    }

    private WorkflowRun abort(WorkflowRun build, Phase phase, int requests) throws Exception {
        lab.simulator().journal().awaitRequests(phase, requests, JenkinsRuleFixture.PATIENCE);
        build.getExecutor().interrupt();
        return r.waitForCompletion(build);
    }

    @Test
    void theLogAndTheSummaryNameWhatWasDoneAndWhatWasNot() throws Exception {
        lab.simulator()
                .faults()
                .next(
                        InjectedFault.empty(204).on(Phase.DELETE),
                        InjectedFault.silence().on(Phase.DELETE));
        WorkflowRun build = abort(begin(JenkinsRuleFixture.call(THREE_KEYS) + "\necho 'went on'"), Phase.DELETE, 2);

        r.assertBuildStatus(Result.ABORTED, build);
        r.assertLogNotContains("went on", build);
        r.assertLogContains("5d1d12c087d9d63e6d100001 was unassigned", build);
        r.assertLogContains("5d1d12c087d9d63e6d100002 may or may not have been unassigned", build);
        r.assertLogContains("5d1d12c087d9d63e6d100003 was not unassigned", build);
        r.assertLogContains("3 API keys: 1 unassigned, 0 not assigned, 0 failed, 2 not done", build);
        List<KeyResultView> rows = build.getAction(AccessBuildAction.class).getKeys();
        assertEquals(
                List.of("UNASSIGNED", "INTERRUPTED", "INTERRUPTED"),
                rows.stream().map(KeyResultView::getOutcome).toList());
        lab.simulator().journal().awaitOpenConnections(0, JenkinsRuleFixture.PATIENCE);
        assertTrue(lab.isAssigned(3));
        assertEquals(2, lab.simulator().journal().requests(Phase.DELETE), "nothing is sent after the abort");
    }

    @Test
    void anAbortWhileTheListIsReadUnassignsNothing() throws Exception {
        lab.simulator().faults().next(InjectedFault.silence().on(Phase.LIST));
        WorkflowRun build = abort(begin(JenkinsRuleFixture.call("publicKey: 'zmmrboas'")), Phase.LIST, 1);
        r.assertBuildStatus(Result.ABORTED, build);
        r.assertLogContains("that match public key zmmrboas were not looked up, and nothing was changed", build);
        assertTrue(lab.isAssigned());
    }

    @Test
    void anAbortEndsTheWaitBeforeTheNextAttempt() throws Exception {
        lab.simulator().faults().next(InjectedFault.rateLimited(60).on(Phase.DELETE));
        WorkflowRun build = abort(begin(JenkinsRuleFixture.call()), Phase.DELETE, 1);
        r.assertBuildStatus(Result.ABORTED, build);
        assertEquals(1, lab.simulator().journal().requests(Phase.DELETE));
        assertTrue(lab.isAssigned());
    }

    @Test
    void cleanUpInFinallyStillRunsAfterAnAbort() throws Exception {
        lab.simulator().faults().next(InjectedFault.silence().on(Phase.DELETE));
        WorkflowRun build = begin("""
                try {
                    CALL
                } finally {
                    CALL
                }
                """.replace("CALL", JenkinsRuleFixture.call()));
        abort(build, Phase.DELETE, 1);
        r.assertBuildStatus(Result.ABORTED, build);
        assertFalse(lab.isAssigned());
    }

    @Test
    void declarativePostConditionsCleanUpAfterAnAbort() throws Exception {
        lab.simulator().faults().next(InjectedFault.silence().on(Phase.DELETE));
        WorkflowRun build = begin("""
                pipeline {
                    agent none
                    stages {
                        stage('Deploy') {
                            steps {
                                FIRST
                            }
                        }
                    }
                    post {
                        aborted {
                            SECOND
                        }
                    }
                }
                """.replace("FIRST", JenkinsRuleFixture.call())
                .replace("SECOND", JenkinsRuleFixture.call("apiKeyId: '5d1d12c087d9d63e6d100001'")));
        abort(build, Phase.DELETE, 1);
        r.assertBuildStatus(Result.ABORTED, build);
        assertFalse(lab.isAssigned(1));
    }
}
