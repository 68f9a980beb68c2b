package io.jenkins.plugins.mongodbcloud.steps;

/** An argument of a step is unknown or has no valid value; the message says which, and nothing was sent. */
final class InvalidArgumentException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    InvalidArgumentException(String message) {
        super(message);
    }
}
