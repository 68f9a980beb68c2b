package io.jenkins.plugins.mongodbcloud.reliability;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Runners on which scenarios are played side by side, one at a time on each.
 *
 * @param <R> a runner
 */
final class RunnerPool<R extends Closeable> implements Closeable {

    /** Plays a scenario on a runner. */
    @FunctionalInterface
    interface Play<R, S, T> {
        T on(R runner, S scenario) throws Exception;
    }

    private final BlockingQueue<R> runners;
    private final ExecutorService directors;

    RunnerPool(List<R> runners) {
        this.runners = new LinkedBlockingQueue<>(runners);
        this.directors = Executors.newFixedThreadPool(runners.size());
    }

    /** Starts to play a scenario, and returns at once. If it fails, the failure says which it was. */
    <S, T> Future<T> start(S scenario, Play<R, S, T> play) {
        return directors.submit(() -> play(scenario, play));
    }

    private <S, T> T play(S scenario, Play<R, S, T> play) throws InterruptedException {
        R runner = runners.take();
        try {
            return play.on(runner, scenario);
        } catch (Exception | AssertionError broken) {
            throw new AssertionError("in " + scenario, broken);
        } finally {
            runners.add(runner);
        }
    }

    @Override
    public void close() throws IOException {
        directors.shutdownNow();
        for (R runner : runners) {
            runner.close();
        }
    }
}
