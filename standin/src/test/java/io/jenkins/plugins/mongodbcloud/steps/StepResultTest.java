package io.jenkins.plugins.mongodbcloud.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Result;
import io.jenkins.plugins.mongodbcloud.access.BuildEffect;
import io.jenkins.plugins.mongodbcloud.testing.StandInJenkins;
import io.jenkins.plugins.mongodbcloud.testing.StandInJenkins.Flight;
import io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Phase;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the script gets, and what becomes of the build. */
class StepResultTest {
    private static final String GONE = SimulatorSeed.UNASSIGNED_KEY_ID;

    @AutoClose
    private StandInJenkins bench;

    @BeforeEach
    void start(@TempDir Path home) throws IOException {
        bench = new StandInJenkins(home);
    }

    @Test
    void mapHasTheKeysAndTypesThatScriptsRelyOn() throws Exception {
        Map<String, Object> map = bench.start(StandInJenkins.usual()).result();

        assertSame(LinkedHashMap.class, map.getClass());
        assertEquals(
                Set.of(
                        "outcome",
                        "effect",
                        "projectId",
                        "apiKeyId",
                        "publicKey",
                        "description",
                        "httpStatus",
                        "errorCode",
                        "requests",
                        "attempts",
                        "millis",
                        "message",
                        "keys"),
                map.keySet());
        assertEquals("UNASSIGNED", map.get("outcome"));
        assertEquals("SUCCESS", map.get("effect"));
        assertEquals(StandInJenkins.PROJECT, map.get("projectId"));
        assertEquals(StandInJenkins.KEY, map.get("apiKeyId"));
        assertEquals(204, map.get("httpStatus"));
        assertNull(map.get("errorCode"));
        // The list that tells which key is the one that authenticates is read once.
        assertEquals(3, map.get("requests"));
        assertEquals(1, map.get("attempts"));
        assertTrue(map.get("millis") instanceof Integer millis && millis >= 0, () -> "millis " + map.get("millis"));
        assertEquals(1, ((List<?>) map.get("keys")).size());
        assertEquals(StandInJenkins.KEY, ((Map<?, ?>) ((List<?>) map.get("keys")).get(0)).get("apiKeyId"));
    }

