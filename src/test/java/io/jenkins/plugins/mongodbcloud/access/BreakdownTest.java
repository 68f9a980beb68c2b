package io.jenkins.plugins.mongodbcloud.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.mongodbcloud.client.ApiKey;
import io.jenkins.plugins.mongodbcloud.testing.AccessTaskBuilder;
import io.jenkins.plugins.mongodbcloud.testing.RecordingJournal;
import io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the plugin itself may fail at: the disk, and threads that take no more work. */
class BreakdownTest {
    /** More than the client has sessions, so that one lost each time would be noticed. */
    private static final int MORE_THAN_ALL_SESSIONS = 1_100;

    @RegisterExtension
    private final SimulatorExtension bench = SimulatorExtension.patient();

    @Test
    void keyThatCannotBeNotedIsNotSentAndTheOthersAre() throws Exception {
        List<String> ids = SimulatorExtension.ciIds(1, 3);
        RecordingJournal journal = new RecordingJournal(ids.get(1)::equals);
        AccessReport report = bench.run(AccessTaskBuilder.ids(ids), journal);
        assertEquals(
                List.of(Outcome.UNASSIGNED, Outcome.UNAVAILABLE, Outcome.UNASSIGNED),
                SimulatorExtension.outcomes(report));
        assertEquals(
                "API key " + ids.get(1) + " was not unassigned from project " + SimulatorExtension.PROJECT + " at "
                        + SimulatorExtension.ENDPOINT
                        + ": the progress could not be written to the build directory (No space left "
                        + "on device). Check the disk of the Jenkins controller.",
                report.results().get(1).message());
        assertEquals(List.of(ids.get(0), ids.get(2)), bench.deletedIds());
        assertEquals(report.results(), journal.finished());
    }

    @Test
    void diskThatIsFullSendsNoDelete() throws Exception {
        List<String> ids = SimulatorExtension.ciIds(1, 20);
        AccessReport report =
                bench.run(AccessTaskBuilder.ids(ids).parallelism(4), new RecordingJournal(anything -> true));
        assertEquals(ids, SimulatorExtension.ids(report));
        assertEquals(20, report.count(Outcome.UNAVAILABLE));
        assertEquals(0, bench.simulator.journal().requests("DELETE"));
    }

    @Test
    void selectionThatCannotBeNotedUnassignsNothing() throws Exception {
        RecordingJournal journal = new RecordingJournal("selected"::equals);
        AccessReport report = bench.run(AccessTaskBuilder.description("ci-00*").maxKeys(9), journal);
        assertEquals(SimulatorExtension.ciIds(1, 9), SimulatorExtension.ids(report));
        assertEquals(9, report.count(Outcome.UNAVAILABLE));
        assertEquals(0, bench.deletes());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
    void executorThatTakesNoMoreLeavesNoKeyWithoutAResult(int accepted) throws Exception {
        List<String> ids = SimulatorExtension.ciIds(1, 9);
        RecordingJournal journal = new RecordingJournal();
        AccessReport report = SimulatorExtension.await(
                bench.start(bench.task(AccessTaskBuilder.ids(ids).verify()), journal, takingOnly(accepted)));
        assertEquals(ids, SimulatorExtension.ids(report));
        for (KeyResult result : report.results()) {
            boolean done = !bench.simulator.isAssigned(SimulatorExtension.PROJECT, result.apiKeyId());
            String said = result.message();
            assertTrue(
                    result.outcome() == Outcome.UNASSIGNED && done
                            || result.outcome() == Outcome.UNAVAILABLE && said.contains("may or may not")
                            || result.outcome() == Outcome.UNAVAILABLE && !done && said.contains("was not unassigned"),
                    said);
        }
        assertEquals(new HashSet<>(report.results()), new HashSet<>(journal.finished()));
    }

    @Test
    void executorThatTakesNoMoreBeforeTheKeysAreKnownIsAResultOfItsOwn() throws Exception {
        AccessReport report = SimulatorExtension.await(bench.start(
                bench.task(AccessTaskBuilder.description("ci-00*")), new RecordingJournal(), takingOnly(1)));
        assertEquals(List.of(Outcome.UNAVAILABLE), SimulatorExtension.outcomes(report));
        String message = report.worst().message();
        assertTrue(message.contains("so nothing was changed: the plugin failed unexpectedly"), message);
        assertTrue(message.contains("RejectedExecutionException"), message);
    }

    @Test
    void journalThatBreaksDownSendsNothing() throws Exception {
        RecordingJournal broken = new RecordingJournal(id -> {
            if (id.equals("selected")) {
                return false;
            }
            throw new IllegalStateException("a defect");
        });
        AccessReport report = SimulatorExtension.await(bench.start(
                AccessTaskBuilder.ids(SimulatorExtension.ciIds(1, 3)).parallelism(2), broken));
        assertEquals(3, report.count(Outcome.UNAVAILABLE));
        assertTrue(report.worst().message().contains("a defect"), report::toString);
        assertEquals(0, bench.deletes());
    }

    @Test
    void journalThatTakesNoResultsLosesNone() throws Exception {
        ProgressRecorder broken = new ProgressRecorder() {
            @Override
            public void selected(List<ApiKey> keys) {}

            @Override
            public void sending(String apiKeyId) {}

            @Override
            public void finished(KeyResult result) {
                throw new IllegalStateException("a defect");
            }
        };
        AccessReport report = bench.run(AccessTaskBuilder.ids(SimulatorExtension.ciIds(1, 3)), broken);
        assertEquals(3, report.count(Outcome.UNASSIGNED));
    }

    @Test
    void breakdownsUseNoSessionUp() throws Exception {
        for (int i = 0; i < MORE_THAN_ALL_SESSIONS; i++) {
            SimulatorExtension.await(bench.start(
                    bench.task(AccessTaskBuilder.ids(SimulatorSeed.API_KEY_ID)),
                    new RecordingJournal(),
                    takingOnly(1)));
        }
        assertEquals(
                Outcome.UNASSIGNED,
                bench.runOne(AccessTaskBuilder.ids(SimulatorSeed.API_KEY_ID)).outcome());
    }

    private Executor takingOnly(int tasks) {
        AtomicInteger left = new AtomicInteger(tasks);
        return task -> {
            if (left.getAndDecrement() <= 0) {
                throw new RejectedExecutionException("full");
            }
            bench.executor().execute(task);
        };
    }
}
