package io.jenkins.plugins.mongodbcloud.demo;

import groovy.lang.Closure;
import groovy.lang.GroovyRuntimeException;
import org.codehaus.groovy.runtime.InvokerInvocationException;

/** Something to run that can throw anything. */
@FunctionalInterface
interface Body {
    Object run() throws Throwable;

    /** A closure as it stands. */
    static Body of(Closure<?> closure) {
        return () -> {
            try {
                return closure.call();
            } catch (GroovyRuntimeException e) {
                boolean wrapper =
                        e.getClass() == GroovyRuntimeException.class || e instanceof InvokerInvocationException;
                throw wrapper && e.getCause() != null ? e.getCause() : e;
            }
        };
    }

    /** A closure of a declarative section, in which every name is a step or a variable. */
    static Body of(Closure<?> closure, Object script) {
        Closure<?> copy = (Closure<?>) closure.clone();
        copy.setDelegate(script);
        copy.setResolveStrategy(Closure.DELEGATE_ONLY);
        return of(copy);
    }

    /** Throws what need not be declared to be thrown. */
    @SuppressWarnings("unchecked")
    static <T extends Throwable> RuntimeException sneak(Throwable thrown) throws T {
        throw (T) thrown;
    }
}
