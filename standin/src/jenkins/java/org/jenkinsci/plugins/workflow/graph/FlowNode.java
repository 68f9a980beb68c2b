package org.jenkinsci.plugins.workflow.graph;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Action;
import hudson.model.Actionable;
import hudson.model.Saveable;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;

/** Stand-in: one point of a {@link FlowExecution}. */
public abstract class FlowNode extends Actionable implements Saveable {
    private final String id;
    private final transient FlowExecution exec;

    protected FlowNode(FlowExecution exec, String id, FlowNode... parents) {
        this.exec = exec;
        this.id = id;
    }

    public @NonNull FlowExecution getExecution() {
        return exec;
    }

    public final boolean isActive() {
        return exec.isActive(this);
    }

    public String getId() {
        return id;
    }

    @Override
    public String getDisplayName() {
        return getTypeDisplayName();
    }

    protected abstract String getTypeDisplayName();

    @CheckForNull
    public final <T extends Action> T getPersistentAction(@NonNull Class<T> type) {
        return getAction(type);
    }

    @Override
    public void save() throws IOException {}
}
