package io.jenkins.plugins.mongodbcloud.access;

import io.jenkins.plugins.mongodbcloud.client.ApiKey;
import io.jenkins.plugins.mongodbcloud.client.CallResult;
import io.jenkins.plugins.mongodbcloud.client.Session;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;

/** Does the operation to keys one after another on each of several sessions. Every key ends, whatever happens. */
final class KeyWorkers {

    private final AccessTask task;
    private final ProgressRecorder recorder;
    private final CallTracker calls;
    private final ResultCollector results;
    private final OutcomeMessages messages;
    private final Runnable done;
    private final Deque<ApiKey> pending;
    private final AtomicInteger sessions;
    private volatile Throwable noSession;

    /** @param done run once, when all keys have ended */
    KeyWorkers(
            AccessTask task,
            ProgressRecorder recorder,
            CallTracker calls,
            ResultCollector results,
            OutcomeMessages messages,
            List<ApiKey> keys,
            Runnable done) {
        this.task = task;
        this.recorder = recorder;
        this.calls = calls;
        this.results = results;
        this.messages = messages;
        this.done = done;
        this.pending = new ArrayDeque<>(keys);
        this.sessions = new AtomicInteger(Math.min(task.parallelism(), keys.size()));
    }

    void start() {
        int wanted = sessions.get();
        if (wanted == 0) {
            done.run();
            return;
        }
        for (int i = 0; i < wanted; i++) {
            calls.openSession(task.authority(), (session, failure) -> {
                if (failure != null) {
                    noSession = failure;
                    leave();
                } else {
                    work(session);
                }
            });
        }
    }

    private void work(Session session) {
        ApiKey key = next();
        while (key != null && !isRecorded(key)) {
            key = next();
        }
        if (key == null) {
            session.close();
            leave();
            return;
        }
        ApiKey current = key;
        calls.call(session, task.operation().request(task.projectId(), current.id()), (result, failure) -> {
            if (result != null) {
                called(current, result);
            } else if (failure instanceof CancellationException) {
                results.record(messages.stopped(current, true));
            } else {
                results.record(messages.notMade(current, failure, true));
            }
            work(session);
        });
    }

    private void called(ApiKey key, CallResult<?> result) {
        OutcomeRules.Decision decision =
                OutcomeRules.decide(task.operation(), result, task.resumeState().sentEarlier(key));
        if (decision.isUncertain()) {
            results.keepOpen(new ResultCollector.Open(key, decision, result));
        } else {
            results.record(messages.decided(key, decision, result));
        }
    }

    private boolean isRecorded(ApiKey key) {
        try {
            recorder.sending(key.id());
            results.sent(key.id());
            return true;
        } catch (IOException | RuntimeException e) {
            results.record(messages.notRecorded(key, e));
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
            if (calls.isCancelled() || noSession == null) {
                results.record(messages.stopped(key, task.resumeState().sentEarlier(key)));
            } else {
                results.record(messages.noSession(key, noSession));
            }
        }
        pending.clear();
        done.run();
    }
}
