package io.jenkins.plugins.mongodbcloud.access;

/** What the file of a grant says; without a file nothing was sent or the access is gone. See docs/model. */
public enum GrantState {
    /** A request that gives access may be under way. */
    ASSIGNING,
    /** A build has the access. */
    HELD,
    /** The access is to be removed. */
    PENDING
}
