package io.jenkins.plugins.mongodbcloud.freestyle;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.Util;
import io.jenkins.plugins.mongodbcloud.steps.AccessOptions;
import java.util.Set;
import java.util.TreeSet;

/** Fills a build's variables into the options of an unassignment: {@code $NAME}, {@code ${NAME}}, and {@code $$} for a dollar sign. */
final class VariableExpander {

    private VariableExpander() {}

    /** @throws AbortException naming every variable that the build does not have */
    static AccessOptions expand(AccessOptions options, EnvVars environment) throws AbortException {
        Set<String> missing = new TreeSet<>();
        AccessOptions expanded = options.withTexts(text -> Util.replaceMacro(text, name -> {
            String value = environment.get(name);
            if (value == null) {
                missing.add(name);
            }
            return value;
        }));
        if (!missing.isEmpty()) {
            throw new AbortException(Messages.Variables_Missing(String.join(", ", missing)));
        }
        return expanded;
    }
}
