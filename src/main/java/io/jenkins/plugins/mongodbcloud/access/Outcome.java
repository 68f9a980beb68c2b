package io.jenkins.plugins.mongodbcloud.access;

/** How the attempt on one API key ended, from best to worst. */
public enum Outcome {
    /** The key's access to the project is gone, by this build. */
    UNASSIGNED,
    /** A dry run: the key would be unassigned. */
    WOULD_UNASSIGN,
    /** The server says that the key is not assigned to the project, or does not exist. */
    NOT_ASSIGNED,
    /** The build was stopped before the attempt ended. */
    INTERRUPTED,
    /** No answer that decides, after all attempts. */
    UNAVAILABLE,
    /** The server, or a rule of this plugin, refused. */
    REJECTED,
    /** The verification found the key in the project's list after it had been unassigned. */
    STILL_ASSIGNED
}
