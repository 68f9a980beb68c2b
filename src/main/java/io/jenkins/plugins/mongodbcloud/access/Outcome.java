package io.jenkins.plugins.mongodbcloud.access;

/** How an operation on one API key ended, from best to worst. */
public enum Outcome {
    /** The key's access to the project is gone, by this build. */
    UNASSIGNED(Kind.DONE),
    /** A dry run: the key would be unassigned. */
    WOULD_UNASSIGN(Kind.PLANNED),
    /** Another build still holds the key's access; the last one unassigns it. */
    STILL_HELD(Kind.DONE),
    /** The API says that the key is not assigned to the project, or no key matches. */
    NOT_ASSIGNED(Kind.NOT_NEEDED),
    /** The build was stopped before the operation ended. */
    INTERRUPTED(Kind.INTERRUPTED),
    /** Not removed yet: it is kept on disk and tried again. */
    PENDING(Kind.UNAVAILABLE),
    /** No conclusive response after all attempts. */
    UNAVAILABLE(Kind.UNAVAILABLE),
    /** The plugin itself will not do it: too many matches, the authenticating key, a list that is too long. */
    REFUSED(Kind.REJECTED),
    /** The API rejected the request. */
    REJECTED(Kind.REJECTED),
    /** A list shows the key after it was said to be gone. */
    STILL_ASSIGNED(Kind.CONTRADICTED);

    /** What outcomes of all operations have in common; decides what they do to the build. */
    public enum Kind {
        /** Done as asked for. */
        DONE,
        /** A dry run: it would be done. */
        PLANNED,
        /** There was nothing to do. */
        NOT_NEEDED,
        /** The build was stopped before. */
        INTERRUPTED,
        /** No conclusive response. */
        UNAVAILABLE,
        /** Rejected by the API or refused by the plugin. */
        REJECTED,
        /** The project's list says otherwise. */
        CONTRADICTED
    }

    private final Kind kind;

    Outcome(Kind kind) {
        this.kind = kind;
    }

    /** What this outcome has in common with those of other operations. */
    public Kind kind() {
        return kind;
    }
}
