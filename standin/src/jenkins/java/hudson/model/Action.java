package hudson.model;

import edu.umd.cs.findbugs.annotations.CheckForNull;

/** Stand-in: what a plugin attaches to a run, job or node of the flow. */
public interface Action extends ModelObject {
    @CheckForNull
    String getIconFileName();

    @Override
    @CheckForNull
    String getDisplayName();

    @CheckForNull
    String getUrlName();
}
