package io.jenkins.plugins.mongodbcloud.demo;

import groovy.lang.Closure;
import groovy.lang.Script;
import java.util.function.BiFunction;

/** What every script is: what it does not define itself is a step, or a variable of the environment. */
public abstract class PipelineScript extends Script {
    private BiFunction<String, Object, Object> steps;
    private Environment environment;

    void connect(BiFunction<String, Object, Object> to, Environment with) {
        steps = to;
        environment = with;
    }

    @Override
    public Object invokeMethod(String name, Object args) {
        if (getBinding().hasVariable(name) && getBinding().getVariable(name) instanceof Closure<?> closure) {
            return closure.call((Object[]) args);
        }
        return steps.apply(name, args);
    }

    @Override
    public Object getProperty(String name) {
        String variable =
                getBinding().hasVariable(name) ? null : environment.now().get(name);
        return variable == null ? super.getProperty(name) : variable;
    }
}
