package io.jenkins.plugins.mongodbcloud.steps;

import hudson.Extension;
import java.util.Map;
import java.util.Optional;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code withMongoCloudApiKey}: gives access to a project for the length of a block. All that it holds are its options. */
public final class WithApiKeyStep extends Step {

    private final GrantOptions options;

    @DataBoundConstructor
    public WithApiKeyStep(GrantOptions options) {
        this.options = options;
    }

    /** Which access to give, and how to tell of it. */
    public GrantOptions getOptions() {
        return options;
    }

    @Override
    public StepExecution start(StepContext context) {
        return new WithApiKeyExecution(context, options);
    }

    /** Name and arguments of the step. */
    @Extension
    public static final class DescriptorImpl extends AccessStepDescriptor {

        public DescriptorImpl() {
            super(GrantOptions.class, GrantOptions.EXISTING, GrantOptions::new);
        }

        @Override
        public String getFunctionName() {
            return GrantOptions.STEP;
        }

        @Override
        public String getDisplayName() {
            return Messages.Grant_DisplayName();
        }

        @Override
        public boolean takesImplicitBlockArgument() {
            return true;
        }

        /** A key that is there already is not deleted, and a script that says so is mistaken. */
        @Override
        void requireFit(Map<String, Object> options) {
            Optional<String> existing = GrantOptions.EXISTING.names().stream()
                    .filter(name -> options.get(name) != null)
                    .findFirst();
            if (existing.isPresent() && "DELETE".equals(String.valueOf(options.get("afterwards")))) {
                throw new InvalidArgumentException(
                        Messages.Grant_NothingSent(Messages.Grant_OnlyForNew("afterwards: 'DELETE'", existing.get())));
            }
        }
    }
}
