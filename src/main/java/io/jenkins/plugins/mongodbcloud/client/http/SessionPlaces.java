package io.jenkins.plugins.mongodbcloud.client.http;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/**
 * How many sessions there may be at once. Each endpoint has its own number of places and its own queue, so a slow one
 * does not hold up another.
 */
final class SessionPlaces {

    /** Sessions in use at once per endpoint. */
    static final int MAX_SESSIONS = 64;
    /** Callers waiting for a session per endpoint. */
    static final int MAX_WAITING = 10_000;

    private static final Duration MAX_WAIT = Duration.ofMinutes(10);

    private static final class Places {
        private int taken;
        private final Deque<CompletableFuture<Void>> waiting = new ArrayDeque<>();
    }

    private final Scheduler timers;
    private final Map<URI, Places> places = new HashMap<>();

    SessionPlaces(Scheduler timers) {
        this.timers = timers;
    }

    /**
     * Completes when a place is free; exceptionally with a {@link SessionLimitException} if the queue is full or
     * the wait longer than 10 minutes. Cancelling gives up the wait.
     */
    CompletableFuture<Void> take(URI endpoint) {
        CompletableFuture<Void> place = new CompletableFuture<>();
        synchronized (this) {
            Places here = places.computeIfAbsent(endpoint, ignored -> new Places());
            if (here.taken < MAX_SESSIONS) {
                here.taken++;
                place.complete(null);
                return place;
            }
            if (here.waiting.size() >= MAX_WAITING) {
                return CompletableFuture.failedFuture(new SessionLimitException("too many calls are waiting already"));
            }
            here.waiting.add(place);
        }
        Future<?> timeout = timers.after(
                MAX_WAIT,
                () -> place.completeExceptionally(
                        new SessionLimitException("no session came free in " + MAX_WAIT.toMinutes() + " minutes")));
        place.whenComplete((done, failure) -> {
            timeout.cancel(false);
            if (failure != null) {
                forget(endpoint, place);
            }
        });
        return place;
    }

    /** Hands the place to who waits longest, or frees it. */
    void leave(URI endpoint) {
        while (true) {
            CompletableFuture<Void> next;
            synchronized (this) {
                Places here = places.get(endpoint);
                next = here.waiting.poll();
                if (next == null) {
                    here.taken--;
                    if (here.taken == 0) {
                        places.remove(endpoint);
                    }
                    return;
                }
            }
            if (next.complete(null)) {
                return;
            }
        }
    }

    private synchronized void forget(URI endpoint, CompletableFuture<Void> place) {
        Places here = places.get(endpoint);
        if (here != null) {
            here.waiting.remove(place);
        }
    }

    /** There is no session to be had. */
    static final class SessionLimitException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        SessionLimitException(String message) {
            super(Objects.requireNonNull(message));
        }
    }
}
