package io.jenkins.plugins.mongodbcloud.benchmark;

import io.jenkins.plugins.mongodbcloud.access.Outcome;
import io.jenkins.plugins.mongodbcloud.client.Product;
import io.jenkins.plugins.mongodbcloud.configuration.Endpoint;
import io.jenkins.plugins.mongodbcloud.configuration.MongoDbCloudConfiguration;
import io.jenkins.plugins.mongodbcloud.steps.ApiKeyOptions;
import io.jenkins.plugins.mongodbcloud.testing.JenkinsFixture;
import io.jenkins.plugins.mongodbcloud.testing.StandInJenkins;
import io.jenkins.plugins.mongodbcloud.testing.simulator.LoggedRequest;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Simulator;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Many builds that wait for a slow server at once, each in the step, and builds for another server meanwhile. */
final class Load {
    private static final String SLOW = "slow";
    /** Of one endpoint at once; the other builds wait in line. */
    static final int SESSIONS = 64;

    private static final Duration LATER_ANSWER = Duration.ofMillis(100);
    static final int MOST_THREADS = 16;
    private static final long MOST_HEAP = 64 * 1024;
    private static final int REHEARSALS = 300;
    private static final int SAMPLES = 51;
    private static final long NOISE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final StandInJenkins jenkins;
    private final Simulator slow;
    private final int builds;
    private int nextKey = 500_000;

    /** @param slow the server to wait for; the default endpoint of Jenkins is the other */
    Load(StandInJenkins jenkins, Simulator slow, int builds) {
        this.jenkins = jenkins;
        this.slow = slow;
        this.builds = builds;
        List<Endpoint> endpoints =
                new ArrayList<>(MongoDbCloudConfiguration.get().getEndpoints());
        Endpoint endpoint = new Endpoint(SLOW, Product.CLOUD_MANAGER);
        endpoint.setBaseUrl(slow.baseUrl());
        endpoint.setPlainHttpAllowed(true);
        endpoints.add(endpoint);
        MongoDbCloudConfiguration.get().setEndpoints(endpoints);
    }

    /** @param answer how long the slow server takes for each response */
    List<Goal> run(Duration answer, String protocol) throws Exception {
        Set<Thread> idle = Footprint.threads();
        int seconds = (int) answer.toSeconds();
        JenkinsFixture.timeouts(10, 2 * seconds, 4 * seconds);
        onOther(REHEARSALS);
        // The first build lists the project, as after each start of Jenkins; its time is not what is measured here.
        build(SLOW, 1).get();
        long usual = onOther(SAMPLES);

        int others = slow.cloud().assignedKeys(JenkinsFixture.PROJECT);
        SimulatorSeed.addCiKeys(slow.cloud(), SimulatorSeed.CI_KEYS + 1, SimulatorSeed.CI_KEYS + builds);
        slow.behaviour().latency(answer);
        long heap = Footprint.heapBytes();
        List<CompletableFuture<Object>> waiting = new ArrayList<>();
        for (int i = 1; i <= builds; i++) {
            waiting.add(build(SLOW, SimulatorSeed.CI_KEYS + i));
        }
        slow.awaitRequests(Math.min(builds, SESSIONS), PATIENCE);
        List<String> threads = Footprint.threadsSince(idle);
        long meanwhile = onOther(SAMPLES);
        boolean stillWaiting = waiting.stream().noneMatch(CompletableFuture::isDone);
        long heapPerStep = (Footprint.heapBytes() - heap) / builds;

        slow.behaviour().latency(LATER_ANSWER);
        long right = 0;
        List<Object> failures = new ArrayList<>();
        for (CompletableFuture<Object> build : waiting) {
            Object result =
                    build.handle((map, e) -> e == null ? map : e.getMessage()).get();
            if (isUnassigned(result)) {
                right++;
            } else {
                failures.add(result);
            }
        }
        int left = slow.cloud().assignedKeys(JenkinsFixture.PROJECT) - others;
        long sessions = slow.log().stream()
                .mapToInt(LoggedRequest::connection)
                .distinct()
                .count();
        String scene = builds + " builds at once on " + SESSIONS + " sessions, " + protocol + ", responses after "
                + seconds + " s: ";
        return List.of(
                new Goal(
                        scene + "no more than " + MOST_THREADS + " threads beyond idle",
                        threads.size() + " (" + String.join(", ", threads) + ")",
                        threads.size() <= MOST_THREADS),
                new Goal(
                        scene + "under 64 KiB of heap per waiting step, the simulator's part included",
                        String.format(Locale.ROOT, "%.1f KiB", heapPerStep / 1024.0)
                                + (stillWaiting ? "" : ", but some did not wait any more"),
                        stillWaiting && heapPerStep < MOST_HEAP),
                new Goal(
                        scene + "all finish with the right outcome",
                        right + " of " + builds + " unassigned, "
                                + (failures.isEmpty() ? "" : "first " + failures.get(0) + ", ") + left + " keys left, "
                                + slow.requests() + " requests on " + sessions + " connections",
                        right == builds && left == 0),
                new Goal(
                        scene + "a build for another endpoint takes no more than twice its usual time, or 5 ms more",
                        Measured.millis(meanwhile) + ", usually " + Measured.millis(usual),
                        meanwhile <= Math.max(2 * usual, usual + NOISE_NANOS)));
    }

    private CompletableFuture<Object> build(String endpoint, int key) throws Exception {
        ApiKeyOptions step = StandInJenkins.step(SimulatorSeed.ciKey(key).id());
        step.setEndpoint(endpoint);
        return jenkins.startBuild(step);
    }

    /** Runs builds for the other endpoint one after another; the median of their times in nanoseconds. */
    private long onOther(int count) throws Exception {
        List<Long> times = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            nextKey++;
            SimulatorSeed.addCiKeys(jenkins.simulator.cloud(), nextKey, nextKey);
            long start = System.nanoTime();
            Object result = build(null, nextKey).get();
            times.add(System.nanoTime() - start);
            if (!isUnassigned(result)) {
                throw new IllegalStateException("not unassigned: " + result);
            }
        }
        return times.stream().sorted().toList().get(count / 2);
    }

    private static boolean isUnassigned(Object result) {
        return result instanceof Map<?, ?> map && Outcome.UNASSIGNED.name().equals(map.get("outcome"));
    }
}
