package io.jenkins.plugins.mongodbcloud.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.mongodbcloud.client.ApiKey;
import io.jenkins.plugins.mongodbcloud.testing.AccessTaskBuilder;
import io.jenkins.plugins.mongodbcloud.testing.RecordingJournal;
import io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension;
import io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Phase;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Cancelling: what is under way is taken back, and every key is accounted for. */
class InterruptionTest {
    @AutoClose
    private SimulatorExtension bench;

    private final RecordingJournal journal = new RecordingJournal();

    @BeforeEach
    void start() throws IOException {
        bench = SimulatorExtension.patient();
    }

    @Test
    void keyInFlightMayBeGoneAndTheRestIsNamedAsNotDone() throws Exception {
        List<String> ids = SimulatorExtension.ciIds(1, 5);
        bench.simulator.journal().onRequest(request -> {
            if (request.target().endsWith(ids.get(1))) {
                bench.simulator.faults().always(InjectedFault.silence().on(Phase.DELETE));
            }
        });
        AccessExecution unassignment = bench.start(AccessTaskBuilder.ids(ids), journal);
        bench.simulator.journal().awaitRequests(Phase.DELETE, 3, SimulatorExtension.PATIENCE);

        unassignment.cancel();
        AccessReport report = SimulatorExtension.await(unassignment);

        assertEquals(ids, SimulatorExtension.ids(report));
        assertEquals(
                List.of(
                        Outcome.UNASSIGNED,
                        Outcome.UNASSIGNED,
                        Outcome.INTERRUPTED,
                        Outcome.INTERRUPTED,
                        Outcome.INTERRUPTED),
                SimulatorExtension.outcomes(report));
        assertEquals(BuildEffect.FAILURE, report.effect());
        KeyResult inFlight = report.results().get(2);
        assertEquals(
                "API key " + ids.get(2) + " may or may not have been unassigned from project "
                        + SimulatorExtension.PROJECT + " at "
                        + SimulatorExtension.ENDPOINT
                        + ": the build was stopped while the request was under way. Run the clean-up again.",
                inFlight.message());
        assertNull(inFlight.httpStatus());
        assertEquals(
                "API key " + ids.get(4) + " was not unassigned from project " + SimulatorExtension.PROJECT + " at "
                        + SimulatorExtension.ENDPOINT + ": the build was stopped before.",
                report.results().get(4).message());
        assertEquals(ids.subList(0, 3), journal.sent());
        assertEquals(report.results(), journal.finished());
        // The connection is given up, and with it everything that could still be sent.
        bench.simulator.journal().awaitOpenConnections(0, SimulatorExtension.PATIENCE);
        assertEquals(4, bench.simulator.requests());
        assertTrue(bench.simulator.isAssigned(SimulatorExtension.PROJECT, ids.get(4)));
    }

    @Test
    void allSessionsAreTakenBack() throws Exception {
        List<String> ids = SimulatorExtension.ciIds(1, 20);
        bench.simulator.faults().always(InjectedFault.silence().on(Phase.DELETE));
        AccessExecution unassignment = bench.start(AccessTaskBuilder.ids(ids).parallelism(8), journal);
        bench.simulator.journal().awaitRequests(Phase.DELETE, 8, SimulatorExtension.PATIENCE);

        unassignment.cancel();
        AccessReport report = SimulatorExtension.await(unassignment);

        assertEquals(20, report.count(Outcome.INTERRUPTED));
        assertEquals(ids, SimulatorExtension.ids(report));
        assertEquals(
                8,
                report.results().stream()
                        .filter(result -> result.message().contains("may or may not"))
                        .count());
        bench.simulator.journal().awaitOpenConnections(0, SimulatorExtension.PATIENCE);
        assertEquals(8, bench.deletes());
    }

    @Test
    void cancelBeforeTheChallengeIsAnsweredDeletesNothing() throws Exception {
        bench.simulator.faults().always(InjectedFault.silence().on(Phase.CHALLENGE));
        AccessExecution unassignment = bench.start(AccessTaskBuilder.ids(SimulatorExtension.ciIds(1, 3)), journal);
        bench.simulator.awaitRequests(1, SimulatorExtension.PATIENCE);
        unassignment.cancel();
        assertEquals(3, SimulatorExtension.await(unassignment).count(Outcome.INTERRUPTED));
        bench.simulator.journal().awaitOpenConnections(0, SimulatorExtension.PATIENCE);
        assertEquals(1, bench.simulator.requests());
    }

