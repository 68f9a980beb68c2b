package io.jenkins.plugins.mongodbcloud.access;

import io.jenkins.plugins.mongodbcloud.client.AdminClient;
import io.jenkins.plugins.mongodbcloud.client.ApiKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * One task under way: find the keys, do the operation to each, settle what is left open and verify. No thread waits
 * for it; every step is a continuation of the response before.
 */
public final class AccessExecution {

    private static final Logger LOGGER = Logger.getLogger(AccessExecution.class.getName());

    private final AccessTask task;
    private final ProgressRecorder recorder;
    private final OwnKeyIds ownKeyIds;
    private final CallTracker calls;
    private final OutcomeMessages messages;
    private final ResultCollector results;
    private final OwnKeyLookup ownKey;
    private final ResultSettlement settlement;
    private final long start = System.nanoTime();
    private final CompletableFuture<AccessReport> report = new CompletableFuture<>();
    private final AtomicBoolean broken = new AtomicBoolean();

    AccessExecution(
            AccessTask task,
            ProgressRecorder recorder,
            OwnKeyIds ownKeyIds,
            AdminClient api,
            Executor executor,
            BooleanSupplier stopped) {
        this.task = task;
        this.recorder = recorder;
        this.ownKeyIds = ownKeyIds;
        this.calls = new CallTracker(api, executor, stopped, this::breakDown);
        this.messages = new OutcomeMessages(task);
        this.results = new ResultCollector(recorder);
        this.ownKey = new OwnKeyLookup(task, calls, ownKeyIds, this::listFirst);
        this.settlement = new ResultSettlement(task, calls, results, messages, this::list);
    }

    /** Completes with a result for every key, also when cancelled or when the plugin fails; never exceptionally. */
    public CompletableFuture<AccessReport> report() {
        return report;
    }

    /** Cancels requests under way and sends no more; the report says which keys were not done. */
    public void cancel() {
        calls.cancel();
    }

    void start() {
        calls.start(this::begin);
    }

    private void begin() {
        Optional<List<ApiKey>> earlier = task.resumeState().selected();
        if (earlier.isPresent()) {
            protect(earlier.get());
        } else if (task.selector() instanceof KeySelector.ByIds byIds) {
            if (task.dryRun()) {
                select(listed -> plan(ResultSettlement.pick(unlisted(byIds), listed), listed));
            } else {
                announce(unlisted(byIds));
            }
        } else {
            KeySelector.Listed wanted = (KeySelector.Listed) task.selector();
            select(listed -> match(listed.stream().filter(wanted::matches).toList()));
        }
    }

    private void select(Consumer<List<ApiKey>> then) {
        listFirst(then, failure -> conclude(messages.listFailed(OutcomeMessages.ListUse.SELECT, failure)));
    }

    /** Reads the list before the first request that could act. */
    private void listFirst(Consumer<List<ApiKey>> then, Consumer<ListFailure> failed) {
        list(
                listed -> {
                    settlement.listedBefore(listed);
                    then.accept(listed);
                },
                failed);
    }

    private void list(Consumer<List<ApiKey>> then, Consumer<ListFailure> failed) {
        new KeyLookup(calls, task.authority(), page -> task.operation().list(task.projectId(), page))
                .find(
                        listed -> {
                            ownKeyIds.learn(task, listed);
                            then.accept(listed);
                        },
                        failed);
    }

    private static List<ApiKey> unlisted(KeySelector.ByIds byIds) {
        return byIds.ids().stream().map(ApiKeyFormat::unlisted).toList();
    }

    private void match(List<ApiKey> matches) {
        if (matches.isEmpty()) {
            conclude(messages.noMatch());
        } else if (matches.size() > task.maxKeys()) {
            conclude(messages.tooMany(matches));
        } else if (task.dryRun()) {
            plan(matches, matches);
        } else {
            announce(matches);
        }
    }

    private void plan(List<ApiKey> keys, List<ApiKey> listed) {
        keys.forEach(results::expect);
        for (ApiKey key : keys) {
            if (task.operation().isFulfilled(listed.contains(key))) {
                results.record(messages.notPlanned(key));
            } else if (isProtected(key, Optional.empty())) {
                results.record(messages.ownKey(key));
            } else {
                results.record(messages.planned(key));
            }
        }
        finish();
    }

