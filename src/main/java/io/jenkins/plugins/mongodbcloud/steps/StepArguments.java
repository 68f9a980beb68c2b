package io.jenkins.plugins.mongodbcloud.steps;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.DescribableParameter;

/**
 * Validates the arguments of which options are to be made. Left alone, structs warns of a name that it does
 * not know and goes on without, and takes any text but {@code true} for false. An empty text would be the default of
 * the option, as in a form; but in a script it is a variable that is not set.
 */
final class StepArguments {

    private StepArguments() {}

    /**
     * The arguments, with several IDs as a list.
     *
     * @param selectors of these, exactly one is to be given, so that null or an empty text says no more than that it is
     *     another one
     * @throws InvalidArgumentException if a name is unknown or a value is invalid
     */
    static Map<String, Object> validated(
            Class<? extends ProjectOptions> type, KeySelectorOptions selectors, Map<String, ?> arguments) {
        DescribableModel<?> model = DescribableModel.of(type);
        Map<String, Object> validated = new LinkedHashMap<>();
        arguments.forEach((name, value) -> {
            DescribableParameter parameter = model.getParameter(name);
            if (parameter == null) {
                throw new InvalidArgumentException(Messages.Arguments_Unknown(name, names(model)));
            }
            boolean unused = isBlank(value) && selectors.names().contains(name);
            validated.put(name, unused ? null : validated(name, parameter.getErasedType(), value));
        });
        return validated;
    }

    private static String names(DescribableModel<?> model) {
        return model.getParameters().stream().map(DescribableParameter::getName).collect(Collectors.joining(", "));
    }

    private static Object validated(String name, Class<?> type, Object value) {
        if (value == null) {
            throw new InvalidArgumentException(Messages.Arguments_Null(name));
        }
        if (type == boolean.class) {
            return validated(name, value, value instanceof Boolean || isOneOf(value, "true", "false"), "true, false");
        }
        if (type.isEnum()) {
            Object[] constants = type.getEnumConstants();
            return validated(name, value, isOneOf(value, constants), join(constants));
        }
        if (type == int.class) {
            return wholeNumber(name, value);
        }
        return type == List.class ? list(name, value) : text(name, value);
    }

    private static Integer wholeNumber(String name, Object value) {
        try {
            Integer number = Integer.valueOf(value.toString());
            // Stands for the default in a form that was left empty; a script may have counted none.
            validated(name, value, number != 0, "1, 2, …");
            return number;
        } catch (NumberFormatException e) {
            throw new InvalidArgumentException(Messages.Arguments_NoNumber(name));
        }
    }

    private static String text(String name, Object value) {
        if (!(value instanceof CharSequence)) {
            throw new InvalidArgumentException(Messages.Arguments_NoText(name));
        }
        if (isBlank(value)) {
            throw new InvalidArgumentException(Messages.Arguments_Empty(name));
        }
        return value.toString();
    }

    private static boolean isBlank(Object value) {
        return value == null
                || value instanceof CharSequence text && text.toString().isBlank();
    }

    private static Object validated(String name, Object value, boolean valid, String values) {
        if (!valid) {
            throw new InvalidArgumentException(Messages.Arguments_Value(name, value, values));
        }
        return value;
    }

    private static boolean isOneOf(Object value, Object... values) {
        return Arrays.stream(values).anyMatch(each -> each.toString().equals(value.toString()));
    }

    private static String join(Object... values) {
        return Arrays.stream(values).map(Objects::toString).collect(Collectors.joining(", "));
    }

    private static List<String> list(String name, Object value) {
        if (value instanceof Collection<?> several) {
            return several.stream().map(Objects::toString).toList();
        }
        if (value instanceof Object[] several) {
            return Arrays.stream(several).map(Objects::toString).toList();
        }
        if (value instanceof CharSequence) {
            return List.of(value.toString());
        }
        throw new InvalidArgumentException(Messages.Arguments_NoList(name));
    }
}
