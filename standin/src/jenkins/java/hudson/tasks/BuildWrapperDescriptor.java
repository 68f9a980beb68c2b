package hudson.tasks;

import hudson.model.AbstractProject;
import hudson.model.Descriptor;

/** Stand-in: a {@link Descriptor} of build wrappers that says to which jobs they can be added. */
public abstract class BuildWrapperDescriptor extends Descriptor<BuildWrapper> {
    protected BuildWrapperDescriptor(Class<? extends BuildWrapper> clazz) {
        super(clazz);
    }

    protected BuildWrapperDescriptor() {}

    public abstract boolean isApplicable(AbstractProject<?, ?> item);
}
