package io.jenkins.plugins.mongodbcloud.steps;

import hudson.Extension;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code mongoCloudUnassignApiKey}: removes API keys from a project. All that it holds are its options. */
public final class UnassignApiKeyStep extends Step {

    private final ApiKeyOptions options;

    @DataBoundConstructor
    public UnassignApiKeyStep(ApiKeyOptions options) {
        this.options = options;
    }

    /** What to unassign, and how. */
    public ApiKeyOptions getOptions() {
        return options;
    }

    @Override
    public StepExecution start(StepContext context) {
        return new AccessStepExecution(context, options);
    }

    /** Name and arguments of the step. */
    @Extension
    public static final class DescriptorImpl extends AccessStepDescriptor {

        public DescriptorImpl() {
            super(ApiKeyOptions.class, ApiKeyOptions.SELECTORS, ApiKeyOptions::new);
        }

        @Override
        public String getFunctionName() {
            return ApiKeyOptions.STEP;
        }

        @Override
        public String getDisplayName() {
            return Messages.Step_DisplayName();
        }
    }
}
