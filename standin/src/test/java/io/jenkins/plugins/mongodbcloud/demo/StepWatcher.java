package io.jenkins.plugins.mongodbcloud.demo;

import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** Is told of each step of the plugin that did not end at once, from the thread that runs the script. */
@FunctionalInterface
public interface StepWatcher {
    /** Watches nothing. */
    StepWatcher NONE = (execution, context, frozen) -> {};

    /** @param frozen the execution as it would be written now with the build; see {@link ExecutionSerializer#thaw} */
    void waiting(StepExecution execution, DemoStepContext context, byte[] frozen);
}
