package io.jenkins.plugins.mongodbcloud.benchmark;

import hudson.model.TaskListener;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongSupplier;

/** A build's log that keeps nothing, and halts whoever writes certain lines of it. */
final class HaltingLog implements TaskListener {
    private static final long serialVersionUID = 1L;

    private final transient List<Halt> halts = new ArrayList<>();
    private final transient PrintStream stream = new Lines();
    private transient int next;

    private record Halt(int line, CompletableFuture<Void> reached, CountDownLatch released) {}

    /** @param lines counted from 1, rising */
    HaltingLog(int... lines) {
        for (int line : lines) {
            halts.add(new Halt(line, new CompletableFuture<>(), new CountDownLatch(1)));
        }
    }

    /** Waits until the next of the lines is written, then looks at something before the writer goes on. */
    long whileHalted(CompletableFuture<?> build, LongSupplier look) {
        Halt halt = halts.get(next++);
        CompletableFuture.anyOf(halt.reached, build).join();
        try {
            return look.getAsLong();
        } finally {
            halt.released.countDown();
        }
    }

    @Override
    public PrintStream getLogger() {
        return stream;
    }

    private final class Lines extends PrintStream {
        private int written;

        Lines() {
            super(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        }

        @Override
        public void println(String line) {
            written++;
            for (Halt halt : halts) {
                if (halt.line == written) {
                    halt(halt);
                }
            }
        }

        private void halt(Halt halt) {
            halt.reached.complete(null);
            try {
                halt.released.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
