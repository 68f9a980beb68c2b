package io.jenkins.plugins.mongodbcloud.steps;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Stream;

/** All that a run leaves where somebody may read it, log records of every level included. */
final class SecretCollector implements AutoCloseable {
    private final Map<String, StringBuilder> texts = new TreeMap<>();
    private final List<Logger> opened = new ArrayList<>();
    private final Map<Handler, Level> handlers = new java.util.HashMap<>();
    private final Logger root = Logger.getLogger("");
    private final Level before = root.getLevel();
    private final Collector collector = new Collector();

    private final class Collector extends Handler {
        private final SimpleFormatter formatter = new SimpleFormatter();

        @Override
        public void publish(LogRecord record) {
            // A record's parameters may say more than its text.
            StringBuilder text = new StringBuilder(formatter.format(record));
            if (record.getParameters() != null) {
                for (Object parameter : record.getParameters()) {
                    text.append(parameter).append('\n');
                }
            }
            add("log " + record.getLoggerName(), text.toString());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    /** Opens all loggers; what they say is collected here and, as before, not printed. */
    SecretCollector(String... loggers) {
        for (Handler handler : root.getHandlers()) {
            handlers.put(handler, handler.getLevel());
            handler.setLevel(Level.OFF);
        }
        collector.setLevel(Level.ALL);
        root.addHandler(collector);
        root.setLevel(Level.ALL);
        for (String name : loggers) {
            Logger logger = Logger.getLogger(name);
            logger.setLevel(Level.ALL);
            opened.add(logger);
        }
    }

    synchronized void add(String where, Object what) {
        texts.computeIfAbsent(where, ignored -> new StringBuilder())
                .append(what)
                .append('\n');
    }

    void addBytes(String where, byte[] bytes) {
        add(where, new String(bytes, StandardCharsets.ISO_8859_1));
    }

    void addThrowable(String where, Throwable thrown) {
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace));
        add(where, trace);
    }

    void addFiles(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                addBytes("file " + folder.relativize(file), Files.readAllBytes(file));
            }
        }
    }

    /** Where a text is found, as "where: around it". */
    synchronized List<String> find(String secret) {
        List<String> found = new ArrayList<>();
        texts.forEach((where, text) -> {
            int at = text.indexOf(secret);
            if (at >= 0) {
                int end = Math.min(text.length(), at + secret.length() + 40);
                found.add(where + ": " + text.substring(Math.max(0, at - 80), end));
            }
        });
        return found;
    }

    /** What the evidence consists of. */
    synchronized List<String> places() {
        return List.copyOf(texts.keySet());
    }

    @Override
    public void close() {
        root.removeHandler(collector);
        root.setLevel(before);
        handlers.forEach(Handler::setLevel);
        opened.forEach(logger -> logger.setLevel(null));
    }
}
