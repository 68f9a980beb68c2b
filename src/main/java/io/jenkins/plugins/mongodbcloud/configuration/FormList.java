package io.jenkins.plugins.mongodbcloud.configuration;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a form can offer to choose from.
 *
 * @param items what was listed, in the server's order
 * @param isComplete whether that is all that there is
 * @param problem why it is not, and what to do; empty if there is no reason to tell
 */
public record FormList<T>(List<T> items, boolean isComplete, Optional<String> problem) {
    public FormList {
        items = List.copyOf(items);
    }

    /** Nothing, for somebody who may not be told why. */
    static <T> FormList<T> nothing() {
        return new FormList<>(List.of(), false, Optional.empty());
    }

    /** Nothing, or not all, for a reason. */
    static <T> FormList<T> incomplete(List<T> items, String problem) {
        return new FormList<>(items, false, Optional.of(problem));
    }

    /** The same of other items. */
    public <R> FormList<R> map(Function<? super T, ? extends R> change) {
        return new FormList<>(items.stream().<R>map(change).toList(), isComplete, problem);
    }
}
