package io.jenkins.plugins.mongodbcloud.demo;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.file.Files;
import java.util.function.Supplier;

/** A build of the demo. */
public final class DemoRun extends Run<DemoJob, DemoRun> {
    private volatile boolean building = true;
    private volatile Supplier<String> log = () -> "";

    public DemoRun(DemoJob job) throws IOException {
        super(job);
        Files.createDirectories(getRootDir().toPath());
    }

    @Override
    public EnvVars getEnvironment(@NonNull TaskListener listener) {
        String job = getParent().getFullName();
        return new EnvVars(
                "BUILD_NUMBER",
                String.valueOf(getNumber()),
                "BUILD_ID",
                String.valueOf(getNumber()),
                "BUILD_DISPLAY_NAME",
                getDisplayName(),
                "BUILD_TAG",
                "jenkins-" + job.replace('/', '-') + "-" + getNumber(),
                "JOB_NAME",
                job,
                "JOB_BASE_NAME",
                getParent().getName());
    }

    /** Where the log of the build is read. */
    public void logIn(Supplier<String> text) {
        log = text;
    }

    @Override
    public Reader getLogReader() {
        return new StringReader(log.get());
    }

    @Override
    public boolean isBuilding() {
        return building;
    }

    public void finished() {
        building = false;
    }
}
