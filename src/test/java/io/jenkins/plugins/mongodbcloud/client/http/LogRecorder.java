package io.jenkins.plugins.mongodbcloud.client.http;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Sets every logger to ALL and keeps what is logged from the console, until it is closed; then all is as before. */
final class LogRecorder extends Handler implements AutoCloseable {

    private final Map<Logger, Level> before = new LinkedHashMap<>();
    private final StringBuilder text = new StringBuilder();
    private final SimpleFormatter formatter = new SimpleFormatter();
    private final Logger root = Logger.getLogger("");
    private final List<Handler> others = List.of(root.getHandlers());

    LogRecorder() {
        setLevel(Level.ALL);
        List<String> names = Collections.list(LogManager.getLogManager().getLoggerNames());
        for (String name : names) {
            Logger logger = LogManager.getLogManager().getLogger(name);
            if (logger != null) {
                before.put(logger, logger.getLevel());
                logger.setLevel(Level.ALL);
            }
        }
        before.putIfAbsent(root, root.getLevel());
        root.setLevel(Level.ALL);
        others.forEach(root::removeHandler);
        root.addHandler(this);
    }

    @Override
    public void publish(LogRecord record) {
        StringWriter written = new StringWriter();
        written.append(record.getLoggerName())
                .append(' ')
                .append(formatter.formatMessage(record))
                .append('\n');
        List<Throwable> thrown = new ArrayList<>();
        for (Throwable each = record.getThrown(); each != null && !thrown.contains(each); each = each.getCause()) {
            thrown.add(each);
        }
        if (!thrown.isEmpty()) {
            thrown.get(0).printStackTrace(new PrintWriter(written, true));
        }
        synchronized (text) {
            text.append(written);
        }
    }

    /** All that was logged, with the stack traces of what was thrown. */
    String text() {
        synchronized (text) {
            return text.toString();
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        root.removeHandler(this);
        others.forEach(root::addHandler);
        before.forEach(Logger::setLevel);
    }
}
