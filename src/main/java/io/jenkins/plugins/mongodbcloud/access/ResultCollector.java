package io.jenkins.plugins.mongodbcloud.access;

import io.jenkins.plugins.mongodbcloud.client.ApiKey;
import io.jenkins.plugins.mongodbcloud.client.CallResult;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** The results of a task, in the order in which the user named the keys or the API listed them. */
final class ResultCollector {

    private static final Logger LOGGER = Logger.getLogger(ResultCollector.class.getName());

    /** A key whose call may have acted and came to nothing conclusive. */
    record Open(ApiKey key, OutcomeRules.Decision decision, CallResult<?> result) {}

    private final ProgressRecorder recorder;
    // All guarded by this.
    private final Map<String, ApiKey> keys = new LinkedHashMap<>();
    private final Map<String, KeyResult> results = new LinkedHashMap<>();
    private final Map<String, Open> open = new LinkedHashMap<>();
    private final Set<String> sent = new LinkedHashSet<>();
    private boolean closed;

    ResultCollector(ProgressRecorder recorder) {
        this.recorder = recorder;
    }

    /** Takes the key's place in the order. */
    synchronized void expect(ApiKey key) {
        keys.putIfAbsent(key.id(), key);
        results.putIfAbsent(key.id(), null);
    }

    /** A request for the key is sent, or was by an earlier run. */
    synchronized void sent(String id) {
        sent.add(id);
    }

    /** A result that is on record from an earlier run. */
    synchronized void recall(KeyResult result) {
        results.put(result.apiKeyId(), result);
    }

    void record(KeyResult ended) {
        KeyResult result = isClosed() ? ended : recorder.replace(ended);
        synchronized (this) {
            if (closed) {
                return;
            }
            String id = result.apiKeyId() == null ? "" : result.apiKeyId();
            results.put(id, result);
            open.remove(id);
        }
        try {
            recorder.finished(result);
        } catch (RuntimeException e) {
            // The report has the result all the same.
            LOGGER.log(Level.WARNING, e, () -> "Cannot record the result of " + result.apiKeyId());
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    /** Keeps back a result that a list may still settle. */
    synchronized void keepOpen(Open key) {
        open.put(key.key().id(), key);
    }

    synchronized List<Open> open() {
        return List.copyOf(open.values());
    }

    synchronized KeyResult get(String id) {
        return results.get(id);
    }

    /**
     * Gives every key a result that has none.
     *
     * @param missing makes the result of a key, of which the second argument says whether a request was sent
     */
    void complete(BiFunction<ApiKey, Boolean, KeyResult> missing) {
        List<ApiKey> without;
        synchronized (this) {
            without = keys.values().stream()
                    .filter(key -> results.get(key.id()) == null)
                    .toList();
        }
        without.forEach(key -> record(missing.apply(key, wasSent(key))));
    }

    private synchronized boolean wasSent(ApiKey key) {
        return sent.contains(key.id());
    }

    synchronized boolean isEmpty() {
        return results.isEmpty();
    }

    /** All results; those that come later are ignored. */
    synchronized List<KeyResult> close() {
        closed = true;
        return results.values().stream().flatMap(Stream::ofNullable).toList();
    }
}
