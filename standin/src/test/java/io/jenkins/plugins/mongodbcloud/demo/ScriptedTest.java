package io.jenkins.plugins.mongodbcloud.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hudson.model.Result;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptedTest {
    @TempDir
    Path home;

    @Test
    void theLogShowsStepsAndBlocksAsPipelineDoes() throws Exception {
        ScriptRun trial = ScriptRun.of(home, """
                node {
                    stage('Build') {
                        echo 'hello'
                    }
                }
                """);

        assertEquals(
                List.of(
                        "Started from the command line",
                        "[Pipeline] Start of Pipeline",
                        "[Pipeline] node",
                        "Running on Jenkins",
                        "[Pipeline] {",
                        "[Pipeline] stage",
                        "[Pipeline] { (Build)",
                        "[Pipeline] echo",
                        "hello",
                        "[Pipeline] }",
                        "[Pipeline] // stage",
                        "[Pipeline] }",
                        "[Pipeline] // node",
                        "[Pipeline] End of Pipeline",
                        "Finished: SUCCESS"),
                trial.log());
    }

    @Test
    void errorFailsTheBuildWithItsMessageAtTheEnd() throws Exception {
        ScriptRun trial = ScriptRun.of(home, "stage('Build') { error 'no good' }\necho 'not reached'");

        assertEquals(Result.FAILURE, trial.result());
        assertEquals(List.of("ERROR: no good"), trial.said());
    }

    @Test
    void unstableWarnsAndGoesOn() throws Exception {
        ScriptRun trial = ScriptRun.of(home, "unstable 'so-so'\necho currentBuild.result");

        assertEquals(Result.UNSTABLE, trial.result());
        assertEquals(List.of("WARNING: so-so", "UNSTABLE"), trial.said());
    }

    @Test
    void catchErrorSetsTheResultAndGoesOn() throws Exception {
        ScriptRun trial = ScriptRun.of(home, """
                catchError(message: 'caught', buildResult: 'UNSTABLE') { error 'inner' }
                echo currentBuild.currentResult
                catchError { error 'second' }
                echo currentBuild.currentResult
                """);

        assertEquals(Result.FAILURE, trial.result());
        assertEquals(List.of("ERROR: caught", "ERROR: inner", "UNSTABLE", "ERROR: second", "FAILURE"), trial.said());
    }

    @Test
    void warnErrorMakesUnstable() throws Exception {
        ScriptRun trial = ScriptRun.of(home, "warnError('caught') { error 'inner' }");

        assertEquals(Result.UNSTABLE, trial.result());
        assertEquals(List.of("ERROR: caught", "ERROR: inner"), trial.said());
    }

    @Test
    void tryCatchAndFinallyAreGroovys() throws Exception {
        ScriptRun trial = ScriptRun.of(home, """
                try {
                    stage('Build') { error 'inner' }
                } catch (hudson.AbortException e) {
                    echo "caught ${e.message}"
                } finally {
                    echo 'finally'
                }
                """);

        assertEquals(Result.SUCCESS, trial.result());
        assertEquals(List.of("caught inner", "finally"), trial.said());
    }

    @Test
    void environmentComesFromJenkinsTheScriptAndBlocks() throws Exception {
        ScriptRun trial = ScriptRun.of(home, """
                env.COLOUR = 'red'
                echo "${env.BUILD_TAG} ${COLOUR}"
                withEnv(['COLOUR=green', "SHAPE=${env.COLOUR} square"]) {
                    echo "${env.COLOUR} ${SHAPE}"
                }
                echo "${COLOUR} ${env.SHAPE}"
                """);

        assertEquals(List.of("jenkins-trial-1 red", "green red square", "red null"), trial.said());
    }

    @Test
    void parametersAreParamsAndVariables() throws Exception {
        ScriptRun trial = ScriptRun.of(
                home,
                Map.of("PLACE", "here"),
                StepWatcher.NONE,
                "echo \"${params.PLACE} ${PLACE} ${env.PLACE} ${params.OTHER}\"");

        assertEquals(List.of("here here here null"), trial.said());
    }

    @Test
    void resultsOnlyGetWorse() throws Exception {
        ScriptRun trial = ScriptRun.of(home, """
                echo "${currentBuild.result} ${currentBuild.currentResult}"
                currentBuild.result = 'FAILURE'
                currentBuild.result = 'UNSTABLE'
                echo "${currentBuild.result} ${currentBuild.resultIsWorseOrEqualTo('UNSTABLE')}"
                """);

        assertEquals(Result.FAILURE, trial.result());
        assertEquals(List.of("null SUCCESS", "FAILURE true"), trial.said());
    }

    @Test
    void methodsClosuresAndPrintlnAreTheScriptsOwn() throws Exception {
        ScriptRun trial = ScriptRun.of(home, """
                def twice(text) { echo text; return text * 2 }
                shout = { echo it.toUpperCase() }
                stage('Build') {
                    println twice('a')
                    [1, 2].each { shout "n${it}" }
                }
                """);

        assertEquals(List.of("a", "aa", "N1", "N2"), trial.said());
    }

    @Test
    void anUncaughtExceptionNamesFileAndLine() throws Exception {
        ScriptRun trial = ScriptRun.of(home, "echo 'a'\nthrow new IllegalStateException('odd')");

        assertEquals(Result.FAILURE, trial.result());
        assertEquals(List.of("a", "ERROR: folder/Jenkinsfile:2: java.lang.IllegalStateException: odd"), trial.said());
    }

    @Test
    void anUnknownVariableNamesFileAndLine() throws Exception {
        ScriptRun trial = ScriptRun.of(home, "stage('Build') {\n    echo NOWHERE\n}");

        assertEquals(Result.FAILURE, trial.result());
        assertEquals(
                List.of("ERROR: folder/Jenkinsfile:2: groovy.lang.MissingPropertyException: "
                        + "No such property: NOWHERE for class: WorkflowScript"),
                trial.said());
    }

    @Test
    void aSyntaxErrorNamesFileAndLine() throws Exception {
        ScriptRun trial = ScriptRun.of(home, "echo 'a'\nstage('Build' {\n}\n");

        assertEquals(Result.FAILURE, trial.result());
        assertEquals(1, trial.said().size());
        assertEquals("ERROR: folder/Jenkinsfile:2:", trial.said().get(0).substring(0, 28));
    }

    @Test
    void anUnknownStepNamesFileLineAndWhatThereIs() throws Exception {
        ScriptRun trial = ScriptRun.of(home, "stage('Build') {\n    bat 'make'\n}");

        assertEquals(Result.FAILURE, trial.result());
        assertEquals(
                List.of(
                        "ERROR: folder/Jenkinsfile:2: 'bat' is no step that this demo knows; it knows: catchError, echo,"
                                + " error, node, parallel, sample, script, sh, stage, unstable, warnError, withEnv"),
                trial.said());
    }

    @Test
    void noCatchAndNoStepHidesAnUnknownStep() throws Exception {
        ScriptRun trial =
                ScriptRun.of(home, "catchError {\n    try {\n        bat 'make'\n    } catch (e) {\n    }\n}");

        assertEquals(Result.FAILURE, trial.result());
        assertEquals(
                "ERROR: folder/Jenkinsfile:3: 'bat' is no step that this demo knows",
                trial.said().get(0).split(";")[0]);
    }

    @Test
    void groovysOwnSleepIsNotTakenForTheStep() throws Exception {
        ScriptRun trial = ScriptRun.of(home, "stage('Build') {\n    sleep 5\n}");

        assertEquals(Result.FAILURE, trial.result());
        assertEquals(List.of("ERROR: folder/Jenkinsfile:2: 'sleep' is no step that this demo knows"), trial.said());
    }

    @Test
    void anUnknownArgumentNamesFileLineAndWhatThereIs() throws Exception {
        ScriptRun trial = ScriptRun.of(home, "\necho text: 'a'");

        assertEquals(Result.FAILURE, trial.result());
        assertEquals(
                List.of("ERROR: folder/Jenkinsfile:2: 'echo' has no argument 'text'; it has: message"), trial.said());
    }

    @Test
    void scriptIsForDeclarativePipelines() throws Exception {
        ScriptRun trial = ScriptRun.of(home, "script { echo 'a' }");

        assertEquals(Result.FAILURE, trial.result());
    }
}