    @Test
    void challengeThatComesAfterTheCancelIsNotAnswered() throws Exception {
        // On a connection that is open already, which another key pair has used before.
        bench.runOne(AccessTaskBuilder.publicKey("nobodyxx").as(SimulatorExtension.pair(SimulatorSeed.READER)));
        CompletableFuture<AccessExecution> started = new CompletableFuture<>();
        bench.simulator.journal().onRequest(request -> {
            if (request.method().equals("DELETE")) {
                // Before the simulator answers, and perhaps before the run knows of the call it has begun.
                started.join().cancel();
            }
        });
        started.complete(bench.start(AccessTaskBuilder.ids(SimulatorSeed.API_KEY_ID), journal));
        AccessReport report = SimulatorExtension.await(started.join());
        assertEquals(List.of(Outcome.INTERRUPTED), SimulatorExtension.outcomes(report));
        // The connection of a request that ended before the cancellation reached it is kept for others.
        bench.api.close();
        bench.simulator.journal().awaitOpenConnections(0, SimulatorExtension.PATIENCE);
        assertEquals(0, bench.deletes());
        assertEquals(1, bench.simulator.journal().connectionsAccepted());
    }

    @Test
    void cancelWhileListingDeletesNothingAndSaysSo() throws Exception {
        bench.simulator.faults().always(InjectedFault.silence().on(Phase.LIST));
        AccessExecution unassignment =
                bench.start(AccessTaskBuilder.description("ci-*").maxKeys(100), journal);
        bench.simulator.journal().awaitRequests(Phase.LIST, 1, SimulatorExtension.PATIENCE);
        unassignment.cancel();
        AccessReport report = SimulatorExtension.await(unassignment);
        assertEquals(List.of(Outcome.INTERRUPTED), SimulatorExtension.outcomes(report));
        assertEquals(
                "The API keys of project " + SimulatorExtension.PROJECT + " at " + SimulatorExtension.ENDPOINT
                        + " that match description \"ci-*\" were not looked up, and nothing was changed: the build was stopped before.",
                report.worst().message());
        assertEquals(0, bench.deletes());
    }

    @Test
    void cancelWhileVerifyingLosesNoResult() throws Exception {
        bench.simulator.faults().always(InjectedFault.silence().on(Phase.LIST));
        AccessExecution unassignment = bench.start(
                AccessTaskBuilder.ids(SimulatorExtension.ciIds(1, 3)).verify(), journal);
        bench.simulator.journal().awaitRequests(Phase.LIST, 1, SimulatorExtension.PATIENCE);
        unassignment.cancel();
        AccessReport report = SimulatorExtension.await(unassignment);
        assertEquals(3, report.count(Outcome.UNASSIGNED));
        assertEquals(1, report.count(Outcome.INTERRUPTED));
        String message = report.worst().message();
        assertTrue(message.contains("verif") && !message.contains("not unassigned"), message);
    }

    @Test
    void cancelBetweenAttemptsSendsNoFurtherOne() throws Exception {
        CountDownLatch first = new CountDownLatch(1);
        bench.simulator.journal().onRequest(request -> {
            if (request.method().equals("DELETE") && request.authenticated()) {
                first.countDown();
            }
        });
        bench.simulator.faults().always(InjectedFault.silence().on(Phase.DELETE));
        AccessExecution unassignment = bench.start(AccessTaskBuilder.ids(SimulatorExtension.ciIds(1, 2)), journal);
        first.await();
        unassignment.cancel();
        bench.simulator.releaseSilent();
        SimulatorExtension.await(unassignment);
        bench.simulator.journal().awaitOpenConnections(0, SimulatorExtension.PATIENCE);
        assertEquals(1, bench.deletes());
    }

