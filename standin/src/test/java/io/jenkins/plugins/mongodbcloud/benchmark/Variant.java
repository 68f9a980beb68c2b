package io.jenkins.plugins.mongodbcloud.benchmark;

import io.jenkins.plugins.mongodbcloud.access.AccessReport;
import io.jenkins.plugins.mongodbcloud.access.AccessTask;
import io.jenkins.plugins.mongodbcloud.access.ExperiencedWorker;
import io.jenkins.plugins.mongodbcloud.access.Outcome;
import io.jenkins.plugins.mongodbcloud.client.ApiCredential;
import io.jenkins.plugins.mongodbcloud.client.ClientLimits;
import io.jenkins.plugins.mongodbcloud.client.ProxyRules;
import io.jenkins.plugins.mongodbcloud.client.ServiceAccount;
import io.jenkins.plugins.mongodbcloud.client.http.HttpAdminClient;
import io.jenkins.plugins.mongodbcloud.configuration.MongoDbCloudClient;
import io.jenkins.plugins.mongodbcloud.demo.DemoRun;
import io.jenkins.plugins.mongodbcloud.journal.BuildJournal;
import io.jenkins.plugins.mongodbcloud.journal.SensitiveValues;
import io.jenkins.plugins.mongodbcloud.testing.AccessTaskBuilder;
import io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension;
import io.jenkins.plugins.mongodbcloud.testing.StandInJenkins;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.classic.methods.HttpDelete;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.BasicHttpClientConnectionManager;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.HttpResponse;

/** A way to unassign a number of keys. */
interface Variant {
    String COLD = "plugin, cold";
    String WARM = "plugin, warm";
    String FOUR_SESSIONS = "plugin, 4 sessions";
    String ACCOUNT_COLD = "account, cold";
    String ACCOUNT_WARM = "account, warm";
    String ACCOUNT_FOUR_SESSIONS = "account, 4 sessions";
    String CURL_PER_KEY = "curl per key";
    String ONE_CURL = "one curl";
    String BARE_LOOP = "bare loop";
    List<String> PLUGIN = List.of(COLD, WARM, FOUR_SESSIONS);
    int SESSIONS = 4;

    /** As the table names it. */
    String name();

    /**
     * Gets everything ready that is not to be measured.
     *
     * @param keys IDs of the keys to be unassigned by the run
     * @param used ID of a key that may be unassigned beforehand
     */
    Round prepare(List<String> keys, String used) throws Exception;

    /** One run, to be measured. */
    interface Round extends Closeable {
        /** Unassigns the keys; fails unless every single one is reported unassigned. */
        Timing run() throws Exception;

        @Override
        default void close() throws IOException {}
    }

    /**
     * How long a run took.
     *
     * @param nanos wall time in nanoseconds
     * @param cpuNanos user and system time of its processes in nanoseconds; empty if it ran in this JVM
     */
    record Timing(long nanos, OptionalLong cpuNanos) {
        static Timing since(long start) {
            return new Timing(System.nanoTime() - start, OptionalLong.empty());
        }
    }

    /** Those that this machine can run, in the order of the table: all, or all but curl's. */
    static List<Variant> of(StandInJenkins jenkins) {
        ServiceAccount account =
                new ServiceAccount(SimulatorSeed.ADMIN_ACCOUNT.clientId(), SimulatorSeed.ADMIN_ACCOUNT.secret());
        List<Variant> variants = new ArrayList<>(List.of(
                new Plugin(COLD, SimulatorExtension.ADMIN, false, 1, jenkins),
                new Plugin(WARM, SimulatorExtension.ADMIN, true, 1, jenkins),
                new Plugin(FOUR_SESSIONS, SimulatorExtension.ADMIN, false, SESSIONS, jenkins),
                new Plugin(ACCOUNT_COLD, account, false, 1, jenkins),
                new Plugin(ACCOUNT_WARM, account, true, 1, jenkins),
                new Plugin(ACCOUNT_FOUR_SESSIONS, account, false, SESSIONS, jenkins)));
        if (Curl.isInstalled()) {
            variants.add(Curl.perKey(CURL_PER_KEY, jenkins.simulator.baseUrl()));
            variants.add(Curl.allKeys(ONE_CURL, jenkins.simulator.baseUrl()));
        }
        variants.add(new BareLoop(BARE_LOOP, jenkins.simulator.baseUrl()));
        return variants;
    }

