package io.jenkins.plugins.mongodbcloud.configuration;

/** An endpoint that may not be sent to. The message says which, why, and what to change. */
public final class InvalidEndpointException extends Exception {

    private static final long serialVersionUID = 1L;

    public InvalidEndpointException(String message) {
        super(message);
    }

    public InvalidEndpointException(String message, Throwable cause) {
        super(message, cause);
    }
}
