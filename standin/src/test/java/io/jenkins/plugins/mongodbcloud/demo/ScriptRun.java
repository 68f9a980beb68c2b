package io.jenkins.plugins.mongodbcloud.demo;

import hudson.model.Result;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A script that was run with {@link SampleStep}: its result and its log, without the first line and the last. */
record ScriptRun(Result result, List<String> log) {

    static ScriptRun of(Path home, String script) throws IOException {
        return of(home, Map.of(), StepWatcher.NONE, script);
    }

    static ScriptRun of(Path home, Map<String, String> parameters, StepWatcher watcher, String script)
            throws IOException {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        try (DemoJenkins jenkins = DemoJenkins.with(home, SampleStep.DescriptorImpl.class)) {
            DemoRun run = new DemoRun(new DemoJob(jenkins, "trial"));
            PipelineBuild build =
                    new PipelineBuild(run, parameters, new PrintStream(log, true, StandardCharsets.UTF_8), watcher);
            Result result = build.run(new Jenkinsfile("folder/Jenkinsfile", script));
            List<String> lines = log.toString(StandardCharsets.UTF_8).lines().toList();
            return new ScriptRun(result, lines);
        }
    }

    /** The log without the lines that Pipeline adds. */
    List<String> said() {
        return log.stream()
                .filter(line -> !line.startsWith("[Pipeline]")
                        && !line.startsWith("Started ")
                        && !line.startsWith("Finished: "))
                .toList();
    }
}
