package io.jenkins.plugins.mongodbcloud.benchmark;

import hudson.security.ACL;
import io.jenkins.plugins.mongodbcloud.access.BuildResultPolicy;
import io.jenkins.plugins.mongodbcloud.access.Grant;
import io.jenkins.plugins.mongodbcloud.access.GrantState;
import io.jenkins.plugins.mongodbcloud.access.Outcome;
import io.jenkins.plugins.mongodbcloud.client.CreatedApiKey;
import io.jenkins.plugins.mongodbcloud.client.Operations;
import io.jenkins.plugins.mongodbcloud.client.Session;
import io.jenkins.plugins.mongodbcloud.configuration.BuildAccess;
import io.jenkins.plugins.mongodbcloud.configuration.GivenAccess;
import io.jenkins.plugins.mongodbcloud.configuration.GrantListeners;
import io.jenkins.plugins.mongodbcloud.configuration.Grants;
import io.jenkins.plugins.mongodbcloud.configuration.MongoDbCloudClient;
import io.jenkins.plugins.mongodbcloud.configuration.MongoDbCloudConfiguration;
import io.jenkins.plugins.mongodbcloud.demo.DemoRun;
import io.jenkins.plugins.mongodbcloud.journal.GrantStore;
import io.jenkins.plugins.mongodbcloud.testing.JenkinsFixture;
import io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension;
import io.jenkins.plugins.mongodbcloud.testing.StandInJenkins;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Access of many builds at once, and many pending unassignments when Jenkins starts. */
final class GrantLoad {

    private static final int SAMPLES = 51;
    private static final int MOST_THREADS = 16;
    private static final long MOST_HEAP = 16 * 1024;
    private static final long MOST_START_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final List<String> ROLES = List.of("GROUP_READ_ONLY");

    private final StandInJenkins jenkins;
    private final Path home;
    private final int builds;

    /** @param builds that hold access at once; ten times as many unassignments are pending later */
    GrantLoad(StandInJenkins jenkins, Path home, int builds) {
        this.jenkins = jenkins;
        this.home = home;
        this.builds = builds;
    }

    List<Goal> run() throws Exception {
        JenkinsFixture.timeouts(10, 60, 600);
        List<Goal> goals = new ArrayList<>(List.of(block()));
        goals.addAll(held());
        goals.addAll(pending(10 * builds));
        return goals;
    }

    private CompletableFuture<Outcome> end(GivenAccess given, DemoRun run) {
        return Grants.get()
                .end(given.grant().id(), BuildResultPolicy.DEFAULT, run, ACL.SYSTEM2, line -> {})
                .thenApply(result -> result.outcome());
    }

    /** A block beside the same calls without Jenkins, files and journal. */
    private Goal block() throws Exception {
        List<Long> block = new ArrayList<>();
        List<Long> bare = new ArrayList<>();
        long requests = 0;
        for (int sample = -SAMPLES; sample < SAMPLES; sample++) {
            long before = jenkins.simulator.requests();
            long start = System.nanoTime();
            end(BuildAccess.begin(jenkins.run()).get(), jenkins.run()).get();
            long middle = System.nanoTime();
            requests = jenkins.simulator.requests() - before;
            bare();
            if (sample >= 0) {
                block.add(middle - start);
                bare.add(System.nanoTime() - middle);
            }
        }
        long median = median(block);
        return new Goal(
                "a block takes no more than the two calls and two forced writes",
                Measured.millis(median) + " and " + requests + " requests, the bare calls "
                        + Measured.millis(median(bare)),
                requests <= 4);
    }

    private void bare() throws Exception {
        try (Session session = MongoDbCloudClient.get()
                .api()
                .openSession(
                        MongoDbCloudConfiguration.get()
                                .endpoint(MongoDbCloudConfiguration.DEFAULT_ENDPOINT)
                                .toApiEndpoint(),
                        SimulatorExtension.ADMIN,
                        () -> false)
                .get()) {
            CreatedApiKey key = session.call(Operations.createApiKey(JenkinsFixture.PROJECT, "bare", ROLES))
                    .get()
                    .value()
                    .orElseThrow();
            session.call(Operations.unassignApiKey(
                            JenkinsFixture.PROJECT, key.key().id()))
                    .get();
        }
    }

    private static long median(List<Long> times) {
        return times.stream().sorted().toList().get(times.size() / 2);
    }

