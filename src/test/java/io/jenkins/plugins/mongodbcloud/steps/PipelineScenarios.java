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
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The step in Pipelines, for every Jenkins: each outcome with each effect that it can have, scripted and declarative. */
public interface PipelineScenarios {

    String NO_CONTENT = "HTTP/1.1 204 No Content\r\n\r\n";

    /** The Jenkins; nothing may need an agent. */
    JenkinsFixture jenkins();

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
        build.assertResult(expected);
        assertEquals(scene != Setting.UNASSIGNED, jenkins().isAssigned(), "whether the key is still assigned");
        assertEquals(0, jenkins().simulator().basicSeen(), "requests with Basic authentication");
        if (expected == Result.FAILURE) {
            build.assertLogNotContains("Got ");
            build.assertLogContains("ERROR: ");
            assertFalse(build.log().contains("\tat "), "a refusal is told without a stack trace");
        } else {
            build.assertLogContains("Got " + scene + " with " + expected + ", key 5d1d12c087d9d63e6d68243");
        }
    }

    /** A step alone in a declarative stage. */
    private Build runDeclarative(String call, Map<String, String> parameters) throws Exception {
        return jenkins().runPipeline("""
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
                """.replace("CALL", call), parameters);
    }

    @Test
    default void aStepAloneInADeclarativeStageNeedsNoScriptBlock() throws Exception {
        Build build = runDeclarative(JenkinsFixture.call(), Map.of());
        build.assertResult(Result.SUCCESS);
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
        build.assertResult(Result.SUCCESS);
        assertEquals(102, jenkins().simulator().requests());
        assertEquals(1, jenkins().simulator().journal().connectionsAccepted());
    }

    @Test
    default void aPublicKeyInPlaceOfTheIdIsExplainedAndNothingIsSent() throws Exception {
        Build build = jenkins().runPipeline(JenkinsFixture.call("apiKeyId: 'zmmrboas'"));
        build.assertResult(Result.FAILURE);
        build.assertLogContains("publicKey: \"zmmrboas\"");
        assertEquals(0, jenkins().simulator().requests());
    }

    @Test
    default void anEndpointThatNobodyListedIsNotContacted() throws Exception {
        Build build = jenkins()
                .runPipeline(JenkinsFixture.call(
                        "endpoint: '" + jenkins().simulator().baseUrl() + "'"));
        build.assertResult(Result.FAILURE);
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
        build.assertResult(Result.FAILURE);
        build.assertLogContains(reason);
        build.assertLogNotContains("\tat ");
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
        String call = JenkinsFixture.call(
                "apiKeyId: ''", "description: 'ci-*'", "maxKeys: 100", "exclude: \"${params.KEEP}\"");
        Build build = runDeclarative(call, Map.of("KEEP", ""));
        build.assertResult(Result.FAILURE);
        build.assertLogContains("The argument exclude is empty, so nothing was sent.");
        assertEquals(0, jenkins().simulator().requests());
    }
}
