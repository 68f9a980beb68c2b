package io.jenkins.plugins.mongodbcloud.testing;

import static org.junit.jupiter.api.Assertions.assertFalse;

import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import hudson.model.TaskListener;
import io.jenkins.plugins.mongodbcloud.configuration.MongoDbCloudClient;
import io.jenkins.plugins.mongodbcloud.configuration.MongoDbCloudConfiguration;
import io.jenkins.plugins.mongodbcloud.demo.DemoCredentials;
import io.jenkins.plugins.mongodbcloud.demo.DemoJenkins;
import io.jenkins.plugins.mongodbcloud.demo.DemoJob;
import io.jenkins.plugins.mongodbcloud.demo.DemoRun;
import io.jenkins.plugins.mongodbcloud.demo.DemoStepContext;
import io.jenkins.plugins.mongodbcloud.demo.ExecutionSerializer;
import io.jenkins.plugins.mongodbcloud.demo.Jenkinsfile;
import io.jenkins.plugins.mongodbcloud.demo.PipelineBuild;
import io.jenkins.plugins.mongodbcloud.demo.StepWatcher;
import io.jenkins.plugins.mongodbcloud.steps.ApiKeyOptions;
import io.jenkins.plugins.mongodbcloud.steps.UnassignApiKeyStep;
import io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Phase;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatedCloud;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** The fixture on a controller of stand-ins, with a Pipeline build that has begun. */
public final class StandInJenkins extends JenkinsFixture {
    private final Path home;
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final PrintStream printer = new PrintStream(log, true, StandardCharsets.UTF_8);
    private DemoJenkins jenkins;
    private boolean up;
    private DemoCredentials credentials;
    private DemoRun run;
    private final List<Object> more = new ArrayList<>();

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

        /** The step as it is written with the build. The thread that asks for its block may not be done with it yet. */
        public byte[] freeze() throws IOException {
            synchronized (execution) {
                return ExecutionSerializer.freeze(execution);
            }
        }

        /** Goes on after a restart. */
        public Flight resume() {
            execution.onResume();
            return this;
        }
    }

    public StandInJenkins(Path home) throws IOException {
        this(home, SimulatorSeed.cloud());
    }

    public StandInJenkins(Path home, SimulatedCloud cloud) throws IOException {
        super(cloud);
        this.home = home;
        boot();
    }

    private void boot() throws IOException {
        up = true;
        jenkins = DemoJenkins.withPluginOf(MongoDbCloudConfiguration.class, home);
        credentials = jenkins.register(new DemoCredentials());
        keyPairs().forEach(credentials::add);
        pointAt(simulator.baseUrl());
        run = new DemoRun(new DemoJob(jenkins, "deploy"));
        run.logIn(this::log);
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
    public static ApiKeyOptions step() {
        ApiKeyOptions step = new ApiKeyOptions(PROJECT);
        step.setCredentialsId(ADMIN);
        return step;
    }

    /** A step that is to unassign these keys. */
    public static ApiKeyOptions step(String... ids) {
        ApiKeyOptions step = step();
        step.setApiKeyIds(List.of(ids));
        return step;
    }

    /** A step that is to unassign the seed's key. */
    public static ApiKeyOptions usual() {
        ApiKeyOptions step = step();
        step.setApiKeyId(KEY);
        return step;
    }

    public TaskListener listener() {
        return () -> printer;
    }

    public Flight prepare(ApiKeyOptions step) {
        FlowNode node = node();
        DemoStepContext context = context(node);
        return new Flight(new UnassignApiKeyStep(step).start(context), context, node);
    }

    public Flight start(ApiKeyOptions step) throws Exception {
        Flight flight = prepare(step);
        assertFalse(flight.execution().start(), "start() is done at once");
        return flight;
    }

    /** Starts a step that gets its response for the key {@code ci-001}, and meets this fault with all after it. */
    public Flight startStuck(InjectedFault fault, ApiKeyOptions step) throws Exception {
        alwaysAfter(SimulatorSeed.ciKey(1).id(), fault);
        Flight flight = start(step);
        simulator.journal().awaitRequests(Phase.DELETE, 2, PATIENCE);
        return flight;
    }

    /** A step as it was written with the build, which does not go on yet. */
    public Flight thaw(byte[] frozen) throws IOException {
        return thaw(frozen, node());
    }

    /** A step as it was written with the build, at this node. */
    public Flight thaw(byte[] frozen, FlowNode node) throws IOException {
        DemoStepContext context = context(node);
        return new Flight(ExecutionSerializer.thaw(frozen, context), context, node);
    }

    /** Keeps all threads of the plugin busy until the latch is counted down. */
    public static CountDownLatch keepBusy() throws InterruptedException {
        CountDownLatch gate = new CountDownLatch(1);
        CountDownLatch busy = new CountDownLatch(4);
        for (int i = 0; i < 4; i++) {
            MongoDbCloudClient.get().executor().execute(() -> {
                busy.countDown();
                try {
                    gate.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }
        busy.await();
        return gate;
    }

    /** Starts a build of its own that keeps no log; the future is what its step says in the end. */
    public CompletableFuture<Object> startBuild(ApiKeyOptions step) throws Exception {
        DemoStepContext context = new DemoStepContext(List.of(new DemoRun(run.getParent()), TaskListener.NULL, node()));
        new UnassignApiKeyStep(step).start(context).start();
        return context.outcome();
    }

    /** What all steps from now on find in their context besides the usual. */
    public void give(Object value) {
        more.add(value);
    }

    public DemoStepContext context(FlowNode node) {
        List<Object> given = new ArrayList<>(List.of(run, run.getParent(), listener(), node));
        given.addAll(more);
        return new DemoStepContext(given);
    }

    /** A context whose node takes no lines any more, so that asking for its log fails. */
    public DemoStepContext contextWithoutLog(FlowNode node) {
        return DemoStepContext.withoutLog(List.of(run, run.getParent(), node));
    }

    /** The log loses what is in it, as a kill makes it lose what was not written to disk yet. */
    public void forgetLog() {
        log.reset();
    }

    public static FlowNode node() {
        return node(new FlowExecution() {});
    }

    /** The node of a step in this run of a script. */
    public static FlowNode node(FlowExecution flow) {
        return new FlowNode(flow, "7") {
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

    @Override
    public void addCredentials(StandardUsernamePasswordCredentials... added) {
        List.of(added).forEach(credentials::add);
    }

    @Override
    public Build runPipeline(String script, Map<String, String> parameters) throws IOException {
        ByteArrayOutputStream console = new ByteArrayOutputStream();
        DemoRun build = new DemoRun(run.getParent());
        new PipelineBuild(build, parameters, new PrintStream(console, true, StandardCharsets.UTF_8), StepWatcher.NONE)
                .run(new Jenkinsfile("Jenkinsfile", script));
        return Build.of(build, console.toString(StandardCharsets.UTF_8));
    }

    /** The lines of the journal that hold this event. */
    public List<String> journalLines(String event) throws IOException {
        List<String> found = new ArrayList<>();
        for (Path journal : journals()) {
            for (String line : Files.readAllLines(journal)) {
                if (line.contains('"' + event + '"')) {
                    found.add(line);
                }
            }
        }
        return found;
    }

    @Override
    public void close() {
        shutDown();
        super.close();
    }
}
