package io.jenkins.plugins.mongodbcloud.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.mongodbcloud.testing.AccessRequestBuilder;
import io.jenkins.plugins.mongodbcloud.testing.RecordingJournal;
import io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.util.List;
import java.util.concurrent.ExecutionException;
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
        AccessReport report = bench.run(AccessRequestBuilder.ids(ids), journal);
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
                bench.run(AccessRequestBuilder.ids(ids).parallelism(4), new RecordingJournal(anything -> true));
        assertEquals(ids, SimulatorExtension.ids(report));
        assertEquals(20, report.count(Outcome.UNAVAILABLE));
        assertEquals(0, bench.simulator.journal().requests("DELETE"));
    }

    @Test
    void selectionThatCannotBeNotedUnassignsNothing() throws Exception {
        RecordingJournal journal = new RecordingJournal("selected"::equals);
        AccessReport report =
                bench.run(AccessRequestBuilder.description("ci-00*").maxKeys(9), journal);
        assertEquals(SimulatorExtension.ciIds(1, 9), SimulatorExtension.ids(report));
        assertEquals(9, report.count(Outcome.UNAVAILABLE));
        assertEquals(0, bench.deletes());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
    void executorThatTakesNoMoreEndsTheReport(int accepted) throws Exception {
        AccessExecution unassignment = new AccessWorker(bench.api, takingOnly(accepted))
                .start(
                        bench.task(AccessRequestBuilder.description("ci-00*")
                                .maxKeys(9)
                                .verify()),
                        new RecordingJournal());
        ExecutionException failure =
                assertThrows(ExecutionException.class, () -> SimulatorExtension.await(unassignment));
        Throwable cause = failure.getCause();
        assertTrue(
                cause instanceof RejectedExecutionException || cause.getCause() instanceof RejectedExecutionException,
                () -> "not by the executor: " + cause);
    }

    @Test
    void journalThatBreaksDownEndsTheReport() {
        RecordingJournal broken = new RecordingJournal(id -> {
            throw new IllegalStateException("a defect");
        });
        AccessExecution unassignment = bench.start(
                AccessRequestBuilder.ids(SimulatorExtension.ciIds(1, 3)).parallelism(2), broken);
        ExecutionException failure =
                assertThrows(ExecutionException.class, () -> SimulatorExtension.await(unassignment));
        assertTrue(failure.getCause().toString().contains("a defect"), failure::toString);
        assertEquals(0, bench.deletes());
    }

    @Test
    void breakdownsUseNoSessionUp() throws Exception {
        RecordingJournal broken = new RecordingJournal(id -> {
            throw new IllegalStateException("a defect");
        });
        for (int i = 0; i < MORE_THAN_ALL_SESSIONS; i++) {
            AccessExecution unassignment = i % 2 == 0
                    ? bench.start(AccessRequestBuilder.ids(SimulatorSeed.API_KEY_ID), broken)
                    : new AccessWorker(bench.api, takingOnly(1))
                            .start(
                                    bench.task(AccessRequestBuilder.ids(SimulatorSeed.API_KEY_ID)),
                                    new RecordingJournal());
            assertThrows(ExecutionException.class, () -> SimulatorExtension.await(unassignment));
        }
        assertEquals(
                Outcome.UNASSIGNED,
                bench.runOne(AccessRequestBuilder.ids(SimulatorSeed.API_KEY_ID)).outcome());
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
