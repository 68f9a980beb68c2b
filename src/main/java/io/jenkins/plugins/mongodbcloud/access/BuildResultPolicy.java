package io.jenkins.plugins.mongodbcloud.access;

import java.util.Objects;

/**
 * The user's choices of what an outcome does to the build.
 *
 * @param ifNotAssigned if there was nothing to do
 * @param ifRejected if the API rejected the request, or the plugin refused to send it
 * @param ifUnavailable if there was no conclusive response
 */
public record BuildResultPolicy(BuildEffect ifNotAssigned, BuildEffect ifRejected, BuildEffect ifUnavailable) {

    /** Unstable where there was nothing to do, failed where it could not be done. */
    public static final BuildResultPolicy DEFAULT =
            new BuildResultPolicy(BuildEffect.UNSTABLE, BuildEffect.FAILURE, BuildEffect.FAILURE);

    public BuildResultPolicy {
        Objects.requireNonNull(ifNotAssigned, "ifNotAssigned");
        Objects.requireNonNull(ifRejected, "ifRejected");
        Objects.requireNonNull(ifUnavailable, "ifUnavailable");
    }

    /** The effect of an outcome. One that a list contradicts always fails. */
    public BuildEffect of(Outcome outcome) {
        return switch (outcome.kind()) {
            case DONE, PLANNED -> BuildEffect.SUCCESS;
            case NOT_NEEDED -> ifNotAssigned;
            case REJECTED -> ifRejected;
            case UNAVAILABLE -> ifUnavailable;
            case INTERRUPTED, CONTRADICTED -> BuildEffect.FAILURE;
        };
    }
}
