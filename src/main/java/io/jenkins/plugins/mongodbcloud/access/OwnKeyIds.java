package io.jenkins.plugins.mongodbcloud.access;

import io.jenkins.plugins.mongodbcloud.client.ApiKey;
import io.jenkins.plugins.mongodbcloud.client.ServiceAccount;
import java.net.URI;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The IDs of the keys that authenticate, by endpoint and project, as lists of keys have shown them. An ID belongs to
 * a public key for good; that a project does not have the key is forgotten after an hour.
 */
final class OwnKeyIds {

    /** Entries kept, the most recently used. */
    static final int MAX_ENTRIES = 1_000;

    private static final long ABSENCE_NANOS = TimeUnit.HOURS.toNanos(1);

    private record Place(URI baseUrl, String identity, String projectId) {
        static Place of(AccessTask task) {
            String identity = task.credential().identity().toLowerCase(Locale.ROOT);
            return new Place(task.endpoint().baseUrl(), identity, task.projectId());
        }
    }

    private record Entry(Optional<String> id, long nanos) {}

    private final LongSupplier nanoTime;
    // Guarded by this.
    private final Map<Place, CompletableFuture<Optional<ListFailure>>> lookups = new HashMap<>();
    // Guarded by this.
    private final Map<Place, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);

    /** @param nanoTime as {@link System#nanoTime} */
    OwnKeyIds(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Learns from a project's complete list, if the key that authenticates can be in it. */
    synchronized void learn(AccessTask task, List<ApiKey> listed) {
        if (!task.endangersOwnKey()) {
            return;
        }
        Optional<String> id =
                listed.stream().filter(task::isOwnKey).map(ApiKey::id).findFirst();
        entries.put(Place.of(task), new Entry(id, nanoTime.getAsLong()));
        if (entries.size() > MAX_ENTRIES) {
            entries.remove(entries.keySet().iterator().next());
        }
    }

    /** Empty if not known; a value without an ID if the project does not have the key. */
    synchronized Optional<Optional<String>> find(AccessTask task) {
        if (task.credential() instanceof ServiceAccount account) {
            return Optional.of(Optional.of(account.clientId()));
        }
        Entry entry = entries.get(Place.of(task));
        boolean known =
                entry != null && (entry.id().isPresent() || nanoTime.getAsLong() - entry.nanos() < ABSENCE_NANOS);
        return known ? Optional.of(entry.id()) : Optional.empty();
    }

    /**
     * Joins the lookup of another task that is under way, or begins one: if this is empty, the caller reads the list and
     * calls {@link #endLookup}. Builds that start together would read the list once each, and would see it change while
     * others already unassign keys.
     *
     * @return completes with why the list could not be read, if so; a future of the caller's own
     */
    synchronized Optional<CompletableFuture<Optional<ListFailure>>> joinLookup(AccessTask task) {
        if (find(task).isPresent()) {
            return Optional.of(CompletableFuture.completedFuture(Optional.empty()));
        }
        CompletableFuture<Optional<ListFailure>> running =
                lookups.putIfAbsent(Place.of(task), new CompletableFuture<>());
        return Optional.ofNullable(running).map(CompletableFuture::copy);
    }

    /** Ends a lookup, and with it the wait of those that joined it. */
    void endLookup(AccessTask task, Optional<ListFailure> failure) {
        CompletableFuture<Optional<ListFailure>> ended;
        synchronized (this) {
            ended = lookups.remove(Place.of(task));
        }
        if (ended != null) {
            ended.complete(failure);
        }
    }
}
