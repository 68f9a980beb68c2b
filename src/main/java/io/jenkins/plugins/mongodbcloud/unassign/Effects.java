package io.jenkins.plugins.mongodbcloud.unassign;

import java.util.Objects;

/** The user's choices of what an outcome does to the build. */
public record Effects(Effect ifNotAssigned, Effect ifRejected, Effect ifUnavailable) {

    /** Unstable where there was nothing to unassign, failed where it could not be done. */
    public static final Effects DEFAULT = new Effects(Effect.UNSTABLE, Effect.FAILURE, Effect.FAILURE);

    public Effects {
        Objects.requireNonNull(ifNotAssigned, "ifNotAssigned");
        Objects.requireNonNull(ifRejected, "ifRejected");
        Objects.requireNonNull(ifUnavailable, "ifUnavailable");
    }

    /** The effect of an outcome. One that a verification contradicts always fails. */
    public Effect of(Outcome outcome) {
        return switch (outcome) {
            case UNASSIGNED, WOULD_UNASSIGN -> Effect.SUCCESS;
            case NOT_ASSIGNED -> ifNotAssigned;
            case REJECTED -> ifRejected;
            case UNAVAILABLE -> ifUnavailable;
            case INTERRUPTED, STILL_ASSIGNED -> Effect.FAILURE;
        };
    }
}
