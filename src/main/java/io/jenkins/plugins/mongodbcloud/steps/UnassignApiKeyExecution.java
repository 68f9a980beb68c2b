package io.jenkins.plugins.mongodbcloud.steps;

import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.mongodbcloud.access.AccessReport;
import io.jenkins.plugins.mongodbcloud.access.BuildEffect;
import java.io.IOException;
import java.util.UUID;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * One run of the step. It holds no thread, and what it needs to go on after a restart of the controller is
 * its two fields; what was done by then is in the journal.
 */
final class UnassignApiKeyExecution extends StepExecution {

    private static final long serialVersionUID = 1L;

    private final UnassignApiKeyStep options;
    private final String callId = UUID.randomUUID().toString();

    private transient volatile AccessTaskRunner work;
    private transient volatile Throwable stopped;

    UnassignApiKeyExecution(StepContext context, UnassignApiKeyStep options) {
        super(context);
        this.options = options;
    }

    @Override
    public boolean start() {
        begin();
        return false;
    }

    /** Takes the work up again: keys that are on record as done are not asked for twice. */
    @Override
    public void onResume() {
        begin();
    }

    private void begin() {
        StepContext context = getContext();
        work = AccessTaskRunner.start(
                () -> new AccessTaskRunner.Place(context.get(Run.class), context.get(TaskListener.class)),
                options,
                callId);
        work.report().whenComplete(this::conclude);
    }

    @Override
    public void stop(Throwable cause) throws Exception {
        AccessTaskRunner current = work;
        if (current == null) {
            super.stop(cause);
            return;
        }
        stopped = cause;
        current.cancel();
    }

    private void conclude(AccessReport report, Throwable failure) {
        StepContext context = getContext();
        if (stopped != null) {
            context.onFailure(stopped);
        } else if (failure != null) {
            context.onFailure(failure);
        } else if (report.effect() == BuildEffect.FAILURE) {
            context.onFailure(ReportSummary.failure(report));
        } else {
            succeed(context, report);
        }
    }

    private static void succeed(StepContext context, AccessReport report) {
        try {
            if (report.effect() == BuildEffect.UNSTABLE) {
                context.get(FlowNode.class)
                        .addOrReplaceAction(
                                new WarningAction(Result.UNSTABLE).withMessage(ReportSummary.reason(report)));
                context.get(Run.class).setResult(Result.UNSTABLE);
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
