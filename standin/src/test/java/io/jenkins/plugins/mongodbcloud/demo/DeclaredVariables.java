package io.jenkins.plugins.mongodbcloud.demo;

import groovy.lang.GroovyObjectSupport;
import java.util.LinkedHashMap;
import java.util.Map;

/** The variables of an {@code environment} section; later ones see earlier ones. */
public final class DeclaredVariables extends GroovyObjectSupport {
    private final PipelineScript script;
    private final Map<String, String> variables = new LinkedHashMap<>();

    DeclaredVariables(PipelineScript script) {
        this.script = script;
    }

    Map<String, String> all() {
        return variables;
    }

    @Override
    public Object getProperty(String name) {
        String own = variables.get(name);
        return own == null ? script.getProperty(name) : own;
    }

    @Override
    public void setProperty(String name, Object value) {
        variables.put(name, String.valueOf(value));
    }

    @Override
    public Object invokeMethod(String name, Object args) {
        throw Call.of(name, args).error("is nothing that this demo knows in environment");
    }
}