    private List<Goal> held() throws Exception {
        Set<Thread> idle = Footprint.threads();
        long heap = Footprint.heapBytes();
        List<DemoRun> runs = new ArrayList<>();
        List<CompletableFuture<GivenAccess>> assigned = new ArrayList<>();
        for (int build = 0; build < builds; build++) {
            DemoRun run = new DemoRun(jenkins.run().getParent());
            runs.add(run);
            assigned.add(BuildAccess.begin(run));
        }
        List<GivenAccess> given = new ArrayList<>();
        for (CompletableFuture<GivenAccess> each : assigned) {
            given.add(each.get());
        }
        assigned.clear();
        List<String> threads = Footprint.threadsSince(idle);
        long perBuild = (Footprint.heapBytes() - heap) / builds;
        List<CompletableFuture<Outcome>> ends = new ArrayList<>();
        for (int build = 0; build < builds; build++) {
            ends.add(end(given.get(build), runs.get(build)));
        }
        int right = 0;
        for (CompletableFuture<Outcome> each : ends) {
            right += each.get() == Outcome.UNASSIGNED ? 1 : 0;
        }
        String scene = builds + " builds hold access at once: ";
        return List.of(
                new Goal(
                        scene + "no more than " + MOST_THREADS + " threads beyond idle",
                        threads.size() + " (" + String.join(", ", threads) + ")",
                        threads.size() <= MOST_THREADS),
                new Goal(
                        scene + "under 16 KiB of heap for each, build and the simulator's part included",
                        String.format(Locale.ROOT, "%.1f KiB", perBuild / 1024.0),
                        perBuild < MOST_HEAP),
                new Goal(
                        scene + "all lose it at their end",
                        right + " of " + builds + " unassigned, "
                                + Grants.get().all().size() + " grants left",
                        right == builds && Grants.get().all().isEmpty()));
    }

    /** They are on disk from before, as after an outage of MongoDB Cloud. */
    private List<Goal> pending(int count) throws Exception {
        int first = SimulatorSeed.CI_KEYS + 1;
        SimulatorSeed.addCiKeys(jenkins.simulator.cloud(), first, first + count - 1);
        jenkins.shutDown();
        try (GrantStore store = GrantStore.open(home.resolve("mongodb-cloud").resolve("grants"))) {
            for (int each = 0; each < count; each++) {
                store.save(pendingKey(each, SimulatorSeed.ciKey(first + each).id(), store.controller()));
            }
        }
        jenkins.restart();
        JenkinsFixture.timeouts(10, 60, 600);
        Set<Thread> idle = Footprint.threads();
        long heap = Footprint.heapBytes();
        long requests = jenkins.simulator.requests();
        long start = System.nanoTime();
        GrantListeners.start();
        long started = System.nanoTime() - start;
        int most = 0;
        long peak = 0;
        while (Grants.get().all().isEmpty()) {
            Thread.onSpinWait();
        }
        while (!Grants.get().all().isEmpty()) {
            most = Math.max(most, Footprint.threadsSince(idle).size());
            peak = Math.max(
                    peak,
                    Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
            TimeUnit.MILLISECONDS.sleep(50);
        }
        long took = System.nanoTime() - start;
        String scene = count + " pending unassignments when Jenkins starts: ";
        return List.of(
                new Goal(
                        scene + "no more than 100 ms added to the start",
                        Measured.millis(started),
                        started <= MOST_START_NANOS),
                new Goal(
                        scene + "no more than " + MOST_THREADS + " threads beyond idle",
                        String.valueOf(most),
                        most <= MOST_THREADS),
                new Goal(
                        scene + "all done, with little more than a request for each",
                        String.format(
                                Locale.ROOT,
                                "%d requests in %.1f s, at most %d MiB of heap in use, %d MiB before",
                                jenkins.simulator.requests() - requests,
                                took / 1e9,
                                peak >> 20,
                                heap >> 20),
                        jenkins.simulator.requests() - requests <= count + count / 10));
    }

    private Grant pendingKey(int number, String apiKeyId, String controller) {
        long now = System.currentTimeMillis();
        return new Grant(
                "benchmark-" + number,
                GrantState.PENDING,
                Grant.Kind.NEW_KEY,
                new Grant.Key(
                        MongoDbCloudConfiguration.DEFAULT_ENDPOINT,
                        jenkins.simulator.baseUrl(),
                        JenkinsFixture.PROJECT,
                        apiKeyId,
                        null,
                        null,
                        null,
                        ROLES),
                new Grant.Holder(jenkins.run().getParent().getFullName(), 1, "call", JenkinsFixture.ADMIN, List.of()),
                controller,
                false,
                true,
                now,
                now,
                0,
                Grant.Progress.NONE);
    }
}
