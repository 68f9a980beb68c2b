package org.jenkinsci.plugins.workflow.flow;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.TaskListener;
import java.io.IOException;

/** Stand-in: the build that a {@link FlowExecution} belongs to. */
public abstract class FlowExecutionOwner {
    @NonNull
    public TaskListener getListener() throws IOException {
        return TaskListener.NULL;
    }
}
