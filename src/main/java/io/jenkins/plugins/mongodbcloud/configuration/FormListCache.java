package io.jenkins.plugins.mongodbcloud.configuration;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/**
 * The lists that forms have requested a moment ago, so that every letter that is typed does not request them again.
 * Keeps {@value #MAX_LISTS} of them for half a minute, and a failure for some seconds. Forms that need the same list at
 * the same time share one request.
 */
final class FormListCache<T> {

    static final int MAX_LISTS = 8;
    private static final long LIFETIME_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long FAILURE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final LongSupplier nanoTime;
    // Guarded by this.
    private final Map<String, Entry<T>> entries = new LinkedHashMap<>();

    private static final class Entry<T> {
        private final CompletableFuture<FormList<T>> list = new CompletableFuture<>();
        private long nanos;
    }

    /** Reads a list, in bounded time. */
    @FunctionalInterface
    interface Reader<T> {
        FormList<T> read() throws InterruptedException;
    }

    /** @param nanoTime as {@link System#nanoTime} */
    FormListCache(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * A list.
     *
     * @param key what it is a list of, and by whose permission
     * @param again whether a failure of a moment ago is no reason not to read it again
     * @param patience how long to wait if another thread reads it
     */
    FormList<T> get(String key, boolean again, Duration patience, Reader<T> reader) throws InterruptedException {
        Entry<T> entry = find(key, again);
        if (entry == null) {
            return read(key, reader);
        }
        try {
            return entry.list.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException late) {
            return FormList.incomplete(List.of(), Messages.Proposals_Late(patience.toSeconds()));
        }
    }

    private synchronized Entry<T> find(String key, boolean again) {
        entries.values().removeIf(this::isOver);
        Entry<T> entry = entries.get(key);
        boolean isFailure = entry != null && entry.list.isDone() && isFailure(entry);
        return again && isFailure ? null : entry;
    }

    private FormList<T> read(String key, Reader<T> reader) throws InterruptedException {
        Entry<T> entry = new Entry<>();
        synchronized (this) {
            entries.remove(key);
            entries.put(key, entry);
            if (entries.size() > MAX_LISTS) {
                entries.remove(entries.keySet().iterator().next());
            }
        }
        FormList<T> list = FormList.incomplete(List.of(), Messages.Proposals_Busy());
        try {
            list = reader.read();
            return list;
        } finally {
            synchronized (this) {
                entry.nanos = nanoTime.getAsLong();
                entry.list.complete(list);
            }
        }
    }

    private boolean isOver(Entry<T> entry) {
        return entry.list.isDone()
                && nanoTime.getAsLong() - entry.nanos >= (isFailure(entry) ? FAILURE_NANOS : LIFETIME_NANOS);
    }

    private static boolean isFailure(Entry<?> entry) {
        return entry.list.join().problem().isPresent();
    }
}
