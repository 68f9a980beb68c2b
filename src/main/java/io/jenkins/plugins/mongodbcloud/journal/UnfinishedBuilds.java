package io.jenkins.plugins.mongodbcloud.journal;

import hudson.Extension;
import hudson.init.InitMilestone;
import hudson.init.Initializer;
import hudson.model.Run;
import hudson.model.listeners.RunListener;
import io.jenkins.plugins.mongodbcloud.access.ApiKeyFormat;
import io.jenkins.plugins.mongodbcloud.access.KeyResult;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jenkins.model.Jenkins;

/**
 * Builds that Jenkins does not resume and that are to unassign keys: each has a file in the Jenkins home until
 * Jenkins has saved its result. Without that, a build whose post-build actions had begun would come back as
 * successful after a kill, for Jenkins sets that result before them.
 */
public final class UnfinishedBuilds {

    private static final Logger LOGGER = Logger.getLogger(UnfinishedBuilds.class.getName());

    /** The result of the build itself, which is not indented further than this; text is escaped. */
    private static final Pattern GREEN = Pattern.compile("(?m)^ {2}<result>(SUCCESS|UNSTABLE)</result>$");

    /** How the name of a file ends that a kill may have left half written. */
    private static final String PARTIAL = ".new";

    private static final String NOT_GREEN = "  <result>ABORTED</result>";

    private UnfinishedBuilds() {}

    /**
     * From now on the record of a build on disk is not green, whatever comes, until Jenkins saves the final
     * result.
     *
     * @param planned calls that the build is to make; they replace those of the same configuration, and the
     *     others stay
     * @throws IOException if that could not be recorded
     */
    public static void add(Run<?, ?> run, List<PlannedCall> planned) throws IOException {
        Path entry = entry(run);
        UnfinishedBuild before = Files.exists(entry)
                ? UnfinishedBuild.read(entry)
                : new UnfinishedBuild(run.getRootDir().getAbsolutePath(), List.of());
        Files.createDirectories(directory());
        write(entry, before.with(planned).toText());
        Path record = record(run.getRootDir().toPath());
        if (!Files.exists(record)) {
            run.save();
        }
        makeNotGreen(record);
    }

    private static Path directory() {
        return Jenkins.get().getRootDir().toPath().resolve("mongodb-cloud").resolve("unfinished-builds");
    }

