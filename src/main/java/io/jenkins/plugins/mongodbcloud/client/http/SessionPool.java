package io.jenkins.plugins.mongodbcloud.client.http;

import io.jenkins.plugins.mongodbcloud.client.ApiKeyPair;
import io.jenkins.plugins.mongodbcloud.client.auth.DigestSession;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import javax.crypto.KeyGenerator;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/**
 * How many sessions there are, and the digest sessions of those not in use. Each endpoint has its own
 * number of places and its own queue, so a slow one does not hold up another.
 */
final class SessionPool {

    /** Sessions in use at once per endpoint. */
    static final int MAX_SESSIONS = 1_024;
    /** Callers waiting for a session per endpoint. */
    static final int MAX_WAITING = 10_000;
    /** Unused sessions kept, of all endpoints together. */
    static final int MAX_IDLE = 256;

    private static final String FINGERPRINT = "HmacSHA256";
    private static final Duration MAX_WAIT = Duration.ofMinutes(10);

    /** Tells sessions apart by endpoint and key pair, without keeping the private key. */
    private record Owner(URI endpoint, String publicKey, Fingerprint fingerprint) {}

    private record Fingerprint(byte[] bytes) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Fingerprint that && Arrays.equals(bytes, that.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }

        @Override
        public String toString() {
            return "fingerprint";
        }
    }

    /** A session at rest; the wrapper tells one rest from the next of the same session. */
    private static final class Resting {
        private final DigestSession session;

        Resting(DigestSession session) {
            this.session = session;
        }
    }

    private static final class Places {
        private int taken;
        private final Deque<CompletableFuture<Void>> waiting = new ArrayDeque<>();
    }

    private final Scheduler timers;
    private final SecretKey salt;
    private final Map<URI, Places> places = new HashMap<>();
    private final Map<Owner, Deque<Resting>> idle = new HashMap<>();
    private int idleCount;

    SessionPool(Scheduler timers) {
        this.timers = timers;
        this.salt = salt();
    }

    /**
     * Completes when a place is free; exceptionally with a {@link SessionLimitException} if the queue is full or
     * the wait longer than 10 minutes. Cancelling gives up the wait.
     */
    CompletableFuture<Void> takePlace(URI endpoint) {
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
        Future<?> patience = timers.after(
                MAX_WAIT,
                () -> place.completeExceptionally(
                        new SessionLimitException("no session came free in " + MAX_WAIT.toMinutes() + " minutes")));
        place.whenComplete((done, failure) -> {
            patience.cancel(false);
            if (failure != null) {
                forget(endpoint, place);
            }
        });
        return place;
    }

    /** Hands the place to who waits longest, or frees it. */
    void leavePlace(URI endpoint) {
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

    /** The session that these keys used last at this endpoint, or a new one. */
    synchronized DigestSession takeSession(URI endpoint, ApiKeyPair keys) {
        Owner owner = owner(endpoint, keys);
        Deque<Resting> sessions = idle.get(owner);
        if (sessions == null) {
            return new DigestSession();
        }
        idleCount--;
        Resting latest = sessions.pop();
        if (sessions.isEmpty()) {
            idle.remove(owner);
        }
        return latest.session;
    }

    /** Keeps a session for its owner's next session, for as long as said. */
    void keepSession(URI endpoint, ApiKeyPair keys, DigestSession session, Duration idleTime) {
        if (!session.isWorthKeeping()) {
            return;
        }
        Owner owner = owner(endpoint, keys);
        Resting resting = new Resting(session);
        synchronized (this) {
            if (idleCount >= MAX_IDLE) {
                return;
            }
            idleCount++;
            idle.computeIfAbsent(owner, ignored -> new ArrayDeque<>()).push(resting);
        }
        timers.after(idleTime, () -> drop(owner, resting));
    }

    private synchronized void drop(Owner owner, Resting resting) {
        Deque<Resting> sessions = idle.get(owner);
        if (sessions != null && sessions.remove(resting)) {
            idleCount--;
            if (sessions.isEmpty()) {
                idle.remove(owner);
            }
        }
    }

    private Owner owner(URI endpoint, ApiKeyPair keys) {
        try {
            Mac mac = Mac.getInstance(FINGERPRINT);
            mac.init(salt);
            byte[] bytes = mac.doFinal(keys.privateKey().getBytes(StandardCharsets.UTF_8));
            return new Owner(endpoint, keys.publicKey(), new Fingerprint(bytes));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has " + FINGERPRINT, impossible);
        }
    }

    private static SecretKey salt() {
        try {
            return KeyGenerator.getInstance(FINGERPRINT).generateKey();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has " + FINGERPRINT, impossible);
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
