package io.jenkins.plugins.mongodbcloud.reliability;

import hudson.AbortException;
import hudson.model.TaskListener;
import io.jenkins.plugins.mongodbcloud.access.Outcome;
import io.jenkins.plugins.mongodbcloud.demo.DemoJenkins;
import io.jenkins.plugins.mongodbcloud.demo.DemoJob;
import io.jenkins.plugins.mongodbcloud.demo.DemoRun;
import io.jenkins.plugins.mongodbcloud.demo.DemoStepContext;
import io.jenkins.plugins.mongodbcloud.demo.ExecutionSerializer;
import io.jenkins.plugins.mongodbcloud.report.AccessBuildAction;
import io.jenkins.plugins.mongodbcloud.report.KeyResultView;
import io.jenkins.plugins.mongodbcloud.steps.ApiKeyOptions;
import io.jenkins.plugins.mongodbcloud.steps.UnassignApiKeyStep;
import io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault;
import io.jenkins.plugins.mongodbcloud.testing.simulator.LoggedRequest;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Phase;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Simulator;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** A Pipeline's step for three keys whose second DELETE meets a fault, before the controller stops and again afterwards. */
final class StepUnderFault {
    private static final long PATIENCE_SECONDS = 60;
    private static final List<String> KEYS = List.of(
            SimulatorSeed.ciKey(1).id(),
            SimulatorSeed.ciKey(2).id(),
            SimulatorSeed.ciKey(3).id());
    private static final Set<String> GONE = Set.of(Outcome.UNASSIGNED.name(), Outcome.NOT_ASSIGNED.name());

    private final String name;
    private final InjectedFault fault;
    private final Simulator simulator =
            Simulator.builder().cloud(SimulatorSeed.cloud()).start();
    private byte[] frozen;
    private DemoRun run;
    private DemoStepContext context;

    /**
     * @param underWay counted down when the second DELETE arrives
     * @param down what its answer is held back for
     */
    StepUnderFault(String name, InjectedFault fault, CountDownLatch underWay, CountDownLatch down) throws IOException {
        this.name = name;
        this.fault = fault;
        simulator.journal().onRequest(request -> seen(request, underWay, down));
    }

    private void seen(LoggedRequest request, CountDownLatch underWay, CountDownLatch down) {
        boolean delete = request.authenticated() && request.method().equals("DELETE");
        if (delete && simulator.journal().requests(Phase.DELETE) == 1) {
            simulator.faults().repeat(2, fault.on(Phase.DELETE));
        } else if (delete && simulator.journal().requests(Phase.DELETE) == 2) {
            underWay.countDown();
            try {
                down.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
        }
    }

    String name() {
        return name;
    }

    String baseUrl() {
        return simulator.baseUrl();
    }

    void start(DemoJenkins jenkins, String credentials) throws Exception {
        ApiKeyOptions step = new ApiKeyOptions(SimulatorSeed.PROJECT_ID);
        step.setEndpoint(name);
        step.setCredentialsId(credentials);
        step.setApiKeyIds(KEYS);
        StepExecution execution = new UnassignApiKeyStep(step).start(begin(jenkins));
        frozen = ExecutionSerializer.freeze(execution);
        execution.start();
    }

    void resume(DemoJenkins jenkins) throws Exception {
        ExecutionSerializer.thaw(frozen, begin(jenkins)).onResume();
    }

    private DemoStepContext begin(DemoJenkins jenkins) throws IOException {
        run = new DemoRun(new DemoJob(jenkins, name));
        FlowNode node = new FlowNode(new FlowExecution() {}, "7") {
            @Override
            protected String getTypeDisplayName() {
                return "mongoCloudUnassignApiKey";
            }
        };
        PrintStream log = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        TaskListener listener = () -> log;
        context = new DemoStepContext(List.of(run, run.getParent(), listener, node));
        return context;
    }

    /** Waits for the end of the step; what must never be, empty if all is well. */
    List<String> flaws() throws Exception {
        List<String> flaws = new ArrayList<>();
        try {
            context.outcome().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            if (!(failed.getCause() instanceof AbortException)) {
                flaws.add("a failure that is not for the user: " + failed.getCause());
            }
        }
        List<KeyResultView> rows = run.getAction(AccessBuildAction.class).getKeys();
        if (!rows.stream().map(KeyResultView::getApiKeyId).sorted().toList().equals(KEYS)) {
            flaws.add("not every key once: "
                    + rows.stream().map(KeyResultView::getMessage).toList());
        }
        for (KeyResultView row : rows) {
            if (GONE.contains(row.getOutcome()) && simulator.isAssigned(SimulatorSeed.PROJECT_ID, row.getApiKeyId())) {
                flaws.add("still assigned: " + row.getMessage());
            }
        }
        long first = simulator.log().stream()
                .filter(request -> request.authenticated() && request.target().endsWith(KEYS.get(0)))
                .count();
        if (first != 1) {
            flaws.add("what was done was done " + first + " times");
        }
        flaws.replaceAll(flaw -> fault + ": " + flaw);
        return flaws;
    }

    void close() {
        simulator.close();
    }
}
