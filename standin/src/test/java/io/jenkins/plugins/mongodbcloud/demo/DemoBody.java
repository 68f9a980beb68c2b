package io.jenkins.plugins.mongodbcloud.demo;

import hudson.EnvVars;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jenkinsci.plugins.workflow.steps.BodyExecution;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;
import org.jenkinsci.plugins.workflow.steps.FailureHandler;

/**
 * The block of a step, from when the step asks for it. Whoever runs it says how it went, on the thread that runs the
 * script; a test may do so without a script.
 */
public final class DemoBody extends BodyExecution {
    private static final long serialVersionUID = 1L;

    private final List<Object> overrides;
    private final BodyExecutionCallback callback;
    private transient DemoStepContext context;
    private transient CompletableFuture<Object> outcome = new CompletableFuture<>();
    private boolean begun;
    private transient volatile Throwable cancelled;
    private transient volatile Runnable interrupt = () -> {};

    DemoBody(DemoStepContext context, List<Object> overrides, BodyExecutionCallback callback) {
        this.context = context;
        this.overrides = overrides;
        this.callback = callback;
    }

    /** Belongs to this context from now on, after it was read from disk. */
    void attach(DemoStepContext newContext) {
        context = newContext;
        outcome = new CompletableFuture<>();
        interrupt = () -> {};
    }

    /** What the step gives to the steps in the block; innermost first. */
    public List<Object> overrides() {
        return overrides;
    }

    /** The one of these that has this type; null if none has. */
    public <T> T override(Class<T> type) {
        return overrides.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElse(null);
    }

    /** The value of a variable in the block; null if there is none. */
    public String variable(String name) throws Exception {
        EnvVars variables = new EnvVars();
        EnvironmentExpander expander = override(EnvironmentExpander.class);
        if (expander != null) {
            expander.expand(variables);
        }
        return variables.get(name);
    }

    /** The block begins, from when on the step is written with it. */
    public void begin() {
        begun = true;
        callback.onStart(context);
    }

    private void requireBegun() {
        if (!begun) {
            begin();
        }
    }

    /** The block has ended well. */
    public void succeed(Object result) {
        requireBegun();
        outcome.complete(result);
        callback.onSuccess(context, result);
    }

    /** The block has failed. */
    public void fail(Throwable failure) {
        requireBegun();
        FailureHandler handler = override(FailureHandler.class);
        Throwable handled = handler == null ? failure : handler.handle(context, failure);
        outcome.completeExceptionally(handled);
        callback.onFailure(context, handled);
    }

    /** Has this run when the block is cancelled. */
    void onCancel(Runnable action) {
        interrupt = action;
    }

    /** Why the block was cancelled; null if it was not. */
    public Throwable cancelled() {
        return cancelled;
    }

    @Override
    public boolean cancel(Throwable t) {
        if (isDone()) {
            return false;
        }
        cancelled = t;
        interrupt.run();
        return true;
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isCancelled() {
        return cancelled != null && isDone();
    }

    @Override
    public boolean isDone() {
        return outcome.isDone();
    }

    @Override
    public Object get() throws InterruptedException, ExecutionException {
        return outcome.get();
    }

    @Override
    public Object get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        return outcome.get(timeout, unit);
    }
}
