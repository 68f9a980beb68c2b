package io.jenkins.plugins.mongodbcloud.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import hudson.model.Result;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.util.List;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;

/** Which post conditions of a declarative Pipeline the step triggers, and what it does inside of them. */
class PostConditionsTest extends JenkinsRuleTest {

    private static final List<String> CONDITIONS =
            List.of("always", "success", "unstable", "failure", "unsuccessful", "aborted", "cleanup");
    private static final String NOT_ASSIGNED =
            JenkinsRuleFixture.call("apiKeyId: '" + SimulatorSeed.UNASSIGNED_KEY_ID + "'");
    private static final String REJECTED =
            JenkinsRuleFixture.call("credentialsId: '" + JenkinsRuleFixture.READER + "'");

    private static WorkflowRun run(String steps, String post) throws Exception {
        return JenkinsRuleFixture.run(r, """
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
                Arguments.of(JenkinsRuleFixture.call(), List.of("always", "success", "cleanup")),
                Arguments.of(NOT_ASSIGNED, List.of("always", "unstable", "unsuccessful", "cleanup")),
                Arguments.of(REJECTED, List.of("always", "failure", "unsuccessful", "cleanup")));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("triggered")
    void theConditionsThatFitTheEffectRun(String call, List<String> expected) throws Exception {
        StringBuilder post = new StringBuilder();
        CONDITIONS.forEach(name -> post.append(condition(name, "echo 'post: " + name + "'")));
        WorkflowRun build = run(call, post.toString());
        for (String name : CONDITIONS) {
            assertEquals(
                    expected.contains(name), JenkinsRule.getLog(build).contains("post: " + name), "condition " + name);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"always", "failure", "unsuccessful", "cleanup"})
    void theStepCleansUpAfterAFailedStageAndTheFailureRemains(String name) throws Exception {
        WorkflowRun build = run("error 'the deployment failed'", condition(name, JenkinsRuleFixture.call()));
        r.assertBuildStatus(Result.FAILURE, build);
        assertFalse(lab.isAssigned());
    }

    @ParameterizedTest
    @ValueSource(strings = {"always", "success", "cleanup"})
    void theStepCleansUpAfterASuccessAndTheSuccessRemains(String name) throws Exception {
        WorkflowRun build = run("echo 'deployed'", condition(name, JenkinsRuleFixture.call()));
        r.assertBuildStatus(Result.SUCCESS, build);
        assertFalse(lab.isAssigned());
    }

    @ParameterizedTest
    @ValueSource(strings = {"always", "success", "cleanup"})
    void aCleanUpThatFindsNothingMakesASuccessUnstable(String name) throws Exception {
        WorkflowRun build = run("echo 'deployed'", condition(name, NOT_ASSIGNED));
        r.assertBuildStatus(Result.UNSTABLE, build);
    }

    @ParameterizedTest
    @ValueSource(strings = {"always", "success", "cleanup"})
    void aCleanUpThatIsRefusedFailsTheBuild(String name) throws Exception {
        WorkflowRun build = run("echo 'deployed'", condition(name, REJECTED));
        r.assertBuildStatus(Result.FAILURE, build);
        r.assertLogContains("HTTP 401", build);
    }
}
