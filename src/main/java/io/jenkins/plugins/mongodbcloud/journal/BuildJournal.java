package io.jenkins.plugins.mongodbcloud.journal;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import hudson.model.Run;
import io.jenkins.plugins.mongodbcloud.access.KeyResult;
import io.jenkins.plugins.mongodbcloud.access.ProgressRecorder;
import io.jenkins.plugins.mongodbcloud.access.ResumeState;
import io.jenkins.plugins.mongodbcloud.client.ApiKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * Writes what happens in one call into the build directory, a line of JSON for each event, before it is
 * acted on. Lines are only ever appended, so a killed controller loses at most the one being written.
 */
public final class BuildJournal implements ProgressRecorder {

    static final String DIRECTORY = "mongodb-cloud";
    static final String SUFFIX = ".jsonl";

    private static final Logger LOGGER = Logger.getLogger(BuildJournal.class.getName());
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /**
     * One line. Exactly one part is there.
     *
     * @param selected the keys that a selection matched
     * @param sending the ID of a key for which a request is about to be sent
     * @param finished a key's result
     */
    record Line(List<ApiKey> selected, String sending, KeyResult finished) {}

    private final Path directory;
    private final String callId;
    private final Consumer<KeyResult> listener;
    private Path file;
    private boolean begun;

    /**
     * @param callId a name of the call that no other call in the build has
     * @param listener told of every result after it was written
     */
    public BuildJournal(Run<?, ?> run, String callId, Consumer<KeyResult> listener) {
        this.directory = directory(run);
        this.callId = callId;
        this.listener = listener;
    }

    /**
     * What an earlier run of the call left behind, for taking it up again.
     *
     * @throws IOException if there is a journal that cannot be read
     */
    public static ResumeState earlier(Run<?, ?> run, String callId) throws IOException {
        Optional<Path> file = find(directory(run), callId);
        return file.isPresent() ? JournalSnapshot.read(file.get()).toEarlier() : ResumeState.NOTHING;
    }

    static Path directory(Run<?, ?> run) {
        return run.getRootDir().toPath().resolve(DIRECTORY);
    }

    /** All journals in the order of their calls. */
    static List<Path> all(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> nameOf(file).endsWith(SUFFIX)).sorted().toList();
        } catch (NoSuchFileException nothingYet) {
            return List.of();
        }
    }

    private static Optional<Path> find(Path directory, String callId) throws IOException {
        return all(directory).stream()
                .filter(file -> nameOf(file).endsWith("-" + callId + SUFFIX))
                .findFirst();
    }

    /** The call's journal; a new one is numbered, so that names sort as calls came. */
    private static Path place(Path directory, String callId) throws IOException {
        Files.createDirectories(directory);
        String name = String.format(Locale.ROOT, "%06d-%s%s", all(directory).size() + 1, callId, SUFFIX);
        return find(directory, callId).orElse(directory.resolve(name));
    }

    private static String nameOf(Path file) {
        return String.valueOf(file.getFileName());
    }

    static JsonMapper mapper() {
        return MAPPER;
    }

    @Override
    public void selected(List<ApiKey> keys) throws IOException {
        append(new Line(keys, null, null));
    }

    @Override
    public void sending(String apiKeyId) throws IOException {
        append(new Line(null, apiKeyId, null));
    }

    @Override
    public void finished(KeyResult result) {
        try {
            append(new Line(null, null, result));
        } catch (IOException unwritable) {
            LOGGER.log(
                    Level.WARNING, unwritable, () -> "Cannot write the journal of call " + callId + " in " + directory);
        }
        listener.accept(result);
    }

    private synchronized void append(Line line) throws IOException {
        if (file == null) {
            file = place(directory, callId);
        }
        byte[] json = MAPPER.writeValueAsBytes(line);
        ByteBuffer bytes = ByteBuffer.allocate(json.length + 2);
        if (!begun) {
            // An earlier run may have been killed in the middle of a line.
            bytes.put((byte) '\n');
        }
        bytes.put(json).put((byte) '\n').flip();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
        begun = true;
    }
}
