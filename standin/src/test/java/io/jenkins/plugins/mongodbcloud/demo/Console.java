package io.jenkins.plugins.mongodbcloud.demo;

import hudson.console.ConsoleLogFilter;
import hudson.model.AbstractBuild;
import hudson.model.TaskListener;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/** The log of a build, with the lines by which Pipeline shows what it does. */
final class Console implements TaskListener {
    private static final long serialVersionUID = 1L;
    private static final String PREFIX = "[Pipeline] ";
    private final transient Deque<PrintStream> logs = new ArrayDeque<>();

    Console(PrintStream log) {
        logs.push(log);
    }

    @Override
    public synchronized PrintStream getLogger() {
        return logs.peek();
    }

    /** What is printed from now on goes through this filter, until it is {@link #leave left}. */
    synchronized void enter(ConsoleLogFilter filter) throws IOException, InterruptedException {
        logs.push(new PrintStream(
                filter.decorateLogger((AbstractBuild<?, ?>) null, logs.peek()), true, StandardCharsets.UTF_8));
    }

    synchronized void leave() {
        logs.pop().flush();
    }

    void print(String line) {
        getLogger().println(line);
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