    /** Records all keys before the first request that could act. */
    private void announce(List<ApiKey> keys) {
        keys.forEach(results::expect);
        try {
            if (!keys.isEmpty()) {
                recorder.selected(keys);
            }
        } catch (IOException | RuntimeException e) {
            keys.forEach(key -> results.record(messages.notRecorded(key, e)));
            finish();
            return;
        }
        protect(keys);
    }

    /** Finds out which of the keys is the one that authenticates. */
    private void protect(List<ApiKey> keys) {
        Map<String, KeyResult> finished = task.resumeState().finished();
        List<ApiKey> pending = new ArrayList<>();
        for (ApiKey key : keys) {
            results.expect(key);
            if (finished.containsKey(key.id())) {
                results.recall(finished.get(key.id()));
            } else {
                pending.add(key);
            }
        }
        task.resumeState().sent().forEach(results::sent);
        Optional<Optional<String>> own = ownKeyIds.find(task);
        // A single key that may go is always the last one.
        boolean matters = !task.allowSelf() || pending.size() > 1;
        boolean unknown = pending.stream().anyMatch(key -> key.publicKey().isEmpty());
        if (!task.endangersOwnKey() || !matters || !unknown || own.isPresent()) {
            work(keys, pending, own.flatMap(Function.identity()));
            return;
        }
        ownKey.find(id -> work(keys, pending, id), failure -> ownKeyNotFound(keys, pending, failure));
    }

    private void ownKeyNotFound(List<ApiKey> keys, List<ApiKey> pending, ListFailure failure) {
        if (task.allowSelf() || failure.isForeign()) {
            // The keys' own requests show what responds there, in words that fit; a key that loses its access says
            // that.
            if (!task.allowSelf()) {
                messages.ownKeyUnchecked();
            }
            work(keys, pending, Optional.empty());
        } else {
            pending.forEach(key -> results.record(
                    task.resumeState().sentEarlier(key) && failure.kind() == ListFailure.Kind.STOPPED
                            ? messages.stopped(key, true)
                            : messages.ownKeyUnknown(key, failure)));
            finish();
        }
    }

    private boolean isOwn(ApiKey key, Optional<String> ownId) {
        return task.endangersOwnKey()
                && (ownId.isPresent() ? ownId.get().equalsIgnoreCase(key.id()) : task.isOwnKey(key));
    }

    private boolean isProtected(ApiKey key, Optional<String> ownId) {
        return !task.allowSelf() && isOwn(key, ownId);
    }

    private void work(List<ApiKey> keys, List<ApiKey> pending, Optional<String> ownId) {
        List<ApiKey> own = new ArrayList<>();
        List<ApiKey> others = new ArrayList<>();
        for (ApiKey key : pending) {
            if (isProtected(key, ownId)) {
                results.record(messages.ownKey(key));
            } else {
                (isOwn(key, ownId) ? own : others).add(key);
            }
        }
        // The key that authenticates goes last: without it neither the others nor the list can be reached.
        work(others, () -> settlement.check(keys, () -> work(own, () -> settlement.settle(this::finish))));
    }

    private void work(List<ApiKey> keys, Runnable then) {
        new KeyWorkers(task, recorder, calls, results, messages, keys, then).start();
    }

    private void conclude(KeyResult onSelection) {
        results.record(onSelection);
        finish();
    }

    private void finish() {
        ownKey.end();
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        report.complete(new AccessReport(results.close(), calls.requests(), millis));
    }

    /** The last resort: whatever threw, every key ends with a result. */
    private void breakDown(Throwable cause) {
        if (!broken.compareAndSet(false, true)) {
            return;
        }
        LOGGER.log(Level.WARNING, cause, () -> "A task on project " + task.projectId() + " failed unexpectedly");
        calls.abandon();
        // The executor may take no more, and the thread at hand may be HttpClient's, which must not write to disk.
        ForkJoinPool.commonPool().execute(() -> {
            if (task.selector() instanceof KeySelector.ByIds byIds) {
                unlisted(byIds).forEach(results::expect);
            }
            settlement.leaveOpen();
            results.complete((key, sent) -> messages.notMade(key, cause, sent));
            if (results.isEmpty()) {
                results.record(messages.brokenDown(cause));
            }
            finish();
        });
    }
}
