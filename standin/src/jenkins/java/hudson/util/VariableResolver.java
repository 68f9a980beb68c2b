package hudson.util;

/** Stand-in: a value for a name, null if there is none. */
public interface VariableResolver<V> {
    V resolve(String name);
}
