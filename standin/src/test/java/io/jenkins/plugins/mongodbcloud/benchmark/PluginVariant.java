package io.jenkins.plugins.mongodbcloud.benchmark;

import io.jenkins.plugins.mongodbcloud.admin.AdminApi;
import io.jenkins.plugins.mongodbcloud.admin.ApiEndpoint;
import io.jenkins.plugins.mongodbcloud.admin.ApiKeyPair;
import io.jenkins.plugins.mongodbcloud.admin.Limits;
import io.jenkins.plugins.mongodbcloud.admin.ProxyRules;
import io.jenkins.plugins.mongodbcloud.config.MongoDbCloudClient;
import io.jenkins.plugins.mongodbcloud.report.CallJournal;
import io.jenkins.plugins.mongodbcloud.unassign.Earlier;
import io.jenkins.plugins.mongodbcloud.unassign.Effects;
import io.jenkins.plugins.mongodbcloud.unassign.Job;
import io.jenkins.plugins.mongodbcloud.unassign.KeySelection;
import io.jenkins.plugins.mongodbcloud.unassign.Outcome;
import io.jenkins.plugins.mongodbcloud.unassign.UnassignReport;
import io.jenkins.plugins.mongodbcloud.unassign.UnassignRequest;
import io.jenkins.plugins.mongodbcloud.unassign.Unassigner;
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
    private final int lanes;
    private final Controller controller;
    private final ApiEndpoint endpoint;

    PluginVariant(String name, boolean warm, int lanes, Controller controller, ApiEndpoint endpoint) {
        this.name = name;
        this.warm = warm;
        this.lanes = lanes;
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
        AdminApi api = newClient();
        long nanos = System.nanoTime() - start;
        api.close();
        return nanos;
    }

    private static AdminApi newClient() {
        return new AdminApi(() -> Limits.DEFAULT, ProxyRules.DIRECT);
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
        Job job = job(keys);
        CallJournal journal = journal();
        PluginRound round = new PluginRound(job, journal);
        if (warm) {
            check(round.unassign(job(used), journal()), used.count());
        }
        return round;
    }

    private Job job(KeyRange keys) throws Exception {
        UnassignRequest request = new UnassignRequest(
                World.PROJECT_ID, new KeySelection.ByIds(keys.ids()), Effects.DEFAULT, false, false, false, 0, lanes);
        ApiKeyPair pair = new ApiKeyPair(World.OWNER.publicKey(), World.OWNER.privateKey());
        return new Job(endpoint, pair, "benchmark", request.checked(), Earlier.NOTHING);
    }

    private CallJournal journal() throws Exception {
        return new CallJournal(controller.newRun(), UUID.randomUUID().toString(), result -> {});
    }

    private static void check(UnassignReport report, int keys) {
        if (report.count(Outcome.UNASSIGNED) != keys) {
            throw new IllegalStateException(report.worst().message());
        }
    }

    private final class PluginRound implements Round {
        private final Job job;
        private final CallJournal journal;
        private final AdminApi api = newClient();

        PluginRound(Job job, CallJournal journal) {
            this.job = job;
            this.journal = journal;
        }

        private UnassignReport unassign(Job what, CallJournal where) throws Exception {
            return new Unassigner(api, MongoDbCloudClient.get().executor())
                    .start(what, where)
                    .report()
                    .get();
        }

        @Override
        public Timing run() throws Exception {
            long start = System.nanoTime();
            UnassignReport report = unassign(job, journal);
            long nanos = System.nanoTime() - start;
            check(report, ((KeySelection.ByIds) job.request().selection()).ids().size());
            return new Timing(nanos, OptionalLong.empty());
        }

        @Override
        public void close() {
            api.close();
        }
    }
}
