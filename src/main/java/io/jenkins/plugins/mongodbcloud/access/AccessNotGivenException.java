package io.jenkins.plugins.mongodbcloud.access;

/** A key was not given access, in words for the user: why not, and what to do. */
public final class AccessNotGivenException extends Exception {

    private static final long serialVersionUID = 1L;

    private final Outcome outcome;
    private final boolean pending;

    AccessNotGivenException(Outcome outcome, String message, boolean pending) {
        super(message);
        this.outcome = outcome;
        this.pending = pending;
    }

    /** Whether there may be access nevertheless, which is removed in the background. */
    public boolean isPending() {
        return pending;
    }

    /** Whether the API rejected it, was unavailable, or the build was stopped. */
    public Outcome outcome() {
        return outcome;
    }
}
