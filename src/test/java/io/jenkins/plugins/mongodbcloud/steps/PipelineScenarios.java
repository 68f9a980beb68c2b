package io.jenkins.plugins.mongodbcloud.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Result;
import io.jenkins.plugins.mongodbcloud.report.KeyResultView;
import io.jenkins.plugins.mongodbcloud.testing.JenkinsFixture;
import io.jenkins.plugins.mongodbcloud.testing.JenkinsFixture.Build;
import io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Phase;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Simulator;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The step in Pipelines, for every Jenkins: each outcome with each effect that it can have, scripted and declarative, in
 * post conditions and in the blocks that handle failures.
 */
public interface PipelineScenarios {

    String NO_CONTENT = "HTTP/1.1 204 No Content\r\n\r\n";
    List<String> CONDITIONS = List.of("always", "success", "unstable", "failure", "unsuccessful", "aborted", "cleanup");
    String NOT_ASSIGNED = JenkinsFixture.call("apiKeyId: '" + SimulatorSeed.UNASSIGNED_KEY_ID + "'");
    String REJECTED = JenkinsFixture.call("credentialsId: '" + JenkinsFixture.READER + "'");

    /** The Jenkins; nothing may need an agent. */
    JenkinsFixture jenkins();

    private Build run(String script, String call) throws Exception {
        return jenkins().runPipeline(script.replace("CALL", call));
    }

    private static void assertLogContains(String expected, Build build) {
        assertTrue(build.log().contains(expected), () -> expected + " is not in:\n" + build.log());
    }

    private static void assertLogNotContains(String unexpected, Build build) {
        assertFalse(build.log().contains(unexpected), () -> unexpected + " is in:\n" + build.log());
    }

    private static void assertResult(Result expected, Build build) {
        assertEquals(expected, build.result(), build::log);
    }

    /** How the simulator is brought to an outcome. */
    enum Setting {
        UNASSIGNED,
        NOT_ASSIGNED("apiKeyId: '" + SimulatorSeed.UNASSIGNED_KEY_ID + "'"),
        REJECTED("credentialsId: '" + JenkinsFixture.READER + "'"),
        UNAVAILABLE,
        WOULD_UNASSIGN("dryRun: true"),
        STILL_ASSIGNED("verify: true");

        private final String[] arguments;

        Setting(String... arguments) {
            this.arguments = arguments;
        }

        void set(Simulator simulator) {
            if (this == UNAVAILABLE) {
                JenkinsFixture.giveUpSoon();
                simulator.faults().always(InjectedFault.html(503).on(Phase.DELETE));
            } else if (this == STILL_ASSIGNED) {
                // A server that says so and does not do so.
                InjectedFault lie = InjectedFault.raw(NO_CONTENT.getBytes(StandardCharsets.US_ASCII));
                simulator.faults().next(lie.on(Phase.DELETE));
            }
        }

        String call(String effect) {
            String[] all = Stream.concat(Stream.of(arguments), Stream.of(effect).filter(text -> !text.isEmpty()))
                    .toArray(String[]::new);
            return JenkinsFixture.call(all);
        }
    }

    static Stream<Arguments> outcomes() {
        return Stream.of(
                Arguments.of(Setting.UNASSIGNED, "", Result.SUCCESS),
                Arguments.of(Setting.NOT_ASSIGNED, "ifNotAssigned: 'SUCCESS'", Result.SUCCESS),
                Arguments.of(Setting.NOT_ASSIGNED, "", Result.UNSTABLE),
                Arguments.of(Setting.NOT_ASSIGNED, "ifNotAssigned: 'FAILURE'", Result.FAILURE),
                Arguments.of(Setting.REJECTED, "ifRejected: 'SUCCESS'", Result.SUCCESS),
                Arguments.of(Setting.REJECTED, "ifRejected: 'UNSTABLE'", Result.UNSTABLE),
                Arguments.of(Setting.REJECTED, "", Result.FAILURE),
                Arguments.of(Setting.UNAVAILABLE, "ifUnavailable: 'SUCCESS'", Result.SUCCESS),
                Arguments.of(Setting.UNAVAILABLE, "ifUnavailable: 'UNSTABLE'", Result.UNSTABLE),
                Arguments.of(Setting.UNAVAILABLE, "", Result.FAILURE),
                Arguments.of(Setting.WOULD_UNASSIGN, "", Result.SUCCESS),
                Arguments.of(Setting.STILL_ASSIGNED, "", Result.FAILURE));
    }

    @ParameterizedTest(name = "{0} {1} → {2}")
    @MethodSource("io.jenkins.plugins.mongodbcloud.steps.PipelineScenarios#outcomes")
    default void scripted(Setting scene, String effect, Result expected) throws Exception {
        scene.set(jenkins().simulator());
        Build build = jenkins().runPipeline("def result = " + scene.call(effect) + """

                echo "Got ${result.outcome} with ${result.effect}, key ${result.keys[0].apiKeyId}"
                """);
        check(build, scene, expected);
    }

