package io.jenkins.plugins.mongodbcloud.access;

import io.jenkins.plugins.mongodbcloud.client.ApiKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Compares with the project's list what was said of keys, and settles by it what no response had decided. */
final class ResultSettlement {

    private final AccessTask task;
    private final CallTracker calls;
    private final ResultCollector results;
    private final OutcomeMessages messages;
    private final BiConsumer<Consumer<List<ApiKey>>, Consumer<ListFailure>> reader;
    // IDs of the keys that the project had at first; null if that was not read.
    private volatile Set<String> listedBefore;

    /** @param reader reads the list and calls one of the two */
    ResultSettlement(
            AccessTask task,
            CallTracker calls,
            ResultCollector results,
            OutcomeMessages messages,
            BiConsumer<Consumer<List<ApiKey>>, Consumer<ListFailure>> reader) {
        this.task = task;
        this.calls = calls;
        this.results = results;
        this.messages = messages;
        this.reader = reader;
    }

    /** Remembers a list that was read before the first request that could act. */
    void listedBefore(List<ApiKey> listed) {
        listedBefore = idsOf(listed);
    }

    private static Set<String> idsOf(List<ApiKey> listed) {
        return listed.stream().map(ApiKey::id).collect(Collectors.toSet());
    }

    /** The keys with what the list says of them. */
    static List<ApiKey> pick(List<ApiKey> keys, List<ApiKey> listed) {
        Map<String, ApiKey> known = listed.stream().collect(Collectors.toMap(ApiKey::id, Function.identity()));
        return keys.stream().map(key -> known.getOrDefault(key.id(), key)).toList();
    }

    /** Reads the list, if there is a reason to, and compares it with what was said of the keys. */
    void check(List<ApiKey> keys, Runnable then) {
        if (!task.verify() || calls.isCancelled() || keys.stream().noneMatch(this::isSaidToBeFulfilled)) {
            settle(then);
            return;
        }
        reader.accept(
                listed -> {
                    Set<String> ids = idsOf(listed);
                    settle(ids);
                    pick(keys, listed).stream()
                            .filter(this::isSaidToBeFulfilled)
                            .filter(key -> !task.operation().isFulfilled(ids.contains(key.id())))
                            .forEach(key -> results.record(messages.contradicted(key, results.get(key.id()))));
                    then.run();
                },
                failure -> {
                    results.record(messages.listFailed(OutcomeMessages.ListUse.VERIFY, failure));
                    leaveOpen();
                    then.run();
                });
    }

    private boolean isSaidToBeFulfilled(ApiKey key) {
        KeyResult result = results.get(key.id());
        return result != null
                && (result.outcome().kind() == Outcome.Kind.DONE
                        || result.outcome().kind() == Outcome.Kind.NOT_NEEDED);
    }

    /** Reads the list if a key is left open. */
    void settle(Runnable then) {
        if (results.open().isEmpty() || calls.isCancelled()) {
            leaveOpen();
            then.run();
            return;
        }
        reader.accept(
                listed -> {
                    settle(idsOf(listed));
                    then.run();
                },
                failure -> {
                    leaveOpen();
                    then.run();
                });
    }

    private void settle(Set<String> listed) {
        for (ResultCollector.Open key : results.open()) {
            String id = key.key().id();
            // A list that was read after an earlier run may have acted does not show what was before.
            Optional<Boolean> before = Optional.ofNullable(listedBefore)
                    .filter(ids -> !task.resumeState().sentEarlier(key.key()))
                    .map(ids -> ids.contains(id));
            OutcomeRules.Decision settled =
                    OutcomeRules.settle(task.operation(), key.decision(), listed.contains(id), before);
            results.record(messages.settled(key.key(), settled, key.result()));
        }
    }

    void leaveOpen() {
        results.open().forEach(key -> results.record(messages.decided(key.key(), key.decision(), key.result())));
    }
}
