package org.jenkinsci.plugins.workflow.actions;

import hudson.model.Action;

/** Stand-in: an action that is kept with its node. */
public interface PersistentAction extends Action {}
