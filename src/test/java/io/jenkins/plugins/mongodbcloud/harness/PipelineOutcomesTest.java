package io.jenkins.plugins.mongodbcloud.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Result;
import io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Phase;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Simulator;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Every outcome with every effect that it can have, in a scripted and in a declarative Pipeline, sandboxed, without an agent. */
@WithJenkins
@Timeout(180)
class PipelineOutcomesTest {

    private static final String NO_CONTENT = "HTTP/1.1 204 No Content\r\n\r\n";

    private static JenkinsRule r;
    private JenkinsRuleFixture lab;

    @BeforeAll
    static void start(JenkinsRule jenkins) throws Exception {
        r = jenkins;
        // Nothing may need an agent, and none is there.
        r.jenkins.setNumExecutors(0);
    }

    @AfterAll
    static void stop() throws Exception {
        r.after();
    }

    @BeforeEach
    void open() throws Exception {
        lab = JenkinsRuleFixture.startFor(r);
    }

    @AfterEach
    void close() {
        lab.close();
    }

    /** How the simulator is brought to an outcome. */
    enum Scene {
        UNASSIGNED,
        NOT_ASSIGNED("apiKeyId: '" + SimulatorSeed.UNASSIGNED_KEY_ID + "'"),
        REJECTED("credentialsId: '" + JenkinsRuleFixture.READER + "'"),
        UNAVAILABLE,
        WOULD_UNASSIGN("dryRun: true"),
        STILL_ASSIGNED("verify: true");

        private final String[] arguments;

        Scene(String... arguments) {
            this.arguments = arguments;
        }

        void set(Simulator simulator) {
            if (this == UNAVAILABLE) {
                JenkinsRuleFixture.giveUpSoon();
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
            return JenkinsRuleFixture.call(all);
        }
    }

    static Stream<Arguments> outcomes() {
        return Stream.of(
                Arguments.of(Scene.UNASSIGNED, "", Result.SUCCESS),
                Arguments.of(Scene.NOT_ASSIGNED, "ifNotAssigned: 'SUCCESS'", Result.SUCCESS),
                Arguments.of(Scene.NOT_ASSIGNED, "", Result.UNSTABLE),
                Arguments.of(Scene.NOT_ASSIGNED, "ifNotAssigned: 'FAILURE'", Result.FAILURE),
                Arguments.of(Scene.REJECTED, "ifRejected: 'SUCCESS'", Result.SUCCESS),
                Arguments.of(Scene.REJECTED, "ifRejected: 'UNSTABLE'", Result.UNSTABLE),
                Arguments.of(Scene.REJECTED, "", Result.FAILURE),
                Arguments.of(Scene.UNAVAILABLE, "ifUnavailable: 'SUCCESS'", Result.SUCCESS),
                Arguments.of(Scene.UNAVAILABLE, "ifUnavailable: 'UNSTABLE'", Result.UNSTABLE),
                Arguments.of(Scene.UNAVAILABLE, "", Result.FAILURE),
                Arguments.of(Scene.WOULD_UNASSIGN, "", Result.SUCCESS),
                Arguments.of(Scene.STILL_ASSIGNED, "", Result.FAILURE));
    }

    @ParameterizedTest(name = "{0} {1} → {2}")
    @MethodSource("outcomes")
    void scripted(Scene scene, String effect, Result expected) throws Exception {
        scene.set(lab.simulator());
        WorkflowRun build = JenkinsRuleFixture.run(r, "def result = " + scene.call(effect) + """

                echo "Got ${result.outcome} with ${result.effect}, key ${result.keys[0].apiKeyId}"
                """);
        check(build, scene, expected);
    }

    @ParameterizedTest(name = "{0} {1} → {2}")
    @MethodSource("outcomes")
    void declarative(Scene scene, String effect, Result expected) throws Exception {
        scene.set(lab.simulator());
        WorkflowRun build = JenkinsRuleFixture.run(r, """
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

    private void check(WorkflowRun build, Scene scene, Result expected) throws Exception {
        r.assertBuildStatus(expected, build);
        assertEquals(scene != Scene.UNASSIGNED, lab.isAssigned(), "whether the key is still assigned");
        assertEquals(0, lab.simulator().basicSeen(), "requests with Basic authentication");
        if (expected == Result.FAILURE) {
            r.assertLogNotContains("Got ", build);
            r.assertLogContains("ERROR: ", build);
            assertFalse(JenkinsRule.getLog(build).contains("\tat "), "a refusal is told without a stack trace");
        } else {
            r.assertLogContains("Got " + scene + " with " + expected + ", key 5d1d12c087d9d63e6d68243", build);
        }
    }

    @Test
    void aStepAloneInADeclarativeStageNeedsNoScriptBlock() throws Exception {
        WorkflowRun build = JenkinsRuleFixture.run(r, """
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
                """.replace("CALL", JenkinsRuleFixture.call()));
        r.assertBuildStatus(Result.SUCCESS, build);
        assertFalse(lab.isAssigned());
        assertEquals(2, lab.simulator().requests(), "challenge and DELETE");
    }

    @Test
    void aLoopOver100KeysCosts101RequestsOnOneConnection() throws Exception {
        WorkflowRun build = JenkinsRuleFixture.run(
                r, """
                for (int i = 1; i <= 100; i++) {
                    CALL
                }
                """.replace("CALL", JenkinsRuleFixture.call("apiKeyId: \"5d1d12c087d9d63e6d${100000 + i}\"")));
        r.assertBuildStatus(Result.SUCCESS, build);
        assertEquals(101, lab.simulator().requests());
        assertEquals(1, lab.simulator().journal().connectionsAccepted());
    }

    @Test
    void aPublicKeyInPlaceOfTheIdIsExplainedAndNothingIsSent() throws Exception {
        WorkflowRun build = JenkinsRuleFixture.run(r, JenkinsRuleFixture.call("apiKeyId: 'zmmrboas'"));
        r.assertBuildStatus(Result.FAILURE, build);
        r.assertLogContains("publicKey: \"zmmrboas\"", build);
        assertEquals(0, lab.simulator().requests());
    }

    @Test
    void anEndpointThatNobodyListedIsNotContacted() throws Exception {
        WorkflowRun build = JenkinsRuleFixture.run(
                r, JenkinsRuleFixture.call("endpoint: '" + lab.simulator().baseUrl() + "'"));
        r.assertBuildStatus(Result.FAILURE, build);
        assertEquals(0, lab.simulator().requests());
    }

    @Test
    void anArgumentThatDoesNotExistFailsAndNothingIsSent() throws Exception {
        WorkflowRun build = JenkinsRuleFixture.run(r, JenkinsRuleFixture.call("privateKey: 'x'"));
        r.assertBuildStatus(Result.FAILURE, build);
        assertEquals(0, lab.simulator().requests());
        assertTrue(lab.isAssigned());
    }
}
