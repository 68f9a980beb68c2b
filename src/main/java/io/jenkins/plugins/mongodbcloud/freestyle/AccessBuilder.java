package io.jenkins.plugins.mongodbcloud.freestyle;

import hudson.EnvVars;
import hudson.model.AbstractBuild;
import hudson.model.AbstractProject;
import hudson.model.BuildListener;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.tasks.BuildStepDescriptor;
import hudson.tasks.Builder;
import io.jenkins.plugins.mongodbcloud.steps.AccessOptions;
import java.io.IOException;
import java.util.List;
import jenkins.tasks.SimpleBuildStep;

/** A build step. All that it holds are its options. */
public abstract class AccessBuilder extends Builder implements SimpleBuildStep {

    /** What to unassign, and how. */
    abstract AccessOptions options();

    @Override
    public boolean requiresWorkspace() {
        return false;
    }

    @Override
    public boolean prebuild(AbstractBuild<?, ?> build, BuildListener listener) {
        FreestyleRunner.record(List.of(options()), build, listener);
        return true;
    }

    @Override
    public void perform(Run<?, ?> run, EnvVars environment, TaskListener listener)
            throws InterruptedException, IOException {
        FreestyleRunner.perform(List.of(options()), run, environment, listener);
    }

    /** The build step in the list of build steps. */
    abstract static class AccessBuilderDescriptor extends BuildStepDescriptor<Builder> {
        @Override
        @SuppressWarnings("rawtypes")
        public boolean isApplicable(Class<? extends AbstractProject> jobType) {
            return true;
        }
    }
}
