package io.jenkins.plugins.mongodbcloud.freestyle;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.Util;
import hudson.util.VariableResolver;
import io.jenkins.plugins.mongodbcloud.access.KeySelector;
import io.jenkins.plugins.mongodbcloud.steps.ProjectOptions;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/** Fills a build's variables into the options of an unassignment: {@code $NAME}, {@code ${NAME}}, and {@code $$} for a dollar sign. */
final class VariableExpander {

    private VariableExpander() {}

    /**
     * The options with the values of the variables.
     *
     * @throws AbortException naming every variable that the build does not have, or every text of which nothing but
     *     asterisks is left: as an option that was left out it would mean more than the job says
     */
    static ProjectOptions expand(ProjectOptions options, EnvVars environment) throws AbortException {
        Set<String> missing = new TreeSet<>();
        Set<String> emptied = new LinkedHashSet<>();
        VariableResolver<String> values = name -> {
            String value = environment.get(name);
            if (value == null) {
                missing.add(name);
            }
            return value;
        };
        ProjectOptions expanded = expand(options, values, (text, filled) -> {
            if (hasNothing(filled) && !hasNothing(text)) {
                emptied.add('"' + text.trim() + '"');
            }
        });
        if (!missing.isEmpty()) {
            throw new AbortException(Messages.Variables_Missing(String.join(", ", missing)));
        }
        if (!emptied.isEmpty()) {
            throw new AbortException(Messages.Variables_Empty(String.join(", ", emptied)));
        }
        return expanded;
    }

    private static boolean hasNothing(String text) {
        return text.replace('*', ' ').isBlank();
    }

    /** As {@link #expand}, except that a variable for which there is no value stays as it is. */
    static ProjectOptions expand(ProjectOptions options, VariableResolver<String> values) {
        return expand(options, values, (text, filled) -> {});
    }

    private static ProjectOptions expand(
            ProjectOptions options, VariableResolver<String> values, BiConsumer<String, String> told) {
        // Only an asterisk in the job's own text stands for any text.
        VariableResolver<String> literals = name -> {
            String value = values.resolve(name);
            return value == null ? null : KeySelector.ByDescription.escape(value);
        };
        return options.withTexts(text -> fill(text, values, told), pattern -> fill(pattern, literals, told));
    }

    private static String fill(String text, VariableResolver<String> values, BiConsumer<String, String> told) {
        String filled = Util.replaceMacro(text, values);
        told.accept(text, filled);
        return filled;
    }
}
