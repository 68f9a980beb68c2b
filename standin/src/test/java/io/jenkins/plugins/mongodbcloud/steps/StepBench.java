package io.jenkins.plugins.mongodbcloud.steps;

import static org.junit.jupiter.api.Assertions.assertFalse;

import hudson.model.TaskListener;
import io.jenkins.plugins.mongodbcloud.client.Product;
import io.jenkins.plugins.mongodbcloud.configuration.Endpoint;
import io.jenkins.plugins.mongodbcloud.configuration.MongoDbCloudConfiguration;
import io.jenkins.plugins.mongodbcloud.demo.DemoCredentials;
import io.jenkins.plugins.mongodbcloud.demo.DemoJenkins;
import io.jenkins.plugins.mongodbcloud.demo.DemoJob;
import io.jenkins.plugins.mongodbcloud.demo.DemoRun;
import io.jenkins.plugins.mongodbcloud.demo.DemoStepContext;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatedCloud;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Simulator;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** A controller of the demo with a credential, a build that has begun, and a seeded simulator as its endpoint. */
public final class StepBench implements AutoCloseable {
    public static final Duration PATIENCE = Duration.ofSeconds(20);
    public static final String CREDENTIALS = "mongodb-cloud";
    public static final String PROJECT = SimulatorSeed.PROJECT_ID;
    public static final String KEY = SimulatorSeed.API_KEY_ID;

    public final Simulator simulator;
    private final Path home;
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final PrintStream printer = new PrintStream(log, true, StandardCharsets.UTF_8);
    private DemoJenkins jenkins;
    private boolean up;
    private DemoCredentials credentials;
    private DemoRun run;

    /** One run of a step. */
    public record Flight(StepExecution execution, DemoStepContext context, FlowNode node) {
        /** What the step returns. */
        @SuppressWarnings("unchecked")
        public Map<String, Object> result() throws Exception {
            return (Map<String, Object>) context.outcome().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        }

        /** What the step fails with. */
        public Throwable failure() throws InterruptedException, TimeoutException {
            try {
                Object result = context.outcome().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
                throw new AssertionError("the step did not fail but returned " + result);
            } catch (ExecutionException e) {
                return e.getCause();
            }
        }
    }

    public StepBench(Path home) throws IOException {
        this(home, SimulatorSeed.cloud());
    }

    public StepBench(Path home, SimulatedCloud cloud) throws IOException {
        this.home = home;
        this.simulator = Simulator.builder().cloud(cloud).start();
        boot();
    }

    private void boot() throws IOException {
        up = true;
        jenkins = DemoJenkins.withPluginOf(MongoDbCloudConfiguration.class, home);
        credentials = jenkins.register(new DemoCredentials());
        credentials.add(CREDENTIALS, SimulatorSeed.ADMIN.publicKey(), SimulatorSeed.ADMIN.privateKey());
        useEndpoint(simulator.baseUrl());
        run = new DemoRun(new DemoJob(jenkins, "deploy"));
    }

    /** Stops the controller in order and starts it again; the build goes on in the same folder. */
    public void restart() throws IOException {
        shutDown();
        boot();
    }

    /** Stops the controller in order. */
    public void shutDown() {
        if (up) {
            up = false;
            jenkins.close();
        }
    }

    /** Makes this the default endpoint. */
    public Endpoint useEndpoint(String baseUrl) {
        Endpoint endpoint = new Endpoint(MongoDbCloudConfiguration.DEFAULT_ENDPOINT, Product.CLOUD_MANAGER);
        endpoint.setBaseUrl(baseUrl);
        endpoint.setPlainHttpAllowed(baseUrl.startsWith("http:"));
        MongoDbCloudConfiguration.get().setEndpoints(List.of(endpoint));
        return endpoint;
    }

    public DemoCredentials credentials() {
        return credentials;
    }

    public DemoJenkins jenkins() {
        return jenkins;
    }

    public DemoRun run() {
        return run;
    }

    /** A step for the seed's project with the administrator's credential, which names no key yet. */
    public static AccessOptions step() {
        AccessOptions step = new AccessOptions(PROJECT);
        step.setCredentialsId(CREDENTIALS);
        return step;
    }

    /** A step that is to unassign these keys. */
    public static AccessOptions step(String... ids) {
        AccessOptions step = step();
        step.setApiKeyIds(List.of(ids));
        return step;
    }

    /** A step that is to unassign the seed's key. */
    public static AccessOptions usual() {
        AccessOptions step = step();
        step.setApiKeyId(KEY);
        return step;
    }

    public TaskListener listener() {
        return () -> printer;
    }

    public Flight prepare(AccessOptions step) {
        FlowNode node = node();
        DemoStepContext context = context(node);
        return new Flight(new UnassignApiKeyStep(step).start(context), context, node);
    }

    public Flight start(AccessOptions step) throws Exception {
        Flight flight = prepare(step);
        assertFalse(flight.execution().start(), "start() is done at once");
        return flight;
    }

    public DemoStepContext context(FlowNode node) {
        return new DemoStepContext(List.of(run, run.getParent(), listener(), node));
    }

    public static FlowNode node() {
        return new FlowNode(new FlowExecution() {}, "7") {
            @Override
            protected String getTypeDisplayName() {
                return "mongoCloudUnassignApiKey";
            }
        };
    }

    /** What the build has printed so far. */
    public String log() {
        return log.toString(StandardCharsets.UTF_8);
    }

    public List<String> logLines() {
        return log().lines().toList();
    }

    public Path home() {
        return home;
    }

    /** The journals in the build directory, as files. */
    public List<Path> journals() throws IOException {
        Path folder = run.getRootDir().toPath().resolve("mongodb-cloud");
        List<Path> found = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
                files.forEach(found::add);
            }
        }
        return found;
    }

    /** How often an authenticated DELETE for the key has arrived. */
    public long deletes(String apiKeyId) {
        return simulator.log().stream()
                .filter(request -> request.authenticated()
                        && request.method().equals("DELETE")
                        && request.target().endsWith("/" + apiKeyId))
                .count();
    }

    @Override
    public void close() {
        shutDown();
        simulator.close();
    }
}
