package jenkins.model;

import java.io.Serializable;

/** Stand-in: why a build was interrupted. */
public abstract class CauseOfInterruption implements Serializable {
    private static final long serialVersionUID = 1L;

    public abstract String getShortDescription();
}
