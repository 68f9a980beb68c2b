package org.jenkinsci.plugins.workflow.flow;

/** Stand-in: one run of a Pipeline script. */
public abstract class FlowExecution {}
