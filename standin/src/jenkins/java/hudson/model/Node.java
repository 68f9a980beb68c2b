package hudson.model;

import hudson.security.AccessControlled;

/** Stand-in: a machine that builds, the controller among them. */
public abstract class Node implements AccessControlled, ModelObject {}
