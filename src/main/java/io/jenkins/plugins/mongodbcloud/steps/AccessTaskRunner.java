package io.jenkins.plugins.mongodbcloud.steps;

import hudson.AbortException;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.mongodbcloud.access.AccessExecution;
import io.jenkins.plugins.mongodbcloud.access.AccessReport;
import io.jenkins.plugins.mongodbcloud.access.AccessTask;
import io.jenkins.plugins.mongodbcloud.access.InvalidOptionException;
import io.jenkins.plugins.mongodbcloud.configuration.InvalidEndpointException;
import io.jenkins.plugins.mongodbcloud.configuration.MongoDbCloudClient;
import io.jenkins.plugins.mongodbcloud.journal.BuildJournal;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;

/**
 * The one worker behind step, build step and post-build action: looks up what the options name, in the run's
 * own context, starts the task, and writes to log and journal. It occupies no thread while MongoDB Cloud is
 * slow.
 */
public final class AccessTaskRunner {

    private final CompletableFuture<AccessReport> report = new CompletableFuture<>();
    private final AccessOptions options;
    private final String call;
    private AccessExecution execution;
    private boolean cancelled;

    private AccessTaskRunner(AccessOptions options, String call) {
        this.options = options;
        this.call = call;
    }

    /** Looks up where the task belongs, on a thread that may do so. */
    @FunctionalInterface
    public interface ContextSupplier {
        Context get() throws IOException, InterruptedException;
    }

    /**
     * Where a task belongs.
     *
     * @param stopped whether nothing more may be sent; asked before each request, from any thread
     */
    public record Context(Run<?, ?> run, TaskListener listener, BooleanSupplier stopped) {}

    /**
     * Starts the work and returns at once.
     *
     * @param call a name of this call that no other call in the build has, the same after a restart
     */
    public static AccessTaskRunner start(ContextSupplier context, AccessOptions options, String call) {
        AccessTaskRunner runner = new AccessTaskRunner(options, call);
        try {
            MongoDbCloudClient.get().executor().execute(() -> runner.begin(context));
        } catch (RejectedExecutionException e) {
            runner.report.completeExceptionally(new AccessFailedException(Messages.Work_Busy()));
        }
        return runner;
    }

    /**
     * Completes with a result for every key, also after {@link #cancel}; exceptionally with an
     * {@link AbortException}, whose message is for the user, if the options are invalid or what they name is
     * not there, or with another exception if the plugin itself fails.
     */
    public CompletableFuture<AccessReport> report() {
        return report;
    }

    /** Cancels the requests under way and sends no more. */
    public synchronized void cancel() {
        cancelled = true;
        if (execution != null) {
            execution.cancel();
        }
    }

    private void begin(ContextSupplier supplier) {
        try {
            Context context = supplier.get();
            CallRecord record = new CallRecord(context.run(), call, options);
            BuildLogReporter log = new BuildLogReporter(context);
            try {
                AccessTask task = AccessTaskFactory.of(options, context.run(), call);
                log.repeatLost(task.resumeState().finished().values());
                BuildJournal journal = record.journal(log::add);
                follow(MongoDbCloudClient.get().accessWorker().start(task, journal, context.stopped()), log);
            } catch (InvalidOptionException | InvalidEndpointException e) {
                refuse(record, log, new AccessFailedException(e.getMessage()));
            } catch (AbortException e) {
                refuse(record, log, new AccessFailedException(e.getMessage()));
            }
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            report.completeExceptionally(e);
        }
    }

    /** Nothing can be sent; but an earlier run of the call may have come to keys. */
    private void refuse(CallRecord record, BuildLogReporter log, AbortException cause) {
        record.afterRefusal(cause.getMessage())
                .ifPresentOrElse(
                        known -> {
                            log.repeatLost(known.results());
                            log.end(known);
                            report.complete(known);
                        },
                        () -> report.completeExceptionally(cause));
    }

    private synchronized void follow(AccessExecution started, BuildLogReporter log) {
        execution = started;
        started.report().whenComplete((finished, failure) -> {
            if (failure != null) {
                report.completeExceptionally(failure);
                return;
            }
            log.end(finished);
            report.complete(finished);
        });
        if (cancelled) {
            started.cancel();
        }
    }
}
