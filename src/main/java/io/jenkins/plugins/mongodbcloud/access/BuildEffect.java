package io.jenkins.plugins.mongodbcloud.access;

/** What an outcome does to the build, from best to worst. */
public enum BuildEffect {
    SUCCESS,
    UNSTABLE,
    FAILURE;

    /** The worse of the two. */
    public BuildEffect worseOf(BuildEffect other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
