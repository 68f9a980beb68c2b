package io.jenkins.plugins.mongodbcloud.demo;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jenkinsci.plugins.structs.describable.CustomDescribableModel;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Makes a step from the arguments of a call, by the annotations of its class. */
final class StepBinding {
    private final Constructor<?> constructor;
    private final Map<String, Parameter> parameters = new LinkedHashMap<>();
    private final Map<String, Setter> setters = new TreeMap<>();

    private interface Setter {
        void set(Object target, Call call, String name) throws ReflectiveOperationException;
    }

    StepBinding(Class<?> step) {
        constructor = constructors(step)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(step.getName() + " has no @DataBoundConstructor"));
        for (Parameter parameter : constructor.getParameters()) {
            parameters.put(parameter.getName(), parameter);
        }
        for (Class<?> type = step; type != null; type = type.getSuperclass()) {
            for (Method method : type.getDeclaredMethods()) {
                if (method.isAnnotationPresent(DataBoundSetter.class)) {
                    setters.putIfAbsent(property(method), setter(method));
                }
            }
            for (Field field : type.getDeclaredFields()) {
                if (field.isAnnotationPresent(DataBoundSetter.class)) {
                    setters.putIfAbsent(
                            field.getName(),
                            (target, call, name) -> field.set(target, coerce(call, name, field.getGenericType())));
                }
            }
        }
    }

    private static Stream<Constructor<?>> constructors(Class<?> type) {
        return Arrays.stream(type.getDeclaredConstructors())
                .filter(c -> c.isAnnotationPresent(DataBoundConstructor.class));
    }

    private static String property(Method setter) {
        String name = setter.getName().substring("set".length());
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    private static Setter setter(Method method) {
        Type type = method.getGenericParameterTypes()[0];
        return (target, call, name) -> method.invoke(target, coerce(call, name, type));
    }

    private static Object coerce(Call call, String name, Type type) {
        return ArgumentConversion.to(
                type, call.named().get(name), problem -> call.error("argument '" + name + "': " + problem));
    }

    /** @throws JenkinsfileError if the arguments do not fit */
    static Step bind(StepDescriptor descriptor, Call call) {
        Call bound = descriptor.takesImplicitBlockArgument() ? call : call.withoutBlock();
        if (descriptor instanceof CustomDescribableModel custom) {
            Map<String, Object> given = new LinkedHashMap<>();
            call.named().forEach((name, value) -> given.put(name, Call.plain(value)));
            if (call.sole() != null) {
                given.put(UninstantiatedDescribable.ANONYMOUS_KEY, Call.plain(call.sole()));
            }
            bound = new Call(call.name(), custom.customInstantiate(given), null, call.body(), call.line());
        }
        return (Step) new StepBinding(descriptor.clazz).bind(bound);
    }

    private Object bind(Call given) {
        if (parameters.size() == 1 && setters.isEmpty()) {
            Class<?> sole = constructor.getParameterTypes()[0];
            if (constructors(sole).findAny().isPresent()) {
                // As Pipeline does: the arguments of a step with one parameter are those of that parameter.
                Object nested = given.named().get(parameters.keySet().iterator().next());
                if (sole.isInstance(nested)) {
                    return construct(given, nested);
                }
                return construct(
                        given,
                        new StepBinding(sole).bind(nested instanceof Map<?, ?> named ? given.withNamed(named) : given));
            }
        }
        List<String> known = new ArrayList<>(parameters.keySet());
        known.addAll(setters.keySet());
        Call call = given.taking(parameters.size() == 1 ? known.get(0) : null, known.toArray(String[]::new));
        Object bound = construct(
                call,
                parameters.entrySet().stream()
                        .map(p -> coerce(call, p.getKey(), p.getValue().getParameterizedType()))
                        .toArray());
        try {
            for (String name : call.named().keySet()) {
                if (!parameters.containsKey(name)) {
                    setters.get(name).set(bound, call, name);
                }
            }
            return bound;
        } catch (InvocationTargetException e) {
            throw call.error("cannot be set up: " + e.getCause().getMessage());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private Object construct(Call call, Object... arguments) {
        try {
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException e) {
            throw call.error("cannot be set up: " + e.getCause().getMessage());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
