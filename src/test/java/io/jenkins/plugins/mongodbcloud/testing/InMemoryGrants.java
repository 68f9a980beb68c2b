package io.jenkins.plugins.mongodbcloud.testing;

import io.jenkins.plugins.mongodbcloud.access.Grant;
import io.jenkins.plugins.mongodbcloud.access.GrantRecorder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** Grants that are kept in memory, as they would be on disk. */
public final class InMemoryGrants implements GrantRecorder {

    private final Map<String, Grant> grants = new ConcurrentHashMap<>();
    private final List<String> events = new ArrayList<>();
    private final AtomicInteger locks = new AtomicInteger();
    private volatile Predicate<Grant> broken = grant -> false;
    private volatile Set<Access> brokenAccess = Set.of();

    /** What may fail apart from writing a grant. */
    public enum Access {
        READ,
        REMOVE,
        LOCK
    }

    /** From now on these cannot be written, as on a full disk. */
    public void breakFor(Predicate<Grant> which) {
        broken = which;
    }

    /** From now on this fails. */
    public void breakFor(Access which) {
        brokenAccess = Set.of(which);
    }

    private void require(Access which) throws IOException {
        if (brokenAccess.contains(which)) {
            throw new IOException("Input/output error");
        }
    }

    @Override
    public synchronized void save(Grant grant) throws IOException {
        if (broken.test(grant)) {
            throw new IOException("No space left on device");
        }
        grants.put(grant.id(), grant);
        events.add(grant.state().name());
    }

    @Override
    public synchronized void remove(Grant grant) throws IOException {
        require(Access.REMOVE);
        grants.remove(grant.id());
        events.add("NONE");
    }

    @Override
    public List<Grant> sameKey(Grant.Key key, String exceptId) throws IOException {
        require(Access.READ);
        return grants.values().stream()
                .filter(grant -> !grant.id().equals(exceptId))
                .filter(grant -> grant.key().apiKeyId() != null)
                .filter(grant -> grant.key().group().equals(key.group()))
                .toList();
    }

    @Override
    public CompletableFuture<Runnable> lock(Grant.Key key) {
        if (brokenAccess.contains(Access.LOCK)) {
            return CompletableFuture.failedFuture(new TimeoutException());
        }
        locks.incrementAndGet();
        return CompletableFuture.completedFuture(locks::decrementAndGet);
    }

    /** How many locks are held. */
    public int locks() {
        return locks.get();
    }

    /** What is there. */
    public List<Grant> all() {
        return List.copyOf(grants.values());
    }

    /** The states that were written, in their order. */
    public synchronized List<String> events() {
        return List.copyOf(events);
    }
}
