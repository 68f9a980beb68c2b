package org.jenkinsci.plugins.workflow.flow;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.security.ACL;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.springframework.security.core.Authentication;

/** Stand-in: one run of a Pipeline script. */
public abstract class FlowExecution {
    public FlowExecutionOwner getOwner() {
        throw new UnsupportedOperationException();
    }

    public boolean isActive(FlowNode node) {
        return true;
    }

    @NonNull
    public Authentication getAuthentication2() {
        return ACL.SYSTEM2;
    }
}
