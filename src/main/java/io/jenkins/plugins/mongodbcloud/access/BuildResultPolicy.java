package io.jenkins.plugins.mongodbcloud.access;

import java.util.Objects;

/** The user's choices of what an outcome does to the build. */
public record BuildResultPolicy(BuildEffect ifNotAssigned, BuildEffect ifRejected, BuildEffect ifUnavailable) {

    /** Unstable where there was nothing to unassign, failed where it could not be done. */
    public static final BuildResultPolicy DEFAULT =
            new BuildResultPolicy(BuildEffect.UNSTABLE, BuildEffect.FAILURE, BuildEffect.FAILURE);

    public BuildResultPolicy {
        Objects.requireNonNull(ifNotAssigned, "ifNotAssigned");
        Objects.requireNonNull(ifRejected, "ifRejected");
        Objects.requireNonNull(ifUnavailable, "ifUnavailable");
    }

    /** The effect of an outcome. One that a verification contradicts always fails. */
    public BuildEffect of(Outcome outcome) {
        return switch (outcome) {
            case UNASSIGNED, WOULD_UNASSIGN -> BuildEffect.SUCCESS;
            case NOT_ASSIGNED -> ifNotAssigned;
            case REJECTED -> ifRejected;
            case UNAVAILABLE -> ifUnavailable;
            case INTERRUPTED, STILL_ASSIGNED -> BuildEffect.FAILURE;
        };
    }
}
