package io.jenkins.plugins.mongodbcloud.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import hudson.matrix.Axis;
import hudson.matrix.AxisList;
import hudson.matrix.MatrixBuild;
import hudson.matrix.MatrixProject;
import hudson.matrix.MatrixRun;
import hudson.model.Result;
import io.jenkins.plugins.mongodbcloud.freestyle.UnassignApiKeyBuilder;
import io.jenkins.plugins.mongodbcloud.freestyle.UnassignApiKeyPublisher;
import io.jenkins.plugins.mongodbcloud.report.AccessBuildAction;
import io.jenkins.plugins.mongodbcloud.steps.AccessOptions;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Build step and clean-up in a multi-configuration job: once for each configuration, with its axes as variables. */
@WithJenkins
@Timeout(180)
class MatrixTest {

    private static AccessOptions options() {
        AccessOptions options = new AccessOptions(SimulatorSeed.PROJECT_ID);
        options.setCredentialsId(Lab.ADMIN);
        options.setApiKeyId("5d1d12c087d9d63e6d10000${KEY}");
        return options;
    }

    private static MatrixProject project(JenkinsRule r) throws Exception {
        MatrixProject project = r.createProject(MatrixProject.class);
        project.setAxes(new AxisList(new Axis("KEY", "1", "2")));
        return project;
    }

    @Test
    void theBuildStepRunsInEveryConfiguration(JenkinsRule r) throws Exception {
        try (Lab lab = Lab.startFor()) {
            MatrixProject project = project(r);
            project.getBuildersList().add(new UnassignApiKeyBuilder(options()));
            assertBothAreUnassigned(lab, r.buildAndAssertSuccess(project));
        }
    }

    @Test
    void theCleanUpRunsInEveryConfigurationAfterAFailure(JenkinsRule r) throws Exception {
        try (Lab lab = Lab.startFor()) {
            MatrixProject project = project(r);
            project.getBuildersList().add(new Ending(Result.FAILURE));
            project.getPublishersList().add(new UnassignApiKeyPublisher(options()));
            assertBothAreUnassigned(lab, r.buildAndAssertStatus(Result.FAILURE, project));
        }
    }

    private static void assertBothAreUnassigned(Lab lab, MatrixBuild build) {
        List<MatrixRun> runs = build.getExactRuns();
        assertEquals(2, runs.size());
        for (MatrixRun run : runs) {
            assertEquals(1, run.getAction(AccessBuildAction.class).getKeys().size(), run.toString());
        }
        assertFalse(lab.isAssigned(1));
        assertFalse(lab.isAssigned(2));
    }
}
