package io.jenkins.plugins.mongodbcloud.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Result;
import io.jenkins.plugins.mongodbcloud.configuration.GrantClock;
import io.jenkins.plugins.mongodbcloud.configuration.Grants;
import io.jenkins.plugins.mongodbcloud.steps.GrantScenarios;
import io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Phase;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatedKey;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** A controller that is shut down in an orderly way in each phase of the block step, and started again. */
@Timeout(300)
class GrantRestartTest {

    private static final String JOB = "restarted";

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @AutoClose
    private final JenkinsRuleFixture lab = JenkinsRuleFixture.start();

    private interface Moment {
        void await(WorkflowRun build) throws Exception;
    }

    private void stopAt(String script, Moment moment) throws Throwable {
        sessions.then(r -> {
            JenkinsRuleFixture.configure(lab.simulator().baseUrl());
            WorkflowJob job = JenkinsRuleFixture.pipeline(r.createProject(WorkflowJob.class, JOB), script);
            moment.await(job.scheduleBuild2(0).waitForStart());
        });
    }

    private static WorkflowRun build(JenkinsRule r) {
        return r.jenkins.getItemByFullName(JOB, WorkflowJob.class).getBuildByNumber(1);
    }

    private List<SimulatedKey> made() {
        return lab.simulator().cloud().createdKeys();
    }

    private void assertNothingIsLeft() throws Exception {
        lab.simulator().releaseSilent();
        new GrantClock().untilSettled();
        assertEquals(List.of(), lab.madeKeysWithAccess());
        for (SimulatedKey key : made()) {
            assertFalse(lab.simulator().orgKeyExists(SimulatorSeed.ORGANIZATION_ID, key.id()), key::toString);
        }
    }

    private static InjectedFault silence(boolean acts) {
        return acts ? InjectedFault.lostThenSilence() : InjectedFault.silence();
    }

    @Test
    void theBlockGoesOnWithTheSameKeyAndItsMask() throws Throwable {
        stopAt(
                GrantScenarios.block(
                        "",
                        "semaphore 'held'\necho \"after: ${env.MCLI_PUBLIC_API_KEY}, ${env.MCLI_PRIVATE_API_KEY}\""),
                build -> SemaphoreStep.waitForStart("held/1", build));
        assertEquals(1, lab.madeKeysWithAccess().size());
        sessions.then(r -> {
            assertEquals(1, lab.madeKeysWithAccess().size());
            SemaphoreStep.success("held/1", null);
            WorkflowRun build = r.assertBuildStatus(Result.SUCCESS, r.waitForCompletion(build(r)));
            SimulatedKey key = made().get(0);
            r.assertLogContains("after: " + key.publicKey() + ", ****", build);
            r.assertLogNotContains(key.privateKey(), build);
            assertEquals(List.of(), Grants.get().all());
            assertNothingIsLeft();
        });
        assertEquals(1, made().size());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void accessThatWasBeingGivenIsGivenAnew(boolean acts) throws Throwable {
        lab.simulator().faults().next(silence(acts).on(Phase.CREATE));
        stopAt(
                GrantScenarios.block("", "echo \"with ${env.MCLI_PUBLIC_API_KEY}\""),
                build -> lab.simulator().journal().awaitRequests(Phase.CREATE, 1, JenkinsRuleFixture.PATIENCE));
        sessions.then(r -> {
            WorkflowRun build = r.assertBuildStatus(Result.SUCCESS, r.waitForCompletion(build(r)));
            r.assertLogContains("with " + made().get(made().size() - 1).publicKey(), build);
            assertNothingIsLeft();
        });
        assertEquals(acts ? 2 : 1, made().size());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void accessThatWasBeingRemovedIsRemoved(boolean acts) throws Throwable {
        lab.simulator().faults().next(silence(acts).on(Phase.UNASSIGN));
        stopAt(
                GrantScenarios.block("", "echo 'using it'"),
                build -> lab.simulator().journal().awaitRequests(Phase.UNASSIGN, 1, JenkinsRuleFixture.PATIENCE));
        sessions.then(r -> {
            r.assertBuildStatus(Result.SUCCESS, r.waitForCompletion(build(r)));
            assertNothingIsLeft();
        });
        assertEquals(1, made().size());
    }

    @Test
    void accessOfABuildThatCannotGoOnIsRemoved() throws Throwable {
        Path[] program = new Path[1];
        stopAt(GrantScenarios.block("", "semaphore 'lost'"), build -> {
            SemaphoreStep.waitForStart("lost/1", build);
            program[0] = build.getRootDir().toPath().resolve("program.dat");
        });
        assertEquals(1, lab.madeKeysWithAccess().size());
        assertTrue(Files.deleteIfExists(program[0]));
        sessions.then(r -> {
            r.assertBuildStatus(Result.FAILURE, r.waitForCompletion(build(r)));
            assertNothingIsLeft();
        });
    }
}
