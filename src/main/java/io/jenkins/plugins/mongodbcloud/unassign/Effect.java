package io.jenkins.plugins.mongodbcloud.unassign;

/** What an outcome does to the build, from best to worst. */
public enum Effect {
    SUCCESS,
    UNSTABLE,
    FAILURE;

    /** The worse of the two. */
    public Effect worseOf(Effect other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
