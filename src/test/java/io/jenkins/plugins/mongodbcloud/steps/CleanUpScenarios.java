package io.jenkins.plugins.mongodbcloud.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import hudson.model.Result;
import io.jenkins.plugins.mongodbcloud.testing.JenkinsFixture;
import io.jenkins.plugins.mongodbcloud.testing.JenkinsFixture.Build;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The step in post conditions and in the blocks that handle failures, for every Jenkins. */
public interface CleanUpScenarios {

    List<String> CONDITIONS = List.of("always", "success", "unstable", "failure", "unsuccessful", "aborted", "cleanup");
    String NOT_ASSIGNED = JenkinsFixture.call("apiKeyId: '" + SimulatorSeed.UNASSIGNED_KEY_ID + "'");
    String REJECTED = JenkinsFixture.call("credentialsId: '" + JenkinsFixture.READER + "'");

    /** The Jenkins; nothing may need an agent. */
    JenkinsFixture jenkins();

    private Build run(String script, String call) throws Exception {
        return jenkins().runPipeline(script.replace("CALL", call));
    }

    private Build runWithPost(String steps, String post) throws Exception {
        return jenkins().runPipeline("""
                pipeline {
                    agent none
                    stages {
                        stage('Deploy') {
                            steps {
                                STEPS
                            }
                        }
                    }
                    post {
                POST
                    }
                }
                """.replace("STEPS", steps).replace("POST", post));
    }

    private static String condition(String name, String step) {
        return name + " {\n" + step + "\n}\n";
    }

    static Stream<Arguments> triggered() {
        return Stream.of(
                Arguments.of(JenkinsFixture.call(), List.of("always", "success", "cleanup")),
                Arguments.of(NOT_ASSIGNED, List.of("always", "unstable", "unsuccessful", "cleanup")),
                Arguments.of(REJECTED, List.of("always", "failure", "unsuccessful", "cleanup")));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("io.jenkins.plugins.mongodbcloud.steps.CleanUpScenarios#triggered")
    default void theConditionsThatFitTheEffectRun(String call, List<String> expected) throws Exception {
        StringBuilder post = new StringBuilder();
        CONDITIONS.forEach(name -> post.append(condition(name, "echo 'post: " + name + "'")));
        Build build = runWithPost(call, post.toString());
        for (String name : CONDITIONS) {
            assertEquals(expected.contains(name), build.log().contains("post: " + name), "condition " + name);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"always", "failure", "unsuccessful", "cleanup"})
    default void theStepCleansUpAfterAFailedStageAndTheFailureRemains(String name) throws Exception {
        Build build = runWithPost("error 'the deployment failed'", condition(name, JenkinsFixture.call()));
        build.assertResult(Result.FAILURE);
        assertFalse(jenkins().isAssigned());
    }

    @ParameterizedTest
    @ValueSource(strings = {"always", "success", "cleanup"})
    default void theStepCleansUpAfterASuccessAndTheSuccessRemains(String name) throws Exception {
        Build build = runWithPost("echo 'deployed'", condition(name, JenkinsFixture.call()));
        build.assertResult(Result.SUCCESS);
        assertFalse(jenkins().isAssigned());
    }

    @ParameterizedTest
    @ValueSource(strings = {"always", "success", "cleanup"})
    default void aCleanUpThatFindsNothingMakesASuccessUnstable(String name) throws Exception {
        Build build = runWithPost("echo 'deployed'", condition(name, NOT_ASSIGNED));
        build.assertResult(Result.UNSTABLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"always", "success", "cleanup"})
    default void aCleanUpThatIsRefusedFailsTheBuild(String name) throws Exception {
        Build build = runWithPost("echo 'deployed'", condition(name, REJECTED));
        build.assertResult(Result.FAILURE);
        build.assertLogContains("HTTP 401");
    }

    @Test
    default void catchErrorDecidesWhatAFailureDoesToTheBuild() throws Exception {
        Build build = run("""
                catchError(buildResult: 'SUCCESS', stageResult: 'UNSTABLE') {
                    CALL
                }
                echo 'went on'
                """, REJECTED);
        build.assertResult(Result.SUCCESS);
        build.assertLogContains("went on");
        build.assertLogContains("HTTP 401");
    }

    @Test
    default void warnErrorMakesAFailureUnstable() throws Exception {
        Build build = run("""
                warnError('The key is still there') {
                    CALL
                }
                echo 'went on'
                """, REJECTED);
        build.assertResult(Result.UNSTABLE);
        build.assertLogContains("went on");
    }

    @Test
    default void anUnstableStepInsideCatchErrorStaysUnstableAndGoesOn() throws Exception {
        Build build = run("""
                catchError {
                    CALL
                    echo 'went on'
                }
                """, NOT_ASSIGNED);
        build.assertResult(Result.UNSTABLE);
        build.assertLogContains("went on");
    }

    @Test
    default void aFailureCanBeCaughtAndItsMessageRead() throws Exception {
        Build build = run("""
                try {
                    CALL
                } catch (hudson.AbortException refused) {
                    echo "Caught: ${refused.message.contains('HTTP 401')}"
                }
                """, REJECTED);
        build.assertResult(Result.SUCCESS);
        build.assertLogContains("Caught: true");
    }

    @Test
    default void theLineOfEachKeyIsPrintedOnceAlsoIfItsFailureIsCaught() throws Exception {
        List<String> ids =
                List.of(SimulatorSeed.ciKey(1).id(), SimulatorSeed.ciKey(2).id());
        StringBuilder script = new StringBuilder();
        for (String id : ids) {
            script.append("try { CALL } catch (e) { }\n"
                    .replace(
                            "CALL",
                            JenkinsFixture.call(
                                    "credentialsId: '" + JenkinsFixture.READER + "'", "apiKeyId: '" + id + "'")));
        }
        Build build = jenkins().runPipeline(script.toString());
        build.assertResult(Result.SUCCESS);
        ids.forEach(id -> build.assertPrintedOnce("API key " + id + " was not unassigned"));
    }

    @Test
    default void cleanUpInFinallyRunsAndTheFirstFailureRemains() throws Exception {
        Build build = run("""
                try {
                    error 'the deployment failed'
                } finally {
                    CALL
                }
                """, JenkinsFixture.call());
        build.assertResult(Result.FAILURE);
        build.assertLogContains("the deployment failed");
        assertFalse(jenkins().isAssigned());
    }
}
