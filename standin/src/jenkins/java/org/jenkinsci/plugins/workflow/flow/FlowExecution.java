package org.jenkinsci.plugins.workflow.flow;

import org.jenkinsci.plugins.workflow.graph.FlowNode;

/** Stand-in: one run of a Pipeline script. */
public abstract class FlowExecution {
    public FlowExecutionOwner getOwner() {
        throw new UnsupportedOperationException();
    }

    public boolean isActive(FlowNode node) {
        return true;
    }
}