    /** The URL to send DELETE to. */
    static String url(String baseUrl, String key) {
        return baseUrl + "/groups/" + SimulatorSeed.PROJECT_ID + "/apiKeys/" + key;
    }

    /**
     * The plugin as a build uses it: its worker, its threads, and its journal in the build directory. The client runs, as
     * a controller's does. In a cold run it has neither a connection nor a digest session or access token; in a warm one it has just
     * unassigned another key.
     */
    record Plugin(String name, ApiCredential credential, boolean warm, int sessions, StandInJenkins jenkins)
            implements Variant {
        @Override
        public Round prepare(List<String> keys, String used) throws Exception {
            HttpAdminClient api = new HttpAdminClient(() -> ClientLimits.DEFAULT, ProxyRules.DIRECT);
            if (warm) {
                unassign(api, List.of(used));
            }
            return new Round() {
                @Override
                public Timing run() throws Exception {
                    long start = System.nanoTime();
                    unassign(api, keys);
                    return Timing.since(start);
                }

                @Override
                public void close() {
                    api.close();
                }
            };
        }

        private void unassign(HttpAdminClient api, List<String> keys) throws Exception {
            AccessTask task = AccessTaskBuilder.ids(keys)
                    .as(credential)
                    .parallelism(sessions)
                    .task()
                    .endpoint(SimulatorExtension.at(jenkins.simulator.baseUrl()))
                    .build();
            BuildJournal journal = new BuildJournal(
                    new DemoRun(jenkins.run().getParent()),
                    UUID.randomUUID().toString(),
                    task.endpoint().name(),
                    SimulatorSeed.PROJECT_ID,
                    SensitiveValues.NONE,
                    result -> {});
            AccessReport report = ExperiencedWorker.of(
                            api, MongoDbCloudClient.get().executor(), task)
                    .start(task, journal, () -> false)
                    .report()
                    .get();
            if (report.count(Outcome.UNASSIGNED) != keys.size()) {
                throw new IllegalStateException(report.worst().message());
            }
        }
    }

    /**
     * The limit of one connection: a blocking loop over Apache HttpClient whose connection is open and whose digest
     * authentication is done. It keeps no journal and tells nobody anything.
     */
    record BareLoop(String name, String baseUrl) implements Variant {
        private static final int NO_CONTENT = 204;

        @Override
        public Round prepare(List<String> keys, String used) throws Exception {
            HttpClientContext context = HttpClientContext.create();
            BasicCredentialsProvider credentials = new BasicCredentialsProvider();
            URI server = URI.create(baseUrl);
            credentials.setCredentials(
                    new AuthScope(server.getHost(), server.getPort()),
                    new UsernamePasswordCredentials(
                            SimulatorSeed.ADMIN.publicKey(),
                            SimulatorSeed.ADMIN.privateKey().toCharArray()));
            context.setCredentialsProvider(credentials);
            CloseableHttpClient client = HttpClients.custom()
                    .setConnectionManager(new BasicHttpClientConnectionManager())
                    .disableAutomaticRetries()
                    .build();
            send(client, context, used);
            return new Round() {
                @Override
                public Timing run() throws Exception {
                    long start = System.nanoTime();
                    for (String key : keys) {
                        send(client, context, key);
                    }
                    return Timing.since(start);
                }

                @Override
                public void close() throws IOException {
                    client.close();
                }
            };
        }

        private void send(CloseableHttpClient client, HttpClientContext context, String key) throws Exception {
            int status = client.execute(new HttpDelete(url(baseUrl, key)), context, HttpResponse::getCode);
            if (status != NO_CONTENT) {
                throw new IllegalStateException("HTTP " + status);
            }
        }
    }
}
