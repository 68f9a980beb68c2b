package io.jenkins.plugins.mongodbcloud.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;

/**
 * Tells which processes of Jenkins that share a Jenkins home are alive: each holds a lock on a file of its own, which the
 * operating system releases when the process ends, however it does. Where the file system knows no locks, no other
 * process is expected to live.
 */
final class ControllerLease implements AutoCloseable {

    private static final Logger LOGGER = Logger.getLogger(ControllerLease.class.getName());
    private static final Pattern ID = Pattern.compile("[0-9a-f-]{36}");

    private final Path directory;
    private final String id;
    private final FileChannel channel;
    private final boolean knowsLocks;

    private ControllerLease(Path directory, String id, FileChannel channel, boolean knowsLocks) {
        this.directory = directory;
        this.id = id;
        this.channel = channel;
        this.knowsLocks = knowsLocks;
    }

    /** What is done while no other process can do it. */
    @FunctionalInterface
    interface Action {
        void run() throws IOException;
    }

    static ControllerLease take(Path directory) throws IOException {
        Files.createDirectories(directory);
        String id = UUID.randomUUID().toString();
        FileChannel channel =
                FileChannel.open(directory.resolve(id), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        boolean knowsLocks = false;
        try {
            channel.lock();
            knowsLocks = true;
        } catch (IOException noLocks) {
            LOGGER.log(
                    Level.WARNING,
                    noLocks,
                    () -> directory + " is on a file system without locks. Only one"
                            + " Jenkins controller may use it at a time");
        }
        return new ControllerLease(directory, id, channel, knowsLocks);
    }

    /** A name that no other process has, and that the next process on this Jenkins home has not. */
    String id() {
        return id;
    }

    /** Whether that process has ended. */
    boolean hasEnded(String controller) {
        boolean[] ended = new boolean[1];
        whileEnded(controller, () -> ended[0] = true);
        return ended[0];
    }

    /**
     * Does something if that process has ended, and while no other one does so. Never opens the process' own file:
     * closing that would end its lock.
     */
    void whileEnded(String controller, Action action) {
        if (controller.equals(id) || !ID.matcher(controller).matches()) {
            return;
        }
        // A file that is not there, as after a restore, is made to be locked.
        try (FileChannel other = FileChannel.open(
                        directory.resolve(controller), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = lock(other)) {
            if (lock != null || !knowsLocks) {
                run(controller, action);
            }
        } catch (OverlappingFileLockException ofThisProcess) {
            LOGGER.log(Level.FINE, ofThisProcess, () -> controller + " is in this process");
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot find out whether the controller " + controller + " has ended");
        }
    }

    private FileLock lock(FileChannel other) throws IOException {
        return knowsLocks ? other.tryLock() : null;
    }

    private static void run(String controller, Action action) {
        try {
            action.run();
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot take over the grants of the controller " + controller);
        }
    }

    /** Removes the files of processes that have ended and have no grants. */
    void clean(Set<String> controllersOfGrants) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                String controller = Objects.toString(file.getFileName());
                if (!controllersOfGrants.contains(controller)) {
                    whileEnded(controller, () -> Files.deleteIfExists(file));
                }
            }
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot end the lease of the controller " + id);
        }
    }
}
