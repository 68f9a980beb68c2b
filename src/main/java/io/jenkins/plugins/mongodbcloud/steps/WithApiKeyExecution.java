package io.jenkins.plugins.mongodbcloud.steps;

import hudson.console.ConsoleLogFilter;
import io.jenkins.plugins.mongodbcloud.access.BuildEffect;
import io.jenkins.plugins.mongodbcloud.access.KeyResult;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.util.UUID;
import org.jenkinsci.plugins.workflow.steps.BodyExecution;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;
import org.jenkinsci.plugins.workflow.steps.FailureHandler;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * One run of the block step. It holds no thread. Each phase is taken up again after a restart of the controller: the access
 * is given anew if the block had not begun, and what an earlier attempt gave is removed; a block that had begun goes on; a
 * removal is done again, which finds what the first one did. What is not removed when the step ends is removed in the
 * background.
 */
final class WithApiKeyExecution extends StepExecution {

    private static final long serialVersionUID = 1L;

    private enum Phase {
        ASSIGNING,
        HELD,
        REMOVING
    }

    private GrantOptions options;
    private String call = UUID.randomUUID().toString();

    // Written with the build. The block begins and ends on the thread that writes them, so that they fit the block.
    private volatile Phase phase = Phase.ASSIGNING;
    private String grantId;
    private BodyExecution body;
    private Object result;
    private Throwable failure;

    private transient GrantRunner assignment;
    private transient volatile Throwable stopped;
    private transient boolean ended;

    WithApiKeyExecution(StepContext context, GrantOptions options) {
        super(context);
        this.options = options;
    }

    /** Of a step that was saved without one of the fields: without options, it says so when it goes on. */
    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
        in.defaultReadObject();
        options = options == null ? new GrantOptions(null) : options;
        call = call == null ? UUID.randomUUID().toString() : call;
        if (phase == null) {
            phase = body == null ? Phase.ASSIGNING : Phase.HELD;
        }
    }

    private GrantRunner runner() {
        return new GrantRunner(options, () -> PipelineContext.of(getContext()), call);
    }

    @Override
    public boolean start() {
        assign();
        return false;
    }

    @Override
    public synchronized void onResume() {
        if (ended) {
            return;
        }
        switch (phase) {
            case ASSIGNING -> {
                // A stop may have come before.
                if (assignment == null) {
                    assign();
                }
            }
            case HELD -> {
                // The block goes on, and tells its end.
            }
            case REMOVING -> remove();
        }
    }

    private synchronized void assign() {
        assignment = runner();
        assignment.assign().whenComplete((given, refused) -> {
            if (refused != null) {
                fail(refused);
            } else {
                invoke(given);
            }
        });
    }

    private void invoke(GrantRunner.Given given) {
        try {
            StepContext context = getContext();
            KeyVariables variables = given.variables();
            SecretMask mask = variables.mask();
            BodyInvoker invoker = context.newBodyInvoker()
                    .withContext(EnvironmentExpander.merge(context.get(EnvironmentExpander.class), variables))
                    .withContext(BodyInvoker.mergeConsoleLogFilters(context.get(ConsoleLogFilter.class), mask))
                    .withContext(FailureHandler.merge(context.get(FailureHandler.class), mask.failures()))
                    .withCallback(new Callback());
            synchronized (this) {
                if (!ended && stopped == null) {
                    grantId = given.grantId();
                    body = invoker.start();
                    return;
                }
            }
        } catch (IOException | InterruptedException | RuntimeException e) {
            fail(e);
        }
        runner().handOver().whenComplete((done, busy) -> fail(stopped));
    }

    /** Is told of the block on the thread that runs the script, which must not wait. */
    private final class Callback extends BodyExecutionCallback {

        private static final long serialVersionUID = 1L;

        @Override
        public void onStart(StepContext context) {
            phase = Phase.HELD;
        }

        @Override
        public void onSuccess(StepContext context, Object returned) {
            bodyEnded(returned, null);
        }

        @Override
        public void onFailure(StepContext context, Throwable thrown) {
            bodyEnded(null, thrown);
        }
    }

    private synchronized void bodyEnded(Object returned, Throwable thrown) {
        phase = Phase.REMOVING;
        result = returned;
        failure = thrown;
        remove();
    }

    private synchronized void remove() {
        runner().end(grantId).whenComplete((removed, broken) -> {
            if (broken != null) {
                runner().handOver();
                fail(broken);
            } else {
                conclude(removed);
            }
        });
    }

    private void conclude(KeyResult removed) {
        if (stopped != null) {
            fail(stopped);
        } else if (removed.effect() == BuildEffect.FAILURE) {
            fail(new AccessFailedException(removed.message()));
        } else if (failure != null) {
            fail(removed.effect() == BuildEffect.SUCCESS ? failure : new AccessFailedException(removed.message()));
        } else if (end()) {
            succeed(removed);
        }
    }

    private void succeed(KeyResult removed) {
        try {
            if (removed.effect() == BuildEffect.UNSTABLE) {
                PipelineContext.makeUnstable(getContext(), removed.message());
            }
            getContext().onSuccess(result);
        } catch (IOException | InterruptedException | RuntimeException gone) {
            getContext().onFailure(gone);
        }
    }

    /** The failure of the block comes first, and a stop before what it leads to. */
    private void fail(Throwable because) {
        if (!end()) {
            return;
        }
        Throwable cause = stopped == null ? because : stopped;
        if (failure != null && failure != cause) {
            failure.addSuppressed(cause);
        }
        getContext().onFailure(failure == null ? cause : failure);
    }

    /** Whether the step has not ended yet; it has then. */
    private synchronized boolean end() {
        boolean first = !ended;
        ended = true;
        return first;
    }

    /**
     * Also comes before {@link #onResume}, and while the block runs if a step around this one fails. What is being given or
     * removed at that time is removed in the background.
     */
    @Override
    public void stop(Throwable cause) {
        BodyExecution running;
        synchronized (this) {
            running = phase == Phase.HELD ? body : null;
        }
        if (running != null && running.cancel(cause)) {
            return;
        }
        synchronized (this) {
            if (stopped == null && phase != Phase.HELD) {
                stopped = cause;
                if (phase == Phase.ASSIGNING && body == null) {
                    cancelAssignment();
                } else {
                    runner().handOver().whenComplete((done, busy) -> fail(cause));
                }
                return;
            }
        }
        // Once more, or the block cannot be told and its end will see to the key.
        fail(cause);
    }

    /** Its end fails the step. */
    private void cancelAssignment() {
        if (assignment == null) {
            assign();
        }
        assignment.cancel();
    }

    /** Jenkins waits with a restart in order for requests that are under way. */
    @Override
    public synchronized boolean blocksRestart() {
        return phase != Phase.HELD && !ended;
    }

    @Override
    public String getStatus() {
        return switch (phase) {
            case ASSIGNING -> Messages.Grant_Assigning(options.getEndpoint());
            case HELD -> Messages.Grant_Held(options.getEndpoint());
            case REMOVING -> Messages.Grant_Removing(options.getEndpoint());
        };
    }
}
