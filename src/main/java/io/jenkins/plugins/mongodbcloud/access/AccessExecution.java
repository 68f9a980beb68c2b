package io.jenkins.plugins.mongodbcloud.access;

import io.jenkins.plugins.mongodbcloud.client.AdminClient;
import io.jenkins.plugins.mongodbcloud.client.ApiKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One unassignment under way: find the keys, unassign them, verify. No thread waits for it; every step is a
 * continuation of the answer before.
 */
public final class AccessExecution {

    private final AccessTask job;
    private final AccessRequest request;
    private final ProgressRecorder journal;
    private final CallTracker calls;
    private final OutcomeRules verdicts;
    private final long start = System.nanoTime();
    private final CompletableFuture<AccessReport> report = new CompletableFuture<>();
    // In the order in which the user named them or the server listed them; guarded by this.
    private final Map<String, KeyResult> results = new LinkedHashMap<>();

    AccessExecution(AccessTask job, ProgressRecorder journal, AdminClient api, Executor executor) {
        this.job = job;
        this.request = job.request();
        this.journal = journal;
        this.calls = new CallTracker(api, executor, this::breakDown);
        this.verdicts = new OutcomeRules(request, job.endpoint().name(), job.credentials());
    }

    /** Completes with a result for every key, also when cancelled; exceptionally only if the plugin itself fails. */
    public CompletableFuture<AccessReport> report() {
        return report;
    }

    /** Takes requests under way back and sends no more; the report says which keys were not done. */
    public void cancel() {
        calls.cancel();
    }

    void start(Executor executor) {
        try {
            CompletableFuture.runAsync(this::begin, executor).exceptionally(breakdown -> {
                breakDown(breakdown);
                return null;
            });
        } catch (RejectedExecutionException full) {
            breakDown(full);
        }
    }

    private void breakDown(Throwable cause) {
        boolean wrapped = cause instanceof CompletionException && cause.getCause() != null;
        report.completeExceptionally(wrapped ? cause.getCause() : cause);
        calls.abandon();
    }

    private void begin() {
        if (job.earlier().selected().isPresent()) {
            unassign(job.earlier().selected().get());
        } else if (request.selection() instanceof KeySelector.ByIds byIds) {
            if (request.dryRun()) {
                find(listed -> rehearse(pick(byIds, listed), listed));
            } else {
                unassign(pick(byIds, List.of()));
            }
        } else {
            KeySelector.Listed wanted = (KeySelector.Listed) request.selection();
            find(listed -> match(listed.stream().filter(wanted::matches).toList()));
        }
    }

    private void find(Consumer<List<ApiKey>> then) {
        new KeyLookup(calls, job, verdicts, OutcomeRules.ListUse.FIND).find(then, this::conclude);
    }

    private static List<ApiKey> pick(KeySelector.ByIds byIds, List<ApiKey> listed) {
        Map<String, ApiKey> known =
                listed.stream().collect(Collectors.toMap(ApiKey::id, Function.identity(), (first, second) -> first));
        return byIds.ids().stream()
                .map(id -> known.getOrDefault(id, ApiKeyFormat.unlisted(id)))
                .toList();
    }

    private void match(List<ApiKey> matches) {
        if (matches.isEmpty()) {
            conclude(verdicts.noMatch());
        } else if (matches.size() > request.effectiveMaximum()) {
            conclude(verdicts.tooMany(matches));
        } else if (request.dryRun()) {
            rehearse(matches, matches);
        } else {
            try {
                journal.selected(matches);
            } catch (IOException unwritable) {
                matches.forEach(key -> record(key, verdicts.journalFailed(key, unwritable)));
                finish();
                return;
            }
            unassign(matches);
        }
    }

    private void rehearse(List<ApiKey> keys, List<ApiKey> assigned) {
        for (ApiKey key : keys) {
            if (!assigned.contains(key)) {
                record(key, verdicts.wouldNot(key));
            } else {
                record(key, isRefused(key) ? verdicts.self(key) : verdicts.would(key));
            }
        }
        finish();
    }

    private void unassign(List<ApiKey> keys) {
        List<ApiKey> self = new ArrayList<>();
        List<ApiKey> others = new ArrayList<>();
        for (ApiKey key : keys) {
            KeyResult before = job.earlier().finished().get(key.id());
            // Takes the key's place in the order.
            results.put(key.id(), before);
            if (before == null && isRefused(key)) {
                record(key, verdicts.self(key));
            } else if (before == null) {
                (job.isSelf(key.publicKey()) ? self : others).add(key);
            }
        }
        // The key that authenticates goes last: without it neither the others nor the list can be reached.
        queue(others, () -> verify(keys, () -> queue(self, this::finish).work()))
                .work();
    }

    private KeyWorkers queue(List<ApiKey> keys, Runnable done) {
        return new KeyWorkers(job, journal, calls, verdicts, keys, this::record, done);
    }

    private boolean isRefused(ApiKey key) {
        return job.isSelf(key.publicKey()) && !request.allowSelf();
    }

    private void verify(List<ApiKey> keys, Runnable then) {
        if (!request.verify() || calls.isCancelled() || keys.stream().noneMatch(this::isSaidToBeGone)) {
            then.run();
            return;
        }
        new KeyLookup(calls, job, verdicts, OutcomeRules.ListUse.VERIFY)
                .find(
                        listed -> {
                            listed.stream()
                                    .filter(this::isSaidToBeGone)
                                    .forEach(key -> record(key, verdicts.still(key, result(key))));
                            then.run();
                        },
                        failure -> {
                            record("", failure);
                            then.run();
                        });
    }

    private boolean isSaidToBeGone(ApiKey key) {
        KeyResult result = result(key);
        return result != null && (result.outcome() == Outcome.UNASSIGNED || result.outcome() == Outcome.NOT_ASSIGNED);
    }

    private synchronized KeyResult result(ApiKey key) {
        return results.get(key.id());
    }

    private void record(ApiKey key, KeyResult result) {
        record(key.id(), result);
    }

    private void record(String id, KeyResult result) {
        synchronized (this) {
            results.put(id, result);
        }
        journal.finished(result);
    }

    private void conclude(KeyResult onSelection) {
        record("", onSelection);
        finish();
    }

    private void finish() {
        List<KeyResult> all;
        synchronized (this) {
            all = results.values().stream().flatMap(Stream::ofNullable).toList();
        }
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        report.complete(new AccessReport(all, calls.requests(), millis));
    }
}
