package io.jenkins.plugins.mongodbcloud.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalInt;

/**
 * A script and what to call it in messages.
 *
 * @param name as the user gave it
 */
public record Jenkinsfile(String name, String text) {
    /** What Groovy takes it to be called; as in Jenkins. */
    static final String SOURCE = "WorkflowScript.groovy";

    /**
     * The script in a file.
     *
     * @throws IOException if it cannot be read
     */
    public static Jenkinsfile read(String name, Path file) throws IOException {
        return new Jenkinsfile(name, Files.readString(file));
    }

    /** The line of the script that was executed when this was thrown, if it came from one. */
    static OptionalInt lineOf(Throwable thrown) {
        return Arrays.stream(thrown.getStackTrace())
                .filter(frame -> SOURCE.equals(frame.getFileName()) && frame.getLineNumber() > 0)
                .mapToInt(StackTraceElement::getLineNumber)
                .findFirst();
    }

    /** A message with the file and, where known, the line. */
    String at(OptionalInt line, String message) {
        return name + ":" + (line.isPresent() ? line.getAsInt() + ":" : "") + " " + message;
    }
}
