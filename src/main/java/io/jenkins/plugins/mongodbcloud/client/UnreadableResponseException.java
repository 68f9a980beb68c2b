package io.jenkins.plugins.mongodbcloud.client;

/** A response with a success status whose body is not what the operation returns. The message says why, on one line. */
public final class UnreadableResponseException extends Exception {

    private static final long serialVersionUID = 1L;

    public UnreadableResponseException(String message) {
        super(message);
    }
}
