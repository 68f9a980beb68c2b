package io.jenkins.plugins.mongodbcloud.demo;

import java.util.OptionalInt;

/** The script asks for what there is not. No {@code catch} of a script and no step stops it. */
final class JenkinsfileError extends Error {
    private static final long serialVersionUID = 1L;
    private final int line;

    /** An error in the line that is being executed. */
    JenkinsfileError(String message) {
        this(message, 0);
    }

    /** @param line from 1; 0 for the line that is being executed */
    JenkinsfileError(String message, int line) {
        super(message);
        this.line = line;
    }

    OptionalInt line() {
        return line > 0 ? OptionalInt.of(line) : Jenkinsfile.lineOf(this);
    }
}
