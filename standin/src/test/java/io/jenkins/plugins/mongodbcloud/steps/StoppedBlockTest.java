package io.jenkins.plugins.mongodbcloud.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.AbortException;
import io.jenkins.plugins.mongodbcloud.access.GrantState;
import io.jenkins.plugins.mongodbcloud.configuration.GrantClock;
import io.jenkins.plugins.mongodbcloud.demo.DemoStepContext;
import io.jenkins.plugins.mongodbcloud.demo.ExecutionSerializer;
import io.jenkins.plugins.mongodbcloud.report.AccessBuildAction;
import io.jenkins.plugins.mongodbcloud.report.KeyResultView;
import io.jenkins.plugins.mongodbcloud.testing.SilentCredential;
import io.jenkins.plugins.mongodbcloud.testing.StandInJenkins;
import io.jenkins.plugins.mongodbcloud.testing.StandInJenkins.Flight;
import io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Phase;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stops of the block step in each of its phases. */
@Timeout(120)
class StoppedBlockTest extends BlockFixture {

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aStopWhileAccessIsGivenEndsTheStepAndNothingKeepsAccess(boolean done) throws Exception {
        InjectedFault silence = done ? InjectedFault.lostThenSilence() : InjectedFault.silence();
        bench.simulator.faults().next(silence.on(Phase.CREATE));
        // So that it stays pending until the end of the test.
        bench.simulator.faults().always(InjectedFault.silence().on(Phase.LIST));
        Flight flight = begin();
        bench.simulator.journal().awaitRequests(Phase.CREATE, 1, StandInJenkins.PATIENCE);

        flight.execution().stop(ABORT);

        assertSame(ABORT, flight.failure());
        assertFalse(flight.context().body().isDone(), "the block must not begin");
        assertRow("PENDING", "The build was stopped while an API key was given access to project");
        assertNothingIsLeft();
        if (done) {
            assertRow("UNASSIGNED", "API key " + made().get(0).id());
        } else {
            assertRow("NOT_ASSIGNED", "No API key that was requested for the build has access to project");
        }
    }

    private KeyResultView row() {
        List<KeyResultView> rows =
                bench.run().getAction(AccessBuildAction.class).getKeys();
        assertEquals(
                1,
                rows.size(),
                () -> "rows: "
                        + rows.stream()
                                .map(row -> row.getOutcome() + " " + row.getMessage())
                                .toList());
        return rows.get(0);
    }

    private void assertRow(String outcome, String message) {
        assertEquals(outcome, row().getOutcome(), row()::getMessage);
        assertTrue(row().getMessage().startsWith(message), row()::getMessage);
        assertEquals(StandInJenkins.PROJECT, row().getProjectId());
    }

    private void assertNothingWasGiven() throws Exception {
        assertRow("INTERRUPTED", "No API key was given access to project");
        assertTrue(bench.log().contains(row().getMessage()), bench::log);
        assertEquals(0, bench.simulator.journal().requests(Phase.CREATE));
        assertEquals(List.of(), states());
    }

    @Test
    void aStopBeforeTheWorkHasBegunGivesNothing() throws Exception {
        CountDownLatch gate = StandInJenkins.keepBusy();
        Flight flight = begin();
        flight.execution().stop(ABORT);
        gate.countDown();
        assertSame(ABORT, flight.failure());
        assertNothingWasGiven();
    }

    @Test
    void aStopWhileTheCredentialIsLookedUpGivesNothing() throws Exception {
        SilentCredential silent = new SilentCredential(StandInJenkins.OWNER);
        bench.credentials().replace(silent);
        Flight flight = begin();
        silent.awaitAsked(1);
        flight.execution().stop(ABORT);
        assertSame(ABORT, flight.failure());
        assertNothingWasGiven();
    }

    @Test
    void aStopOfAStoppedStepAddsNoRow() throws Exception {
        bench.simulator.faults().next(InjectedFault.silence().on(Phase.CREATE));
        Flight flight = begin();
        bench.simulator.journal().awaitRequests(Phase.CREATE, 1, StandInJenkins.PATIENCE);
        flight.execution().stop(ABORT);
        flight.execution().stop(ABORT);
        assertSame(ABORT, flight.failure());
        GrantClock.until(() -> bench.run().getAction(AccessBuildAction.class) != null);
        assertNothingIsLeft();
        row();
    }

