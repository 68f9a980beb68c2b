package io.jenkins.plugins.mongodbcloud.freestyle;

import hudson.ExtensionPoint;
import hudson.model.Run;
import hudson.tasks.Publisher;

/** Knows builds that share a post-build action, which another build does once for all of them. */
interface SharedCleanUp extends ExtensionPoint {

    /** Whether another build does this action for this one, when all that share it are done. */
    boolean isDoneElsewhere(Run<?, ?> run, Publisher action);
}
