package io.jenkins.plugins.mongodbcloud.journal;

import hudson.EnvVars;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Values that the console masks, so that they must be masked wherever else they would be shown or stored.
 *
 * @param values the longest first, for one can be a part of another
 */
public record SensitiveValues(List<String> values) {

    /** For a build without any. */
    public static final SensitiveValues NONE = new SensitiveValues(List.of());

    private static final String MASK = "****";

    public SensitiveValues {
        values = values.stream()
                .flatMap(value -> Stream.of(value, value.trim()))
                .filter(value -> !value.isEmpty())
                .distinct()
                .sorted(Comparator.comparing(String::length).reversed())
                .toList();
    }

    /** The values of those variables that have one. */
    public static SensitiveValues of(Collection<String> variables, EnvVars environment) {
        return new SensitiveValues(variables.stream()
                .map(environment::get)
                .filter(value -> value != null)
                .toList());
    }

    /** Those of them that are in a text. */
    public List<String> in(String text) {
        return values.stream().filter(text::contains).toList();
    }

    SensitiveValues and(List<String> more) {
        return new SensitiveValues(Stream.concat(values.stream(), more.stream()).toList());
    }

    /** The text with each of the values masked, as the console does it; null for null. */
    public String mask(String text) {
        String masked = text;
        for (String value : text == null ? List.<String>of() : values) {
            masked = masked.replace(value, MASK);
        }
        return masked;
    }
}
