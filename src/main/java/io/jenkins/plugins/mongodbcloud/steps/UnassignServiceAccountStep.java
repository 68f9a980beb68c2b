package io.jenkins.plugins.mongodbcloud.steps;

import hudson.Extension;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code mongoCloudUnassignServiceAccount}: removes service accounts from a project. All that it holds are its options. */
public final class UnassignServiceAccountStep extends Step {

    private final ServiceAccountOptions options;

    @DataBoundConstructor
    public UnassignServiceAccountStep(ServiceAccountOptions options) {
        this.options = options;
    }

    /** What to unassign, and how. */
    public ServiceAccountOptions getOptions() {
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
            super(ServiceAccountOptions.class, ServiceAccountOptions.SELECTORS, ServiceAccountOptions::new);
        }

        @Override
        public String getFunctionName() {
            return ServiceAccountOptions.STEP;
        }

        @Override
        public String getDisplayName() {
            return Messages.ServiceAccountStep_DisplayName();
        }
    }
}
