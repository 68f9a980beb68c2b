package io.jenkins.plugins.mongodbcloud.harness;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.model.Descriptor.FormException;
import hudson.util.Secret;
import io.jenkins.plugins.mongodbcloud.client.Product;
import io.jenkins.plugins.mongodbcloud.configuration.Endpoint;
import io.jenkins.plugins.mongodbcloud.configuration.MongoDbCloudConfiguration;
import io.jenkins.plugins.mongodbcloud.credentials.ApiKeyPairCredentials;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatedKey;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Simulator;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jvnet.hudson.test.JenkinsRule;

/** What the tests of this folder share: a simulator, and a Jenkins whose default endpoint leads to it. */
final class Lab implements AutoCloseable {

    /** The credential whose key pair may unassign. */
    static final String ADMIN = "mongodb-cloud";
    /** The credential whose key pair may only read. */
    static final String READER = "read-only";
    /** A credential with a private key that is wrong. */
    static final String WRONG = "wrong-private-key";

    static final String WRONG_PRIVATE_KEY = "77777777-1111-4222-8333-444444444444";
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Simulator simulator;

    private Lab(Simulator simulator) {
        this.simulator = simulator;
    }

    /** A fresh cloud, without a Jenkins that knows of it. */
    static Lab start() throws IOException {
        return new Lab(Simulator.builder().cloud(SimulatorSeed.cloud()).start());
    }

    /** A fresh cloud, to which the running Jenkins is pointed. */
    static Lab startFor() throws IOException {
        Lab lab = start();
        configure(lab.simulator.baseUrl());
        return lab;
    }

    /** Points the running Jenkins there, with key pairs in its system credentials and the default time-outs. */
    static void configure(String baseUrl) throws IOException {
        pointAt(baseUrl, null);
        timeouts(10, 30, 120);
        SystemCredentialsProvider system = SystemCredentialsProvider.getInstance();
        system.getCredentials().removeIf(ApiKeyPairCredentials.class::isInstance);
        system.getCredentials().add(keyPair(ADMIN, SimulatorSeed.ADMIN));
        system.getCredentials().add(keyPair(READER, SimulatorSeed.READER));
        system.getCredentials().add(pair(WRONG, SimulatorSeed.ADMIN.publicKey(), WRONG_PRIVATE_KEY));
        system.save();
    }

    /** Makes this the base URL of the default endpoint. */
    static void pointAt(String baseUrl, String credentialsId) {
        Endpoint endpoint = new Endpoint(MongoDbCloudConfiguration.DEFAULT_ENDPOINT, Product.CLOUD_MANAGER);
        endpoint.setBaseUrl(baseUrl);
        endpoint.setPlainHttpAllowed(true);
        endpoint.setCredentialsId(credentialsId);
        MongoDbCloudConfiguration.get().setEndpoints(List.of(endpoint));
    }

    /** Sets the time-outs, in seconds. */
    static void timeouts(int connect, int response, int call) {
        MongoDbCloudConfiguration configuration = MongoDbCloudConfiguration.get();
        configuration.setConnectTimeoutSeconds(connect);
        configuration.setResponseTimeoutSeconds(response);
        configuration.setCallTimeoutSeconds(call);
    }

    /** For calls that are to fail: too little time for all attempts. What is to succeed has all the time it takes. */
    static void giveUpSoon() {
        timeouts(2, 2, 2);
    }

    static ApiKeyPairCredentials keyPair(String id, SimulatedKey key) {
        return pair(id, key.publicKey(), key.privateKey());
    }

    private static ApiKeyPairCredentials pair(String id, String publicKey, String privateKey) {
        return new ApiKeyPairCredentials(
                CredentialsScope.GLOBAL, id, "made up", publicKey, Secret.fromString(privateKey));
    }

    /** A sandboxed Pipeline job with a generated name. */
    static WorkflowJob pipeline(JenkinsRule jenkins, String script) throws IOException, FormException {
        return pipeline(jenkins.createProject(WorkflowJob.class), script);
    }

    /** Gives the job this sandboxed script. */
    static WorkflowJob pipeline(WorkflowJob job, String script) throws FormException {
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job;
    }

    /** Runs a sandboxed script to its end, whatever its result. */
    static WorkflowRun run(JenkinsRule jenkins, String script) throws Exception {
        return jenkins.waitForCompletion(
                pipeline(jenkins, script).scheduleBuild2(0).waitForStart());
    }

    /** The call of the step with these arguments and, where they do not say otherwise, the seed's project and key. */
    static String step(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        addUnless(all, "credentialsId: ", ADMIN);
        addUnless(all, "projectId: ", SimulatorSeed.PROJECT_ID);
        if (all.stream().noneMatch(argument -> argument.matches("(?s)(apiKey|publicKey|description).*"))) {
            all.add("apiKeyId: '" + SimulatorSeed.API_KEY_ID + "'");
        }
        return "mongoCloudUnassignApiKey(" + String.join(", ", all) + ")";
    }

    private static void addUnless(List<String> arguments, String name, String value) {
        if (arguments.stream().noneMatch(argument -> argument.startsWith(name))) {
            arguments.add(name + "'" + value + "'");
        }
    }

    Simulator simulator() {
        return simulator;
    }

    void awaitRequests(long count) throws InterruptedException, TimeoutException {
        simulator.awaitRequests(count, PATIENCE);
    }

    /** Whether the seed's deployment key still has access to the project. */
    boolean isAssigned() {
        return simulator.isAssigned(SimulatorSeed.PROJECT_ID, SimulatorSeed.API_KEY_ID);
    }

    /** Whether this key, counted from 1, still has access to the project. */
    boolean isAssigned(int ciKey) {
        return simulator.isAssigned(
                SimulatorSeed.PROJECT_ID, SimulatorSeed.ciKey(ciKey).id());
    }

    @Override
    public void close() {
        simulator.close();
    }
}