    @Test
    void aStopWhileTheBlockRunsCancelsTheBlockWhoseEndRemovesTheKey() throws Exception {
        Flight flight = beginBlock();
        flight.execution().stop(ABORT);
        assertSame(ABORT, body(flight).cancelled());
        assertFalse(flight.context().outcome().isDone(), "the block has not ended yet");
        body(flight).fail(ABORT);

        assertSame(ABORT, flight.failure());
        assertNothingIsLeft();
    }

    @Test
    void aStopDuringTheRemovalHandsItOverAndEndsTheStep() throws Exception {
        Flight flight = beginBlock();
        bench.simulator.faults().next(InjectedFault.silence().on(Phase.UNASSIGN));
        body(flight).succeed("returned");
        bench.simulator.journal().awaitRequests(Phase.UNASSIGN, 1, StandInJenkins.PATIENCE);

        flight.execution().stop(ABORT);

        assertSame(ABORT, flight.failure());
        assertEquals(List.of(GrantState.PENDING), states());
        assertTrue(bench.log().contains("Jenkins goes on with it in the background"), bench::log);
        assertNothingIsLeft();
    }

    @Test
    void aSecondStopDuringTheRemovalKeepsTheFailureOfTheBlock() throws Exception {
        Flight flight = beginBlock();
        bench.simulator.faults().next(InjectedFault.silence().on(Phase.UNASSIGN));
        AbortException failure = new AbortException("it broke");
        body(flight).fail(failure);
        bench.simulator.journal().awaitRequests(Phase.UNASSIGN, 1, StandInJenkins.PATIENCE);

        flight.execution().stop(ABORT);
        flight.execution().stop(ABORT);

        assertSame(failure, flight.failure());
        assertEquals(List.of(ABORT), List.of(failure.getSuppressed()));
        assertNothingIsLeft();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ASSIGNING", "REMOVING"})
    void aStopThatComesBeforeTheStepIsTakenUpAgainEndsIt(String phase) throws Exception {
        Phase request = phase.equals("ASSIGNING") ? Phase.CREATE : Phase.UNASSIGN;
        bench.simulator.faults().next(InjectedFault.lostThenSilence().on(request));
        bench.simulator.faults().always(InjectedFault.silence().on(Phase.LIST));
        Flight before = begin();
        if (request == Phase.UNASSIGN) {
            body(before).succeed("returned");
        }
        bench.simulator.journal().awaitRequests(request, 1, StandInJenkins.PATIENCE);
        byte[] frozen = before.freeze();
        bench.restart();
        DemoStepContext context = bench.context(StandInJenkins.node());
        StepExecution execution = ExecutionSerializer.thaw(frozen, context);

        execution.stop(ABORT);
        execution.onResume();

        assertSame(ABORT, new Flight(execution, context, null).failure());
        if (request == Phase.CREATE) {
            assertFalse(context.body().isDone(), "the block must not begin");
            assertRow("PENDING", "The build was stopped while");
        }
        clock.pass(Duration.ZERO);
        assertNothingIsLeft();
        assertRow("UNASSIGNED", "");
    }

    /** As just after the start of Jenkins; the build goes on after the step. */
    @Test
    void aStopThatComesBeforeTheGrantsAreReadRemovesAccessWhoseBlockNeverBegan() throws Exception {
        DemoStepContext context = bench.context(StandInJenkins.node());
        StepExecution before = new WithApiKeyStep(options()).start(context);
        byte[] early = ExecutionSerializer.freeze(before);
        before.start();
        body(new Flight(before, context, null));
        assertEquals(List.of(GrantState.HELD), states());
        bench.restart();
        DemoStepContext after = bench.context(StandInJenkins.node());
        ExecutionSerializer.thaw(early, after).stop(ABORT);

        assertSame(ABORT, new Flight(null, after, null).failure());
        clock.pass(Duration.ZERO);
        GrantClock.until(() -> bench.madeKeysWithAccess().isEmpty());
        assertNothingIsLeft();
    }
}