    @Test
    void mapSurvivesBeingWrittenWithTheBuildAndHoldsPlainTypesOnly() throws Exception {
        ApiKeyOptions step = StandInJenkins.step(
                StandInJenkins.KEY, GONE, SimulatorSeed.ciKey(1).id());
        Map<String, Object> map = bench.start(step).result();
        assertPlain(map);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(map);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertEquals(map, in.readObject());
        }
    }

    private static void assertPlain(Object value) {
        if (value instanceof Map<?, ?> map) {
            assertSame(LinkedHashMap.class, map.getClass());
            map.values().forEach(StepResultTest::assertPlain);
        } else if (value instanceof List<?> list) {
            assertSame(ArrayList.class, list.getClass());
            list.forEach(StepResultTest::assertPlain);
        } else {
            assertTrue(
                    value == null || value instanceof String || value instanceof Integer,
                    () -> value.getClass().getName());
        }
    }

    @Test
    void successSaysOneLineAndLeavesTheResultAlone() throws Exception {
        bench.start(StandInJenkins.usual()).result();
        assertEquals(
                List.of("API key " + StandInJenkins.KEY + " was unassigned from project " + StandInJenkins.PROJECT
                        + " at Cloud Manager (HTTP 204)."),
                bench.logLines());
        assertNull(bench.run().getResult());
    }

    @Test
    void unstableMarksTheNodeAndTheRunAndReturnsNormally() throws Exception {
        Flight flight = bench.start(StandInJenkins.step(GONE));
        Map<String, Object> map = flight.result();
        assertEquals("NOT_ASSIGNED", map.get("outcome"));
        assertEquals("UNSTABLE", map.get("effect"));
        assertEquals("API_KEY_NOT_FOUND", map.get("errorCode"));
        assertEquals(Result.UNSTABLE, bench.run().getResult());
        WarningAction warning = flight.node().getPersistentAction(WarningAction.class);
        assertEquals(Result.UNSTABLE, warning.getResult());
        assertEquals(map.get("message"), warning.getMessage());
        assertEquals(
                List.of(
                        map.get("message"),
                        "WARNING: The build is unstable, because 1 of 1 MongoDB Cloud API keys ended in NOT_ASSIGNED"
                                + " and ifNotAssigned is UNSTABLE."),
                bench.logLines());
    }

    @Test
    void failureIsToldInTheLogAndSetsNoResultSoThatCatchErrorCanUndoIt() throws Exception {
        ApiKeyOptions step = StandInJenkins.step(GONE);
        step.setIfNotAssigned(BuildEffect.FAILURE);
        Flight flight = bench.start(step);
        Throwable failure = flight.failure();
        assertSame(AccessFailedException.class, failure.getClass());
        assertTrue(failure.getMessage().contains(GONE), failure::getMessage);
        assertTrue(failure.getMessage().contains("HTTP 400 API_KEY_NOT_FOUND"), failure::getMessage);
        assertNull(bench.run().getResult());
        assertNull(flight.node().getPersistentAction(WarningAction.class));
        assertEquals(1, bench.logLines().size(), bench::log);
        assertTrue(bench.logLines().get(0).contains("No API key with ID " + GONE + " exists."), bench::log);
    }

    @Test
    void choiceOfSuccessMakesNotAssignedOne() throws Exception {
        ApiKeyOptions step = StandInJenkins.step(GONE);
        step.setIfNotAssigned(BuildEffect.SUCCESS);
        Map<String, Object> map = bench.start(step).result();
        assertEquals("NOT_ASSIGNED", map.get("outcome"));
        assertEquals("SUCCESS", map.get("effect"));
        assertNull(bench.run().getResult());
    }

    @Test
    void refusalCanBeMadeUnstable() throws Exception {
        bench.simulator
                .faults()
                .next(InjectedFault.error(402, "ACCOUNT_SUSPENDED", "Suspended.")
                        .on(Phase.DELETE));
        ApiKeyOptions step = StandInJenkins.usual();
        step.setIfRejected(BuildEffect.UNSTABLE);
        assertEquals("REJECTED", bench.start(step).result().get("outcome"));
        assertEquals(Result.UNSTABLE, bench.run().getResult());
    }

    @Test
    void noDecidingAnswerCanBeMadeUnstable() throws Exception {
        bench.simulator.faults().next(InjectedFault.error(501, null, "No.").on(Phase.DELETE));
        ApiKeyOptions step = StandInJenkins.usual();
        step.setIfUnavailable(BuildEffect.UNSTABLE);
        assertEquals("UNAVAILABLE", bench.start(step).result().get("outcome"));
        assertEquals(Result.UNSTABLE, bench.run().getResult());
    }

    @Test
    void severalKeysHaveALineEachAndACount() throws Exception {
        ApiKeyOptions step = StandInJenkins.step(
                StandInJenkins.KEY, GONE, SimulatorSeed.ciKey(1).id());
        bench.start(step).result();
        List<String> lines = bench.logLines();
        assertEquals(5, lines.size(), bench::log);
        assertTrue(lines.get(0).startsWith("API key " + StandInJenkins.KEY + " was unassigned"), bench::log);
        assertTrue(lines.get(1).startsWith("API key " + GONE + " is not assigned"), bench::log);
        assertTrue(
                lines.get(3)
                        .startsWith("3 API keys: 2 unassigned, 1 not assigned, 0 failed, 0 not done; 5 requests in "),
                bench::log);
        assertEquals(Result.UNSTABLE, bench.run().getResult());
    }

    @Test
    void failureOfSeveralKeysSaysHowManyAndTheLogSaysWhich() throws Exception {
        bench.simulator
                .faults()
                .next(InjectedFault.error(402, "ACCOUNT_SUSPENDED", "Suspended.")
                        .on(Phase.DELETE));
        Throwable failure = bench.start(StandInJenkins.step(
                        StandInJenkins.KEY, SimulatorSeed.ciKey(1).id()))
                .failure();
        assertTrue(
                failure.getMessage().startsWith("1 of 2 MongoDB Cloud API keys ended in FAILURE"), failure::getMessage);
        assertTrue(bench.logLines().get(0).contains(StandInJenkins.KEY), bench::log);
        assertTrue(bench.logLines().get(0).contains("ACCOUNT_SUSPENDED"), bench::log);
        assertEquals(3, bench.logLines().size(), bench::log);
    }

    @Test
    void dryRunSaysWhatWouldGoAndThatNothingDid() throws Exception {
        ApiKeyOptions step =
                StandInJenkins.step(StandInJenkins.KEY, SimulatorSeed.ciKey(1).id());
        step.setDryRun(true);
        Map<String, Object> map = bench.start(step).result();
        assertEquals("WOULD_UNASSIGN", map.get("outcome"));
        assertTrue(bench.logLines().get(0).contains("its roles there: GROUP_AUTOMATION_ADMIN"), bench::log);
        assertTrue(
                bench.logLines()
                        .get(2)
                        .startsWith(
                                "2 API keys: 2 would be unassigned, 0 not assigned, 0 failed, 0 not done; 2 requests"),
                bench::log);
        assertEquals(0, bench.simulator.journal().requests("DELETE"));
    }

    @Test
    void anExplicitlyEmptyListIsNothingToDo() throws Exception {
        Map<String, Object> map =
                bench.start(StandInJenkins.step(new String[0])).result();

        assertEquals("SUCCESS", map.get("effect"));
        assertEquals(List.of(), map.get("keys"));
        assertEquals(0, bench.simulator.requests());
        assertEquals(List.of("The list of IDs is empty, so there was nothing to do."), bench.logLines());
    }
}
