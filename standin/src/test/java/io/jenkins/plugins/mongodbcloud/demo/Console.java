package io.jenkins.plugins.mongodbcloud.demo;

import hudson.model.TaskListener;
import java.io.PrintStream;

/** The log of a build, with the lines by which Pipeline shows what it does. */
final class Console implements TaskListener {
    private static final long serialVersionUID = 1L;
    private static final String PREFIX = "[Pipeline] ";
    private final transient PrintStream log;

    Console(PrintStream log) {
        this.log = log;
    }

    @Override
    public PrintStream getLogger() {
        return log;
    }

    void print(String line) {
        log.println(line);
    }

    void step(String name) {
        print(PREFIX + name);
    }

    void open(String label) {
        print(PREFIX + "{" + (label == null ? "" : " (" + label + ")"));
    }

    void close(String name) {
        print(PREFIX + "}");
        print(PREFIX + "// " + name);
    }
}
