package io.jenkins.plugins.mongodbcloud.steps;

import io.jenkins.plugins.mongodbcloud.access.AccessReport;
import io.jenkins.plugins.mongodbcloud.access.BuildEffect;
import java.io.IOException;
import java.util.UUID;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * One run of a step. It holds no thread, and what it needs to go on after a restart of the controller
 * is its two fields; what was done by then is in the journal.
 */
final class AccessStepExecution extends StepExecution {

    private static final long serialVersionUID = 1L;

    private final AccessOptions options;
    private final String call;

    private transient AccessTaskRunner runner;
    private transient volatile Throwable stopped;

    AccessStepExecution(StepContext context, AccessOptions options) {
        this(context, options, UUID.randomUUID().toString());
    }

    private AccessStepExecution(StepContext context, AccessOptions options, String call) {
        super(context);
        this.options = options;
        this.call = call;
    }

    /** Of a step that was saved without one of the fields: without options, it says so when it goes on. */
    private Object readResolve() {
        return options != null && call != null
                ? this
                : new AccessStepExecution(
                        getContext(),
                        options == null ? new ApiKeyOptions(null) : options,
                        call == null ? UUID.randomUUID().toString() : call);
    }

    @Override
    public boolean start() {
        begin();
        return false;
    }

    /** Goes on: no request is sent for keys that are on record as done. */
    @Override
    public void onResume() {
        begin();
    }

    private synchronized void begin() {
        if (runner == null) {
            AccessTaskRunner started = AccessTaskRunner.start(() -> PipelineContext.of(getContext()), options, call);
            started.report().whenComplete((report, failure) -> conclude(started, report, failure));
            runner = started;
        }
    }

    /** Can come before {@link #onResume}. */
    @Override
    public synchronized void stop(Throwable cause) {
        stopped = cause;
        begin();
        runner.cancel();
    }

    private void conclude(AccessTaskRunner ended, AccessReport report, Throwable failure) {
        StepContext context = getContext();
        if (stopped != null) {
            context.onFailure(stopped);
        } else if (failure != null) {
            context.onFailure(failure);
        } else if (report.effect() == BuildEffect.FAILURE) {
            context.onFailure(ended.failure(report));
        } else {
            succeed(context, report, ended.reason(report));
        }
    }

    private static void succeed(StepContext context, AccessReport report, String reason) {
        try {
            if (report.effect() == BuildEffect.UNSTABLE) {
                PipelineContext.makeUnstable(context, reason);
            }
            context.onSuccess(report.toMap());
        } catch (IOException | InterruptedException | RuntimeException gone) {
            context.onFailure(gone);
        }
    }

    @Override
    public String getStatus() {
        return Messages.Step_Status(options.getEndpoint());
    }
}
