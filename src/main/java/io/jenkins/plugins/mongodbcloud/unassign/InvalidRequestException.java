package io.jenkins.plugins.mongodbcloud.unassign;

/** What was asked for cannot be meant. The message is for the user and says what to change; nothing was sent. */
public final class InvalidRequestException extends Exception {

    private static final long serialVersionUID = 1L;

    public InvalidRequestException(String message) {
        super(message);
    }
}
