package io.jenkins.plugins.mongodbcloud.demo;

import hudson.AbortException;
import hudson.Extension;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** A step for the tests of the demo: it says what it was given. */
public final class SampleStep extends Step implements Serializable {
    private static final long serialVersionUID = 1L;
    private final String text;
    private Mood mood = Mood.CALM;
    private int number = 7;
    private boolean flag;
    private ArrayList<String> names = new ArrayList<>();
    private String outcome = "done";

    /** One of few. */
    public enum Mood {
        CALM,
        EAGER
    }

    @DataBoundConstructor
    public SampleStep(String text) {
        this.text = text;
    }

    @DataBoundSetter
    public void setMood(Mood mood) {
        this.mood = mood;
    }

    @DataBoundSetter
    public void setNumber(int number) {
        if (number < 0) {
            throw new IllegalArgumentException("a number is not negative");
        }
        this.number = number;
    }

    @DataBoundSetter
    public void setFlag(boolean flag) {
        this.flag = flag;
    }

    @DataBoundSetter
    public void setNames(List<String> names) {
        this.names = new ArrayList<>(names);
    }

    /** {@code done}, {@code unstable}, {@code failed}, {@code never}, {@code unwritable} or {@code unwritableResult}. */
    @DataBoundSetter
    public void setOutcome(String outcome) {
        this.outcome = outcome;
    }

    @Override
    public StepExecution start(StepContext context) {
        return new Execution(context, this);
    }

    /** Ends in a thread of its own. */
    static final class Execution extends StepExecution {
        private static final long serialVersionUID = 1L;
        private final SampleStep step;

        @SuppressWarnings("serial") // on purpose, in one of the outcomes
        private final Object unwritable;

        private Execution(StepContext context, SampleStep step) {
            super(context);
            this.step = step;
            this.unwritable = step.outcome.equals("unwritable") ? new Object() : null;
        }

        @Override
        public boolean start() {
            onResume();
            return false;
        }

        @Override
        public void onResume() {
            CompletableFuture.runAsync(this::end);
        }

        private void end() {
            try {
                say();
            } catch (IOException | InterruptedException e) {
                getContext().onFailure(e);
            }
        }

        private void say() throws IOException, InterruptedException {
            StepContext context = getContext();
            context.get(TaskListener.class).getLogger().println("sample says " + step.text);
            switch (step.outcome) {
                case "failed" -> context.onFailure(new AbortException("sample failed"));
                case "never", "unwritable" -> {}
                case "unwritableResult" -> context.onSuccess(new Object());
                case "unstable" -> {
                    context.get(FlowNode.class).addOrReplaceAction(new WarningAction(Result.UNSTABLE));
                    context.get(Run.class).setResult(Result.UNSTABLE);
                    context.onSuccess(null);
                }
                default -> context.onSuccess(result());
            }
        }

        private Map<String, Object> result() {
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("text", step.text);
            result.put("mood", step.mood.name());
            result.put("number", step.number);
            result.put("flag", step.flag);
            result.put("names", String.join("+", step.names));
            result.put("nothing", null);
            return result;
        }
    }

    /** Its name is {@code sample}. */
    @Extension
    public static final class DescriptorImpl extends StepDescriptor {
        @Override
        public String getFunctionName() {
            return "sample";
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, TaskListener.class, FlowNode.class);
        }
    }
}
