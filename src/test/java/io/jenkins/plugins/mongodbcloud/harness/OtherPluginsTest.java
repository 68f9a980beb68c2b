package io.jenkins.plugins.mongodbcloud.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.AbstractBuild;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import hudson.plugins.promoted_builds.JobPropertyImpl;
import hudson.plugins.promoted_builds.Promotion;
import hudson.plugins.promoted_builds.PromotionProcess;
import hudson.plugins.promoted_builds.conditions.SelfPromotionCondition;
import hudson.tasks.BuildStep;
import io.jenkins.plugins.mongodbcloud.freestyle.MongoCloudUnassignApiKeyBuilder;
import io.jenkins.plugins.mongodbcloud.freestyle.MongoCloudUnassignApiKeyPublisher;
import io.jenkins.plugins.mongodbcloud.report.AccessBuildAction;
import io.jenkins.plugins.mongodbcloud.report.KeyResultView;
import io.jenkins.plugins.mongodbcloud.steps.ApiKeyOptions;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.util.List;
import java.util.stream.Stream;
import org.jenkins_ci.plugins.run_condition.BuildStepRunner;
import org.jenkins_ci.plugins.run_condition.RunCondition;
import org.jenkins_ci.plugins.run_condition.core.AlwaysRun;
import org.jenkins_ci.plugins.run_condition.core.NeverRun;
import org.jenkinsci.plugins.conditionalbuildstep.singlestep.SingleConditionalBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Build step and post-build action where another plugin runs them. */
class OtherPluginsTest extends JenkinsRuleTest {

    private static ApiKeyOptions options(String credentialsId) {
        ApiKeyOptions options = new ApiKeyOptions(SimulatorSeed.PROJECT_ID);
        options.setCredentialsId(credentialsId);
        options.setApiKeyId(SimulatorSeed.API_KEY_ID);
        return options;
    }

    private static List<String> outcomes(AbstractBuild<?, ?> build) {
        return build.getAction(AccessBuildAction.class).getKeys().stream()
                .map(KeyResultView::getOutcome)
                .toList();
    }

    private static FreeStyleBuild conditional(Result expected, RunCondition condition, String credentialsId)
            throws Exception {
        FreeStyleProject job = r.createFreeStyleProject();
        job.getBuildersList()
                .add(new SingleConditionalBuilder(
                        new MongoCloudUnassignApiKeyBuilder(options(credentialsId)),
                        condition,
                        new BuildStepRunner.Fail()));
        return r.buildAndAssertStatus(expected, job);
    }

    @Test
    void aBuildStepOnAConditionThatHolds() throws Exception {
        FreeStyleBuild build = conditional(Result.SUCCESS, new AlwaysRun(), JenkinsRuleFixture.ADMIN);
        assertFalse(lab.isAssigned());
        assertEquals(List.of("UNASSIGNED"), outcomes(build));
    }

    @Test
    void aBuildStepOnAConditionThatDoesNotHold() throws Exception {
        FreeStyleBuild build = conditional(Result.SUCCESS, new NeverRun(), JenkinsRuleFixture.ADMIN);
        assertTrue(lab.isAssigned());
        assertNull(build.getAction(AccessBuildAction.class));
    }

    @Test
    void aBuildStepOnAConditionThatIsRefused() throws Exception {
        FreeStyleBuild build = conditional(Result.FAILURE, new AlwaysRun(), JenkinsRuleFixture.READER);
        r.assertLogContains("HTTP 401", build);
        assertEquals(List.of("REJECTED"), outcomes(build));
    }

    static Stream<BuildStep> inAPromotion() {
        ApiKeyOptions options = options(JenkinsRuleFixture.ADMIN);
        return Stream.of(
                new MongoCloudUnassignApiKeyBuilder(options), new MongoCloudUnassignApiKeyPublisher(List.of(options)));
    }

    @ParameterizedTest
    @MethodSource("inAPromotion")
    void aPromotion(BuildStep step) throws Exception {
        FreeStyleProject job = r.createFreeStyleProject();
        JobPropertyImpl promotions = new JobPropertyImpl(job);
        job.addProperty(promotions);
        PromotionProcess process = promotions.addProcess("release");
        process.conditions.add(new SelfPromotionCondition(false));
        process.getBuildSteps().add(step);
        r.buildAndAssertSuccess(job);
        r.waitUntilNoActivity();
        Promotion promotion = process.getBuildByNumber(1);
        r.assertBuildStatus(Result.SUCCESS, promotion);
        assertFalse(lab.isAssigned());
        assertEquals(List.of("UNASSIGNED"), outcomes(promotion));
    }
}
