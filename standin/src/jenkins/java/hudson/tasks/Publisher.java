package hudson.tasks;

import hudson.model.Describable;
import hudson.model.Descriptor;
import jenkins.model.Jenkins;

/** Stand-in: a post-build step. */
public abstract class Publisher implements BuildStep, Describable<Publisher> {
    protected Publisher() {}

    public boolean needsToRunAfterFinalized() {
        return false;
    }

    @Override
    @SuppressWarnings("unchecked")
    public Descriptor<Publisher> getDescriptor() {
        return Jenkins.get().getDescriptorOrDie(getClass());
    }
}
