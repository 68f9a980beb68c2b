package hudson.tasks;

import hudson.model.AbstractBuild;
import hudson.model.BuildListener;

/** Stand-in: a part of a freestyle build. */
public interface BuildStep {
    default boolean prebuild(AbstractBuild<?, ?> build, BuildListener listener) {
        return true;
    }

    default BuildStepMonitor getRequiredMonitorService() {
        return BuildStepMonitor.BUILD;
    }
}
