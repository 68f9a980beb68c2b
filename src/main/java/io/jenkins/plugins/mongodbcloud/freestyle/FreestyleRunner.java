package io.jenkins.plugins.mongodbcloud.freestyle;

import hudson.EnvVars;
import hudson.model.AbstractBuild;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.mongodbcloud.access.AccessReport;
import io.jenkins.plugins.mongodbcloud.journal.UnfinishedBuilds;
import io.jenkins.plugins.mongodbcloud.steps.AccessOptions;
import io.jenkins.plugins.mongodbcloud.steps.AccessTaskRunner;
import io.jenkins.plugins.mongodbcloud.steps.ReportSummary;
import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Has the work done while a build waits for it, which in a job of build steps takes the build's own executor. */
final class FreestyleRunner {

    /** Seconds that an interrupted build waits for the list of what was not done. */
    private static final int GRACE_SECONDS = 10;

    private FreestyleRunner() {}

    /**
     * @throws hudson.AbortException if the work or its options fail the build
     * @throws InterruptedException if the build is interrupted; what was under way has been taken back
     */
    static void perform(AccessOptions options, Run<?, ?> run, EnvVars environment, TaskListener listener)
            throws IOException, InterruptedException {
        if (run instanceof AbstractBuild) {
            UnfinishedBuilds.add(run);
        }
        // In a Pipeline the script has filled in its variables already.
        AccessOptions expanded = run instanceof AbstractBuild ? VariableExpander.expand(options, environment) : options;
        AccessTaskRunner work = AccessTaskRunner.start(
                () -> new AccessTaskRunner.Context(run, listener, () -> !run.isBuilding()),
                expanded,
                UUID.randomUUID().toString());
        AccessReport report = await(work);
        switch (report.effect()) {
            case SUCCESS -> {}
            case UNSTABLE -> run.setResult(Result.UNSTABLE);
            case FAILURE -> throw ReportSummary.failure(report);
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

    private static void awaitLog(CompletableFuture<AccessReport> report) throws InterruptedException {
        try {
            report.get(GRACE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException notToldInTime) {
            // The build is stopped either way.
        }
    }
}
