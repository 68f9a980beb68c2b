package io.jenkins.plugins.mongodbcloud.freestyle;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.model.AbstractBuild;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.mongodbcloud.access.AccessReport;
import io.jenkins.plugins.mongodbcloud.journal.SensitiveValues;
import io.jenkins.plugins.mongodbcloud.journal.UnfinishedBuilds;
import io.jenkins.plugins.mongodbcloud.steps.AccessFailedException;
import io.jenkins.plugins.mongodbcloud.steps.AccessOptions;
import io.jenkins.plugins.mongodbcloud.steps.AccessTaskRunner;
import io.jenkins.plugins.mongodbcloud.steps.OptionLabels;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import jenkins.model.Jenkins;
import org.springframework.security.core.Authentication;

/** Has the work done while a build waits for it, which in a job of build steps takes the build's own executor. */
final class FreestyleRunner {

    /** Seconds that an interrupted build waits for the list of what was not done. */
    private static final int GRACE_SECONDS = 10;

    private FreestyleRunner() {}

    /** Records what a build is to unassign, before its first build step. From then on it is not green if it is killed. */
    static void record(List<? extends AccessOptions> unassignments, AbstractBuild<?, ?> build, TaskListener listener) {
        try {
            EnvVars environment = environment(build, listener);
            SensitiveValues sensitive = SensitiveValues.of(build.getSensitiveBuildVariables(), environment);
            UnfinishedBuilds.add(build, new PlannedCalls(build, environment, sensitive).of(unassignments, null));
        } catch (IOException e) {
            listener.error(Messages.Cleanup_NotRecorded(e));
        }
    }

    /** The variables of a build; an interrupt stays one. */
    static EnvVars environment(AbstractBuild<?, ?> build, TaskListener listener) throws IOException {
        try {
            return build.getEnvironment(listener);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new EnvVars();
        }
    }

    /**
     * Does all unassignments, one after another, also if one fails.
     *
     * @throws hudson.AbortException if one of them or its options fail the build
     * @throws InterruptedException if the build is interrupted; what was under way has been cancelled
     */
    static void perform(
            List<? extends AccessOptions> unassignments, Run<?, ?> run, EnvVars environment, TaskListener listener)
            throws IOException, InterruptedException {
        if (!(run instanceof AbstractBuild<?, ?> build)) {
            // A step of a Pipeline holds no thread, goes on after a restart, and returns what happened.
            throw AccessTaskRunner.refuse(
                    run,
                    null,
                    newCall(),
                    Messages.Pipeline_UseStep(unassignments.get(0).step()));
        }
        SensitiveValues sensitive = SensitiveValues.of(build.getSensitiveBuildVariables(), environment);
        List<String> calls = unassignments.stream().map(options -> newCall()).toList();
        try {
            UnfinishedBuilds.add(run, new PlannedCalls(run, environment, sensitive).of(unassignments, calls));
        } catch (IOException e) {
            throw AccessTaskRunner.refuse(run, null, newCall(), Messages.Cleanup_NotStarted(e));
        }
        List<String> failures = new ArrayList<>();
        for (int i = 0; i < calls.size(); i++) {
            try {
                String call = calls.get(i);
                perform(expand(unassignments.get(i), call, run, environment), call, run, sensitive, listener);
            } catch (AbortException e) {
                failures.add(e.getMessage());
            } catch (InterruptedException e) {
                for (int next = i + 1; next < calls.size(); next++) {
                    AccessTaskRunner.recordNotStarted(run, unassignments.get(next), calls.get(next), listener);
                }
                throw e;
            }
        }
        if (!failures.isEmpty()) {
            throw new AccessFailedException(String.join(System.lineSeparator(), failures));
        }
    }

    /** A name that no other call of the build has. */
    static String newCall() {
        return UUID.randomUUID().toString();
    }

    private static AccessOptions expand(AccessOptions options, String call, Run<?, ?> run, EnvVars environment)
            throws AbortException {
        try {
            return (AccessOptions) VariableExpander.expand(options, environment);
        } catch (AbortException e) {
            throw AccessTaskRunner.refuse(run, options, call, e.getMessage());
        }
    }

    private static void perform(
            AccessOptions options, String call, Run<?, ?> run, SensitiveValues sensitive, TaskListener listener)
            throws IOException, InterruptedException {
        Authentication authentication = Jenkins.getAuthentication2();
        AccessTaskRunner work = AccessTaskRunner.start(
                () -> new AccessTaskRunner.Context(
                        run, listener, authentication, sensitive, OptionLabels.INSTANCE, () -> !run.isBuilding()),
                options,
                call);
        AccessReport report = await(work);
        switch (report.effect()) {
            case SUCCESS -> {}
            case UNSTABLE -> run.setResult(Result.UNSTABLE);
            case FAILURE -> throw work.failure(report);
        }
    }

    private static AccessReport await(AccessTaskRunner work) throws IOException, InterruptedException {
        CompletableFuture<AccessReport> report = work.report();
        try {
            return report.get();
        } catch (InterruptedException stopped) {
            work.cancel();
            awaitLog(report);
            throw stopped;
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof IOException forTheUser) {
                throw forTheUser;
            }
            throw new IOException(Messages.Work_Failed(), failure.getCause());
        }
    }

    /** Waits a moment for what an aborted build has to say. */
    static void awaitLog(CompletableFuture<?> end) throws InterruptedException {
        try {
            end.get(GRACE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException notToldInTime) {
            // The build is stopped either way.
        }
    }
}
