package io.jenkins.plugins.mongodbcloud.steps;

import hudson.AbortException;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.mongodbcloud.access.AccessExecution;
import io.jenkins.plugins.mongodbcloud.access.AccessReport;
import io.jenkins.plugins.mongodbcloud.access.AccessTask;
import io.jenkins.plugins.mongodbcloud.access.InvalidOptionException;
import io.jenkins.plugins.mongodbcloud.access.OptionNames;
import io.jenkins.plugins.mongodbcloud.access.Outcome;
import io.jenkins.plugins.mongodbcloud.access.ProgressRecorder;
import io.jenkins.plugins.mongodbcloud.configuration.InvalidEndpointException;
import io.jenkins.plugins.mongodbcloud.configuration.MongoDbCloudClient;
import io.jenkins.plugins.mongodbcloud.journal.BuildJournal;
import io.jenkins.plugins.mongodbcloud.journal.KeptCall;
import io.jenkins.plugins.mongodbcloud.journal.SensitiveValues;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import org.springframework.security.core.Authentication;

/**
 * The one worker behind step, build step and post-build action: looks up what the options name, in the run's
 * own context, starts the task, and writes to log and journal. It occupies no thread while MongoDB Cloud is
 * slow.
 */
public final class AccessTaskRunner {

    private final CompletableFuture<AccessReport> report = new CompletableFuture<>();
    private final AccessOptions options;
    private final String call;
    private CompletableFuture<AccessTaskFactory.Credentials> lookup;
    private AccessExecution execution;
    private boolean cancelled;
    private volatile SensitiveValues sensitive = SensitiveValues.NONE;

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
     * @param authentication as whom the run runs, which decides which credentials it can see
     * @param sensitive what the log masks, and everything else must
     * @param names what the options are called where they were set
     * @param stopped whether nothing more may be sent; asked before each request, from any thread
     */
    public record Context(
            Run<?, ?> run,
            TaskListener listener,
            Authentication authentication,
            SensitiveValues sensitive,
            OptionNames names,
            BooleanSupplier stopped) {}

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
            // Neither the thread at hand nor one of the plugin's can write to disk.
            ForkJoinPool.commonPool().execute(() -> runner.refuse(context, Messages.Work_Busy()));
        }
        return runner;
    }

    private void refuse(ContextSupplier supplier, String reason) {
        try {
            refuse(supplier.get(), Outcome.REJECTED, reason);
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            report.completeExceptionally(e);
        }
    }

    /**
     * Records that a task could not be started, and why, so that the build page says it.
     *
     * @param options those of the task, null if there are none
     * @param call a name of the task that no other one in the build has
     * @return what fails the build
     */
    public static AbortException refuse(Run<?, ?> run, ProjectOptions options, String call, String reason) {
        new CallRecord(run, call, options, SensitiveValues.NONE).afterRefusal(Outcome.REJECTED, reason);
        return new AccessFailedException(reason);
    }

    /** How the unassignments of a call are done later if its build cannot do them; empty if they are not. */
    public static Optional<KeptCall> kept(Run<?, ?> run, AccessOptions options, String call) {
        return new CallRecord(run, call, options, SensitiveValues.NONE).kept();
    }

    /** Records, in log and journal, that a build was stopped before it started a task. */
    public static void recordNotStarted(Run<?, ?> run, AccessOptions options, String call, TaskListener listener) {
        listener.getLogger().println(Messages.Work_Cancelled());
        new CallRecord(run, call, options, SensitiveValues.NONE)
                .afterRefusal(Outcome.INTERRUPTED, Messages.Work_Cancelled());
    }

    /**
     * Completes with a result for every key, also after {@link #cancel}; exceptionally with an
     * {@link AbortException}, whose message is for the user, if the options are invalid or what they name is
     * not there, or with another exception if the plugin itself fails.
     */
    public CompletableFuture<AccessReport> report() {
        return report;
    }

    /** What fails the build because of a report: its message shows nothing that the log masks. */
    public AbortException failure(AccessReport finished) {
        return new AccessFailedException(sensitive.mask(ReportSummary.failure(finished)));
    }

    /** What makes the build unstable because of a report, masked as {@link #failure}. */
    String reason(AccessReport finished) {
        return sensitive.mask(ReportSummary.reason(finished));
    }

    /** Cancels the lookups and requests under way and sends no more. */
    public synchronized void cancel() {
        cancelled = true;
        if (execution != null) {
            execution.cancel();
        } else if (lookup != null) {
            lookup.cancel(false);
        }
    }

    private void begin(ContextSupplier supplier) {
        try {
            Context context = supplier.get();
            sensitive = context.sensitive();
            try {
                AccessTaskFactory factory = new AccessTaskFactory(options, context.names());
                lookUp(factory, context)
                        .handleAsync(
                                (credentials, failure) -> work(factory, credentials, failure, context),
                                MongoDbCloudClient.get().executor())
                        .exceptionally(failure -> fail(failure, context));
            } catch (InvalidOptionException | InvalidEndpointException | AbortException e) {
                refuse(context, Outcome.REJECTED, e.getMessage());
            }
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            report.completeExceptionally(e);
        }
    }

    private synchronized CompletableFuture<AccessTaskFactory.Credentials> lookUp(
            AccessTaskFactory factory, Context context) {
        lookup = cancelled
                ? CompletableFuture.failedFuture(new CancellationException())
                : factory.lookUp(context.run(), context.authentication());
        return lookup;
    }

    private Void work(
            AccessTaskFactory factory, AccessTaskFactory.Credentials credentials, Throwable failure, Context context) {
        try {
            if (failure != null) {
                throw cause(failure);
            }
            AccessTask task = factory.create(credentials, context.run(), call);
            BuildLogReporter log = new BuildLogReporter(context);
            log.repeatLost(task.resumeState().finished().values());
            BuildJournal journal = record(context).journal(log::add);
            ProgressRecorder recorder = factory.unassignment(credentials, task, context, call)
                    .<ProgressRecorder>map(kept -> new KeepingRecorder(journal, kept))
                    .orElse(journal);
            follow(MongoDbCloudClient.get().accessWorker().start(task, recorder, context.stopped()), log);
        } catch (CancellationException e) {
            refuse(context, Outcome.INTERRUPTED, Messages.Work_Cancelled());
        } catch (InvalidOptionException | AbortException e) {
            refuse(context, Outcome.REJECTED, e.getMessage());
        } catch (Throwable e) {
            report.completeExceptionally(e);
        }
        return null;
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    /** The executor takes no more. */
    private Void fail(Throwable failure, Context context) {
        if (cause(failure) instanceof RejectedExecutionException) {
            refuse(() -> context, Messages.Work_Busy());
        } else {
            report.completeExceptionally(cause(failure));
        }
        return null;
    }

    /** Nothing can be sent; but an earlier run of the call may have come to keys. */
    private void refuse(Context context, Outcome outcome, String reason) {
        BuildLogReporter log = new BuildLogReporter(context);
        record(context)
                .afterRefusal(outcome, reason)
                .ifPresentOrElse(
                        known -> {
                            log.repeatLost(known.results());
                            log.end(known);
                            report.complete(known);
                        },
                        () -> {
                            if (outcome == Outcome.INTERRUPTED) {
                                // The build ends with the reason for which it was stopped.
                                log.add(reason);
                            }
                            report.completeExceptionally(new AccessFailedException(sensitive.mask(reason)));
                        });
    }

    private CallRecord record(Context context) {
        return new CallRecord(context.run(), call, options, context.sensitive());
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
