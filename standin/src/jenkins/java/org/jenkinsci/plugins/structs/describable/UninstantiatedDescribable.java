package org.jenkinsci.plugins.structs.describable;

import java.util.Map;

/** Stand-in: the arguments from which something can be made. */
public class UninstantiatedDescribable {
    public static final String ANONYMOUS_KEY = "<anonymous>";

    private final Map<String, ?> arguments;

    public UninstantiatedDescribable(Map<String, ?> arguments) {
        this.arguments = arguments;
    }

    public UninstantiatedDescribable withArguments(Map<String, ?> replacement) {
        return new UninstantiatedDescribable(replacement);
    }

    public Map<String, ?> getArguments() {
        return arguments;
    }
}
