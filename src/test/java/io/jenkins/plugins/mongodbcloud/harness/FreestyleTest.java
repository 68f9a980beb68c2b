package io.jenkins.plugins.mongodbcloud.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.EnvVars;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.ParametersAction;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.Result;
import hudson.model.StringParameterDefinition;
import hudson.model.StringParameterValue;
import hudson.slaves.EnvironmentVariablesNodeProperty;
import hudson.tasks.Builder;
import io.jenkins.plugins.mongodbcloud.freestyle.MongoCloudUnassignApiKeyBuilder;
import io.jenkins.plugins.mongodbcloud.report.AccessBuildAction;
import io.jenkins.plugins.mongodbcloud.steps.ApiKeyOptions;
import io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Phase;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** The build step of freestyle jobs. */
class FreestyleTest extends JenkinsRuleTest {

    @AfterEach
    void close() {
        r.jenkins.getGlobalNodeProperties().clear();
    }

    private static ApiKeyOptions options(String apiKeyId) {
        ApiKeyOptions options = new ApiKeyOptions(SimulatorSeed.PROJECT_ID);
        options.setCredentialsId(JenkinsRuleFixture.ADMIN);
        options.setApiKeyId(apiKeyId);
        return options;
    }

    private static FreeStyleProject project(Builder... builders) throws Exception {
        FreeStyleProject project = r.createFreeStyleProject();
        project.getBuildersList().addAll(List.of(builders));
        return project;
    }

    private static FreeStyleBuild run(Result expected, Builder... builders) throws Exception {
        return r.buildAndAssertStatus(expected, project(builders));
    }

    @Test
    void aKeyIsUnassigned() throws Exception {
        FreeStyleBuild build =
                run(Result.SUCCESS, new MongoCloudUnassignApiKeyBuilder(options(SimulatorSeed.API_KEY_ID)));
        assertFalse(lab.isAssigned());
        r.assertLogContains("API key " + SimulatorSeed.API_KEY_ID + " was unassigned", build);
        assertEquals(1, build.getAction(AccessBuildAction.class).getKeys().size());
    }

    @Test
    void aKeyThatIsNotAssignedMakesTheBuildUnstableAndTheNextStepRuns() throws Exception {
        FreeStyleBuild build = run(
                Result.UNSTABLE,
                new MongoCloudUnassignApiKeyBuilder(options(SimulatorSeed.UNASSIGNED_KEY_ID)),
                new MongoCloudUnassignApiKeyBuilder(options(SimulatorSeed.API_KEY_ID)));
        assertFalse(lab.isAssigned(), "the second step ran");
        assertEquals(2, build.getAction(AccessBuildAction.class).getKeys().size(), "both in one summary");
    }

    @Test
    void aRefusalFailsTheBuildAndTheNextStepDoesNotRun() throws Exception {
        ApiKeyOptions refused = options(SimulatorSeed.API_KEY_ID);
        refused.setCredentialsId(JenkinsRuleFixture.READER);
        FreeStyleBuild build = run(
                Result.FAILURE,
                new MongoCloudUnassignApiKeyBuilder(refused),
                new MongoCloudUnassignApiKeyBuilder(options(SimulatorSeed.API_KEY_ID)));
        r.assertLogContains("HTTP 401", build);
        assertFalse(JenkinsRule.getLog(build).contains("\tat "), "a refusal is told without a stack trace");
        assertTrue(lab.isAssigned());
    }

    @Test
    void aResultThatIsUnstableAlreadyIsNotImproved() throws Exception {
        run(
                Result.UNSTABLE,
                new FinishWithResult(Result.UNSTABLE),
                new MongoCloudUnassignApiKeyBuilder(options(SimulatorSeed.API_KEY_ID)));
        assertFalse(lab.isAssigned());
    }

    @Test
    void nothingIsSentAfterAStepThatFailed() throws Exception {
        run(
                Result.FAILURE,
                new FinishWithResult(Result.FAILURE),
                new MongoCloudUnassignApiKeyBuilder(options(SimulatorSeed.API_KEY_ID)));
        assertEquals(0, lab.simulator().requests());
    }

    @Test
    void parametersAreFilledIn() throws Exception {
        FreeStyleProject project = project(new MongoCloudUnassignApiKeyBuilder(options("${API_KEY_ID}")));
        project.addProperty(new ParametersDefinitionProperty(new StringParameterDefinition("API_KEY_ID", "")));
        r.assertBuildStatusSuccess(project.scheduleBuild2(
                0, new ParametersAction(new StringParameterValue("API_KEY_ID", SimulatorSeed.API_KEY_ID))));
        assertFalse(lab.isAssigned());
    }

    @Test
    void variablesOfTheEnvironmentAreFilledIntoEveryText() throws Exception {
        EnvVars variables = new EnvVars("PROJECT_ID", SimulatorSeed.PROJECT_ID, "NUMBER", "001");
        r.jenkins
                .getGlobalNodeProperties()
                .add(new EnvironmentVariablesNodeProperty(variables.entrySet().stream()
                        .map(entry -> new EnvironmentVariablesNodeProperty.Entry(entry.getKey(), entry.getValue()))
                        .toList()));
        ApiKeyOptions options = new ApiKeyOptions("$PROJECT_ID");
        options.setCredentialsId(JenkinsRuleFixture.ADMIN);
        options.setDescription("ci-$NUMBER");
        run(Result.SUCCESS, new MongoCloudUnassignApiKeyBuilder(options));
        assertFalse(lab.isAssigned(1));
    }

    @Test
    void variablesThatAreMissingAreNamedAndNothingIsSent() throws Exception {
        ApiKeyOptions options = options("$API_KEY_ID");
        options.setEndpoint("$ENDPOINT");
        FreeStyleBuild build = run(Result.FAILURE, new MongoCloudUnassignApiKeyBuilder(options));
        r.assertLogContains("API_KEY_ID, ENDPOINT", build);
        assertEquals(0, lab.simulator().requests());
    }

    @Test
    void anAbortTakesTheRequestBackAndNamesTheKeys() throws Exception {
        lab.simulator().faults().always(InjectedFault.silence().on(Phase.DELETE));
        ApiKeyOptions options = options(null);
        options.setApiKeyIds(List.of("5d1d12c087d9d63e6d100001", "5d1d12c087d9d63e6d100002"));
        FreeStyleBuild build = project(new MongoCloudUnassignApiKeyBuilder(options))
                .scheduleBuild2(0)
                .waitForStart();
        lab.simulator().journal().awaitRequests(Phase.DELETE, 1, JenkinsRuleFixture.PATIENCE);
        build.getExecutor().interrupt();
        r.assertBuildStatus(Result.ABORTED, r.waitForCompletion(build));
        r.assertLogContains("5d1d12c087d9d63e6d100001 may or may not have been unassigned", build);
        r.assertLogContains("5d1d12c087d9d63e6d100002 was not unassigned", build);
        lab.simulator().journal().awaitOpenConnections(0, JenkinsRuleFixture.PATIENCE);
    }
}
