package hudson.tasks;

import hudson.ExtensionPoint;

/** Stand-in: a post-build step that can still change the result. */
public abstract class Recorder extends Publisher implements ExtensionPoint {
    protected Recorder() {}

    @Override
    @SuppressWarnings("unchecked")
    public BuildStepDescriptor<hudson.tasks.Publisher> getDescriptor() {
        return (BuildStepDescriptor<hudson.tasks.Publisher>) super.getDescriptor();
    }
}
