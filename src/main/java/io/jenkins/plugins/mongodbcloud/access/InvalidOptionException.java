package io.jenkins.plugins.mongodbcloud.access;

/** The options are invalid. The message is for the user and says what to change; nothing was sent. */
public final class InvalidOptionException extends Exception {

    private static final long serialVersionUID = 1L;

    public InvalidOptionException(String message) {
        super(message);
    }
}
