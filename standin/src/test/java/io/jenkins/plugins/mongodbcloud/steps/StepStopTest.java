package io.jenkins.plugins.mongodbcloud.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Result;
import io.jenkins.plugins.mongodbcloud.demo.DemoStepContext;
import io.jenkins.plugins.mongodbcloud.report.AccessBuildAction;
import io.jenkins.plugins.mongodbcloud.report.KeyResultView;
import io.jenkins.plugins.mongodbcloud.testing.StandInJenkins;
import io.jenkins.plugins.mongodbcloud.testing.StandInJenkins.Flight;
import io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Phase;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Aborting the build. */
class StepStopTest {
    private static final String FIRST = SimulatorSeed.ciKey(1).id();
    private static final String SECOND = SimulatorSeed.ciKey(2).id();
    private static final String THIRD = SimulatorSeed.ciKey(3).id();
    private static final Throwable CAUSE = new FlowInterruptedException(Result.ABORTED, true);

    @AutoClose
    private StandInJenkins bench;

    @BeforeEach
    void start(@TempDir Path home) throws IOException {
        bench = new StandInJenkins(home);
    }

    /** Starts a step that gets no response for the second of three keys. */
    private Flight stuckAtTheSecond() throws Exception {
        return bench.startStuck(InjectedFault.silence(), StandInJenkins.step(FIRST, SECOND, THIRD));
    }

    @Test
    void stepFailsWithTheCauseAndTheLogNamesWhatWasNotDone() throws Exception {
        Flight flight = stuckAtTheSecond();
        assertFalse(flight.context().outcome().isDone());

        flight.execution().stop(CAUSE);

        assertSame(CAUSE, flight.failure());
        List<String> lines = bench.logLines();
        assertEquals(4, lines.size(), bench::log);
        assertTrue(lines.get(0).contains(FIRST + " was unassigned"), bench::log);
        assertTrue(lines.get(1).contains(SECOND + " may or may not have been unassigned"), bench::log);
        assertTrue(lines.get(2).contains(THIRD + " was not unassigned"), bench::log);
        assertTrue(lines.get(2).endsWith("the build was stopped before."), bench::log);
        assertTrue(
                lines.get(3).startsWith("3 API keys: 1 unassigned, 0 not assigned, 0 failed, 2 not done; "),
                bench::log);
    }

    /** The end of a step without its stop: /term ends the node, /kill the whole build. */
    @ParameterizedTest
    @ValueSource(strings = {"term", "kill"})
    void aStepThatIsEndedWithoutBeingStoppedSendsNothingMore(String how) throws Exception {
        AtomicBoolean active = new AtomicBoolean(true);
        FlowNode node = StandInJenkins.node(new FlowExecution() {
            @Override
            public boolean isActive(FlowNode asked) {
                return active.get();
            }
        });
        DemoStepContext context = bench.context(node);
        StepExecution execution = new UnassignApiKeyStep(StandInJenkins.step(FIRST, SECOND, THIRD)).start(context);
        bench.simulator.journal().onRequest(request -> {
            if (request.authenticated() && request.target().endsWith(SECOND)) {
                if (how.equals("term")) {
                    active.set(false);
                } else {
                    bench.run().finished();
                }
            }
        });
        execution.start();

        new Flight(execution, context, node).failure();
        assertTrue(
                bench.log().contains("3 API keys: 2 unassigned, 0 not assigned, 0 failed, 1 not done; "), bench::log);
        assertTrue(bench.log().contains(SECOND + " was unassigned"), bench::log);
        assertTrue(bench.log().contains(THIRD + " was not unassigned"), bench::log);
        assertEquals(0, bench.deletes(THIRD));
        assertTrue(bench.simulator.isAssigned(StandInJenkins.PROJECT, THIRD));
        bench.run().finished();
        List<KeyResultView> rows =
                bench.run().getAction(AccessBuildAction.class).getKeys();
        assertEquals(
                List.of(FIRST + " UNASSIGNED", SECOND + " UNASSIGNED", THIRD + " INTERRUPTED"),
                rows.stream()
                        .map(row -> row.getApiKeyId() + " " + row.getOutcome())
                        .toList());
        assertEquals(
                how.equals("kill"), rows.get(1).getMessage().endsWith("This happened after the end of the build."));
    }

    @Test
    void nothingIsSentAfterwards() throws Exception {
        Flight flight = stuckAtTheSecond();
        flight.execution().stop(CAUSE);
        flight.failure();
        bench.simulator.journal().awaitOpenConnections(0, StandInJenkins.PATIENCE);
        assertEquals(0, bench.deletes(THIRD));
        assertEquals(1, bench.deletes(SECOND));
        assertTrue(bench.simulator.isAssigned(StandInJenkins.PROJECT, THIRD));
    }

    @Test
    void summaryShowsWhatWasDoneAndWhatNot() throws Exception {
        Flight flight = stuckAtTheSecond();
        flight.execution().stop(CAUSE);
        flight.failure();
        List<String> outcomes = bench.run().getAction(AccessBuildAction.class).getKeys().stream()
                .map(row -> row.getApiKeyId() + " " + row.getOutcome())
                .toList();
        assertEquals(List.of(FIRST + " UNASSIGNED", SECOND + " INTERRUPTED", THIRD + " INTERRUPTED"), outcomes);
    }

    @Test
    void singleKeyThatWasStoppedIsInTheLog() throws Exception {
        bench.simulator.faults().always(InjectedFault.silence().on(Phase.DELETE));
        Flight flight = bench.start(StandInJenkins.usual());
        bench.simulator.journal().awaitRequests(Phase.DELETE, 1, StandInJenkins.PATIENCE);
        flight.execution().stop(CAUSE);
        assertSame(CAUSE, flight.failure());
        assertEquals(1, bench.logLines().size(), bench::log);
        assertTrue(bench.log().contains(StandInJenkins.KEY + " may or may not have been unassigned"), bench::log);
    }

    @Test
    void stopBeforeTheWorkHasBegunSendsNothing() throws Exception {
        CountDownLatch gate = StandInJenkins.keepBusy();
        Flight flight = bench.start(StandInJenkins.usual());
        flight.execution().stop(CAUSE);
        gate.countDown();
        assertSame(CAUSE, flight.failure());
        assertEquals(0, bench.simulator.journal().requests("DELETE"));
        assertTrue(bench.simulator.isAssigned(StandInJenkins.PROJECT, StandInJenkins.KEY));
    }

    @Test
    void stopBeforeTheStartFailsWithTheCause() throws Exception {
        Flight flight = bench.prepare(StandInJenkins.usual());
        flight.execution().stop(CAUSE);
        assertSame(CAUSE, flight.failure());
    }

    @Test
    void stopAfterTheEndChangesNothing() throws Exception {
        Flight flight = bench.start(StandInJenkins.usual());
        assertEquals("UNASSIGNED", flight.result().get("outcome"));
        flight.execution().stop(CAUSE);
        assertEquals("UNASSIGNED", flight.result().get("outcome"));
    }

    @Test
    void statusSaysWhatIsWaitedFor() throws Exception {
        assertEquals(
                "waiting for MongoDB Cloud (Cloud Manager)",
                bench.prepare(StandInJenkins.usual()).execution().getStatus());
    }
}
