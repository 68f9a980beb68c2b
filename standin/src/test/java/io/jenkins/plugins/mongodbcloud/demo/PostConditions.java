package io.jenkins.plugins.mongodbcloud.demo;

import groovy.lang.Closure;
import groovy.lang.GroovyObjectSupport;
import hudson.model.Result;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A {@code post} section. */
record PostConditions(Map<String, Closure<?>> conditions) {
    static final PostConditions NONE = new PostConditions(Map.of());

    /** In the order in which Jenkins takes them. */
    private static final List<String> ORDER = List.of(
            "always",
            "changed",
            "fixed",
            "regression",
            "aborted",
            "success",
            "unsuccessful",
            "unstable",
            "failure",
            "notBuilt",
            "cleanup");

    static PostConditions read(Closure<?> section, GroovyObjectSupport variables) throws Throwable {
        Map<String, Closure<?>> conditions = new LinkedHashMap<>();
        Block block = Block.read("post", section, Set.copyOf(ORDER), variables);
        for (Call condition : block.all()) {
            block.only(condition.name());
            conditions.put(condition.name(), condition.block());
        }
        return new PostConditions(conditions);
    }

    List<Map.Entry<String, Closure<?>>> inOrder() {
        return ORDER.stream()
                .filter(conditions::containsKey)
                .<Map.Entry<String, Closure<?>>>map(name -> Map.entry(name, conditions.get(name)))
                .toList();
    }

    boolean any(Result result) {
        return conditions.keySet().stream().anyMatch(condition -> isMet(condition, result));
    }

    /** Whether a condition is met by the first build of a job. */
    static boolean isMet(String condition, Result result) {
        return switch (condition) {
            case "always", "cleanup", "changed" -> true;
            case "fixed", "regression" -> false;
            case "success" -> result == Result.SUCCESS;
            case "unsuccessful" -> result != Result.SUCCESS;
            case "unstable" -> result == Result.UNSTABLE;
            case "failure" -> result == Result.FAILURE;
            case "aborted" -> result == Result.ABORTED;
            case "notBuilt" -> result == Result.NOT_BUILT;
            default -> throw new IllegalArgumentException(condition);
        };
    }
}
