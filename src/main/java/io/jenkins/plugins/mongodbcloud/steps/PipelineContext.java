package io.jenkins.plugins.mongodbcloud.steps;

import hudson.EnvVars;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.mongodbcloud.access.OptionNames;
import io.jenkins.plugins.mongodbcloud.journal.SensitiveValues;
import java.io.IOException;
import java.util.Set;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** What Pipeline knows of a step. */
final class PipelineContext {

    private PipelineContext() {}

    /** Where a step is. Reads it from disk after a restart, so not for the CPS thread. */
    static AccessTaskRunner.Context of(StepContext context) throws IOException, InterruptedException {
        Run<?, ?> run = context.get(Run.class);
        FlowNode node = context.get(FlowNode.class);
        boolean active = node.isActive();
        return new AccessTaskRunner.Context(
                run,
                listener(context, node),
                node.getExecution().getAuthentication2(),
                sensitiveValues(context),
                OptionNames.ARGUMENTS,
                () -> !run.isBuilding() || active && !node.isActive());
    }

    private static SensitiveValues sensitiveValues(StepContext context) throws IOException, InterruptedException {
        EnvironmentExpander expander = context.get(EnvironmentExpander.class);
        Set<String> variables = expander == null ? Set.of() : expander.getSensitiveVariables();
        EnvVars environment = new EnvVars();
        if (!variables.isEmpty()) {
            expander.expand(environment);
        }
        return SensitiveValues.of(variables, environment);
    }

    private static TaskListener listener(StepContext context, FlowNode node) throws IOException, InterruptedException {
        try {
            return context.get(TaskListener.class);
        } catch (IOException e) {
            // If a kill came between the end of the step and Jenkins' record of it, the node takes no lines any
            // more.
            return node.getExecution().getOwner().getListener();
        }
    }

    /** Makes the step and its build unstable. */
    static void makeUnstable(StepContext context, String reason) throws IOException, InterruptedException {
        context.get(FlowNode.class).addOrReplaceAction(new WarningAction(Result.UNSTABLE).withMessage(reason));
        context.get(Run.class).setResult(Result.UNSTABLE);
    }
}
