package hudson;

/** Stand-in: what an {@link Extension} can extend. */
public interface ExtensionPoint {}
