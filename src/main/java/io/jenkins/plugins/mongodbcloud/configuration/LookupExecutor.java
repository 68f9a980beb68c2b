package io.jenkins.plugins.mongodbcloud.configuration;

import hudson.AbortException;
import hudson.security.ACL;
import hudson.security.ACLContext;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.springframework.security.core.Authentication;

/**
 * Runs lookups of credentials. A credentials provider may ask another server, and may hang, so lookups have threads
 * of their own and a time limit that includes the wait for a thread: whatever hangs here holds up nothing else. A
 * lookup that takes long is replaced by another thread, up to a limit, so that it does not hold up other lookups.
 */
final class LookupExecutor {

    private static final int MAX_THREADS = 64;
    private static final int MAX_WAITING = 10_000;
    private static final int KEEP_ALIVE_SECONDS = 30;
    private static final int SLOW_SECONDS = 1;

    private final int usualThreads;
    private final Duration limit;
    private final ThreadPoolExecutor threads;
    private int slow;

    /**
     * @param usualThreads lookups at once, besides those that take longer than a second
     * @param limit the time for each, after which it is interrupted
     */
    LookupExecutor(int usualThreads, Duration limit) {
        this.usualThreads = usualThreads;
        this.limit = limit;
        threads = new ThreadPoolExecutor(
                usualThreads,
                MAX_THREADS,
                KEEP_ALIVE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(MAX_WAITING),
                LookupExecutor::thread);
        threads.allowCoreThreadTimeOut(true);
    }

    private static Thread thread(Runnable lookup) {
        Thread thread = new Thread(lookup, "mongodb-cloud-lookup");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Starts a lookup and returns at once.
     *
     * @param credentialsId for messages
     * @param as as whom to look
     * @param lookup run once, and interrupted when the time is over or the future is cancelled
     * @return completed on a thread that must not be blocked; exceptionally with what the lookup throws, or with an
     *     {@link AbortException} that says that it did not end in time; never after {@link #stop}
     */
    <T> CompletableFuture<T> submit(String credentialsId, Authentication as, Callable<T> lookup) {
        CompletableFuture<T> found = new CompletableFuture<>();
        Future<?> task;
        try {
            task = threads.submit(() -> run(as, lookup, found));
        } catch (RejectedExecutionException full) {
            if (!threads.isShutdown()) {
                found.completeExceptionally(new AbortException(Messages.Credentials_Busy(credentialsId)));
            }
            return found;
        }
        CompletableFuture<Void> clock = new CompletableFuture<>();
        clock.orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS).exceptionally(late -> {
            if (!threads.isShutdown()) {
                found.completeExceptionally(
                        new AbortException(Messages.Credentials_Late(credentialsId, limit.toSeconds())));
                task.cancel(true);
            }
            return null;
        });
        found.whenComplete((value, failure) -> {
            clock.complete(null);
            if (found.isCancelled()) {
                task.cancel(true);
            }
        });
        return found;
    }

    @SuppressWarnings("try")
    private <T> void run(Authentication as, Callable<T> lookup, CompletableFuture<T> found) {
        CompletableFuture<Void> ended = new CompletableFuture<>();
        ended.orTimeout(SLOW_SECONDS, TimeUnit.SECONDS).exceptionally(late -> {
            replace(1);
            return null;
        });
        Runnable conclusion;
        try (ACLContext context = ACL.as2(as)) {
            T value = lookup.call();
            conclusion = () -> found.complete(value);
        } catch (Exception | LinkageError failure) {
            conclusion = () -> found.completeExceptionally(failure);
        }
        if (!ended.complete(null)) {
            replace(-1);
        }
        if (!threads.isShutdown()) {
            conclusion.run();
        }
    }

    private synchronized void replace(int more) {
        slow += more;
        threads.setCorePoolSize(Math.min(MAX_THREADS, usualThreads + Math.max(0, slow)));
    }

    /** For when Jenkins goes down: ends what is under way, of which nobody is told, for builds go on afterwards. */
    void stop() {
        threads.shutdownNow();
    }
}
