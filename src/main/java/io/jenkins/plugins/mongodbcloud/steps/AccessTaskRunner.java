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
import io.jenkins.plugins.mongodbcloud.report.AccessBuildAction;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;

/**
 * The one worker behind step, build step and clean-up: looks up what the options name, in the run's own
 * context, has it done, and tells log and journal. It occupies no thread while MongoDB Cloud is slow.
 */
public final class AccessTaskRunner {

    private final CompletableFuture<AccessReport> report = new CompletableFuture<>();
    private AccessExecution unassignment;
    private boolean cancelled;

    private AccessTaskRunner() {}

    /** Where the work comes from, looked up on a thread that may do so. */
    @FunctionalInterface
    public interface Origin {
        /** The run that the work belongs to and its log. */
        Place find() throws IOException, InterruptedException;
    }

    /** The run that the work belongs to and its log. */
    public record Place(Run<?, ?> run, TaskListener listener) {}

    /**
     * Starts the work and returns at once.
     *
     * @param callId a name of this call that no other call in the build has, the same after a restart
     */
    public static AccessTaskRunner start(Origin origin, AccessOptions options, String callId) {
        AccessTaskRunner work = new AccessTaskRunner();
        try {
            MongoDbCloudClient.get().executor().execute(() -> work.begin(origin, options, callId));
        } catch (RejectedExecutionException full) {
            work.report.completeExceptionally(new AbortException(Messages.Work_Busy()));
        }
        return work;
    }

    /**
     * Completes with a result for every key, also after {@link #cancel}; exceptionally with an
     * {@link AbortException}, whose message is for the user, if what the options name is not there or cannot be meant, or with another
     * exception if the plugin itself fails.
     */
    public CompletableFuture<AccessReport> report() {
        return report;
    }

    /** Takes back what is under way and sends no more. */
    public synchronized void cancel() {
        cancelled = true;
        if (unassignment != null) {
            unassignment.cancel();
        }
    }

    private void begin(Origin origin, AccessOptions options, String callId) {
        try {
            Place place = origin.find();
            AccessTask job = AccessTaskFactory.of(options, place.run(), callId);
            AccessBuildAction.attach(place.run());
            BuildLogReporter log = new BuildLogReporter(place.listener().getLogger());
            BuildJournal journal = new BuildJournal(place.run(), callId, log::add);
            follow(MongoDbCloudClient.get().accessWorker().start(job, journal, () -> false), log);
        } catch (InvalidOptionException | InvalidEndpointException invalid) {
            report.completeExceptionally(new AbortException(invalid.getMessage()));
        } catch (IOException | InterruptedException | RuntimeException | Error failure) {
            report.completeExceptionally(failure);
        }
    }

    private synchronized void follow(AccessExecution started, BuildLogReporter log) {
        unassignment = started;
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
