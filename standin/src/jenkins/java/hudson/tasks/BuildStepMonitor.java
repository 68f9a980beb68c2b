package hudson.tasks;

/** Stand-in: what a step waits for. */
public enum BuildStepMonitor {
    NONE,
    STEP,
    BUILD
}
