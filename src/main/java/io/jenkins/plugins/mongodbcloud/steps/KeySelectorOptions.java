package io.jenkins.plugins.mongodbcloud.steps;

import hudson.Util;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The ways to name keys, of which exactly one is to be used. */
final class KeySelectorOptions {

    private static final List<String> NAMES =
            List.of("apiKeyId", "apiKeyIds", "publicKey", "apiKeyCredentialsId", "description");

    private KeySelectorOptions() {}

    /** Why these values, given in the order of the options, name no keys; blank ones are not given. */
    static Optional<String> problem(String... values) {
        List<String> given = given(values);
        return given.size() == 1
                ? Optional.empty()
                : Optional.of(
                        given.isEmpty() ? Messages.Step_NoKeys() : Messages.Step_SeveralWays(String.join(", ", given)));
    }

    /** In a line, the keys and the project that the arguments of a step name; null if they name none. */
    static String label(Map<?, ?> arguments) {
        List<String> parts = new ArrayList<>();
        NAMES.forEach(name -> addPart(parts, arguments.get(name)));
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
    static List<String> given(String... values) {
        List<String> given = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            if (Util.fixEmptyAndTrim(values[i]) != null) {
                given.add(NAMES.get(i));
            }
        }
        return given;
    }
}
