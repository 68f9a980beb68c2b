package io.jenkins.plugins.mongodbcloud.benchmark;

import io.jenkins.plugins.mongodbcloud.access.Outcome;
import io.jenkins.plugins.mongodbcloud.steps.AccessOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Many builds that wait for a slow server at once, each in the step, and builds for another server meanwhile. */
final class Load {
    private static final String SLOW = "slow";
    private static final String OTHER = "other";
    /** Of one endpoint at once; the other builds wait in line. */
    private static final int SESSIONS = 64;

    private static final Duration LATER_ANSWER = Duration.ofMillis(100);
    private static final int MOST_THREADS = 16;
    private static final long MOST_HEAP = 64 * 1024;
    private static final int REHEARSALS = 300;
    private static final int SAMPLES = 51;
    private static final double USUAL = 2;
    private static final long NOISE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final Controller controller;
    private final SimulatorProcess slow;
    private final SimulatorProcess other;
    private final int builds;
    private final Duration answer;
    private final String protocol;
    private int nextKey = 500_000;

    /**
     * @param answer how long the slow server takes for each answer
     * @param protocol what it speaks
     */
    Load(
            Controller controller,
            SimulatorProcess slow,
            SimulatorProcess other,
            int builds,
            Duration answer,
            String protocol) {
        this.controller = controller;
        this.slow = slow;
        this.other = other;
        this.builds = builds;
        this.answer = answer;
        this.protocol = protocol;
    }

    List<Goal> run() throws Exception {
        Set<Thread> idle = Footprint.threads();
        controller.endpoint(SLOW, slow.baseUrl());
        controller.endpoint(OTHER, other.baseUrl());
        controller.patience(answer.multipliedBy(2), answer.multipliedBy(4));
        onOther(REHEARSALS);
        long usual = onOther(SAMPLES);

        long heap = Footprint.heapBytes();
        KeyRange keys = new KeyRange(1, builds);
        slow.assign(keys);
        slow.latency(answer);
        slow.clear();
        List<CompletableFuture<Object>> waiting = new ArrayList<>();
        for (String id : keys.ids()) {
            waiting.add(controller.build(stepFor(SLOW, id), Controller.NO_LOG));
        }
        slow.awaitRequests(Math.min(builds, SESSIONS));
        List<String> threads = Footprint.threadsSince(idle);
        long meanwhile = onOther(SAMPLES);
        long heapPerStep = (Footprint.heapBytes() - heap) / builds;
        boolean stillWaiting = waiting.stream().noneMatch(CompletableFuture::isDone);

        slow.latency(LATER_ANSWER);
        long right = countUnassigned(waiting);
        SimulatorProcess.Tally tally = slow.tally(keys);
        String scene = builds + " builds at once on " + SESSIONS + " sessions, " + protocol + ", answers after "
                + answer.toSeconds() + " s: ";
        return List.of(
                new Goal(
                        scene + "no more than 16 threads beyond idle",
                        threads.size() + " (" + String.join(", ", threads) + ")",
                        threads.size() <= MOST_THREADS),
                new Goal(
                        scene + "under 64 KiB of heap per waiting step",
                        String.format(Locale.ROOT, "%.1f KiB", heapPerStep / 1024.0)
                                + (stillWaiting ? "" : ", but some did not wait any more"),
                        stillWaiting && heapPerStep < MOST_HEAP),
                new Goal(
                        scene + "all finish with the right outcome",
                        right + " of " + builds + " unassigned, " + tally.left() + " keys left, " + tally.requests()
                                + " requests on " + tally.connections() + " connections",
                        right == builds && tally.left() == 0),
                new Goal(
                        scene + "a build for another endpoint takes no more than twice its usual time, or 5 ms more",
                        String.format(
                                Locale.ROOT,
                                "%.2f ms, usually %.2f ms",
                                meanwhile / (double) TimeUnit.MILLISECONDS.toNanos(1),
                                usual / (double) TimeUnit.MILLISECONDS.toNanos(1)),
                        meanwhile <= Math.max(usual * USUAL, usual + NOISE_NANOS)));
    }

    private AccessOptions stepFor(String endpoint, String id) {
        AccessOptions step = controller.step(endpoint);
        step.setApiKeyId(id);
        return step;
    }

    /** Runs builds for the other endpoint one after another; the median of their times in nanoseconds. */
    private long onOther(int count) throws Exception {
        List<Long> times = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            KeyRange key = new KeyRange(nextKey++, 1);
            other.assign(key);
            long start = System.nanoTime();
            Object result = controller
                    .build(stepFor(OTHER, key.ids().get(0)), Controller.NO_LOG)
                    .get();
            times.add(System.nanoTime() - start);
            requireUnassigned(result);
        }
        return times.stream().sorted().toList().get(count / 2);
    }

    private static void requireUnassigned(Object result) throws IOException {
        if (!Outcome.UNASSIGNED.name().equals(Controller.outcome(result))) {
            throw new IOException("not unassigned: " + result);
        }
    }

    private static long countUnassigned(List<CompletableFuture<Object>> builds) throws Exception {
        long right = 0;
        for (CompletableFuture<Object> build : builds) {
            right += Outcome.UNASSIGNED.name().equals(Controller.outcome(build.get())) ? 1 : 0;
        }
        return right;
    }
}
