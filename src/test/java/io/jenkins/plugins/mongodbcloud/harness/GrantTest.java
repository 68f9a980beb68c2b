package io.jenkins.plugins.mongodbcloud.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Result;
import io.jenkins.plugins.mongodbcloud.configuration.GrantClock;
import io.jenkins.plugins.mongodbcloud.configuration.Grants;
import io.jenkins.plugins.mongodbcloud.steps.AccessExampleScenarios;
import io.jenkins.plugins.mongodbcloud.steps.GrantScenarios;
import io.jenkins.plugins.mongodbcloud.steps.RefusedBlockScenarios;
import io.jenkins.plugins.mongodbcloud.steps.RenamedJobScenarios;
import io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Phase;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatedKey;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The block step in Pipelines, with the agents, aborts and branches that the stand-ins do not have. */
class GrantTest extends JenkinsRuleTest
        implements GrantScenarios, RefusedBlockScenarios, RenamedJobScenarios, AccessExampleScenarios {

    /** What a test that failed left would keep the next one from seeing what is its own. */
    @AfterEach
    void forget() throws Exception {
        Grants.get().all().forEach(grant -> {
            Grants.get().handOver(grant.holder().call(), null);
            Grants.get().giveUp(grant.id());
        });
        GrantClock.until(() -> Grants.get().all().isEmpty());
    }

    private static WorkflowRun begin(String script) throws Exception {
        return JenkinsRuleFixture.pipeline(r, script).scheduleBuild2(0).waitForStart();
    }

    private List<SimulatedKey> made() {
        return lab.simulator().cloud().createdKeys();
    }

    /** The promise: after a while nothing has access, and no key is left. */
    private void assertNothingIsLeft() throws Exception {
        lab.simulator().faults().clear();
        lab.simulator().releaseSilent();
        new GrantClock().untilSettled();
        assertEquals(List.of(), lab.madeKeysWithAccess());
        for (SimulatedKey key : made()) {
            assertFalse(lab.simulator().orgKeyExists(SimulatorSeed.ORGANIZATION_ID, key.id()), key::toString);
        }
    }

    private static String waiting(String name) {
        return GrantScenarios.block("", "semaphore '" + name + "'");
    }

    @Test
    void whatShellsPrintOfThePrivateKeyIsMaskedAndNoFileOfTheBuildHasIt() throws Exception {
        WorkflowRun build = begin("node {\n" + GrantScenarios.block("", """
                        sh 'set -x; echo "it is $MCLI_PRIVATE_API_KEY"; env | grep MCLI; printf %s "$MCLI_PRIVATE_API_KEY" | base64 -w0'
                        semaphore 'shells'
                        """) + "}");
        SemaphoreStep.waitForStart("shells/1", build);
        String secret = made().get(0).privateKey();
        try (Stream<Path> files = Files.walk(build.getRootDir().toPath())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertFalse(Files.readString(file, StandardCharsets.ISO_8859_1).contains(secret), file::toString);
            }
        }
        SemaphoreStep.success("shells/1", null);
        r.assertBuildStatus(Result.SUCCESS, r.waitForCompletion(build));
        r.assertLogContains("it is ****", build);
        r.assertLogContains("MCLI_PRIVATE_API_KEY=****", build);
        r.assertLogNotContains(secret, build);
        r.assertLogNotContains(Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8)), build);
        assertNothingIsLeft();
    }

    @Test
    void branchesHaveKeysOfTheirOwn() throws Exception {
        WorkflowRun build = r.waitForCompletion(begin("def branches = [:]\nfor (int i = 1; i <= 5; i++) {\n"
                + "branches[\"${i}\".toString()] = {\n"
                + GrantScenarios.block("", "echo \"key ${env.MCLI_PUBLIC_API_KEY}\"") + "}\n}\nparallel branches"));
        r.assertBuildStatus(Result.SUCCESS, build);
        assertEquals(5, made().size());
        for (SimulatedKey key : made()) {
            r.assertLogContains("key " + key.publicKey(), build);
        }
        assertNothingIsLeft();
    }

    @Test
    void anAbortWhileTheBlockRunsRemovesTheKeyAtOnce() throws Exception {
        WorkflowRun build = begin(waiting("aborted"));
        SemaphoreStep.waitForStart("aborted/1", build);
        assertEquals(1, lab.madeKeysWithAccess().size());
        build.getExecutor().interrupt();
        r.assertBuildStatus(Result.ABORTED, r.waitForCompletion(build));
        assertEquals(List.of(), lab.madeKeysWithAccess());
        assertEquals(List.of(), Grants.get().all());
    }

    @Test
    void anAbortWhileAccessIsGivenLeavesNone() throws Exception {
        lab.simulator().faults().next(InjectedFault.lostThenSilence().on(Phase.CREATE));
        WorkflowRun build = begin(waiting("never"));
        lab.simulator().journal().awaitRequests(Phase.CREATE, 1, JenkinsRuleFixture.PATIENCE);
        build.getExecutor().interrupt();
        r.assertBuildStatus(Result.ABORTED, r.waitForCompletion(build));
        assertNothingIsLeft();
    }

    @Test
    void aSecondAbortDuringTheRemovalHandsItOver() throws Exception {
        lab.simulator().faults().next(InjectedFault.silence().on(Phase.UNASSIGN));
        WorkflowRun build = begin(waiting("twice"));
        SemaphoreStep.waitForStart("twice/1", build);
        build.getExecutor().interrupt();
        lab.simulator().journal().awaitRequests(Phase.UNASSIGN, 1, JenkinsRuleFixture.PATIENCE);
        build.getExecutor().interrupt();
        r.assertBuildStatus(Result.ABORTED, r.waitForCompletion(build));
        r.assertLogContains("Jenkins goes on with it in the background", build);
        assertEquals(1, Grants.get().all().size());
        assertNothingIsLeft();
    }

    @Test
    void stepsThatAreTerminatedByForceLeaveNothing() throws Exception {
        lab.simulator().faults().next(InjectedFault.silence().on(Phase.UNASSIGN));
        WorkflowRun build = begin(waiting("terminated"));
        SemaphoreStep.waitForStart("terminated/1", build);
        SemaphoreStep.success("terminated/1", null);
        lab.simulator().journal().awaitRequests(Phase.UNASSIGN, 1, JenkinsRuleFixture.PATIENCE);
        build.doTerm();
        r.assertBuildStatus(Result.ABORTED, r.waitForCompletion(build));
        assertNothingIsLeft();
    }

    @Test
    void aBuildThatIsKilledHardLeavesNothing() throws Exception {
        WorkflowRun build = begin(waiting("killed"));
        SemaphoreStep.waitForStart("killed/1", build);
        build.doKill();
        r.assertBuildStatus(Result.ABORTED, r.waitForCompletion(build));
        assertNothingIsLeft();
    }

    @Test
    void aFailureAroundTheBlockCancelsItAndTheKeyIsRemoved() throws Exception {
        WorkflowRun build = begin("timeout(time: 3, unit: 'SECONDS') {\n" + waiting("late") + "}");
        SemaphoreStep.waitForStart("late/1", build);
        r.assertBuildStatus(Result.ABORTED, r.waitForCompletion(build));
        assertEquals(List.of(), lab.madeKeysWithAccess());
        assertNothingIsLeft();
    }

    @Test
    void anUnstableEndMakesTheStepUnstable() throws Exception {
        JenkinsRuleFixture.giveUpSoon();
        lab.simulator().faults().always(InjectedFault.html(503).on(Phase.UNASSIGN));
        WorkflowRun build =
                r.waitForCompletion(begin(GrantScenarios.block("ifUnavailable: 'UNSTABLE'", "echo 'using it'")));
        r.assertBuildStatus(Result.UNSTABLE, build);
        assertTrue(Grants.get().all().size() == 1, "it is pending");
        assertNothingIsLeft();
    }
}