    @ParameterizedTest(name = "{0} {1} → {2}")
    @MethodSource("io.jenkins.plugins.mongodbcloud.steps.PipelineScenarios#outcomes")
    default void declarative(Setting scene, String effect, Result expected) throws Exception {
        scene.set(jenkins().simulator());
        Build build = jenkins().runPipeline("""
                pipeline {
                    agent none
                    stages {
                        stage('Clean up') {
                            steps {
                                script {
                                    def result = CALL
                                    echo "Got ${result.outcome} with ${result.effect}, key ${result.keys[0].apiKeyId}"
                                }
                            }
                        }
                    }
                }
                """.replace("CALL", scene.call(effect)));
        check(build, scene, expected);
    }

    private void check(Build build, Setting scene, Result expected) throws Exception {
        assertResult(expected, build);
        assertEquals(scene != Setting.UNASSIGNED, jenkins().isAssigned(), "whether the key is still assigned");
        assertEquals(0, jenkins().simulator().basicSeen(), "requests with Basic authentication");
        if (expected == Result.FAILURE) {
            assertLogNotContains("Got ", build);
            assertLogContains("ERROR: ", build);
            assertFalse(build.log().contains("\tat "), "a refusal is told without a stack trace");
        } else {
            assertLogContains("Got " + scene + " with " + expected + ", key 5d1d12c087d9d63e6d68243", build);
        }
    }

    @Test
    default void aStepAloneInADeclarativeStageNeedsNoScriptBlock() throws Exception {
        Build build = jenkins().runPipeline("""
                pipeline {
                    agent none
                    stages {
                        stage('Clean up') {
                            steps {
                                CALL
                            }
                        }
                    }
                }
                """.replace("CALL", JenkinsFixture.call()));
        assertResult(Result.SUCCESS, build);
        assertFalse(jenkins().isAssigned());
        assertEquals(3, jenkins().simulator().requests(), "challenge, list and DELETE");
    }

    @Test
    default void aLoopOver100KeysCosts102RequestsOnOneConnection() throws Exception {
        Build build = jenkins()
                .runPipeline("""
                for (int i = 1; i <= 100; i++) {
                    CALL
                }
                """.replace("CALL", JenkinsFixture.call("apiKeyId: \"5d1d12c087d9d63e6d${100000 + i}\"")));
        assertResult(Result.SUCCESS, build);
        assertEquals(102, jenkins().simulator().requests());
        assertEquals(1, jenkins().simulator().journal().connectionsAccepted());
    }

    @Test
    default void aPublicKeyInPlaceOfTheIdIsExplainedAndNothingIsSent() throws Exception {
        Build build = jenkins().runPipeline(JenkinsFixture.call("apiKeyId: 'zmmrboas'"));
        assertResult(Result.FAILURE, build);
        assertLogContains("publicKey: \"zmmrboas\"", build);
        assertEquals(0, jenkins().simulator().requests());
    }

    @Test
    default void anEndpointThatNobodyListedIsNotContacted() throws Exception {
        Build build = jenkins()
                .runPipeline(JenkinsFixture.call(
                        "endpoint: '" + jenkins().simulator().baseUrl() + "'"));
        assertResult(Result.FAILURE, build);
        assertEquals(0, jenkins().simulator().requests());
    }

    static Stream<Arguments> invalidCalls() {
        return Stream.of(
                Arguments.of(JenkinsFixture.call("privateKey: 'x'"), "There is no argument privateKey, "),
                Arguments.of(JenkinsFixture.call("dryRun: 'yes'"), "The argument dryRun is \"yes\", "),
                Arguments.of(JenkinsFixture.call("dryRun: [true]"), "The argument dryRun is \"[true]\", "),
                Arguments.of(JenkinsFixture.call("endpoint: null"), "The argument endpoint is null, "),
                Arguments.of(
                        JenkinsFixture.call("apiKeyId: ''", "description: 'ci-*'", "maxKeys: 100", "exclude: ''"),
                        "The argument exclude is empty, "),
                Arguments.of(
                        JenkinsFixture.call("endpoint: \"${env.NOWHERE ?: ''}\""), "The argument endpoint is empty, "),
                Arguments.of(JenkinsFixture.call("endpoint: 1"), "The argument endpoint is no text, "),
                Arguments.of(JenkinsFixture.call("maxKeys: 'many'"), "The argument maxKeys is no whole number, "),
                Arguments.of(JenkinsFixture.call("parallelism: 2.5"), "The argument parallelism is no whole number, "),
                Arguments.of(JenkinsFixture.call("apiKeyIds: 1"), "The argument apiKeyIds is no list, "),
                Arguments.of("mongoCloudUnassignApiKey('x')", "The arguments of mongoCloudUnassignApiKey have no"));
    }

