package io.jenkins.plugins.mongodbcloud.demo;

import hudson.model.Result;
import hudson.model.TaskListener;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jenkinsci.plugins.workflow.steps.BodyExecution;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** What a step of the demo is given. It is complete as soon as the step has said how it went. */
public class DemoStepContext extends StepContext {
    private static final long serialVersionUID = 1L;
    private final transient List<Object> given;
    private final transient CompletableFuture<Object> outcome = new CompletableFuture<>();
    private final transient CompletableFuture<DemoBody> body = new CompletableFuture<>();

    /** @param given what {@link #get} finds by its type; the first that fits */
    public DemoStepContext(List<?> given) {
        this.given = List.copyOf(given);
    }

    /** The same for a step whose node has ended: as in Jenkins, it has no log any more. */
    public static DemoStepContext withoutLog(List<?> given) {
        return new DemoStepContext(given) {
            private static final long serialVersionUID = 1L;

            @Override
            public <T> T get(Class<T> key) throws IOException {
                if (key == TaskListener.class) {
                    throw new IOException("cannot start writing logs to a finished node");
                }
                return super.get(key);
            }
        };
    }

    /** What the step said; a failure is the cause of an exceptional completion. */
    public CompletableFuture<Object> outcome() {
        return outcome;
    }

    /** The block, once the step asks for it. */
    public CompletableFuture<DemoBody> body() {
        return body;
    }

    @Override
    public BodyInvoker newBodyInvoker() {
        return new Invoker();
    }

    private final class Invoker extends BodyInvoker {
        private final List<Object> overrides = new ArrayList<>();
        private BodyExecutionCallback callback;

        @Override
        public BodyInvoker withContext(Object override) {
            overrides.add(0, override);
            return this;
        }

        @Override
        public BodyInvoker withCallback(BodyExecutionCallback newCallback) {
            callback = newCallback;
            return this;
        }

        @Override
        public BodyExecution start() {
            DemoBody started = new DemoBody(DemoStepContext.this, new ArrayList<>(overrides), callback);
            if (outcome.isDone() || !body.complete(started)) {
                throw new IllegalStateException("the step has ended, or has started its block already");
            }
            return started;
        }
    }

    @Override
    public <T> T get(Class<T> key) throws IOException {
        return given.stream().filter(key::isInstance).map(key::cast).findFirst().orElse(null);
    }

    @Override
    public void onSuccess(Object result) {
        if (!outcome.complete(result)) {
            throw new IllegalStateException("the step has already said how it went");
        }
    }

    @Override
    public void onFailure(Throwable t) {
        if (!outcome.completeExceptionally(t)) {
            throw new IllegalStateException("the step has already said how it went", t);
        }
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public void setResult(Result r) {
        given.stream()
                .filter(DemoRun.class::isInstance)
                .map(DemoRun.class::cast)
                .forEach(run -> run.setResult(r));
    }

    @Override
    public boolean equals(Object o) {
        return this == o;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    /** A context is found again after a restart, not written; see {@link ExecutionSerializer}. */
    private void writeObject(ObjectOutputStream out) throws NotSerializableException {
        throw new NotSerializableException("a step context is written by a ExecutionSerializer alone");
    }
}
