package io.jenkins.plugins.mongodbcloud.demo;

import hudson.EnvVars;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;

/** The environment of a build: what Jenkins sets, what the script assigns, and above both the blocks it is in. */
final class Environment {
    private final EnvVars base;
    private final EnvVars assigned = new EnvVars();
    private final Deque<Map<String, String>> blocks = new ArrayDeque<>();

    Environment(EnvVars base) {
        this.base = new EnvVars(base);
    }

    void define(String name, Object value) {
        base.put(name, String.valueOf(value));
    }

    void assign(String name, Object value) {
        if (value == null) {
            assigned.remove(name);
        } else {
            assigned.put(name, String.valueOf(value));
        }
    }

    void enter(Map<String, String> variables) {
        blocks.push(variables);
    }

    void leave() {
        blocks.pop();
    }

    /** All variables as they are now. */
    EnvVars now() {
        EnvVars all = new EnvVars(base);
        all.putAll(assigned);
        for (Iterator<Map<String, String>> outermostFirst = blocks.descendingIterator(); outermostFirst.hasNext(); ) {
            all.putAll(outermostFirst.next());
        }
        return all;
    }
}
