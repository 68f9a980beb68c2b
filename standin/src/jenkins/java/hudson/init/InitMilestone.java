package hudson.init;

/** Stand-in: what has been done when Jenkins starts. */
public enum InitMilestone {
    PLUGINS_STARTED,
    JOB_LOADED
}
