package io.jenkins.plugins.mongodbcloud.steps;

import hudson.Util;
import io.jenkins.plugins.mongodbcloud.access.OptionNames;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The options by which a step names what to unassign, of which exactly one is to be used. */
final class KeySelectorOptions {

    private final List<String> names;

    KeySelectorOptions(String... names) {
        this.names = List.of(names);
    }

    /** Their names, in the order of the form. */
    List<String> names() {
        return names;
    }

    /**
     * Why these values, given in the order of the options, name nothing; blank ones are not given.
     *
     * @param called what the options are called
     */
    Optional<String> problem(OptionNames called, String... values) {
        List<String> given = given(values);
        return given.size() == 1
                ? Optional.empty()
                : Optional.of(
                        given.isEmpty()
                                ? Messages.Step_NoKeys(join(names, called))
                                : Messages.Step_SeveralWays(join(given, called)));
    }

    private static String join(List<String> options, OptionNames called) {
        return options.stream().map(called::of).collect(Collectors.joining(", "));
    }

    /** In a line, the keys and the project that the arguments of a step name; null if they name none. */
    String label(Map<?, ?> arguments) {
        List<String> parts = new ArrayList<>();
        names.forEach(name -> addPart(parts, arguments.get(name)));
        addPart(parts, arguments.get("projectId"));
        return parts.isEmpty() ? null : String.join(", ", parts);
    }

    private static void addPart(List<String> parts, Object value) {
        if (value instanceof Collection<?> several) {
            several.stream().findFirst().ifPresent(first -> parts.add(first + (several.size() > 1 ? ", …" : "")));
        } else if (value != null) {
            parts.add(value.toString());
        }
    }

    /** The options that are given. */
    List<String> given(String... values) {
        List<String> given = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            if (Util.fixEmptyAndTrim(values[i]) != null) {
                given.add(names.get(i));
            }
        }
        return given;
    }
}
