package io.jenkins.plugins.mongodbcloud.demo;

import hudson.model.Result;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Turns what a script gives into what a step takes, as Jenkins does: no number becomes a text, no text a list. */
final class ArgumentConversion {
    private static final Map<Class<?>, Object> EMPTY =
            Map.of(boolean.class, false, int.class, 0, long.class, 0L, double.class, 0.0);
    private static final Map<Class<?>, Function<String, Object>> PARSERS = Map.of(
            Integer.class, Integer::valueOf,
            Long.class, Long::valueOf,
            Double.class, Double::valueOf,
            Boolean.class, Boolean::valueOf,
            Result.class, Result::fromString);

    private ArgumentConversion() {}

    /** @throws JenkinsfileError the one that {@code error} makes of the problem */
    static Object to(Type type, Object value, Function<String, JenkinsfileError> error) {
        Class<?> wanted = (Class<?>) (type instanceof ParameterizedType generic ? generic.getRawType() : type);
        if (value == null) {
            return EMPTY.get(wanted);
        }
        Object plain = Call.plain(value);
        if (plain instanceof List<?> list && Collection.class.isAssignableFrom(wanted)) {
            Type element =
                    type instanceof ParameterizedType generic ? generic.getActualTypeArguments()[0] : Object.class;
            return list.stream().map(each -> to(element, each, error)).toList();
        }
        Class<?> boxed = boxed(wanted);
        if (boxed.isInstance(plain)) {
            return plain;
        }
        if (plain instanceof Integer number && boxed == Long.class) {
            return number.longValue();
        }
        if (plain instanceof String text) {
            if (wanted.isEnum()) {
                return constant(wanted, text, error);
            }
            if (PARSERS.containsKey(boxed)) {
                return parse(boxed, text, error);
            }
        }
        throw error.apply("expects " + boxed.getSimpleName() + " but got "
                + plain.getClass().getSimpleName());
    }

    private static Object constant(Class<?> type, String text, Function<String, JenkinsfileError> error) {
        return Arrays.stream(type.getEnumConstants())
                .filter(each -> ((Enum<?>) each).name().equals(text))
                .findFirst()
                .orElseThrow(
                        () -> error.apply("'" + text + "' is none of " + Arrays.toString(type.getEnumConstants())));
    }

    private static Object parse(Class<?> type, String text, Function<String, JenkinsfileError> error) {
        try {
            return PARSERS.get(type).apply(text);
        } catch (NumberFormatException e) {
            throw error.apply("'" + text + "' is no " + type.getSimpleName());
        }
    }

    private static Class<?> boxed(Class<?> type) {
        return EMPTY.containsKey(type) ? EMPTY.get(type).getClass() : type;
    }
}
