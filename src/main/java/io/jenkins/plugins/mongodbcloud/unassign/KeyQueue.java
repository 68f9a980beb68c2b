package io.jenkins.plugins.mongodbcloud.unassign;

import io.jenkins.plugins.mongodbcloud.admin.ApiKey;
import io.jenkins.plugins.mongodbcloud.admin.Lane;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/** Unassigns keys one after another on each of several lanes. Every key ends with a result, whatever happens. */
final class KeyQueue {

    private final Job job;
    private final Journal journal;
    private final Calls calls;
    private final Verdicts verdicts;
    private final BiConsumer<ApiKey, KeyResult> results;
    private final Runnable done;
    private final Deque<ApiKey> pending;
    private final AtomicInteger lanes;
    private volatile Throwable noLane;

    /**
     * @param results told of every key's result, from several threads
     * @param done called once, after the last result
     */
    KeyQueue(
            Job job,
            Journal journal,
            Calls calls,
            Verdicts verdicts,
            List<ApiKey> keys,
            BiConsumer<ApiKey, KeyResult> results,
            Runnable done) {
        this.job = job;
        this.journal = journal;
        this.calls = calls;
        this.verdicts = verdicts;
        this.pending = new ArrayDeque<>(keys);
        this.lanes = new AtomicInteger(Math.min(job.request().parallelism(), keys.size()));
        this.results = results;
        this.done = done;
    }

    void work() {
        int wanted = lanes.get();
        if (wanted == 0) {
            done.run();
            return;
        }
        for (int i = 0; i < wanted; i++) {
            calls.openLane(job, (lane, failure) -> {
                if (failure != null) {
                    noLane = failure;
                    leave();
                } else {
                    drain(lane);
                }
            });
        }
    }

    private void drain(Lane lane) {
        ApiKey key = next();
        while (key != null && !announced(key)) {
            key = next();
        }
        if (key == null) {
            lane.close();
            leave();
            return;
        }
        ApiKey sent = key;
        calls.await(lane.unassign(job.request().projectId(), sent.id()), (answer, failure) -> {
            boolean sentEarlier = job.earlier().sent().contains(sent.id());
            results.accept(
                    sent,
                    failure != null
                            ? verdicts.interrupted(sent, true)
                            : verdicts.unassigned(sent, answer, sentEarlier));
            drain(lane);
        });
    }

    private boolean announced(ApiKey key) {
        try {
            journal.sending(key.id());
            return true;
        } catch (IOException unwritable) {
            results.accept(key, verdicts.journalFailed(key, unwritable));
            return false;
        }
    }

    private ApiKey next() {
        if (calls.isCancelled()) {
            return null;
        }
        synchronized (pending) {
            return pending.poll();
        }
    }

    private void leave() {
        if (lanes.decrementAndGet() > 0) {
            return;
        }
        for (ApiKey key : pending) {
            boolean sentEarlier = job.earlier().sent().contains(key.id());
            boolean stopped = calls.isCancelled() || noLane == null;
            results.accept(key, stopped ? verdicts.interrupted(key, sentEarlier) : verdicts.busy(key, noLane));
        }
        pending.clear();
        done.run();
    }
}
