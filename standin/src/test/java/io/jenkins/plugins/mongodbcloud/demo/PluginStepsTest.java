package io.jenkins.plugins.mongodbcloud.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Result;
import hudson.model.TaskListener;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PluginStepsTest {
    private static final long PATIENCE_SECONDS = 20;

    @TempDir
    Path home;

    @Test
    void argumentsAreBoundByNameAndTheResultComesBack() throws Exception {
        ScriptRun trial = ScriptRun.of(home, """
                def word = 'b'
                def result = sample(text: "a${word}", mood: 'EAGER', number: '42', flag: true, names: ['x', "y${word}"])
                echo "${result}"
                """);

        assertEquals(
                List.of("sample says ab", "[text:ab, mood:EAGER, number:42, flag:true, names:x+yb, nothing:null]"),
                trial.said());
    }

    @Test
    void theSoleConstructorArgumentNeedsNoNameAndSettersHaveDefaults() throws Exception {
        ScriptRun trial = ScriptRun.of(home, "stage('Build') { echo sample('a').toString() }");

        assertEquals(
                List.of("sample says a", "[text:a, mood:CALM, number:7, flag:false, names:, nothing:null]"),
                trial.said());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "sample(txt: 'a')|'sample' has no argument 'txt'; it has: flag, mood, names, number, outcome, text",
                "sample(text: 'a', mood: 'WILD')|'sample' argument 'mood': 'WILD' is none of [CALM, EAGER]",
                "sample(text: 'a', number: 'x')|'sample' argument 'number': 'x' is no Integer",
                "sample(text: 'a', number: [])|'sample' argument 'number': expects Integer but got",
                "sample(text: 1)|'sample' argument 'text': expects String but got Integer",
                "sample(text: 'a', names: 'x')|'sample' argument 'names': expects List but got String",
                "sample(text: 'a', number: -1)|'sample' cannot be set up: a number is not negative",
                "sample('a', 'b')|'sample' takes its arguments by name",
                "sample('a') { echo 'b' }|'sample' takes no block"
            })
    void whatDoesNotFitIsRefusedWithFileAndLine(String call, String message) throws Exception {
        ScriptRun trial = ScriptRun.of(home, "echo 'first'\n" + call);

        assertEquals(Result.FAILURE, trial.result());
        String error = trial.said().get(1);
        assertTrue(error.startsWith("ERROR: folder/Jenkinsfile:2: " + message), error);
    }

    @Test
    void aFailedStepCanBeCaught() throws Exception {
        ScriptRun trial = ScriptRun.of(home, """
                try {
                    sample(text: 'a', outcome: 'failed')
                } catch (e) {
                    echo "caught ${e.message}"
                }
                sample(text: 'b', outcome: 'failed')
                """);

        assertEquals(Result.FAILURE, trial.result());
        assertEquals(
                List.of("sample says a", "caught sample failed", "sample says b", "ERROR: sample failed"),
                trial.said());
    }

    @Test
    void aStepsWarningIsItsStages() throws Exception {
        ScriptRun trial = ScriptRun.of(home, """
                pipeline {
                    agent none
                    stages {
                        stage('One') {
                            steps { sample(text: 'a', outcome: 'unstable') }
                            post { unstable { echo 'unstable' } }
                        }
                    }
                }
                """);

        assertEquals(Result.UNSTABLE, trial.result());
        assertEquals(List.of("sample says a", "Post stage", "unstable"), trial.said());
    }

    @ParameterizedTest
    @CsvSource({
        "unwritable, the execution of the step cannot be written with the build",
        "unwritableResult, the result of the step cannot be written with the build"
    })
    void whatCannotSurviveARestartFails(String outcome, String message) throws Exception {
        ScriptRun trial = ScriptRun.of(home, "sample(text: 'a', outcome: '" + outcome + "')");

        assertEquals(Result.FAILURE, trial.result());
        String error = trial.said().get(trial.said().size() - 1);
        assertEquals("ERROR: folder/Jenkinsfile:1: java.lang.IllegalStateException: " + message, error);
    }

    @Test
    void aWaitingStepCanBeFrozenAndThawed() throws Exception {
        List<Object> thawed = new ArrayList<>();
        StepWatcher restart = (execution, context, frozen) -> {
            try {
                TaskListener elsewhere = () -> new PrintStream(System.err, true, StandardCharsets.UTF_8);
                DemoStepContext after = new DemoStepContext(List.of(context.get(DemoRun.class), elsewhere));
                StepExecution copy = ExecutionSerializer.thaw(frozen, after);
                copy.onResume();
                thawed.add(after.outcome().get(PATIENCE_SECONDS, TimeUnit.SECONDS));
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        };

        ScriptRun trial = ScriptRun.of(home, Map.of(), restart, "sample 'a'");

        assertEquals(Result.SUCCESS, trial.result());
        assertEquals("a", ((Map<?, ?>) thawed.get(0)).get("text"));
    }

    @Test
    void abortStopsAWaitingStepAndGivesItsResult() throws Exception {
        CompletableFuture<PipelineBuild> waiting = new CompletableFuture<>();
        try (DemoJenkins jenkins = DemoJenkins.with(home, SampleStep.DescriptorImpl.class)) {
            DemoRun run = new DemoRun(new DemoJob(jenkins, "trial"));
            PrintStream log = new PrintStream(System.err, true, StandardCharsets.UTF_8);
            PipelineBuild[] build = new PipelineBuild[1];
            build[0] =
                    new PipelineBuild(run, Map.of(), log, (execution, context, frozen) -> waiting.complete(build[0]));
            CompletableFuture<Void> abort = waiting.thenAcceptAsync(PipelineBuild::abort);

            Result result = build[0].run(new Jenkinsfile("Jenkinsfile", "sample(text: 'a', outcome: 'never')"));

            abort.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertEquals(Result.ABORTED, result);
        }
    }
}
