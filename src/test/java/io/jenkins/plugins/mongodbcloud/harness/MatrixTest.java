package io.jenkins.plugins.mongodbcloud.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import hudson.Launcher;
import hudson.matrix.Axis;
import hudson.matrix.AxisList;
import hudson.matrix.DefaultMatrixExecutionStrategyImpl;
import hudson.matrix.MatrixBuild;
import hudson.matrix.MatrixProject;
import hudson.matrix.MatrixRun;
import hudson.model.AbstractBuild;
import hudson.model.BuildListener;
import hudson.model.Result;
import io.jenkins.plugins.mongodbcloud.freestyle.MongoCloudUnassignApiKeyBuilder;
import io.jenkins.plugins.mongodbcloud.freestyle.MongoCloudUnassignApiKeyPublisher;
import io.jenkins.plugins.mongodbcloud.report.AccessBuildAction;
import io.jenkins.plugins.mongodbcloud.report.KeyResultView;
import io.jenkins.plugins.mongodbcloud.steps.ApiKeyOptions;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Phase;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.TestBuilder;

/** In a multi-configuration job the build step runs in each configuration, and the clean-up once, after all of them. */
class MatrixTest extends JenkinsRuleTest {

    private static ApiKeyOptions options(String apiKeyId) {
        ApiKeyOptions options = new ApiKeyOptions(SimulatorSeed.PROJECT_ID);
        options.setCredentialsId(JenkinsRuleFixture.ADMIN);
        options.setApiKeyId(apiKeyId);
        return options;
    }

    private static MatrixProject project() throws Exception {
        MatrixProject project = r.createProject(MatrixProject.class);
        project.setAxes(new AxisList(new Axis("KEY", "1", "2")));
        return project;
    }

    @Test
    void theBuildStepRunsInEveryConfiguration() throws Exception {
        MatrixProject project = project();
        project.getBuildersList().add(new MongoCloudUnassignApiKeyBuilder(options("5d1d12c087d9d63e6d10000${KEY}")));
        MatrixBuild build = r.buildAndAssertSuccess(project);
        List<MatrixRun> runs = build.getExactRuns();
        assertEquals(2, runs.size());
        for (MatrixRun run : runs) {
            assertEquals(1, run.getAction(AccessBuildAction.class).getKeys().size(), run.toString());
        }
        assertFalse(lab.isAssigned(1));
        assertFalse(lab.isAssigned(2));
    }

    private static void assertDoneOnce(MatrixBuild build) throws Exception {
        for (MatrixRun run : build.getExactRuns()) {
            r.assertLogContains("when all configurations of the job are done", run);
            assertNull(run.getAction(AccessBuildAction.class), run.toString());
        }
        assertEquals(
                List.of(SimulatorSeed.API_KEY_ID),
                build.getAction(AccessBuildAction.class).getKeys().stream()
                        .map(KeyResultView::getApiKeyId)
                        .toList());
    }

    @Test
    void theCleanUpRunsOnceAfterAFailureToo() throws Exception {
        MatrixProject project = project();
        project.getBuildersList().add(new FinishWithResult(Result.FAILURE));
        project.getPublishersList()
                .add(new MongoCloudUnassignApiKeyPublisher(List.of(options(SimulatorSeed.API_KEY_ID))));
        assertDoneOnce(r.buildAndAssertStatus(Result.FAILURE, project));
        assertFalse(lab.isAssigned());
        assertEquals(1, lab.simulator().journal().requests(Phase.DELETE));
    }

    @Test
    void aCleanUpThatIsRefusedFailsTheWholeBuildAlone() throws Exception {
        MatrixProject project = project();
        ApiKeyOptions refused = options(SimulatorSeed.API_KEY_ID);
        refused.setCredentialsId(JenkinsRuleFixture.READER);
        project.getPublishersList().add(new MongoCloudUnassignApiKeyPublisher(List.of(refused)));
        MatrixBuild build = r.buildAndAssertStatus(Result.FAILURE, project);
        assertDoneOnce(build);
        r.assertLogContains("HTTP 401", build);
        r.assertLogNotContains("\tat ", build);
        for (MatrixRun run : build.getExactRuns()) {
            r.assertBuildStatus(Result.SUCCESS, run);
        }
    }

    @Test
    void theKeyIsThereAsLongAsAConfigurationRuns() throws Exception {
        MatrixProject project = project();
        project.setExecutionStrategy(new DefaultMatrixExecutionStrategyImpl(true, null, null, null));
        project.getBuildersList().add(new AssertAssigned(lab));
        project.getPublishersList()
                .add(new MongoCloudUnassignApiKeyPublisher(List.of(options(SimulatorSeed.API_KEY_ID))));
        assertDoneOnce(r.buildAndAssertSuccess(project));
        assertFalse(lab.isAssigned());
    }

    /** Fails a build in which the key has no access. */
    private static final class AssertAssigned extends TestBuilder {
        private final transient JenkinsRuleFixture lab;

        AssertAssigned(JenkinsRuleFixture lab) {
            this.lab = lab;
        }

        @Override
        public boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener) {
            return lab.isAssigned();
        }
    }
}
