package io.jenkins.plugins.mongodbcloud.access;

import io.jenkins.plugins.mongodbcloud.client.ApiKey;
import io.jenkins.plugins.mongodbcloud.client.Operations;
import io.jenkins.plugins.mongodbcloud.client.Session;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/** Unassigns keys one after another on each of several sessions. Every key ends with a result, whatever happens. */
final class KeyWorkers {

    private final AccessTask job;
    private final ProgressRecorder journal;
    private final CallTracker calls;
    private final OutcomeRules verdicts;
    private final BiConsumer<ApiKey, KeyResult> results;
    private final Runnable done;
    private final Deque<ApiKey> pending;
    private final AtomicInteger sessions;
    private volatile Throwable noSession;

    /**
     * @param results told of every key's result, from several threads
     * @param done called once, after the last result
     */
    KeyWorkers(
            AccessTask job,
            ProgressRecorder journal,
            CallTracker calls,
            OutcomeRules verdicts,
            List<ApiKey> keys,
            BiConsumer<ApiKey, KeyResult> results,
            Runnable done) {
        this.job = job;
        this.journal = journal;
        this.calls = calls;
        this.verdicts = verdicts;
        this.pending = new ArrayDeque<>(keys);
        this.sessions = new AtomicInteger(Math.min(job.request().parallelism(), keys.size()));
        this.results = results;
        this.done = done;
    }

    void work() {
        int wanted = sessions.get();
        if (wanted == 0) {
            done.run();
            return;
        }
        for (int i = 0; i < wanted; i++) {
            calls.openSession(job, (session, failure) -> {
                if (failure != null) {
                    noSession = failure;
                    leave();
                } else {
                    drain(session);
                }
            });
        }
    }

    private void drain(Session session) {
        ApiKey key = next();
        while (key != null && !announced(key)) {
            key = next();
        }
        if (key == null) {
            session.close();
            leave();
            return;
        }
        ApiKey sent = key;
        calls.await(
                session.call(Operations.unassignApiKey(job.request().projectId(), sent.id())), (answer, failure) -> {
                    boolean sentEarlier = job.earlier().sent().contains(sent.id());
                    results.accept(
                            sent,
                            failure != null
                                    ? verdicts.interrupted(sent, true)
                                    : verdicts.unassigned(sent, answer, sentEarlier));
                    drain(session);
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
        if (sessions.decrementAndGet() > 0) {
            return;
        }
        for (ApiKey key : pending) {
            boolean sentEarlier = job.earlier().sent().contains(key.id());
            boolean stopped = calls.isCancelled() || noSession == null;
            results.accept(key, stopped ? verdicts.interrupted(key, sentEarlier) : verdicts.busy(key, noSession));
        }
        pending.clear();
        done.run();
    }
}
