package io.jenkins.plugins.mongodbcloud.freestyle;

import hudson.EnvVars;
import hudson.Extension;
import hudson.model.AbstractProject;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.tasks.BuildStepDescriptor;
import hudson.tasks.Builder;
import io.jenkins.plugins.mongodbcloud.steps.AccessOptions;
import java.io.IOException;
import java.util.List;
import jenkins.tasks.SimpleBuildStep;
import org.kohsuke.stapler.DataBoundConstructor;

/** The build step. All that it holds are its options. */
public final class MongoCloudUnassignApiKeyBuilder extends Builder implements SimpleBuildStep {

    private final AccessOptions options;

    @DataBoundConstructor
    public MongoCloudUnassignApiKeyBuilder(AccessOptions options) {
        this.options = options;
    }

    /** What to unassign, and how. */
    public AccessOptions getOptions() {
        return options;
    }

    /** Saved without options, it says so when it runs. */
    private Object readResolve() {
        return options == null ? new MongoCloudUnassignApiKeyBuilder(new AccessOptions(null)) : this;
    }

    @Override
    public boolean requiresWorkspace() {
        return false;
    }

    @Override
    public void perform(Run<?, ?> run, EnvVars environment, TaskListener listener)
            throws InterruptedException, IOException {
        FreestyleRunner.perform(List.of(options), run, environment, listener);
    }

    /** The build step in the list of build steps. */
    @Extension
    public static final class DescriptorImpl extends BuildStepDescriptor<Builder> {
        @Override
        public String getDisplayName() {
            return Messages.Builder_DisplayName();
        }

        @Override
        @SuppressWarnings("rawtypes")
        public boolean isApplicable(Class<? extends AbstractProject> jobType) {
            return true;
        }
    }
}
