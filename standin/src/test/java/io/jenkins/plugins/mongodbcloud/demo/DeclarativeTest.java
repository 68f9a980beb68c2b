package io.jenkins.plugins.mongodbcloud.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Result;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeclarativeTest {
    private static final String ALL_CONDITIONS = """
                post {
                    cleanup { echo 'cleanup' }
                    always { echo 'always' }
                    changed { echo 'changed' }
                    fixed { echo 'fixed' }
                    regression { echo 'regression' }
                    aborted { echo 'aborted' }
                    success { echo 'success' }
                    unsuccessful { echo 'unsuccessful' }
                    unstable { echo 'unstable' }
                    failure { echo 'failure' }
                    notBuilt { echo 'notBuilt' }
                }
            """;

    @TempDir
    Path home;

    private ScriptRun run(String script) throws Exception {
        return ScriptRun.of(home, script);
    }

    private static String pipeline(String steps, String post) {
        return "pipeline {\n agent any\n stages {\n stage('Build') {\n steps {\n" + steps + "\n}\n}\n}\n" + post
                + "\n}";
    }

    @Test
    void theLogShowsNodeEnvironmentStagesAndPost() throws Exception {
        ScriptRun trial = run("""
                pipeline {
                    agent any
                    environment { COLOUR = 'red' }
                    stages {
                        stage('Build') {
                            environment {
                                SHAPE = "${COLOUR} square"
                                BOTH = "${SHAPE}, ${env.BUILD_NUMBER}"
                            }
                            steps {
                                echo "${BOTH}"
                                script {
                                    for (int i = 0; i < 2; i++) { echo "n${i}" }
                                }
                            }
                        }
                    }
                    post { always { echo "${COLOUR} ${env.SHAPE}" } }
                }
                """);

        assertEquals(
                List.of(
                        "[Pipeline] node",
                        "Running on Jenkins",
                        "[Pipeline] {",
                        "[Pipeline] withEnv",
                        "[Pipeline] {",
                        "[Pipeline] stage",
                        "[Pipeline] { (Build)",
                        "[Pipeline] withEnv",
                        "[Pipeline] {",
                        "[Pipeline] echo",
                        "red square, 1",
                        "[Pipeline] script",
                        "[Pipeline] {",
                        "[Pipeline] echo",
                        "n0",
                        "[Pipeline] echo",
                        "n1",
                        "[Pipeline] }",
                        "[Pipeline] // script",
                        "[Pipeline] }",
                        "[Pipeline] // withEnv",
                        "[Pipeline] }",
                        "[Pipeline] // stage",
                        "[Pipeline] stage",
                        "[Pipeline] { (Declarative: Post Actions)",
                        "[Pipeline] echo",
                        "red null",
                        "[Pipeline] }",
                        "[Pipeline] // stage",
                        "[Pipeline] }",
                        "[Pipeline] // withEnv",
                        "[Pipeline] }",
                        "[Pipeline] // node"),
                trial.log().subList(2, trial.log().size() - 2));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "echo 'fine'|SUCCESS|always changed success cleanup",
                "unstable 'so-so'|UNSTABLE|always changed unsuccessful unstable cleanup",
                "error 'bad'|FAILURE|always changed unsuccessful failure cleanup",
                "script { currentBuild.result = 'ABORTED' }|ABORTED|always changed aborted unsuccessful cleanup",
                "script { currentBuild.result = 'NOT_BUILT' }|NOT_BUILT|always changed unsuccessful notBuilt cleanup"
            })
    void postConditionsFollowTheResult(String steps, Result result, String conditions) throws Exception {
        ScriptRun trial = run(pipeline(steps, ALL_CONDITIONS));

        List<String> expected = List.of(conditions.split(" "));
        assertEquals(result, trial.result());
        assertEquals(
                expected,
                trial.said().stream()
                        .filter(line -> line.matches("[a-zB]+") && !line.equals("fine"))
                        .toList());
    }

    @Test
    void stagesAfterAFailureAreSkippedAndPostSeesTheResult() throws Exception {
        ScriptRun trial = run("""
                pipeline {
                    agent none
                    stages {
                        stage('One') {
                            steps { error 'bad' }
                            post { failure { echo "one ${currentBuild.currentResult}" } }
                        }
                        stage('Two') { steps { echo 'not reached' } }
                    }
                    post { failure { echo 'whole' } }
                }
                """);

        assertEquals(Result.FAILURE, trial.result());
        assertEquals(
                List.of(
                        "Post stage",
                        "one FAILURE",
                        "Stage \"Two\" skipped due to earlier failure(s)",
                        "whole",
                        "ERROR: bad"),
                trial.said());
    }

    @Test
    void aStagesPostSeesTheStagesWarningAlone() throws Exception {
        ScriptRun trial = run("""
                pipeline {
                    agent none
                    stages {
                        stage('One') {
                            steps { catchError(buildResult: 'SUCCESS', stageResult: 'UNSTABLE') { error 'bad' } }
                            post { unstable { echo 'one unstable' } }
                        }
                        stage('Two') {
                            steps { echo 'two' }
                            post { success { echo 'two success' } }
                        }
                    }
                    post { success { echo 'whole success' } }
                }
                """);

        assertEquals(Result.SUCCESS, trial.result());
        assertEquals(
                List.of(
                        "ERROR: bad",
                        "Post stage",
                        "one unstable",
                        "two",
                        "Post stage",
                        "two success",
                        "whole success"),
                trial.said());
    }

    @Test
    void anErrorInPostFailsTheBuildAndTheOtherConditionsStillRun() throws Exception {
        ScriptRun trial =
                run(pipeline("echo 'fine'", "post {\n always { error 'late' }\n cleanup { echo 'cleanup' }\n}"));

        assertEquals(Result.FAILURE, trial.result());
        assertEquals(
                List.of(
                        "Running on Jenkins",
                        "fine",
                        "Error when executing always post condition:",
                        "ERROR: late",
                        "cleanup",
                        "ERROR: late"),
                trial.said());
    }

    @Test
    void aFailedAssertionIsAnErrorLikeOthers() throws Exception {
        ScriptRun trial = run(pipeline("script { assert 1 == 2 }", "post {\n failure { echo 'failure' }\n}"));

        assertEquals(Result.FAILURE, trial.result());
        assertEquals("failure", trial.said().get(1));
    }

    @Test
    void stagesNest() throws Exception {
        ScriptRun trial = run("""
                pipeline {
                    agent { label 'linux' }
                    stages {
                        stage('Outer') {
                            stages {
                                stage('One') { steps { echo 'one' } }
                                stage('Two') { steps { echo 'two' } }
                            }
                            post { always { echo 'outer' } }
                        }
                    }
                }
                """);

        assertEquals(List.of("Running on Jenkins", "one", "two", "Post stage", "outer"), trial.said());
    }

    @Test
    void parametersHaveDefaultsTypesAndChoices() throws Exception {
        String script = """
                pipeline {
                    agent none
                    parameters {
                        string(name: 'PLACE', defaultValue: 'there', description: 'where')
                        booleanParam(name: 'DRY', defaultValue: true)
                        choice(name: 'SIZE', choices: ['small', 'large'])
                    }
                    stages {
                        stage('Build') {
                            steps { echo "${params.PLACE} ${PLACE} ${params.DRY ? 'dry' : 'wet'} ${params.SIZE}" }
                        }
                    }
                }
                """;

        assertEquals(List.of("there there dry small"), run(script).said());
        Map<String, String> given = Map.of("PLACE", "here", "DRY", "false", "SIZE", "large");
        assertEquals(
                List.of("here here wet large"),
                ScriptRun.of(home, given, StepWatcher.NONE, script).said());
        assertEquals(
                List.of("ERROR: folder/Jenkinsfile:6: 'choice' 'SIZE' is one of [small, large], not 'huge'"),
                ScriptRun.of(home, Map.of("SIZE", "huge"), StepWatcher.NONE, script)
                        .said());
        assertEquals(
                "ERROR: folder/Jenkinsfile:3: 'parameters' has no 'PALCE'; it has: DRY, PLACE, SIZE",
                ScriptRun.of(home, Map.of("PALCE", "here"), StepWatcher.NONE, script)
                        .said()
                        .get(0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "pipeline { agent any~options { timestamps() }~stages { stage('a') { steps { echo 'a' } } } }|2|'options'",
                "pipeline { agent any~stages { stage('a') {~when { branch 'a' }~steps { echo 'a' } } } }|3|'when'",
                "pipeline { agent any~stages { stage('a') { steps { echo 'a' } } }~post { allways { echo 'a' } } }|3|'allways'",
                "pipeline { agent any~stages { stage('a') { steps {~bat 'a' } } } }|3|'bat'",
                "pipeline { agent any~stages { stage('a') { steps {~echo text: 'a' } } } }|3|'echo'",
                "pipeline { agent any~stages { stage('a') {~environment { A = credentials('a') }~steps { echo 'a' } } } }|3|'credentials'",
                "pipeline { agent any~stages {~stage('a') { post { always { echo 'a' } } } } }|3|'stage'",
                "pipeline {~agent 'linux'~stages { stage('a') { steps { echo 'a' } } } }|2|'agent'",
                "pipeline {~stages { stage('a') { steps { echo 'a' } } } }|1|'pipeline'",
                "pipeline { agent any }|1|'pipeline'"
            })
    void whatTheDemoDoesNotKnowIsRefusedWithFileAndLine(String script, int line, String what) throws Exception {
        ScriptRun trial = run(script.replace('~', '\n'));

        assertEquals(Result.FAILURE, trial.result());
        String error = trial.said().get(trial.said().size() - 1);
        assertTrue(error.startsWith("ERROR: folder/Jenkinsfile:" + line + ": " + what), error);
    }
}
