package io.jenkins.plugins.mongodbcloud.journal;

import hudson.model.Run;
import io.jenkins.plugins.mongodbcloud.access.KeyResult;
import io.jenkins.plugins.mongodbcloud.access.ProgressRecorder;
import io.jenkins.plugins.mongodbcloud.client.ApiKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Writes what happens in one call into the journal of its build, a line of JSON for each event, before it is
 * acted on. All calls of a build share one file. Lines are only ever appended, so a killed controller loses
 * at most those being written.
 */
public final class BuildJournal implements ProgressRecorder {

    private static final String DIRECTORY = "mongodb-cloud";
    private static final String FILE = "journal.jsonl";

    private static final Logger LOGGER = Logger.getLogger(BuildJournal.class.getName());

    private final Run<?, ?> run;
    private final String call;
    private final String endpoint;
    private final String projectId;
    private final SensitiveValues sensitive;
    private final Consumer<KeyResult> listener;
    private volatile Path file;

    /**
     * @param call a name of the call that no other call in the build has
     * @param endpoint the endpoint's name
     * @param sensitive values that must not stand in the file as they are
     * @param listener told of every result after it was written
     */
    public BuildJournal(
            Run<?, ?> run,
            String call,
            String endpoint,
            String projectId,
            SensitiveValues sensitive,
            Consumer<KeyResult> listener) {
        this.run = run;
        this.call = call;
        this.endpoint = endpoint;
        this.projectId = projectId;
        this.sensitive = sensitive;
        this.listener = listener;
    }

    /** Whether a build has a journal. */
    public static boolean exists(Run<?, ?> run) {
        return Files.exists(file(run.getRootDir().toPath()));
    }

    /**
     * Stands for what is in the journal of a build now: equal to another one if nothing was written in between.
     *
     * @param millis when it was written to last, since 1970
     */
    public record Version(String file, long size, long millis) {}

    /**
     * The version of the journal of a build.
     *
     * @throws IOException if there is none
     */
    public static Version version(Run<?, ?> run) throws IOException {
        Path file = file(run.getRootDir().toPath());
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return new Version(
                file.toString(),
                attributes.size(),
                attributes.lastModifiedTime().toMillis());
    }

    static Path file(Path buildDirectory) {
        return buildDirectory.resolve(DIRECTORY).resolve(FILE);
    }

    /**
     * Forced to disk, which the other lines are not: a crashed host cannot lose which keys were to be
     * unassigned. Without the later lines a key is only asked for once more.
     */
    @Override
    public void selected(List<ApiKey> keys) throws IOException {
        append(new JournalLine(call, endpoint, projectId, keys, null, null, false, null), true);
    }

    @Override
    public void sending(String apiKeyId) throws IOException {
        append(new JournalLine(call, endpoint, projectId, null, apiKeyId, null, false, null), false);
    }

    @Override
    public void finished(KeyResult result) {
        write(new JournalLine(call, endpoint, projectId, null, null, result, !run.isBuilding(), null));
        listener.accept(result);
    }

    /**
     * A key was given access to the project.
     *
     * @param at when, in milliseconds of the epoch
     */
    public void assigned(ApiKey key, long at) {
        write(new JournalLine(call, endpoint, projectId, null, null, null, false, key, at, null));
    }

    /**
     * The access that a key was given has come to an end, or could not be removed yet.
     *
     * @param at when, in milliseconds of the epoch
     */
    public void ended(KeyResult result, long at) {
        write(new JournalLine(call, endpoint, projectId, null, null, result, !run.isBuilding(), null, at, null));
    }

    private void write(JournalLine line) {
        try {
            append(line, false);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot write the journal of " + run);
        }
    }

    private void append(JournalLine line, boolean force) throws IOException {
        byte[] bytes = line.toBytes(sensitive);
        Path before = file;
        // Asked for each time: the job or a folder may have been renamed.
        Path now = file(run.getRootDir().toPath());
        try {
            append(now, bytes, force);
        } catch (NoSuchFileException e) {
            // Jenkins gives a renamed job its new name before it moves the directory.
            append(before == null ? now : before, bytes, force);
            return;
        }
        file = now;
    }

    static void append(Path file, byte[] line, boolean force) throws IOException {
        createParent(file);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            // Other calls append at the same time, so the rest of a line that was cut off would be out of place.
            if (channel.write(ByteBuffer.wrap(line)) < line.length
                    && channel.write(ByteBuffer.wrap(line)) < line.length) {
                throw new IOException(Messages.Journal_Cut(file));
            }
            if (force) {
                channel.force(false);
            }
        }
    }

    /** Not the directory of the build, which would keep Jenkins from moving it there. */
    private static void createParent(Path file) throws IOException {
        Path directory = file.getParent();
        if (directory != null && !Files.isDirectory(directory)) {
            try {
                Files.createDirectory(directory);
            } catch (FileAlreadyExistsException e) {
                if (!Files.isDirectory(directory)) {
                    throw e;
                }
            }
        }
    }
}
