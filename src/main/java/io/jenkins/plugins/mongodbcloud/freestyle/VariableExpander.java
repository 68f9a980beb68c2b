package io.jenkins.plugins.mongodbcloud.freestyle;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.Util;
import hudson.util.VariableResolver;
import io.jenkins.plugins.mongodbcloud.access.KeySelector;
import io.jenkins.plugins.mongodbcloud.steps.ProjectOptions;
import java.util.Set;
import java.util.TreeSet;

/** Fills a build's variables into the options of an unassignment: {@code $NAME}, {@code ${NAME}}, and {@code $$} for a dollar sign. */
final class VariableExpander {

    private VariableExpander() {}

    /** @throws AbortException naming every variable that the build does not have */
    static ProjectOptions expand(ProjectOptions options, EnvVars environment) throws AbortException {
        Set<String> missing = new TreeSet<>();
        VariableResolver<String> values = name -> {
            String value = environment.get(name);
            if (value == null) {
                missing.add(name);
            }
            return value;
        };
        ProjectOptions expanded = expand(options, values);
        if (!missing.isEmpty()) {
            throw new AbortException(Messages.Variables_Missing(String.join(", ", missing)));
        }
        return expanded;
    }

    /** As {@link #expand}, except that a variable for which there is no value stays as it is. */
    static ProjectOptions expand(ProjectOptions options, VariableResolver<String> values) {
        // Only an asterisk in the job's own text stands for any text.
        VariableResolver<String> literals = name -> {
            String value = values.resolve(name);
            return value == null ? null : KeySelector.ByDescription.escape(value);
        };
        return options.withTexts(
                text -> Util.replaceMacro(text, values), pattern -> Util.replaceMacro(pattern, literals));
    }
}
