package io.jenkins.plugins.mongodbcloud.steps;

import hudson.EnvVars;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.mongodbcloud.access.AccessReport;
import io.jenkins.plugins.mongodbcloud.access.BuildEffect;
import io.jenkins.plugins.mongodbcloud.access.OptionNames;
import io.jenkins.plugins.mongodbcloud.journal.SensitiveValues;
import java.io.IOException;
import java.util.Set;
import java.util.UUID;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;
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
            AccessTaskRunner started = AccessTaskRunner.start(this::context, options, call);
            started.report().whenComplete((report, failure) -> conclude(started, report, failure));
            runner = started;
        }
    }

    private AccessTaskRunner.Context context() throws IOException, InterruptedException {
        Run<?, ?> run = getContext().get(Run.class);
        FlowNode node = getContext().get(FlowNode.class);
        boolean active = node.isActive();
        return new AccessTaskRunner.Context(
                run,
                listener(node),
                node.getExecution().getAuthentication2(),
                sensitiveValues(),
                OptionNames.ARGUMENTS,
                () -> !run.isBuilding() || active && !node.isActive());
    }

    private SensitiveValues sensitiveValues() throws IOException, InterruptedException {
        EnvironmentExpander expander = getContext().get(EnvironmentExpander.class);
        Set<String> variables = expander == null ? Set.of() : expander.getSensitiveVariables();
        EnvVars environment = new EnvVars();
        if (!variables.isEmpty()) {
            expander.expand(environment);
        }
        return SensitiveValues.of(variables, environment);
    }

    private TaskListener listener(FlowNode node) throws IOException, InterruptedException {
        try {
            return getContext().get(TaskListener.class);
        } catch (IOException e) {
            // If a kill came between the end of the step and Jenkins' record of it, the node takes no lines any
            // more.
            return node.getExecution().getOwner().getListener();
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
                context.get(FlowNode.class).addOrReplaceAction(new WarningAction(Result.UNSTABLE).withMessage(reason));
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
