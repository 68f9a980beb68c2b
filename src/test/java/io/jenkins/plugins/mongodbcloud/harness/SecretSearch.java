package io.jenkins.plugins.mongodbcloud.harness;

import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Looks for private keys and digest responses in all that is logged, at the finest level, and in the files of a folder. */
final class SecretSearch extends Handler {

    /** A digest response, and an Authorization header of any kind but one that is masked. */
    private static final Pattern AUTHORIZATION =
            Pattern.compile("response=\"?[0-9a-f]{32}|(?i:authorization: *(basic|digest) +[^\\s*])");

    /** The private keys, and what Basic authentication with them would be. */
    private static final List<String> SECRETS = Stream.of(
                    SimulatorSeed.ADMIN.publicKey() + ":" + SimulatorSeed.ADMIN.privateKey(),
                    SimulatorSeed.READER.publicKey() + ":" + SimulatorSeed.READER.privateKey(),
                    SimulatorSeed.ADMIN.publicKey() + ":" + JenkinsRuleFixture.WRONG_PRIVATE_KEY)
            .flatMap(pair -> Stream.of(pair.substring(pair.indexOf(':') + 1), base64(pair)))
            .toList();

    private static final int SHOWN = 200;
    private static final int MAX_FOUND = 10;

    private final Logger root = Logger.getLogger("");
    private final Level usual = root.getLevel();
    private final SimpleFormatter formatter = new SimpleFormatter();
    private final List<String> found = Collections.synchronizedList(new ArrayList<>());
    private final ThreadLocal<Boolean> looking = ThreadLocal.withInitial(() -> false);

    /** Listens from here on, at all levels, to all loggers that have no level of their own. */
    SecretSearch() {
        setLevel(Level.ALL);
        root.setLevel(Level.ALL);
        root.addHandler(this);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void publish(LogRecord record) {
        if (looking.get()) {
            return;
        }
        looking.set(true);
        try {
            StringWriter text = new StringWriter();
            text.append(record.getLoggerName()).append(": ").append(formatter.formatMessage(record));
            if (record.getThrown() != null) {
                record.getThrown().printStackTrace(new PrintWriter(text));
            }
            look("log", text.toString());
        } finally {
            looking.set(false);
        }
    }

    private void look(String where, String text) {
        if (SECRETS.stream().anyMatch(text::contains)) {
            add(where + " has a private key: " + shorten(text));
        }
        if (AUTHORIZATION.matcher(text).find()) {
            add(where + " has an authorization: " + shorten(text));
        }
    }

    private void add(String finding) {
        if (found.size() < MAX_FOUND) {
            found.add(finding);
        }
    }

    private static String shorten(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN);
    }

    /** Looks into every file below the folder. */
    void lookInto(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                try {
                    look(folder.relativize(file).toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
                } catch (NoSuchFileException gone) {
                    return visitFileFailed(file, gone);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    // Jenkins writes into temporary files, which are gone a moment later.
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }
        });
    }

    /** What was found so far, with the place; the first few. */
    List<String> found() {
        return List.copyOf(found);
    }

    @Override
    public void flush() {
        // Nothing is held back.
    }

    @Override
    public void close() {
        root.removeHandler(this);
        root.setLevel(usual);
    }
}
