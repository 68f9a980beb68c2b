package hudson.model;

/** Stand-in: the log of a build of a freestyle job. */
public interface BuildListener extends TaskListener {}
