package io.jenkins.plugins.mongodbcloud.reliability;

import io.jenkins.plugins.mongodbcloud.access.Grant;
import io.jenkins.plugins.mongodbcloud.access.GrantRecorder;
import io.jenkins.plugins.mongodbcloud.journal.GrantStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A process of Jenkins, as far as grants know it. */
final class GrantController implements GrantRecorder {

    private final GrantStore store;
    private volatile boolean dead;
    private volatile boolean full;

    GrantController(Path directory) throws IOException {
        store = GrantStore.open(directory);
    }

    GrantStore store() {
        return store;
    }

    /** It writes nothing any more, and the next process may take over. */
    void kill() {
        dead = true;
        store.close();
    }

    /** Whether its disk is full. */
    void full(boolean now) {
        full = now;
    }

    private void requireDisk() throws IOException {
        if (dead || full) {
            throw new IOException(dead ? "the process has ended" : "No space left on device");
        }
    }

    @Override
    public void save(Grant grant) throws IOException {
        requireDisk();
        store.save(grant);
    }

    @Override
    public void remove(Grant grant) throws IOException {
        requireDisk();
        store.remove(grant);
    }

    @Override
    public List<Grant> sameKey(Grant.Key key, String exceptId) throws IOException {
        return store.sameKey(key, exceptId);
    }

    @Override
    public CompletableFuture<Runnable> lock(Grant.Key key) {
        return store.lock(key);
    }
}
