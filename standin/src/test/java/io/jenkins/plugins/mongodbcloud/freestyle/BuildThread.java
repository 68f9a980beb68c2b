package io.jenkins.plugins.mongodbcloud.freestyle;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;

/** The thread that a freestyle build runs in. */
final class BuildThread {

    private final Thread thread;
    private volatile Throwable ended;

    /** What a build does. */
    @FunctionalInterface
    interface Work {
        void run() throws Exception;
    }

    /** Starts the work. */
    BuildThread(Work work) {
        thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (Exception e) {
                        ended = e;
                    }
                },
                "Executor #0");
        thread.setDaemon(true);
        thread.start();
    }

    /** Interrupts the thread, as an abort does, and waits for its end. */
    void interrupt() throws InterruptedException {
        thread.interrupt();
        awaitInterrupted();
    }

    /** Waits for its end. An aborted build waits ten seconds for its report; all time-outs are longer. */
    void awaitInterrupted() throws InterruptedException {
        thread.join(Duration.ofSeconds(10).toMillis());
        assertFalse(thread.isAlive(), "the build has not ended");
        assertTrue(ended instanceof InterruptedException, () -> "ended with " + ended);
    }
}