    @Test
    void cancelBeforeTheBeginningSendsNothing() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        Executor held = task -> bench.executor().execute(() -> {
            await(gate);
            task.run();
        });
        AccessExecution unassignment =
                bench.start(bench.task(AccessTaskBuilder.ids(SimulatorExtension.ciIds(1, 3))), journal, held);
        unassignment.cancel();
        gate.countDown();
        AccessReport report = SimulatorExtension.await(unassignment);
        assertEquals(3, report.count(Outcome.INTERRUPTED));
        assertTrue(report.results().stream().allMatch(result -> result.message().contains("was stopped before")));
        assertEquals(List.of(), journal.sent());
        assertEquals(0, bench.simulator.requests());
    }

    @Test
    void keySentBeforeARestartAndStoppedNowMayBeGone() throws Exception {
        String sent = SimulatorSeed.ciKey(2).id();
        ResumeState earlier = new ResumeState(java.util.Optional.empty(), java.util.Map.of(), Set.of(sent));
        bench.simulator.faults().always(InjectedFault.silence().on(Phase.DELETE));
        AccessExecution unassignment = bench.start(
                AccessTaskBuilder.ids(SimulatorExtension.ciIds(1, 3)).earlier(earlier), journal);
        bench.simulator.journal().awaitRequests(Phase.DELETE, 1, SimulatorExtension.PATIENCE);
        unassignment.cancel();
        AccessReport report = SimulatorExtension.await(unassignment);
        assertTrue(report.results().get(1).message().contains("may or may not"), report::toString);
        assertTrue(report.results().get(2).message().contains("was not unassigned"), report::toString);
    }

    @Test
    void cancelAfterTheEndChangesNothing() throws Exception {
        AccessExecution unassignment = bench.start(AccessTaskBuilder.ids(SimulatorExtension.ciIds(1, 2)), journal);
        AccessReport report = SimulatorExtension.await(unassignment);
        unassignment.cancel();
        assertEquals(report, SimulatorExtension.await(unassignment));
        assertEquals(2, report.count(Outcome.UNASSIGNED));
    }

    @Test
    void buildThatHasEndedIsAskedForBeforeEachRequest() throws Exception {
        List<String> ids = SimulatorExtension.ciIds(1, 4);
        CountDownLatch ended = new CountDownLatch(1);
        bench.simulator.journal().onRequest(request -> {
            if (request.authenticated() && request.target().endsWith(ids.get(1))) {
                ended.countDown();
            }
        });
        AccessTask task = bench.task(AccessTaskBuilder.ids(ids));
        AccessReport report = SimulatorExtension.await(ExperiencedWorker.of(bench.api, bench.executor(), task)
                .start(task, journal, () -> ended.getCount() == 0));
        // The request under way is not cancelled, so that its result is known.
        assertEquals(
                List.of(Outcome.UNASSIGNED, Outcome.UNASSIGNED, Outcome.INTERRUPTED, Outcome.INTERRUPTED),
                SimulatorExtension.outcomes(report));
        assertEquals(ids.subList(0, 2), bench.deletedIds());
        assertEquals(report.results(), journal.finished());
    }

    @Test
    void allKeysAreOnRecordBeforeTheFirstRequest() throws Exception {
        List<String> ids = SimulatorExtension.ciIds(1, 3);
        bench.simulator.faults().always(InjectedFault.silence().on(Phase.CHALLENGE));
        AccessExecution execution = bench.start(AccessTaskBuilder.ids(ids), journal);
        bench.simulator.awaitRequests(1, SimulatorExtension.PATIENCE);
        assertEquals(
                List.of(ids),
                journal.selected().stream()
                        .map(keys -> keys.stream().map(ApiKey::id).toList())
                        .toList());
        execution.cancel();
        SimulatorExtension.await(execution);
    }

    @Test
    void noKeysAreNothingToDo() throws Exception {
        AccessReport report = bench.run(AccessTaskBuilder.ids(List.of()).verify(), journal);
        assertEquals(List.of(), report.results());
        assertEquals(BuildEffect.SUCCESS, report.effect());
        assertEquals(0, report.requests());
        assertEquals(List.of(), report.toMap().get("keys"));
        assertEquals("SUCCESS", report.toMap().get("effect"));
        assertEquals(List.of(), journal.selected());
        assertEquals(0, bench.simulator.requests());
    }

    private static void await(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
