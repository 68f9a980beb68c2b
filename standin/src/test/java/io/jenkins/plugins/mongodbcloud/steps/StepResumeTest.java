package io.jenkins.plugins.mongodbcloud.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.TaskListener;
import io.jenkins.plugins.mongodbcloud.access.BuildEffect;
import io.jenkins.plugins.mongodbcloud.configuration.MongoDbCloudConfiguration;
import io.jenkins.plugins.mongodbcloud.demo.DemoStepContext;
import io.jenkins.plugins.mongodbcloud.demo.ExecutionSerializer;
import io.jenkins.plugins.mongodbcloud.report.AccessBuildAction;
import io.jenkins.plugins.mongodbcloud.report.KeyResultView;
import io.jenkins.plugins.mongodbcloud.testing.StandInJenkins;
import io.jenkins.plugins.mongodbcloud.testing.StandInJenkins.Flight;
import io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Phase;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionOwner;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The controller is restarted in order while a step waits. */
class StepResumeTest {
    private static final String FIRST = SimulatorSeed.ciKey(1).id();
    private static final String SECOND = SimulatorSeed.ciKey(2).id();
    private static final String THIRD = SimulatorSeed.ciKey(3).id();

    @AutoClose
    private StandInJenkins bench;

    @BeforeEach
    void start(@TempDir Path home) throws IOException {
        bench = new StandInJenkins(home);
    }

    /** Starts a step that has got its response for the first key; the second alone meets this fault. */
    private Flight stuckAtTheSecond(ApiKeyOptions step, InjectedFault fault) throws Exception {
        Flight flight = bench.startStuck(fault, step);
        bench.simulator.faults().clear();
        return flight;
    }

    private Flight restartAndResume(Flight flight) throws IOException {
        byte[] frozen = flight.freeze();
        bench.restart();
        return bench.thaw(frozen).resume();
    }

