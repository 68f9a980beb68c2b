package io.jenkins.plugins.mongodbcloud.demo;

import groovy.lang.GroovyObjectSupport;

/** What a script calls {@code env}. */
public final class EnvView extends GroovyObjectSupport {
    private final Environment environment;

    EnvView(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Object getProperty(String name) {
        return environment.now().get(name);
    }

    @Override
    public void setProperty(String name, Object value) {
        environment.assign(name, value);
    }
}
