package hudson.model;

/** Stand-in: what has a name to show. */
public interface ModelObject {
    String getDisplayName();
}
