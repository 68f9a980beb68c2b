package io.jenkins.plugins.mongodbcloud.access;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a task ended: a result for every key, in the order in which the user specified them or the API listed them.
 *
 * @param results empty if the task specified no keys
 * @param requests HTTP requests sent in all, those of lists included
 * @param millis milliseconds from start to end
 */
public record AccessReport(List<KeyResult> results, int requests, long millis) {

    private static final List<String> OF_ONE_KEY =
            List.of("apiKeyId", "publicKey", "description", "clientId", "name", "httpStatus", "errorCode");
    private static final List<String> OF_SEVERAL_KEYS = List.of("outcome", "projectId", "message");

    public AccessReport {
        results = List.copyOf(results);
    }

    /** The worst effect of all. */
    public BuildEffect effect() {
        return results.stream().map(KeyResult::effect).reduce(BuildEffect.SUCCESS, BuildEffect::worseOf);
    }

    /**
     * A result with the worst effect and, among those, the worst outcome.
     *
     * @throws java.util.NoSuchElementException if there are no results
     */
    public KeyResult worst() {
        return results.stream()
                .max(Comparator.comparing(KeyResult::effect).thenComparing(KeyResult::outcome))
                .orElseThrow();
    }

    /** How many keys ended so. */
    public long count(Outcome outcome) {
        return results.stream().filter(result -> result.outcome() == outcome).count();
    }

    /**
     * For a script: the one key's result where there is one; else the worst outcome and effect, without the
     * parts that belong to a single key. {@code keys} holds the results of all keys always. Only
     * types that Java serialization and the Groovy sandbox let pass.
     */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        if (!results.isEmpty()) {
            map.putAll(worst().toMap());
        }
        if (results.size() != 1) {
            map.replaceAll((part, value) -> OF_ONE_KEY.contains(part) ? null : value);
            map.put("attempts", results.stream().mapToInt(KeyResult::attempts).sum());
        }
        if (results.isEmpty()) {
            OF_ONE_KEY.forEach(part -> map.put(part, null));
            OF_SEVERAL_KEYS.forEach(part -> map.put(part, null));
            map.put("effect", effect().name());
        }
        map.put("requests", requests);
        map.put("millis", millis > Integer.MAX_VALUE ? Integer.MAX_VALUE : (int) millis);
        List<Map<String, Object>> keys = new ArrayList<>();
        results.forEach(result -> keys.add(result.toMap()));
        map.put("keys", keys);
        return map;
    }
}
