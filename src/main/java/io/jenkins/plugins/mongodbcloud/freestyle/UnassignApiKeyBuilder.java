package io.jenkins.plugins.mongodbcloud.freestyle;

import hudson.EnvVars;
import hudson.Extension;
import hudson.model.AbstractProject;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.tasks.BuildStepDescriptor;
import hudson.tasks.Builder;
import io.jenkins.plugins.mongodbcloud.steps.UnassignApiKeyStep;
import java.io.IOException;
import jenkins.tasks.SimpleBuildStep;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** The build step. All its options are those of the one description it holds. */
public final class UnassignApiKeyBuilder extends Builder implements SimpleBuildStep {

    private final UnassignApiKeyStep unassign;

    @DataBoundConstructor
    public UnassignApiKeyBuilder(UnassignApiKeyStep unassign) {
        this.unassign = unassign;
    }

    /** The description of the work. */
    public UnassignApiKeyStep getUnassign() {
        return unassign;
    }

    @Override
    public boolean requiresWorkspace() {
        return false;
    }

    @Override
    public void perform(Run<?, ?> run, EnvVars environment, TaskListener listener)
            throws InterruptedException, IOException {
        FreestyleRunner.perform(unassign, run, environment, listener);
    }

    /** The build step in the list of build steps. */
    @Extension
    @Symbol("mongoCloudUnassignApiKeyBuilder")
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
