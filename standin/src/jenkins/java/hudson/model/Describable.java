package hudson.model;

import jenkins.model.Jenkins;

/** Stand-in: what has a {@link Descriptor}. */
public interface Describable<T extends Describable<T>> {
    @SuppressWarnings("unchecked")
    default Descriptor<T> getDescriptor() {
        return Jenkins.get().getDescriptorOrDie(getClass());
    }
}
