package io.jenkins.plugins.mongodbcloud.client.http;

import io.jenkins.plugins.mongodbcloud.client.LogSanitizer;
import java.util.List;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * Keeps HttpClient from logging what goes over our wire: its header and frame loggers would write digest
 * responses at their finest levels, and others quote what they could not read, in which a server may have
 * repeated one. They are silenced for this client's threads alone; other users of the library keep their logs.
 */
final class SecretLogFilter implements AutoCloseable {

    private static final List<String> WIRE_LOGGERS = List.of(
            "org.apache.hc.client5.http.headers",
            "org.apache.hc.client5.http.wire",
            "org.apache.hc.client5.http2.frame.payload");

    private static final List<String> QUOTING_LOGGERS = List.of(
            "org.apache.hc.client5.http.impl.async",
            "org.apache.hc.client5.http.impl.async.AsyncConnectExec",
            "org.apache.hc.client5.http.impl.async.AsyncHttpRequestRetryExec",
            "org.apache.hc.client5.http.impl.async.HttpAsyncMainClientExec",
            "org.apache.hc.client5.http.impl.async.InternalAbstractHttpAsyncClient",
            "org.apache.hc.client5.http.impl.auth.AuthenticationHandler");

    /** The threads on which requests are written. */
    static final class IoThread extends Thread {
        IoThread(Runnable task) {
            super(task, "mongodb-cloud-io");
            setDaemon(true);
        }
    }

    // The logging system holds loggers weakly: one that nobody else uses would lose its filter.
    private final List<Silenced> silenced = Stream.concat(
                    WIRE_LOGGERS.stream().map(name -> new Silenced(Logger.getLogger(name), record -> false)),
                    QUOTING_LOGGERS.stream()
                            .map(name -> new Silenced(Logger.getLogger(name), SecretLogFilter::isClean)))
            .toList();

    @Override
    public void close() {
        silenced.forEach(Silenced::restore);
    }

    private static boolean isClean(LogRecord record) {
        boolean clean = record.getMessage() == null || !LogSanitizer.mayHoldSecret(record.getMessage());
        for (Throwable thrown = record.getThrown(); clean && thrown != null; thrown = thrown.getCause()) {
            clean = !LogSanitizer.mayHoldSecret(thrown.toString());
        }
        return clean;
    }

    private static final class Silenced implements Filter {
        private final Logger logger;
        private final Filter ofOurs;
        private final Filter before;
        private boolean restored;

        Silenced(Logger logger, Filter ofOurs) {
            this.logger = logger;
            this.ofOurs = ofOurs;
            synchronized (Silenced.class) {
                this.before = logger.getFilter();
                logger.setFilter(this);
            }
        }

        @Override
        public boolean isLoggable(LogRecord record) {
            boolean ours = Thread.currentThread() instanceof IoThread;
            return (!ours || ofOurs.isLoggable(record)) && (before == null || before.isLoggable(record));
        }

        void restore() {
            synchronized (Silenced.class) {
                restored = true;
                // Whoever put a filter in front of this one refers to it, so it stays and lets all pass but ours.
                Filter next = logger.getFilter();
                while (next instanceof Silenced silenced && silenced.restored) {
                    next = silenced.before;
                }
                logger.setFilter(next);
            }
        }
    }
}
