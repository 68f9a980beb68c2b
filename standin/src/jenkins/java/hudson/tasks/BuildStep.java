package hudson.tasks;

/** Stand-in: a part of a freestyle build. */
public interface BuildStep {
    default BuildStepMonitor getRequiredMonitorService() {
        return BuildStepMonitor.BUILD;
    }
}