    @ParameterizedTest
    @MethodSource("io.jenkins.plugins.mongodbcloud.steps.PipelineScenarios#invalidCalls")
    default void logAndPageSayThatNothingIsSentForAnInvalidArgument(String call, String reason) throws Exception {
        Build build = jenkins().runPipeline(call);
        assertResult(Result.FAILURE, build);
        assertLogContains(reason, build);
        assertLogNotContains("\tat ", build);
        assertEquals(0, jenkins().simulator().requests());
        assertTrue(jenkins().isAssigned());
        assertEquals(1, build.rows().size());
        KeyResultView row = build.rows().get(0);
        assertEquals("REJECTED FAILURE", row.getOutcome() + " " + row.getEffect());
        assertTrue(row.getMessage().startsWith(reason), row::getMessage);
        assertTrue(row.getMessage().contains("nothing was sent"), row::getMessage);
    }

    /** Without the exclusion, more would be unassigned than the script says. */
    @Test
    default void anEmptyExclusionIsRefusedInDeclarativePipelinesToo() throws Exception {
        Build build = jenkins()
                .runPipeline(
                        """
                pipeline {
                    agent none
                    stages {
                        stage('Clean up') {
                            steps {
                                CALL
                            }
                        }
                    }
                }
                """.replace(
                                        "CALL",
                                        JenkinsFixture.call(
                                                "apiKeyId: ''",
                                                "description: 'ci-*'",
                                                "maxKeys: 100",
                                                "exclude: \"${params.KEEP}\"")),
                        Map.of("KEEP", ""));
        assertResult(Result.FAILURE, build);
        assertLogContains("The argument exclude is empty, so nothing was sent.", build);
        assertEquals(0, jenkins().simulator().requests());
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
    @MethodSource("io.jenkins.plugins.mongodbcloud.steps.PipelineScenarios#triggered")
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
        assertResult(Result.FAILURE, build);
        assertFalse(jenkins().isAssigned());
    }

    @ParameterizedTest
    @ValueSource(strings = {"always", "success", "cleanup"})
    default void theStepCleansUpAfterASuccessAndTheSuccessRemains(String name) throws Exception {
        Build build = runWithPost("echo 'deployed'", condition(name, JenkinsFixture.call()));
        assertResult(Result.SUCCESS, build);
        assertFalse(jenkins().isAssigned());
    }

    @ParameterizedTest
    @ValueSource(strings = {"always", "success", "cleanup"})
    default void aCleanUpThatFindsNothingMakesASuccessUnstable(String name) throws Exception {
        Build build = runWithPost("echo 'deployed'", condition(name, NOT_ASSIGNED));
        assertResult(Result.UNSTABLE, build);
    }

    @ParameterizedTest
    @ValueSource(strings = {"always", "success", "cleanup"})
    default void aCleanUpThatIsRefusedFailsTheBuild(String name) throws Exception {
        Build build = runWithPost("echo 'deployed'", condition(name, REJECTED));
        assertResult(Result.FAILURE, build);
        assertLogContains("HTTP 401", build);
    }

    @Test
    default void catchErrorDecidesWhatAFailureDoesToTheBuild() throws Exception {
        Build build = run("""
                catchError(buildResult: 'SUCCESS', stageResult: 'UNSTABLE') {
                    CALL
                }
                echo 'went on'
                """, REJECTED);
        assertResult(Result.SUCCESS, build);
        assertLogContains("went on", build);
        assertLogContains("HTTP 401", build);
    }

    @Test
    default void warnErrorMakesAFailureUnstable() throws Exception {
        Build build = run("""
                warnError('The key is still there') {
                    CALL
                }
                echo 'went on'
                """, REJECTED);
        assertResult(Result.UNSTABLE, build);
        assertLogContains("went on", build);
    }

    @Test
    default void anUnstableStepInsideCatchErrorStaysUnstableAndGoesOn() throws Exception {
        Build build = run("""
                catchError {
                    CALL
                    echo 'went on'
                }
                """, NOT_ASSIGNED);
        assertResult(Result.UNSTABLE, build);
        assertLogContains("went on", build);
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
        assertResult(Result.SUCCESS, build);
        assertLogContains("Caught: true", build);
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
        assertResult(Result.SUCCESS, build);
        ids.forEach(id -> assertPrintedOnce("API key " + id + " was not unassigned", build));
    }

    /** Asserts that one line of the log has this in it. */
    static void assertPrintedOnce(String text, Build build) {
        assertEquals(1, build.log().lines().filter(line -> line.contains(text)).count(), build::log);
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
        assertResult(Result.FAILURE, build);
        assertLogContains("the deployment failed", build);
        assertFalse(jenkins().isAssigned());
    }
}
