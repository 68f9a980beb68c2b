package io.jenkins.plugins.mongodbcloud.demo;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * Runs the steps of plugins, and holds them to what Pipeline asks of them: {@link StepExecution#start} returns at once,
 * and both the execution and the result can be written with the build.
 */
final class PluginSteps {
    private static final Duration START_LIMIT = Duration.ofSeconds(5);
    private static final Duration WAIT_LIMIT = Duration.ofHours(1);

    private final StepWatcher watcher;
    private volatile StepExecution running;

    /** Runs the block of a step. */
    @FunctionalInterface
    interface BlockRunner {
        Object run(DemoBody body) throws Throwable;
    }

    PluginSteps(StepWatcher watcher) {
        this.watcher = watcher;
    }

    /** Runs a step to its end, with its block if it asks for it, and returns its result. */
    Object run(StepDescriptor descriptor, Call call, List<?> given, BlockRunner block) throws Throwable {
        if (descriptor.takesImplicitBlockArgument()) {
            call.block();
        }
        Step step = StepBinding.bind(descriptor, call);
        DemoStepContext context = new DemoStepContext(given);
        descriptor.checkContextAvailability(context);
        StepExecution execution = step.start(context);
        StepExecution outer = running;
        running = execution;
        try {
            if (!start(execution)) {
                watcher.waiting(execution, context, freeze(execution));
            }
            if (descriptor.takesImplicitBlockArgument()) {
                awaitEither(context);
                if (context.body().isDone()) {
                    runBlock(context.body().join(), execution, block);
                }
            }
            return writable(await(context));
        } finally {
            running = outer;
        }
    }

    private static void awaitEither(DemoStepContext context) throws InterruptedException {
        try {
            CompletableFuture.anyOf(context.outcome(), context.body())
                    .get(WAIT_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException ended) {
            // The outcome says it.
        }
    }

    /** While the block runs, its steps are those that are told to stop. */
    private void runBlock(DemoBody body, StepExecution execution, BlockRunner block) throws Throwable {
        body.onCancel(() -> stop(body.cancelled()));
        body.begin();
        watcher.waiting(execution, (DemoStepContext) execution.getContext(), freeze(execution));
        running = null;
        Object result = null;
        Throwable failure = null;
        try {
            result = block.run(body);
        } catch (JenkinsfileError e) {
            throw e;
        } catch (Throwable e) {
            failure = e;
        } finally {
            running = execution;
        }
        long before = System.nanoTime();
        if (failure == null) {
            body.succeed(result);
        } else {
            body.fail(failure);
        }
        requireQuick("the end of the block", before);
        watcher.waiting(execution, (DemoStepContext) execution.getContext(), freeze(execution));
    }

    private static void requireQuick(String what, long before) {
        Duration taken = Duration.ofNanos(System.nanoTime() - before);
        if (taken.compareTo(START_LIMIT) > 0) {
            throw new IllegalStateException(
                    what + " held the thread that all Pipelines share for " + taken.toMillis() + " ms");
        }
    }

    /** Tells the step that is running, if one is, to stop. */
    void stop(Throwable cause) {
        StepExecution execution = running;
        if (execution != null) {
            try {
                execution.stop(cause);
            } catch (Exception e) {
                throw new IllegalStateException("the step cannot be stopped", e);
            }
        }
    }

    private static boolean start(StepExecution execution) throws Exception {
        long before = System.nanoTime();
        boolean done = execution.start();
        requireQuick("start()", before);
        return done;
    }

    private static byte[] freeze(StepExecution execution) {
        try {
            return ExecutionSerializer.freeze(execution);
        } catch (IOException e) {
            throw new IllegalStateException("the execution of the step cannot be written with the build", e);
        }
    }

    private static Object await(DemoStepContext context) throws Throwable {
        try {
            return context.outcome().get(WAIT_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause();
        } catch (TimeoutException e) {
            throw new IllegalStateException("the step has not ended within " + WAIT_LIMIT.toMinutes() + " minutes", e);
        }
    }

    private static Object writable(Object result) {
        try (ObjectOutputStream out = new ObjectOutputStream(OutputStream.nullOutputStream())) {
            out.writeObject(result);
            return result;
        } catch (IOException e) {
            throw new IllegalStateException("the result of the step cannot be written with the build", e);
        }
    }
}
