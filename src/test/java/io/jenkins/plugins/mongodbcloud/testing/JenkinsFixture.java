package io.jenkins.plugins.mongodbcloud.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import hudson.model.Result;
import hudson.model.Run;
import hudson.util.Secret;
import io.jenkins.plugins.mongodbcloud.client.Product;
import io.jenkins.plugins.mongodbcloud.configuration.Endpoint;
import io.jenkins.plugins.mongodbcloud.configuration.MongoDbCloudConfiguration;
import io.jenkins.plugins.mongodbcloud.credentials.ApiKeyPairCredentials;
import io.jenkins.plugins.mongodbcloud.credentials.ServiceAccountCredentials;
import io.jenkins.plugins.mongodbcloud.report.AccessBuildAction;
import io.jenkins.plugins.mongodbcloud.report.KeyResultView;
import io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Phase;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatedCloud;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatedKey;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatedServiceAccount;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Simulator;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/**
 * A Jenkins whose default endpoint is a simulator, with key pairs in its credentials. What runs on every Jenkins is
 * written against this class; its subclasses say which Jenkins it is.
 */
public abstract class JenkinsFixture implements AutoCloseable {

    /** The credential whose key pair may unassign. */
    public static final String ADMIN = "mongodb-cloud";
    /** The credential whose key pair may also delete keys from the organization. */
    public static final String OWNER = "mongodb-cloud-owner";
    /** The credential whose key pair may only read. */
    public static final String READER = "read-only";
    /** A credential with a private key that is wrong. */
    public static final String WRONG = "wrong-private-key";

    public static final String WRONG_PRIVATE_KEY = "77777777-1111-4222-8333-444444444444";
    public static final String PROJECT = SimulatorSeed.PROJECT_ID;
    public static final String KEY = SimulatorSeed.API_KEY_ID;
    /** How long a test waits for something that is to happen; only a failure takes so long. */
    public static final Duration PATIENCE = Duration.ofSeconds(60);

    public final Simulator simulator;

    protected JenkinsFixture(SimulatedCloud cloud) throws IOException {
        simulator = Simulator.builder().cloud(cloud).start();
    }

    /**
     * A build that has ended.
     *
     * @param rows those of its page
     */
    public record Build(Result result, String log, List<KeyResultView> rows) {

        public static Build of(Run<?, ?> run, String log) {
            AccessBuildAction page = run.getAction(AccessBuildAction.class);
            return new Build(run.getResult(), log, page == null ? List.of() : page.getKeys());
        }

        public void assertResult(Result expected) {
            assertEquals(expected, result, log);
        }

        public void assertLogContains(String expected) {
            assertTrue(log.contains(expected), () -> expected + " is not in:\n" + log);
        }

        public void assertLogNotContains(String unexpected) {
            assertFalse(log.contains(unexpected), () -> unexpected + " is in:\n" + log);
        }

        /** Asserts that one line of the log has this in it. */
        public void assertPrintedOnce(String text) {
            assertEquals(1, log.lines().filter(line -> line.contains(text)).count(), log);
        }
    }

    /**
     * Runs a Pipeline script to its end, whatever its result.
     *
     * @param parameters those of the build, as texts
     */
    public abstract Build runPipeline(String script, Map<String, String> parameters) throws Exception;

    public final Build runPipeline(String script) throws Exception {
        return runPipeline(script, Map.of());
    }

    /** Adds credentials that jobs can see. */
    public abstract void addCredentials(StandardUsernamePasswordCredentials... credentials) throws IOException;

    public final Simulator simulator() {
        return simulator;
    }

    /** Makes this the base URL of the default endpoint, which is the only one and names no credential. */
    public static Endpoint pointAt(String baseUrl) {
        return pointAt(baseUrl, null);
    }

    /** Makes this the base URL of the default endpoint, which is the only one. */
    public static Endpoint pointAt(String baseUrl, String credentialsId) {
        Endpoint endpoint = new Endpoint(MongoDbCloudConfiguration.DEFAULT_ENDPOINT, Product.CLOUD_MANAGER);
        endpoint.setBaseUrl(baseUrl);
        endpoint.setPlainHttpAllowed(baseUrl.startsWith("http:"));
        endpoint.setCredentialsId(credentialsId);
        MongoDbCloudConfiguration.get().setEndpoints(List.of(endpoint));
        return endpoint;
    }

