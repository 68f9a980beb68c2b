package io.jenkins.plugins.mongodbcloud.steps;

import hudson.AbortException;
import java.io.PrintWriter;

/** Fails a build with a message for the user, and never with a stack trace, which Declarative prints of any other. */
public final class AccessFailedException extends AbortException {

    private static final long serialVersionUID = 1L;

    public AccessFailedException(String message) {
        super(message);
    }

    /** What Jenkins prints in place of a stack trace. */
    @Override
    public void printStackTrace(PrintWriter log) {
        log.println(getMessage());
    }
}
