package io.jenkins.plugins.mongodbcloud.reliability;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * Listens for errors while faults come by the thousands: those that are logged, and those that nobody caught. HttpClient's
 * line about every single retry is not printed meanwhile.
 */
final class ErrorCollector extends Handler implements AutoCloseable {
    private static final int MOST = 100;

    private final Logger root = Logger.getLogger("");
    private final Logger httpClient = Logger.getLogger("org.apache.hc");
    private final Level before = httpClient.getLevel();
    private final Thread.UncaughtExceptionHandler uncaughtBefore = Thread.getDefaultUncaughtExceptionHandler();
    private final List<String> errors = new CopyOnWriteArrayList<>();

    ErrorCollector() {
        setLevel(Level.SEVERE);
        setFormatter(new SimpleFormatter());
        httpClient.setLevel(Level.SEVERE);
        root.addHandler(this);
        Thread.setDefaultUncaughtExceptionHandler((thread, uncaught) -> add("uncaught in " + thread + ": " + uncaught));
    }

    /** What was heard so far. */
    List<String> errors() {
        return List.copyOf(errors);
    }

    private void add(String error) {
        if (errors.size() < MOST) {
            errors.add(error);
        }
    }

    @Override
    public void publish(LogRecord entry) {
        if (isLoggable(entry)) {
            add(getFormatter().format(entry));
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        root.removeHandler(this);
        httpClient.setLevel(before);
        Thread.setDefaultUncaughtExceptionHandler(uncaughtBefore);
    }
}