    /** Sets the time-outs, in seconds. */
    public static void timeouts(int connect, int response, int call) {
        MongoDbCloudConfiguration configuration = MongoDbCloudConfiguration.get();
        configuration.setConnectTimeoutSeconds(connect);
        configuration.setResponseTimeoutSeconds(response);
        configuration.setCallTimeoutSeconds(call);
    }

    /** For calls that are to fail: too little time for all attempts. What is to succeed has all the time it takes. */
    public static void giveUpSoon() {
        timeouts(1, 1, 1);
    }

    /** The credentials that every fixture has. */
    protected static List<ApiKeyPairCredentials> keyPairs() {
        return List.of(
                keyPair(ADMIN, SimulatorSeed.ADMIN),
                keyPair(READER, SimulatorSeed.READER),
                keyPair(OWNER, SimulatorSeed.OWNER),
                keyPair(CredentialsScope.GLOBAL, WRONG, SimulatorSeed.ADMIN.publicKey(), WRONG_PRIVATE_KEY));
    }

    public static ApiKeyPairCredentials keyPair(String id, SimulatedKey key) {
        return keyPair(CredentialsScope.GLOBAL, id, key.publicKey(), key.privateKey());
    }

    /** A credential with a service account. */
    public static ServiceAccountCredentials serviceAccount(String id, SimulatedServiceAccount account) {
        return new ServiceAccountCredentials(
                CredentialsScope.GLOBAL, id, "made up", account.clientId(), Secret.fromString(account.secret()));
    }

    protected static ApiKeyPairCredentials keyPair(
            CredentialsScope scope, String id, String publicKey, String privateKey) {
        return new ApiKeyPairCredentials(scope, id, "made up", publicKey, Secret.fromString(privateKey));
    }

    /** The call of the step with these arguments and, where they do not say otherwise, the seed's project and key. */
    public static String call(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        addUnless(all, "credentialsId: ", ADMIN);
        addUnless(all, "projectId: ", PROJECT);
        if (all.stream().noneMatch(argument -> argument.matches("(?s)(apiKey|publicKey|description).*"))) {
            all.add("apiKeyId: '" + KEY + "'");
        }
        return "mongoCloudUnassignApiKey(" + String.join(", ", all) + ")";
    }

    private static void addUnless(List<String> arguments, String name, String value) {
        if (arguments.stream().noneMatch(argument -> argument.startsWith(name))) {
            arguments.add(name + "'" + value + "'");
        }
    }

    /** The keys that were made through the API and have access to the seed's project. */
    public final List<String> madeKeysWithAccess() {
        return simulator.cloud().createdKeys().stream()
                .map(SimulatedKey::id)
                .filter(id -> simulator.isAssigned(PROJECT, id))
                .toList();
    }

    /** This fault meets every DELETE that comes after the one of this key. */
    public final void alwaysAfter(String apiKeyId, InjectedFault fault) {
        simulator.journal().onRequest(request -> {
            if (request.authenticated() && request.target().endsWith(apiKeyId)) {
                simulator.faults().always(fault.on(Phase.DELETE));
            }
        });
    }

    public final void awaitRequests(long count) throws InterruptedException, TimeoutException {
        simulator.awaitRequests(count, PATIENCE);
    }

    /** Whether the seed's deployment key still has access to the project. */
    public final boolean isAssigned() {
        return simulator.isAssigned(PROJECT, KEY);
    }

    /** Whether this key, counted from 1, still has access to the project. */
    public final boolean isAssigned(int ciKey) {
        return simulator.isAssigned(PROJECT, SimulatorSeed.ciKey(ciKey).id());
    }

    /** How often an authenticated DELETE for the key has arrived. */
    public final long deletes(String apiKeyId) {
        return simulator.log().stream()
                .filter(request -> request.authenticated()
                        && request.method().equals("DELETE")
                        && request.target().endsWith("/" + apiKeyId))
                .count();
    }

    @Override
    public void close() {
        simulator.close();
    }
}
