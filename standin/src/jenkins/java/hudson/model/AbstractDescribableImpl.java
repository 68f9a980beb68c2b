package hudson.model;

/** Stand-in: a {@link Describable} to start from. */
public abstract class AbstractDescribableImpl<T extends AbstractDescribableImpl<T>> implements Describable<T> {}
