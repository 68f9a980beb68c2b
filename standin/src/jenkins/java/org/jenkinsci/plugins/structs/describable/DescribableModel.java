package org.jenkinsci.plugins.structs.describable;

import java.beans.Introspector;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Stand-in: the arguments from which a type can be made, by the annotations of its class. */
public final class DescribableModel<T> {
    private final Map<String, DescribableParameter> parameters = new LinkedHashMap<>();

    public DescribableModel(Class<T> clazz) {
        for (Constructor<?> constructor : clazz.getConstructors()) {
            if (constructor.isAnnotationPresent(DataBoundConstructor.class)) {
                for (Parameter parameter : constructor.getParameters()) {
                    add(parameters, parameter.getName(), parameter.getType());
                }
            }
        }
        Map<String, DescribableParameter> setters = new TreeMap<>();
        for (Method method : clazz.getMethods()) {
            if (method.isAnnotationPresent(DataBoundSetter.class)) {
                String name = Introspector.decapitalize(method.getName().substring("set".length()));
                add(setters, name, method.getParameterTypes()[0]);
            }
        }
        parameters.putAll(setters);
    }

    public static <T> DescribableModel<T> of(Class<T> clazz) {
        return new DescribableModel<>(clazz);
    }

    private static void add(Map<String, DescribableParameter> to, String name, Class<?> type) {
        to.put(name, new DescribableParameter(name, type));
    }

    public Collection<DescribableParameter> getParameters() {
        return parameters.values();
    }

    public DescribableParameter getParameter(String name) {
        return parameters.get(name);
    }
}
