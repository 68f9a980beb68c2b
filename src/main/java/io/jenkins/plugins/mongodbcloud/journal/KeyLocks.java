package io.jenkins.plugins.mongodbcloud.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Locks by name, among the calls of this process and the processes that share its Jenkins home. Those of this process
 * wait in line; between processes each name is a byte of one file, which the operating system locks.
 */
final class KeyLocks implements AutoCloseable {

    private static final int MAX_MINUTES = 10;
    private static final Logger LOGGER = Logger.getLogger(KeyLocks.class.getName());

    private final FileChannel channel;
    // Guarded by this. The first of each line has the lock or is about to.
    private final Map<String, Deque<CompletableFuture<Runnable>>> lines = new HashMap<>();

    KeyLocks(Path file) throws IOException {
        channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    /**
     * Waits for the lock, for ten minutes at most.
     *
     * @return what releases it, and does nothing the second time; a future that is cancelled gives its place up
     */
    CompletableFuture<Runnable> acquire(String name) {
        CompletableFuture<Runnable> acquired = new CompletableFuture<>();
        acquired.orTimeout(MAX_MINUTES, TimeUnit.MINUTES);
        synchronized (this) {
            Deque<CompletableFuture<Runnable>> line = lines.computeIfAbsent(name, first -> new ArrayDeque<>());
            line.add(acquired);
            if (line.size() > 1) {
                return acquired;
            }
        }
        tryFile(name, acquired);
        return acquired;
    }

    private void tryFile(String name, CompletableFuture<Runnable> first) {
        FileLock lock = null;
        try {
            lock = channel.tryLock(position(name), 1, false);
            if (lock == null) {
                later(name, first);
                return;
            }
        } catch (OverlappingFileLockException ofThisProcess) {
            later(name, first);
            return;
        } catch (IOException noLocks) {
            LOGGER.log(Level.FINE, noLocks, () -> "The file system knows no locks");
        }
        FileLock held = lock;
        AtomicBoolean released = new AtomicBoolean();
        Runnable release = () -> {
            if (released.compareAndSet(false, true)) {
                release(held);
                next(name);
            }
        };
        if (!first.complete(release)) {
            release.run();
        }
    }

    private void later(String name, CompletableFuture<Runnable> first) {
        if (first.isDone()) {
            next(name);
        } else {
            CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS).execute(() -> tryFile(name, first));
        }
    }

    private static void release(FileLock lock) {
        try {
            if (lock != null) {
                lock.release();
            }
        } catch (IOException closed) {
            LOGGER.log(Level.FINE, closed, () -> "The lock ended with the process");
        }
    }

    private void next(String name) {
        CompletableFuture<Runnable> next;
        synchronized (this) {
            Deque<CompletableFuture<Runnable>> line = lines.get(name);
            line.poll();
            next = line.peek();
            if (next == null) {
                lines.remove(name);
            }
        }
        if (next != null) {
            tryFile(name, next);
        }
    }

    /** The same in every process. */
    private static long position(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).getLeastSignificantBits()
                & Integer.MAX_VALUE;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
