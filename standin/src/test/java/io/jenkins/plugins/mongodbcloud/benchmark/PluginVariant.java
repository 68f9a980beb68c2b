package io.jenkins.plugins.mongodbcloud.benchmark;

import io.jenkins.plugins.mongodbcloud.access.AccessReport;
import io.jenkins.plugins.mongodbcloud.access.AccessTask;
import io.jenkins.plugins.mongodbcloud.access.ExperiencedWorker;
import io.jenkins.plugins.mongodbcloud.access.KeySelector;
import io.jenkins.plugins.mongodbcloud.access.Outcome;
import io.jenkins.plugins.mongodbcloud.access.UnassignApiKey;
import io.jenkins.plugins.mongodbcloud.client.ApiEndpoint;
import io.jenkins.plugins.mongodbcloud.client.ApiKeyPair;
import io.jenkins.plugins.mongodbcloud.client.ClientLimits;
import io.jenkins.plugins.mongodbcloud.client.ProxyRules;
import io.jenkins.plugins.mongodbcloud.client.http.HttpAdminClient;
import io.jenkins.plugins.mongodbcloud.configuration.MongoDbCloudClient;
import io.jenkins.plugins.mongodbcloud.journal.BuildJournal;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.LongStream;

/**
 * The plugin as a build uses it: its worker, its threads, and its journal in the build directory. The client runs, as a
 * controller's does. In a cold run it has neither a connection nor a digest session; in a warm one it has just unassigned
 * another key.
 */
final class PluginVariant implements Variant {
    private static final int CLIENT_STARTS = 11;

    private final String name;
    private final boolean warm;
    private final int sessions;
    private final Controller controller;
    private final ApiEndpoint endpoint;

    PluginVariant(String name, boolean warm, int sessions, Controller controller, ApiEndpoint endpoint) {
        this.name = name;
        this.warm = warm;
        this.sessions = sessions;
        this.controller = controller;
        this.endpoint = endpoint;
    }

    /** How long the client takes to start, which happens once in a controller's life; nanoseconds, the median. */
    static long clientStartNanos() {
        return LongStream.generate(PluginVariant::clientStart)
                .limit(CLIENT_STARTS)
                .sorted()
                .skip(CLIENT_STARTS / 2)
                .findFirst()
                .orElseThrow();
    }

    private static long clientStart() {
        long start = System.nanoTime();
        HttpAdminClient api = newClient();
        long nanos = System.nanoTime() - start;
        api.close();
        return nanos;
    }

    private static HttpAdminClient newClient() {
        return new HttpAdminClient(() -> ClientLimits.DEFAULT, ProxyRules.DIRECT);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean inThisJvm() {
        return true;
    }

    @Override
    public Round prepare(KeyRange keys, KeyRange used) throws Exception {
        AccessTask job = job(keys);
        BuildJournal journal = journal();
        PluginRound round = new PluginRound(job, journal);
        if (warm) {
            check(round.unassign(job(used), journal()), used.count());
        }
        return round;
    }

    private AccessTask job(KeyRange keys) throws Exception {
        return AccessTask.builder()
                .endpoint(endpoint)
                .operation(new UnassignApiKey())
                .projectId(World.PROJECT_ID)
                .selector(new KeySelector.ByIds(keys.ids()))
                .parallelism(sessions)
                .credential(new ApiKeyPair(World.OWNER.publicKey(), World.OWNER.privateKey()))
                .credentialsId("benchmark")
                .build();
    }

    private BuildJournal journal() throws Exception {
        return new BuildJournal(
                controller.newRun(), UUID.randomUUID().toString(), endpoint.name(), World.PROJECT_ID, result -> {});
    }

    private static void check(AccessReport report, int keys) {
        if (report.count(Outcome.UNASSIGNED) != keys) {
            throw new IllegalStateException(report.worst().message());
        }
    }

    private final class PluginRound implements Round {
        private final AccessTask job;
        private final BuildJournal journal;
        private final HttpAdminClient api = newClient();

        PluginRound(AccessTask job, BuildJournal journal) {
            this.job = job;
            this.journal = journal;
        }

        private AccessReport unassign(AccessTask what, BuildJournal where) throws Exception {
            return ExperiencedWorker.of(api, MongoDbCloudClient.get().executor(), what)
                    .start(what, where, () -> false)
                    .report()
                    .get();
        }

        @Override
        public Timing run() throws Exception {
            long start = System.nanoTime();
            AccessReport report = unassign(job, journal);
            long nanos = System.nanoTime() - start;
            check(report, ((KeySelector.ByIds) job.selector()).ids().size());
            return new Timing(nanos, OptionalLong.empty());
        }

        @Override
        public void close() {
            api.close();
        }
    }
}
