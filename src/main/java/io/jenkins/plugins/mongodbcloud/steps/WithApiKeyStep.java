package io.jenkins.plugins.mongodbcloud.steps;

import hudson.Extension;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
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

        /**
         * A key that is there already is not deleted, and a script that says so is mistaken. One that names such a key or
         * addresses by a variable that is not set wants neither another key nor one that can be used from everywhere.
         */
        @Override
        void requireFit(Map<String, Object> options) {
            Optional<String> existing = GrantOptions.EXISTING.names().stream()
                    .filter(name -> options.get(name) != null)
                    .findFirst();
            if (existing.isPresent() && "DELETE".equals(String.valueOf(options.get("afterwards")))) {
                throw new InvalidArgumentException(
                        Messages.Grant_NothingSent(Messages.Grant_OnlyForNew("afterwards: 'DELETE'", existing.get())));
            }
            Stream<String> named = existing.isPresent() ? Stream.of() : GrantOptions.EXISTING.names().stream();
            Stream.concat(
                            named.filter(options::containsKey),
                            Stream.of("accessList").filter(name -> isEmpty(options.get(name))))
                    .findFirst()
                    .ifPresent(name -> {
                        throw new InvalidArgumentException(Messages.Arguments_Empty(name));
                    });
        }

        private static boolean isEmpty(Object list) {
            return list instanceof List<?> texts
                    && texts.stream().allMatch(text -> text.toString().isBlank());
        }
    }
}
