package org.jenkinsci.plugins.structs.describable;

/** Stand-in: one argument from which something can be made. */
public final class DescribableParameter {
    private final String name;
    private final Class<?> type;

    DescribableParameter(String name, Class<?> type) {
        this.name = name;
        this.type = type;
    }

    public String getName() {
        return name;
    }

    @SuppressWarnings("rawtypes")
    public Class getErasedType() {
        return type;
    }
}
