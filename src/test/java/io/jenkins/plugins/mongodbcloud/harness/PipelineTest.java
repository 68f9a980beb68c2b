package io.jenkins.plugins.mongodbcloud.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Result;
import io.jenkins.plugins.mongodbcloud.steps.CleanUpScenarios;
import io.jenkins.plugins.mongodbcloud.steps.ExampleScenarios;
import io.jenkins.plugins.mongodbcloud.steps.PipelineScenarios;
import io.jenkins.plugins.mongodbcloud.testing.JenkinsFixture;
import io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Phase;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** The step in Pipelines, and in the blocks for time and branches that the stand-ins do not have. */
class PipelineTest extends JenkinsRuleTest implements PipelineScenarios, CleanUpScenarios, ExampleScenarios {

    @BeforeAll
    static void withoutAgent() throws Exception {
        r.jenkins.setNumExecutors(0);
    }

    private static WorkflowRun run(String script, String call) throws Exception {
        return JenkinsRuleFixture.run(r, script.replace("CALL", call));
    }

    @Test
    void timeoutTakesTheRequestBackAndTheLogNamesTheKey() throws Exception {
        lab.simulator().faults().always(InjectedFault.silence().on(Phase.DELETE));
        WorkflowRun build = run("""
                timeout(time: 2, unit: 'SECONDS') {
                    CALL
                }
                """, JenkinsRuleFixture.call());
        r.assertBuildStatus(Result.ABORTED, build);
        r.assertLogContains("API key " + SimulatorSeed.API_KEY_ID + " may or may not have been unassigned", build);
        lab.simulator().journal().awaitOpenConnections(0, JenkinsRuleFixture.PATIENCE);
        assertTrue(lab.isAssigned());
    }

    @Test
    void timeoutThatIsCaughtLetsTheBuildGoOn() throws Exception {
        lab.simulator().faults().next(InjectedFault.silence().on(Phase.DELETE));
        WorkflowRun build = run("""
                try {
                    timeout(time: 2, unit: 'SECONDS') {
                        CALL
                    }
                } catch (org.jenkinsci.plugins.workflow.steps.FlowInterruptedException late) {
                    echo 'again'
                    CALL
                }
                """, JenkinsRuleFixture.call());
        r.assertBuildStatus(Result.SUCCESS, build);
        assertFalse(lab.isAssigned());
    }

    @Test
    void retryTriesAgainAfterARefusal() throws Exception {
        lab.simulator()
                .faults()
                .repeat(
                        2,
                        InjectedFault.error(403, "IP_ADDRESS_NOT_ON_ACCESS_LIST", "Not on the list.", "192.0.2.7")
                                .on(Phase.DELETE));
        WorkflowRun build = run("""
                retry(3) {
                    CALL
                }
                """, JenkinsRuleFixture.call());
        r.assertBuildStatus(Result.SUCCESS, build);
        r.assertLogContains("192.0.2.7", build);
        assertEquals(3, lab.simulator().journal().requests(Phase.DELETE));
        assertFalse(lab.isAssigned());
    }

    @Test
    void twentyParallelBranchesUnassignTwentyKeys() throws Exception {
        WorkflowRun build = run("""
                def branches = [:]
                for (int i = 1; i <= 20; i++) {
                    def key = "5d1d12c087d9d63e6d${100000 + i}"
                    branches["key ${i}".toString()] = {
                        def result = CALL
                        echo "${key} ${result.outcome}"
                    }
                }
                parallel branches
                """, JenkinsRuleFixture.call("apiKeyId: key"));
        r.assertBuildStatus(Result.SUCCESS, build);
        for (int i = 1; i <= 20; i++) {
            assertFalse(lab.isAssigned(i), "key " + i);
            r.assertLogContains(SimulatorSeed.ciKey(i).id() + " UNASSIGNED", build);
        }
        assertTrue(lab.isAssigned(21));
        assertEquals(20, lab.simulator().journal().requests(Phase.DELETE));
        assertEquals(0, lab.simulator().journal().refused(), "no nonce is used by two sessions");
    }

    @Test
    void theReasonOfEachFailingBranchIsPrintedOnce() throws Exception {
        WorkflowRun build = run("""
                parallel(
                    one: { ONE },
                    two: { TWO })
                """.replace("ONE", refused(1)).replace("TWO", refused(2)), "");
        r.assertBuildStatus(Result.FAILURE, build);
        JenkinsFixture.Build ended = JenkinsFixture.Build.of(build, JenkinsRule.getLog(build));
        for (int i = 1; i <= 2; i++) {
            ended.assertPrintedOnce("API key " + SimulatorSeed.ciKey(i).id() + " was not unassigned");
        }
    }

    private static String refused(int ciKey) {
        return JenkinsRuleFixture.call(
                "credentialsId: '" + JenkinsRuleFixture.READER + "'",
                "apiKeyId: '" + SimulatorSeed.ciKey(ciKey).id() + "'");
    }

    @Test
    void aBranchThatFailsFastTakesTheOthersBack() throws Exception {
        lab.simulator().faults().always(InjectedFault.silence().on(Phase.DELETE));
        WorkflowRun build = JenkinsRuleFixture.pipeline(r, """
                parallel(
                    waiting: { CALL },
                    failing: { semaphore 'sent'; error 'no' },
                    failFast: true)
                """.replace("CALL", JenkinsRuleFixture.call()))
                .scheduleBuild2(0)
                .waitForStart();
        lab.simulator().journal().awaitRequests(Phase.DELETE, 1, JenkinsRuleFixture.PATIENCE);
        SemaphoreStep.success("sent/1", null);
        r.assertBuildStatus(Result.FAILURE, r.waitForCompletion(build));
        r.assertLogContains("may or may not have been unassigned", build);
    }
}
