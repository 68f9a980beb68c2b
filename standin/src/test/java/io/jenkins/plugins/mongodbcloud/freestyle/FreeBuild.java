package io.jenkins.plugins.mongodbcloud.freestyle;

import hudson.EnvVars;
import hudson.model.AbstractBuild;
import hudson.model.TaskListener;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** A build of a freestyle job. */
public final class FreeBuild extends AbstractBuild<FreeProject, FreeBuild> {
    private volatile boolean building = true;
    private volatile File directory;
    private final EnvVars variables = new EnvVars();
    private final Set<String> masked = new HashSet<>();

    public FreeBuild(FreeProject project) throws IOException {
        super(project);
        Files.createDirectories(getRootDir().toPath());
    }

    /** The console masks the value of this variable. */
    void mask(String variable) {
        masked.add(variable);
    }

    @Override
    public Set<String> getSensitiveBuildVariables() {
        return Set.copyOf(masked);
    }

    /** The directory of the build is another one from now on. */
    public void moved(Path to) {
        directory = to.toFile();
    }

    /** A parameter of the build. */
    public void parameter(String name, String value) {
        variables.put(name, value);
    }

    @Override
    public EnvVars getEnvironment(TaskListener listener) throws IOException, InterruptedException {
        EnvVars all = super.getEnvironment(listener);
        all.putAll(variables);
        return all;
    }

    @Override
    public File getRootDir() {
        return directory == null ? super.getRootDir() : directory;
    }

    @Override
    public boolean isBuilding() {
        return building;
    }

    /** The build is over, or its controller was killed. */
    public void finished() {
        building = false;
    }
}
