package io.jenkins.plugins.mongodbcloud.admin;

import java.util.List;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Keeps HttpClient from logging what goes over our wire: its header and frame loggers would write digest
 * responses at their finest levels. They are silenced for this client's threads alone; other users of the
 * library keep their logs.
 */
final class SecretLogFilter implements AutoCloseable {

    private static final List<String> WIRE_LOGGERS = List.of(
            "org.apache.hc.client5.http.headers",
            "org.apache.hc.client5.http.wire",
            "org.apache.hc.client5.http2.frame.payload");

    /** The threads on which requests are written. */
    static final class IoThread extends Thread {
        IoThread(Runnable task) {
            super(task, "mongodb-cloud-io");
            setDaemon(true);
        }
    }

    // The logging system holds loggers weakly: one that nobody else uses would lose its filter.
    private final List<Silenced> silenced =
            WIRE_LOGGERS.stream().map(name -> new Silenced(Logger.getLogger(name))).toList();

    @Override
    public void close() {
        silenced.forEach(Silenced::restore);
    }

    private static final class Silenced implements Filter {
        private final Logger logger;
        private final Filter before;

        Silenced(Logger logger) {
            this.logger = logger;
            this.before = logger.getFilter();
            logger.setFilter(this);
        }

        @Override
        public boolean isLoggable(LogRecord record) {
            boolean ours = Thread.currentThread() instanceof IoThread;
            return !ours && (before == null || before.isLoggable(record));
        }

        void restore() {
            // Whoever put a filter in front of this one refers to it, so it stays and lets all pass but ours.
            if (logger.getFilter() == this) {
                logger.setFilter(before);
            }
        }
    }
}