    private static Path entry(Run<?, ?> run) {
        // A full name can be longer than a file name may be.
        return directory().resolve(sha256(run.getExternalizableId()));
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private static Path record(Path buildDirectory) {
        return buildDirectory.resolve("build.xml");
    }

    private static void makeNotGreen(Path record) throws IOException {
        String xml = Files.readString(record);
        String changed = GREEN.matcher(xml).replaceFirst(NOT_GREEN);
        if (!changed.equals(xml)) {
            write(record, changed);
        }
    }

    /** Puts a file in its place as a whole, on disk. */
    private static void write(Path file, String text) throws IOException {
        Path whole = file.resolveSibling(file.getFileName() + PARTIAL);
        try {
            // Not by a channel, which the interrupt of an aborted build would close.
            try (FileOutputStream out = new FileOutputStream(whole.toFile())) {
                out.write(text.getBytes(StandardCharsets.UTF_8));
                out.getFD().sync();
            }
            Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(whole);
        }
    }

    /** Completes the builds during which the controller stopped, before Jenkins loads them. */
    @Initializer(after = InitMilestone.PLUGINS_STARTED, before = InitMilestone.JOB_LOADED)
    public static void complete() {
        for (Path entry : entries()) {
            try {
                complete(UnfinishedBuild.read(entry));
                Files.delete(entry);
            } catch (IOException e) {
                LOGGER.log(Level.WARNING, e, () -> "Cannot complete the build of " + entry);
            }
        }
    }

    private static List<Path> entries() {
        try (Stream<Path> files = Files.list(directory())) {
            return files.filter(file -> !isPartial(file)).toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot read " + directory());
            return List.of();
        }
    }

    private static boolean isPartial(Path file) {
        return file.toString().endsWith(PARTIAL);
    }

    private static void complete(UnfinishedBuild build) throws IOException {
        Path directory = Path.of(build.directory());
        if (!Files.exists(record(directory))) {
            LOGGER.warning(() -> "A build that was to unassign MongoDB Cloud API keys is no longer in " + directory);
            return;
        }
        makeNotGreen(record(directory));
        Path journal = BuildJournal.file(directory);
        JournalSnapshot snapshot = JournalSnapshot.read(journal);
        List<PlannedCall> open = build.planned().stream()
                .filter(planned -> !snapshot.knows(planned.call()))
                .toList();
        List<JournalLine> notBegun =
                open.stream().map(PlannedCall::notBegun).collect(Collectors.toCollection(ArrayList::new));
        notBegun.forEach(snapshot::add);
        List<JournalLine> kept = new ArrayList<>();
        for (PlannedCall planned : build.planned()) {
            if (planned.kept() != null) {
                kept.addAll(keep(planned, open.contains(planned), snapshot));
            }
        }
        kept.forEach(snapshot::add);
        List<String> lines = new ArrayList<>(List.of(Messages.Unfinished_Build()));
        kept.forEach(line -> lines.add(line.finished().message()));
        for (KeyProgress key : snapshot.keys()) {
            if (key.result() == null) {
                String name = ApiKeyFormat.name(ApiKeyFormat.unlisted(key.key().id()));
                String line = key.sent()
                        ? Messages.Unfinished_Sent(name, key.projectId(), key.endpoint())
                        : Messages.Unfinished_NotBegun(name, key.projectId(), key.endpoint());
                lines.add(key.sensitive().mask(line));
            }
        }
        notBegun.stream()
                .filter(line -> line.finished() != null)
                .forEach(line -> lines.add(line.finished().message()));
        Files.write(directory.resolve("log"), lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        notBegun.addAll(kept);
        for (JournalLine line : notBegun) {
            BuildJournal.append(journal, line.toBytes(SensitiveValues.NONE), false);
        }
    }

    /**
     * Keeps the unassignments of a call that have no result, except of what is masked.
     *
     * @param notBegun whether what is on record of its keys is that of other calls
     */
    private static List<JournalLine> keep(PlannedCall planned, boolean notBegun, JournalSnapshot snapshot)
            throws IOException {
        List<JournalLine> lines = new ArrayList<>();
        String call = planned.call() == null ? planned.configured() : planned.call();
        for (KeyProgress key : snapshot.keysOf(call, planned.endpoint(), planned.projectId())) {
            boolean undone = key.result() == null || notBegun && !key.done();
            if (undone && key.sensitive().values().isEmpty()) {
                String message = Messages.Unfinished_Kept(
                        ApiKeyFormat.name(ApiKeyFormat.unlisted(key.key().id())),
                        planned.projectId(),
                        planned.endpoint());
                planned.kept()
                        .keep(GrantStore.directory(), key.key(), planned.endpoint(), planned.projectId(), message);
                KeyResult result = KeptCall.pending(key.key(), planned.endpoint(), planned.projectId(), message);
                lines.add(new JournalLine(
                        call, planned.endpoint(), planned.projectId(), null, null, result, false, null));
            }
        }
        return lines;
    }

    /** Forgets builds whose result is on disk. */
    @Extension
    @SuppressWarnings("rawtypes")
    public static final class Listener extends RunListener<Run> {
        @Override
        public void onFinalized(Run run) {
            forget(run);
        }

        @Override
        public void onDeleted(Run run) {
            forget(run);
        }

        private static void forget(Run<?, ?> run) {
            try {
                Files.deleteIfExists(entry(run));
            } catch (IOException e) {
                LOGGER.log(Level.WARNING, e, () -> "Cannot forget that " + run + " was unfinished");
            }
        }
    }
}
