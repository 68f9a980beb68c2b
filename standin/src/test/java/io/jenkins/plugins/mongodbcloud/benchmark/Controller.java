package io.jenkins.plugins.mongodbcloud.benchmark;

import hudson.model.TaskListener;
import io.jenkins.plugins.mongodbcloud.client.Product;
import io.jenkins.plugins.mongodbcloud.configuration.Endpoint;
import io.jenkins.plugins.mongodbcloud.configuration.MongoDbCloudConfiguration;
import io.jenkins.plugins.mongodbcloud.demo.DemoCredentials;
import io.jenkins.plugins.mongodbcloud.demo.DemoJenkins;
import io.jenkins.plugins.mongodbcloud.demo.DemoJob;
import io.jenkins.plugins.mongodbcloud.demo.DemoRun;
import io.jenkins.plugins.mongodbcloud.demo.DemoStepContext;
import io.jenkins.plugins.mongodbcloud.steps.AccessOptions;
import io.jenkins.plugins.mongodbcloud.steps.UnassignApiKeyStep;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.graph.FlowNode;

/** A controller with the plugin in it, and builds that run its step as Pipeline does. */
final class Controller implements Closeable {
    /** Keeps nothing. One for all builds, since in Jenkins the log is there before the step and is not of its making. */
    static final TaskListener NO_LOG = new NoLog();

    private static final String CREDENTIALS = "benchmark";

    private final DemoJenkins jenkins;
    private final DemoJob job;
    private final Map<String, String> endpoints = new LinkedHashMap<>();

    Controller(Path home) {
        jenkins = DemoJenkins.withPluginOf(MongoDbCloudConfiguration.class, home);
        jenkins.register(new DemoCredentials()).add(CREDENTIALS, World.OWNER.publicKey(), World.OWNER.privateKey());
        job = new DemoJob(jenkins, "benchmark");
    }

    /** Lists an endpoint, in place of one of the same name. */
    void endpoint(String name, String baseUrl) {
        endpoints.put(name, baseUrl);
        MongoDbCloudConfiguration.get()
                .setEndpoints(endpoints.entrySet().stream()
                        .map(entry -> endpointAt(entry.getKey(), entry.getValue()))
                        .toList());
    }

    private static Endpoint endpointAt(String name, String baseUrl) {
        Endpoint endpoint = new Endpoint(name, Product.CLOUD_MANAGER);
        endpoint.setBaseUrl(baseUrl);
        endpoint.setPlainHttpAllowed(true);
        endpoint.setCredentialsId(CREDENTIALS);
        return endpoint;
    }

    /** Sets how long to wait for a response and for a whole call. */
    void patience(Duration response, Duration call) {
        MongoDbCloudConfiguration.get().setResponseTimeoutSeconds((int) response.toSeconds());
        MongoDbCloudConfiguration.get().setCallTimeoutSeconds((int) call.toSeconds());
    }

    DemoRun newRun() throws IOException {
        return new DemoRun(job);
    }

    /** The step for an endpoint, still without keys. */
    AccessOptions step(String endpoint) {
        AccessOptions step = new AccessOptions(World.PROJECT_ID);
        step.setEndpoint(endpoint);
        return step;
    }

    /** A build that comes to the step; the future is what the step says in the end. */
    CompletableFuture<Object> build(AccessOptions step, TaskListener log) throws Exception {
        DemoStepContext context = new DemoStepContext(List.of(newRun(), log, new Node()));
        new UnassignApiKeyStep(step).start(context).start();
        return context.outcome();
    }

    /** The outcome in the map that a step gave back. */
    static Object outcome(Object result) {
        return ((Map<?, ?>) result).get("outcome");
    }

    @Override
    public void close() {
        jenkins.close();
    }

    private static final class NoLog implements TaskListener {
        private static final long serialVersionUID = 1L;
        private final transient PrintStream nowhere = TaskListener.NULL.getLogger();

        @Override
        public PrintStream getLogger() {
            return nowhere;
        }
    }

    private static final class Node extends FlowNode {
        Node() {
            super(new FlowExecution() {}, "1");
        }

        @Override
        protected String getTypeDisplayName() {
            return "mongoCloudUnassignApiKey";
        }
    }
}
