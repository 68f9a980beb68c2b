package io.jenkins.plugins.mongodbcloud.testing;

import io.jenkins.plugins.mongodbcloud.access.KeyResult;
import io.jenkins.plugins.mongodbcloud.access.ProgressRecorder;
import io.jenkins.plugins.mongodbcloud.client.ApiKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Keeps what it is told; for some keys it cannot be written. */
public final class RecordingJournal implements ProgressRecorder {
    private final Predicate<String> unwritable;
    private final List<List<ApiKey>> selected = new ArrayList<>();
    private final List<String> sent = new ArrayList<>();
    private final List<KeyResult> finished = new ArrayList<>();

    public RecordingJournal() {
        this(id -> false);
    }

    /** @param unwritable the IDs of keys that cannot be noted, "selected" for the note of what was selected */
    public RecordingJournal(Predicate<String> unwritable) {
        this.unwritable = unwritable;
    }

    @Override
    public synchronized void selected(List<ApiKey> keys) throws IOException {
        write("selected");
        selected.add(keys);
    }

    @Override
    public synchronized void sending(String apiKeyId) throws IOException {
        write(apiKeyId);
        sent.add(apiKeyId);
    }

    @Override
    public synchronized void finished(KeyResult result) {
        finished.add(result);
    }

    private void write(String what) throws IOException {
        if (unwritable.test(what)) {
            throw new IOException("No space left on device");
        }
    }

    public synchronized List<List<ApiKey>> selected() {
        return List.copyOf(selected);
    }

    public synchronized List<String> sent() {
        return List.copyOf(sent);
    }

    public synchronized List<KeyResult> finished() {
        return List.copyOf(finished);
    }
}
