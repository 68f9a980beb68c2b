package io.jenkins.plugins.mongodbcloud.freestyle;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.Extension;
import hudson.console.ConsoleLogFilter;
import hudson.model.AbstractBuild;
import hudson.model.AbstractProject;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.tasks.BuildWrapperDescriptor;
import io.jenkins.plugins.mongodbcloud.access.KeyResult;
import io.jenkins.plugins.mongodbcloud.journal.SensitiveValues;
import io.jenkins.plugins.mongodbcloud.steps.AccessFailedException;
import io.jenkins.plugins.mongodbcloud.steps.AccessTaskRunner;
import io.jenkins.plugins.mongodbcloud.steps.GrantOptions;
import io.jenkins.plugins.mongodbcloud.steps.GrantRunner;
import io.jenkins.plugins.mongodbcloud.steps.KeyVariables;
import io.jenkins.plugins.mongodbcloud.steps.OptionLabels;
import io.jenkins.plugins.mongodbcloud.steps.SecretMask;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import jenkins.model.Jenkins;
import jenkins.tasks.SimpleBuildWrapper;
import org.kohsuke.stapler.DataBoundConstructor;
import org.springframework.security.core.Authentication;

/** Gives access to a project while the build steps of a build run. All that it holds are its options. */
public final class MongoCloudApiKeyWrapper extends SimpleBuildWrapper {

    private final GrantOptions options;

    @DataBoundConstructor
    public MongoCloudApiKeyWrapper(GrantOptions options) {
        this.options = options;
    }

    /** Which access to give, and how to tell of it; saved without options, it says so when it runs. */
    public GrantOptions getOptions() {
        return options == null ? new GrantOptions(null) : options;
    }

    @Override
    public boolean requiresWorkspace() {
        return false;
    }

    @Override
    public void setUp(Context context, Run<?, ?> run, TaskListener listener, EnvVars environment)
            throws IOException, InterruptedException {
        String call = FreestyleRunner.newCall();
        if (!(run instanceof AbstractBuild<?, ?> build)) {
            throw AccessTaskRunner.refuse(
                    run, null, call, Messages.Wrapper_UseStep(getOptions().step()));
        }
        GrantOptions expanded = expand(call, run, environment);
        GrantRunner runner = runner(expanded, build, environment, listener, call);
        GrantRunner.Given given = assign(runner);
        try {
            DescriptorImpl.get().variables.put(run, given.variables());
            given.variables().escaped().forEach(context::env);
            context.setDisposer(new End(expanded, call, given.grantId()));
        } catch (RuntimeException e) {
            // Jenkins calls nothing of a wrapper that failed.
            runner.handOver();
            throw e;
        }
    }

    private static GrantRunner runner(
            GrantOptions options, AbstractBuild<?, ?> build, EnvVars environment, TaskListener listener, String call) {
        Authentication authentication = Jenkins.getAuthentication2();
        SensitiveValues sensitive = SensitiveValues.of(build.getSensitiveBuildVariables(), environment);
        return new GrantRunner(
                options,
                () -> new AccessTaskRunner.Context(
                        build, listener, authentication, sensitive, OptionLabels.INSTANCE, () -> !build.isBuilding()),
                call);
    }

    private GrantOptions expand(String call, Run<?, ?> run, EnvVars environment) throws AbortException {
        try {
            return (GrantOptions) VariableExpander.expand(getOptions(), environment);
        } catch (AbortException e) {
            throw AccessTaskRunner.refuse(run, getOptions(), call, e.getMessage());
        }
    }

    private static GrantRunner.Given assign(GrantRunner runner) throws IOException, InterruptedException {
        CompletableFuture<GrantRunner.Given> given = runner.assign();
        return await(given, () -> {
            runner.cancel();
            // It may have been given all the same.
            given.thenRun(runner::handOver);
            FreestyleRunner.awaitLog(given);
        });
    }

    /** What is done when the build is aborted. */
    @FunctionalInterface
    private interface Stop {
        void run() throws InterruptedException;
    }

    private static <T> T await(CompletableFuture<T> future, Stop stop) throws IOException, InterruptedException {
        try {
            return future.get();
        } catch (InterruptedException stopped) {
            stop.run();
            throw stopped;
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof IOException forTheUser) {
                throw forTheUser;
            }
            throw new IOException(Messages.Grant_Failed(), failure.getCause());
        }
    }

    /** The end of the build steps. */
    private static final class End extends Disposer {

        private static final long serialVersionUID = 1L;

        private final GrantOptions options;
        private final String call;
        private final String grantId;

        End(GrantOptions options, String call, String grantId) {
            this.options = options;
            this.call = call;
            this.grantId = grantId;
        }

        @Override
        public void tearDown(Run<?, ?> run, TaskListener listener) throws IOException, InterruptedException {
            AbstractBuild<?, ?> build = (AbstractBuild<?, ?>) run;
            EnvVars environment = FreestyleRunner.environment(build, listener);
            GrantRunner runner = runner(options, build, environment, listener, call);
            KeyResult result = end(runner);
            switch (result.effect()) {
                case SUCCESS -> {}
                case UNSTABLE -> run.setResult(Result.UNSTABLE);
                case FAILURE -> throw new AccessFailedException(result.message());
            }
        }

        private KeyResult end(GrantRunner runner) throws IOException, InterruptedException {
            try {
                return await(runner.end(grantId), runner::handOver);
            } catch (IOException broken) {
                runner.handOver();
                throw broken;
            }
        }
    }

    /** Masks the private key from when it is known, which is later than Jenkins asks. */
    @Override
    public ConsoleLogFilter createLoggerDecorator(Run<?, ?> run) {
        return run instanceof AbstractBuild ? new Mask() : null;
    }

    private static final class Mask extends ConsoleLogFilter {
        @Override
        @SuppressWarnings("rawtypes")
        public OutputStream decorateLogger(Run build, OutputStream log) {
            Run<?, ?> run = build;
            Map<Run<?, ?>, KeyVariables> known = DescriptorImpl.get().variables;
            return SecretMask.lazily(
                    log,
                    () -> {
                        KeyVariables variables = known.get(run);
                        return variables == null ? null : variables.mask();
                    },
                    run.getCharset());
        }
    }

    @Override
    @SuppressWarnings("rawtypes")
    public void makeSensitiveBuildVariables(AbstractBuild build, Set<String> sensitiveVariables) {
        KeyVariables known = DescriptorImpl.get().variables.get(build);
        if (known != null) {
            sensitiveVariables.addAll(known.getSensitiveVariables());
        }
    }

    /** The wrapper in the list of a job. */
    @Extension
    public static final class DescriptorImpl extends BuildWrapperDescriptor {

        // What the log of a build must not show, as long as the build is in memory.
        private final Map<Run<?, ?>, KeyVariables> variables = Collections.synchronizedMap(new WeakHashMap<>());

        static DescriptorImpl get() {
            return (DescriptorImpl) Jenkins.get().getDescriptorOrDie(MongoCloudApiKeyWrapper.class);
        }

        @Override
        public String getDisplayName() {
            return Messages.Wrapper_DisplayName();
        }

        @Override
        public boolean isApplicable(AbstractProject<?, ?> item) {
            return true;
        }
    }
}
