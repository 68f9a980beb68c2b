package io.jenkins.plugins.mongodbcloud.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import io.jenkins.plugins.mongodbcloud.freestyle.MongoCloudUnassignApiKeyPublisher;
import io.jenkins.plugins.mongodbcloud.steps.ApiKeyOptions;
import io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Phase;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.SleepBuilder;

/** The clean-up after freestyle builds: when it runs, and that it never makes a result better. */
class FreestyleCleanupTest extends JenkinsRuleTest {

    private static final List<Result> RESULTS =
            List.of(Result.SUCCESS, Result.UNSTABLE, Result.FAILURE, Result.ABORTED);

    private static MongoCloudUnassignApiKeyPublisher cleanup(String apiKeyId) {
        ApiKeyOptions options = new ApiKeyOptions(SimulatorSeed.PROJECT_ID);
        options.setCredentialsId(JenkinsRuleFixture.ADMIN);
        options.setApiKeyId(apiKeyId);
        return new MongoCloudUnassignApiKeyPublisher(List.of(options));
    }

    private static FreeStyleProject project(Result ending, MongoCloudUnassignApiKeyPublisher... cleanups)
            throws Exception {
        FreeStyleProject project = r.createFreeStyleProject();
        project.getBuildersList().add(new FinishWithResult(ending));
        project.getPublishersList().addAll(List.of(cleanups));
        return project;
    }

    private static FreeStyleBuild run(Result ending, MongoCloudUnassignApiKeyPublisher... cleanups) throws Exception {
        return r.waitForCompletion(project(ending, cleanups).scheduleBuild2(0).waitForStart());
    }

    static Stream<Result> results() {
        return RESULTS.stream();
    }

    @ParameterizedTest
    @MethodSource("results")
    void itRunsAfterEveryResultAndASuccessfulOneKeepsIt(Result ending) throws Exception {
        FreeStyleBuild build = run(ending, cleanup(SimulatorSeed.API_KEY_ID));
        r.assertBuildStatus(ending, build);
        assertFalse(lab.isAssigned());
    }

    @ParameterizedTest
    @MethodSource("results")
    void oneThatFindsNothingNeverMakesAResultBetter(Result ending) throws Exception {
        FreeStyleBuild build = run(ending, cleanup(SimulatorSeed.UNASSIGNED_KEY_ID));
        r.assertBuildStatus(ending.combine(Result.UNSTABLE), build);
    }

    @ParameterizedTest
    @MethodSource("results")
    void oneThatIsRefusedFailsTheBuildAndNeverMakesAResultBetter(Result ending) throws Exception {
        MongoCloudUnassignApiKeyPublisher refused = cleanup(SimulatorSeed.API_KEY_ID);
        refused.getUnassignments().get(0).setCredentialsId(JenkinsRuleFixture.READER);
        FreeStyleBuild build = run(ending, refused);
        r.assertBuildStatus(ending.combine(Result.FAILURE), build);
        r.assertLogContains("HTTP 401", build);
    }

    static Stream<Arguments> limits() {
        return RESULTS.stream().flatMap(limit -> RESULTS.stream().map(ending -> Arguments.of(limit, ending)));
    }

    @ParameterizedTest(name = "from {0} on, after {1}")
    @MethodSource("limits")
    void itRunsAfterTheChosenResultOrAWorseOne(Result limit, Result ending) throws Exception {
        MongoCloudUnassignApiKeyPublisher limited = cleanup(SimulatorSeed.API_KEY_ID);
        limited.setResultOrWorse(limit.toString());
        FreeStyleBuild build = run(ending, limited);
        r.assertBuildStatus(ending, build);
        assertEquals(ending.isBetterThan(limit), lab.isAssigned(), "whether it was skipped");
    }

    @Test
    void aSecondCleanUpRunsAfterAFirstThatWasRefused() throws Exception {
        MongoCloudUnassignApiKeyPublisher refused = cleanup(SimulatorSeed.API_KEY_ID);
        refused.getUnassignments().get(0).setCredentialsId(JenkinsRuleFixture.READER);
        FreeStyleBuild build = run(Result.SUCCESS, refused, cleanup("5d1d12c087d9d63e6d100001"));
        r.assertBuildStatus(Result.FAILURE, build);
        assertFalse(lab.isAssigned(1));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void itRunsWhenSomebodyAbortsTheBuild(boolean answered) throws Exception {
        if (!answered) {
            lab.simulator().faults().always(InjectedFault.silence().on(Phase.DELETE));
        }
        FreeStyleProject project = project(Result.SUCCESS, cleanup(SimulatorSeed.API_KEY_ID));
        project.getBuildersList().add(new SleepBuilder(JenkinsRuleFixture.PATIENCE.toMillis()));
        FreeStyleBuild build = project.scheduleBuild2(0).waitForStart();
        r.waitForMessage("Sleeping", build);
        build.getExecutor().interrupt();
        lab.simulator().journal().awaitRequests(Phase.DELETE, 1, JenkinsRuleFixture.PATIENCE);
        if (!answered) {
            build.getExecutor().interrupt();
        }
        r.assertBuildStatus(Result.ABORTED, r.waitForCompletion(build));
        assertEquals(!answered, lab.isAssigned());
        if (!answered) {
            r.assertLogContains("may or may not have been unassigned", build);
        }
    }

    @Test
    void variablesThatAreMissingAreNamedAndNothingIsSent() throws Exception {
        FreeStyleBuild build = run(Result.SUCCESS, cleanup("${API_KEY_ID}"));
        r.assertBuildStatus(Result.FAILURE, build);
        r.assertLogContains("API_KEY_ID", build);
        assertEquals(0, lab.simulator().requests());
        assertTrue(lab.isAssigned());
    }
}
