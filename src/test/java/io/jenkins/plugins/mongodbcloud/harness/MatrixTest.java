package io.jenkins.plugins.mongodbcloud.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import hudson.matrix.Axis;
import hudson.matrix.AxisList;
import hudson.matrix.MatrixBuild;
import hudson.matrix.MatrixProject;
import hudson.matrix.MatrixRun;
import hudson.model.Result;
import io.jenkins.plugins.mongodbcloud.freestyle.MongoCloudUnassignApiKeyBuilder;
import io.jenkins.plugins.mongodbcloud.freestyle.MongoCloudUnassignApiKeyPublisher;
import io.jenkins.plugins.mongodbcloud.report.AccessBuildAction;
import io.jenkins.plugins.mongodbcloud.steps.ApiKeyOptions;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Build step and clean-up in a multi-configuration job: once for each configuration, with its axes as variables. */
class MatrixTest extends JenkinsRuleTest {

    private static ApiKeyOptions options() {
        ApiKeyOptions options = new ApiKeyOptions(SimulatorSeed.PROJECT_ID);
        options.setCredentialsId(JenkinsRuleFixture.ADMIN);
        options.setApiKeyId("5d1d12c087d9d63e6d10000${KEY}");
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
        project.getBuildersList().add(new MongoCloudUnassignApiKeyBuilder(options()));
        assertBothAreUnassigned(lab, r.buildAndAssertSuccess(project));
    }

    @Test
    void theCleanUpRunsInEveryConfigurationAfterAFailure() throws Exception {
        MatrixProject project = project();
        project.getBuildersList().add(new FinishWithResult(Result.FAILURE));
        project.getPublishersList().add(new MongoCloudUnassignApiKeyPublisher(List.of(options())));
        assertBothAreUnassigned(lab, r.buildAndAssertStatus(Result.FAILURE, project));
    }

    private static void assertBothAreUnassigned(JenkinsRuleFixture lab, MatrixBuild build) {
        List<MatrixRun> runs = build.getExactRuns();
        assertEquals(2, runs.size());
        for (MatrixRun run : runs) {
            assertEquals(1, run.getAction(AccessBuildAction.class).getKeys().size(), run.toString());
        }
        assertFalse(lab.isAssigned(1));
        assertFalse(lab.isAssigned(2));
    }
}
