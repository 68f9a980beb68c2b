package io.jenkins.plugins.mongodbcloud.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import hudson.model.FreeStyleProject;
import hudson.model.Result;
import hudson.model.Run;
import hudson.tasks.Shell;
import io.jenkins.plugins.mongodbcloud.configuration.Grants;
import io.jenkins.plugins.mongodbcloud.freestyle.MongoCloudApiKeyWrapper;
import io.jenkins.plugins.mongodbcloud.steps.GrantOptions;
import io.jenkins.plugins.mongodbcloud.steps.GrantScenarios;
import io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Phase;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatedKey;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** A Jenkins in a process of its own, killed without a warning while a build has access or is about to. */
@Timeout(600)
class RealGrantTest {

    private static final String JOB = "killed";

    @RegisterExtension
    private final RealJenkinsExtension controller = new RealJenkinsExtension();

    @AutoClose
    private final JenkinsRuleFixture lab = JenkinsRuleFixture.start();

    private void kill() throws InterruptedException {
        Process process = controller.getProcess();
        controller.stopJenkinsForcibly();
        process.waitFor();
        lab.simulator().releaseSilent();
    }

    private void endAfterRestart(Result expected) throws Throwable {
        controller.startJenkins();
        if (expected == null) {
            controller.runRemotely(RealGrantTest::endOfNone);
        } else {
            controller.runRemotely(RealGrantTest::end, expected.toString());
        }
        controller.stopJenkins();
        assertEquals(List.of(), lab.madeKeysWithAccess());
        for (SimulatedKey key : lab.simulator().cloud().createdKeys()) {
            assertFalse(lab.simulator().orgKeyExists(SimulatorSeed.ORGANIZATION_ID, key.id()), key::toString);
        }
    }

    private static void beginPipeline(JenkinsRule r, String baseUrl) throws Throwable {
        JenkinsRuleFixture.configure(baseUrl);
        JenkinsRuleFixture.pipeline(
                        r.createProject(WorkflowJob.class, JOB),
                        GrantScenarios.block(
                                "",
                                "echo 'using it'\nsleep 1\necho 'still using it'\nsleep 15\necho \"used ${env.MCLI_PUBLIC_API_KEY}\""))
                .scheduleBuild2(0)
                .waitForStart();
    }

    private static void awaitBlock(JenkinsRule r) throws Throwable {
        // The sleep before is on disk, and so is the block.
        r.waitForMessage("Sleeping for 15 sec", build(r));
    }

    private static Run<?, ?> build(JenkinsRule r) {
        return (Run<?, ?>)
                r.jenkins.getItemByFullName(JOB).getAllJobs().iterator().next().getBuildByNumber(1);
    }

    private static void end(JenkinsRule r, String expected) throws Throwable {
        Run<?, ?> build = r.waitForCompletion(build(r));
        r.assertBuildStatus(Result.fromString(expected), build);
        settle();
    }

    private static void endOfNone(JenkinsRule r) throws Throwable {
        settle();
    }

    /** Time passes in the background; its methods are only there for the class loader of the plugin. */
    static void settle() throws Exception {
        Grants grants = Grants.get();
        Method setClock = Grants.class.getDeclaredMethod("setClock", LongSupplier.class);
        Method work = Grants.class.getDeclaredMethod("work");
        setClock.setAccessible(true);
        work.setAccessible(true);
        long passed = 0;
        long end = System.nanoTime() + JenkinsRuleFixture.PATIENCE.toNanos();
        // An attempt takes time of its own, which no clock makes pass.
        while (passed == 0 || !grants.all().isEmpty() && System.nanoTime() < end) {
            passed += Duration.ofMinutes(6).toMillis();
            long all = passed;
            setClock.invoke(grants, (LongSupplier) () -> System.currentTimeMillis() + all);
            ((CompletableFuture<?>) work.invoke(grants)).get(60, TimeUnit.SECONDS);
        }
        // A grant itself does not get out of this process.
        assertEquals("[]", grants.all().toString());
    }

    @Test
    void aBlockGoesOnAfterTheControllerWasKilled() throws Throwable {
        controller.startJenkins();
        controller.runRemotely(RealGrantTest::beginPipeline, lab.simulator().baseUrl());
        controller.runRemotely(RealGrantTest::awaitBlock);
        kill();
        assertEquals(1, lab.madeKeysWithAccess().size());
        endAfterRestart(Result.SUCCESS);
        assertEquals(1, lab.simulator().cloud().createdKeys().size());
    }

    @Test
    void aKeyWhoseCreationTheControllerDidNotLiveToSeeIsRemoved() throws Throwable {
        lab.simulator().faults().next(InjectedFault.lostThenSilence().on(Phase.CREATE));
        controller.startJenkins();
        controller.runRemotely(RealGrantTest::beginPipeline, lab.simulator().baseUrl());
        lab.simulator().journal().awaitRequests(Phase.CREATE, 1, JenkinsRuleFixture.PATIENCE);
        kill();
        endAfterRestart(Result.SUCCESS);
        assertEquals(2, lab.simulator().cloud().createdKeys().size());
    }

    @Test
    void aRemovalThatTheControllerDidNotLiveToSeeIsCompleted() throws Throwable {
        lab.simulator().faults().next(InjectedFault.lostThenSilence().on(Phase.UNASSIGN));
        controller.startJenkins();
        controller.runRemotely(RealGrantTest::beginPipeline, lab.simulator().baseUrl());
        lab.simulator().journal().awaitRequests(Phase.UNASSIGN, 1, Duration.ofMinutes(1));
        kill();
        endAfterRestart(Result.SUCCESS);
    }

    @Test
    void aFreestyleBuildThatDiesLeavesNoAccess() throws Throwable {
        controller.startJenkins();
        controller.runRemotely(RealGrantTest::beginFreestyle, lab.simulator().baseUrl());
        kill();
        assertEquals(1, lab.madeKeysWithAccess().size());
        // Jenkins itself has no record of a freestyle build that died.
        endAfterRestart(null);
    }

    private static void beginFreestyle(JenkinsRule r, String baseUrl) throws Throwable {
        JenkinsRuleFixture.configure(baseUrl);
        GrantOptions options = new GrantOptions(SimulatorSeed.PROJECT_ID);
        options.setCredentialsId(JenkinsRuleFixture.OWNER);
        options.setRoles(List.of("GROUP_READ_ONLY"));
        FreeStyleProject project = r.createFreeStyleProject(JOB);
        project.getBuildWrappersList().add(new MongoCloudApiKeyWrapper(options));
        project.getBuildersList().add(new Shell("echo using it; sleep 600"));
        r.waitForMessage("using it", project.scheduleBuild2(0).waitForStart());
    }
}
