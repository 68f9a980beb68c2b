package hudson.matrix;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Stand-in: a value for each axis. */
public final class Combination extends TreeMap<String, String> {
    private static final long serialVersionUID = 1L;

    public Combination(Map<String, String> keyValuePairs) {
        super(keyValuePairs);
    }

    @Override
    public String toString() {
        return entrySet().stream().map(Object::toString).collect(Collectors.joining(","));
    }
}
