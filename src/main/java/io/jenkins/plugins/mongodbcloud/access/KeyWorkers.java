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

    /** Told of the end of each key, from several threads, and of the end of all, once. */
    interface Listener {
        /** A request for the key is about to be sent, which is on record. */
        void calling(ApiKey key);

        /** A call on the key ended. */
        void called(ApiKey key, CallResult<?> result);

        /** A call on the key ended without a result, through a failure of the plugin. */
        void broke(ApiKey key, Throwable cause);

        /** The build was stopped. */
        void stopped(ApiKey key, boolean sent);

        /** There is no session to make a call on. */
        void noSession(ApiKey key, Throwable cause);

        /** It could not be recorded that a request is to be sent, so none was. */
        void notRecorded(ApiKey key, Exception cause);

        /** All keys have ended. */
        void done();
    }

    private final AccessTask task;
    private final ProgressRecorder recorder;
    private final CallTracker calls;
    private final Listener listener;
    private final Deque<ApiKey> pending;
    private final AtomicInteger sessions;
    private volatile Throwable noSession;

    KeyWorkers(AccessTask task, ProgressRecorder recorder, CallTracker calls, List<ApiKey> keys, Listener listener) {
        this.task = task;
        this.recorder = recorder;
        this.calls = calls;
        this.listener = listener;
        this.pending = new ArrayDeque<>(keys);
        this.sessions = new AtomicInteger(Math.min(task.parallelism(), keys.size()));
    }

    void start() {
        int wanted = sessions.get();
        if (wanted == 0) {
            listener.done();
            return;
        }
        for (int i = 0; i < wanted; i++) {
            calls.openSession(task, (session, failure) -> {
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
                listener.called(current, result);
            } else if (failure instanceof CancellationException) {
                listener.stopped(current, true);
            } else {
                listener.broke(current, failure);
            }
            work(session);
        });
    }

    private boolean isRecorded(ApiKey key) {
        try {
            recorder.sending(key.id());
            listener.calling(key);
            return true;
        } catch (IOException | RuntimeException e) {
            listener.notRecorded(key, e);
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
                listener.stopped(key, false);
            } else {
                listener.noSession(key, noSession);
            }
        }
        pending.clear();
        listener.done();
    }
}