    private static List<String> outcomes(Map<String, Object> map) {
        return ((List<?>) map.get("keys"))
                .stream()
                        .map(key -> String.valueOf(((Map<?, ?>) key).get("outcome")))
                        .toList();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void requestInFlightIsAskedAgainAndItsKeyIsUnassignedWhetherOrNotItHadBeenDone(boolean done) throws Exception {
        InjectedFault fault = done ? InjectedFault.lostThenSilence() : InjectedFault.silence();
        Flight before = stuckAtTheSecond(StandInJenkins.step(FIRST, SECOND, THIRD), fault);

        Flight after = restartAndResume(before);

        assertEquals(List.of("UNASSIGNED", "UNASSIGNED", "UNASSIGNED"), outcomes(after.result()));
        assertEquals("SUCCESS", after.result().get("effect"));
        assertEquals(List.of(1L, 2L, 1L), List.of(bench.deletes(FIRST), bench.deletes(SECOND), bench.deletes(THIRD)));
        assertEquals(100, bench.simulator.cloud().assignedKeys(StandInJenkins.PROJECT));
        // A controller that goes down must not end the step, or there would be nothing to go on with.
        assertFalse(before.context().outcome().isDone());
    }

    @Test
    void logGoesOnWhereItWas() throws Exception {
        Flight before = stuckAtTheSecond(StandInJenkins.step(FIRST, SECOND, THIRD), InjectedFault.lostThenSilence());
        restartAndResume(before).result();
        List<String> lines = bench.logLines();
        assertEquals(4, lines.size(), bench::log);
        assertTrue(lines.get(0).contains(FIRST + " was unassigned"), bench::log);
        assertTrue(lines.get(1).contains(SECOND + " was unassigned"), bench::log);
        assertTrue(lines.get(1).contains("an earlier attempt had no conclusive response"), bench::log);
        assertTrue(lines.get(2).contains(THIRD + " was unassigned"), bench::log);
        assertTrue(lines.get(3).startsWith("3 API keys: 3 unassigned, "), bench::log);
    }

    @Test
    void selectionIsNotLookedUpAgain() throws Exception {
        ApiKeyOptions step = StandInJenkins.step();
        step.setDescription("ci-00*");
        step.setMaxKeys(9);
        Flight before = stuckAtTheSecond(step, InjectedFault.lostThenSilence());
        long lists = bench.simulator.journal().requests(Phase.LIST);

        Map<String, Object> map = restartAndResume(before).result();

        assertEquals(9, outcomes(map).stream().filter("UNASSIGNED"::equals).count());
        assertEquals(lists, bench.simulator.journal().requests(Phase.LIST));
        assertEquals(List.of(1L, 2L, 1L), List.of(bench.deletes(FIRST), bench.deletes(SECOND), bench.deletes(THIRD)));
    }

    @Test
    void optionsAreThoseOfBefore() throws Exception {
        ApiKeyOptions step = StandInJenkins.step(FIRST, SECOND, SimulatorSeed.UNASSIGNED_KEY_ID);
        step.setIfNotAssigned(BuildEffect.SUCCESS);
        step.setVerify(true);
        Flight before = stuckAtTheSecond(step, InjectedFault.silence());
        Map<String, Object> map = restartAndResume(before).result();
        assertEquals(List.of("UNASSIGNED", "UNASSIGNED", "NOT_ASSIGNED"), outcomes(map));
        assertEquals("SUCCESS", map.get("effect"));
        // One to verify, and one on each controller to know the key that authenticates.
        assertEquals(3, bench.simulator.journal().requests(Phase.LIST));
    }

    @Test
    void severalRestartsInARow() throws Exception {
        Flight flight = stuckAtTheSecond(StandInJenkins.step(FIRST, SECOND, THIRD), InjectedFault.lostThenSilence());
        for (int restart = 1; restart <= 3; restart++) {
            bench.simulator.faults().next(InjectedFault.silence().on(Phase.DELETE));
            flight = restartAndResume(flight);
            bench.simulator.journal().awaitRequests(Phase.DELETE, 2L + restart, StandInJenkins.PATIENCE);
        }
        assertEquals(
                List.of("UNASSIGNED", "UNASSIGNED", "UNASSIGNED"),
                outcomes(restartAndResume(flight).result()));
        assertEquals(1, bench.deletes(FIRST));
    }

    @Test
    void stepThatWaitsForItsChallengeStartsFromTheBeginning() throws Exception {
        bench.simulator.faults().next(InjectedFault.silence().on(Phase.CHALLENGE));
        Flight before = bench.start(StandInJenkins.usual());
        bench.simulator.awaitRequests(1, StandInJenkins.PATIENCE);
        Flight after = restartAndResume(before);
        assertEquals("UNASSIGNED", after.result().get("outcome"));
        assertEquals(1, bench.deletes(StandInJenkins.KEY));
    }

    @Test
    void stepThatFailsAfterTheRestartFailsWithTheMessage() throws Exception {
        Flight before = stuckAtTheSecond(StandInJenkins.step(FIRST, SECOND), InjectedFault.silence());
        byte[] frozen = before.freeze();
        bench.restart();
        bench.simulator
                .faults()
                .always(InjectedFault.error(402, "ACCOUNT_SUSPENDED", "Suspended.")
                        .on(Phase.DELETE));
        Flight after = bench.thaw(frozen).resume();
        assertTrue(after.failure().getMessage().startsWith("1 of 2 "), after.failure()::getMessage);
        assertTrue(bench.log().contains("API keys still shows it"), bench::log);
    }

    @Test
    void stepCanBeStoppedAfterTheRestart() throws Exception {
        Flight before = stuckAtTheSecond(StandInJenkins.step(FIRST, SECOND, THIRD), InjectedFault.silence());
        byte[] frozen = before.freeze();
        bench.restart();
        bench.simulator.faults().always(InjectedFault.silence().on(Phase.DELETE));
        Flight after = bench.thaw(frozen).resume();
        bench.simulator.journal().awaitRequests(Phase.DELETE, 3, StandInJenkins.PATIENCE);
        after.execution().stop(new InterruptedException("enough"));
        assertEquals("enough", after.failure().getMessage());
        assertTrue(bench.log().contains(SECOND + " may or may not"), bench::log);
        assertTrue(bench.log().contains(THIRD + " was not unassigned"), bench::log);
    }

    @Test
    void aStopThatComesBeforeTheStepIsResumedIsKept() throws Exception {
        Flight before = stuckAtTheSecond(StandInJenkins.step(FIRST, SECOND, THIRD), InjectedFault.silence());
        byte[] frozen = before.freeze();
        bench.restart();
        Flight after = bench.thaw(frozen);
        long deletes = bench.simulator.journal().requests(Phase.DELETE);

        after.execution().stop(new InterruptedException("timed out"));
        after.resume();

        assertEquals("timed out", after.failure().getMessage());
        assertEquals(deletes, bench.simulator.journal().requests(Phase.DELETE));
        assertTrue(bench.log().contains(SECOND + " may or may not"), bench::log);
        assertTrue(bench.log().contains(THIRD + " was not unassigned"), bench::log);
    }

    @Test
    void linesThatAKillKeptFromTheLogAreWrittenOnce() throws Exception {
        Flight before = stuckAtTheSecond(StandInJenkins.step(FIRST, SECOND), InjectedFault.lostThenSilence());
        byte[] frozen = before.freeze();
        bench.forgetLog();
        bench.restart();
        bench.thaw(frozen).resume().result();
        assertEquals(
                List.of(FIRST, SECOND),
                bench.logLines().stream()
                        .filter(line -> line.startsWith("API key "))
                        .map(line -> line.substring("API key ".length(), "API key ".length() + FIRST.length()))
                        .toList());
    }

    @Test
    void aStepWhoseNodeHasEndedWritesToTheLogOfTheBuild() throws Exception {
        Flight before = stuckAtTheSecond(StandInJenkins.step(FIRST, SECOND), InjectedFault.lostThenSilence());
        byte[] frozen = before.freeze();
        bench.restart();
        FlowNode ended = StandInJenkins.node(new FlowExecution() {
            @Override
            public boolean isActive(FlowNode node) {
                return false;
            }

            @Override
            public FlowExecutionOwner getOwner() {
                return new FlowExecutionOwner() {
                    @Override
                    public TaskListener getListener() {
                        return bench.listener();
                    }
                };
            }
        });
        DemoStepContext context = bench.contextWithoutLog(ended);
        StepExecution execution = ExecutionSerializer.thaw(frozen, context);
        execution.onResume();

        assertEquals(
                "UNASSIGNED", new Flight(execution, context, ended).result().get("outcome"));
        assertTrue(bench.log().contains(SECOND + " was unassigned"), bench::log);
    }

    @Test
    void whatTheJournalKnowsComesFirstIfTheStepCannotGoOn() throws Exception {
        Flight before = stuckAtTheSecond(StandInJenkins.step(FIRST, SECOND, THIRD), InjectedFault.silence());
        byte[] frozen = before.freeze();
        bench.restart();
        MongoDbCloudConfiguration.get().setEndpoints(List.of());
        Flight after = bench.thaw(frozen).resume();
        assertTrue(after.failure().getMessage().startsWith("2 of 3 "), after.failure()::getMessage);
        assertTrue(bench.log().contains(FIRST + " was unassigned"), bench::log);
        assertTrue(
                bench.log().contains(SECOND + " may or may not have been unassigned: a request was sent"), bench::log);
        assertTrue(bench.log().contains(THIRD + " was not unassigned: the controller stopped before"), bench::log);
        assertEquals(
                List.of("UNASSIGNED", "REJECTED", "REJECTED"),
                bench.run().getAction(AccessBuildAction.class).getKeys().stream()
                        .map(KeyResultView::getOutcome)
                        .toList());
    }

    @Test
    void aStepThatIsRunAgainKnowsWhatTheFirstRunDid() throws Exception {
        bench.simulator
                .faults()
                .next(
                        InjectedFault.empty(204).on(Phase.DELETE),
                        InjectedFault.error(402, "ACCOUNT_SUSPENDED", "Suspended.")
                                .on(Phase.DELETE));
        bench.start(StandInJenkins.step(FIRST, SECOND)).failure();
        bench.simulator.cloud().unassign(StandInJenkins.PROJECT, FIRST);

        Map<String, Object> again =
                bench.start(StandInJenkins.step(FIRST, SECOND)).result();

        assertEquals(List.of("UNASSIGNED", "UNASSIGNED"), outcomes(again));
        assertEquals("SUCCESS", again.get("effect"));
        assertEquals(
                List.of(FIRST + " UNASSIGNED", SECOND + " UNASSIGNED"),
                bench.run().getAction(AccessBuildAction.class).getKeys().stream()
                        .map(row -> row.getApiKeyId() + " " + row.getOutcome())
                        .toList());
    }

    @Test
    void frozenStepHoldsNoSecret() throws Exception {
        Flight before = stuckAtTheSecond(StandInJenkins.step(FIRST, SECOND), InjectedFault.silence());
        String frozen = new String(before.freeze(), StandardCharsets.ISO_8859_1);
        assertFalse(frozen.contains(SimulatorSeed.ADMIN.privateKey()));
        assertFalse(frozen.contains("Digest"));
        assertTrue(frozen.contains(StandInJenkins.ADMIN));
    }
}
