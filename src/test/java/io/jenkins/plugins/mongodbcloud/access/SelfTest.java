package io.jenkins.plugins.mongodbcloud.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.mongodbcloud.client.ApiKey;
import io.jenkins.plugins.mongodbcloud.client.CallResult;
import io.jenkins.plugins.mongodbcloud.client.ErrorBody;
import io.jenkins.plugins.mongodbcloud.client.ErrorCategory;
import io.jenkins.plugins.mongodbcloud.testing.AccessTaskBuilder;
import io.jenkins.plugins.mongodbcloud.testing.RecordingJournal;
import io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension;
import io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Phase;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The key that authenticates. */
class SelfTest {
    private static final String SELF = SimulatorSeed.ADMIN.id();
    private static final String OTHER = SimulatorSeed.ciKey(1).id();

    @RegisterExtension
    private final SimulatorExtension bench = SimulatorExtension.patient();

    @Test
    void isRefusedAndSaidHowToAllowIt() throws Exception {
        KeyResult result = bench.runOne(AccessTaskBuilder.publicKey("adminkey"));
        assertEquals(Outcome.REFUSED, result.outcome());
        assertEquals(BuildEffect.FAILURE, result.effect());
        assertEquals(
                "API key " + SELF + " (adminkey, \"Jenkins\") authenticates this request itself, so it was "
                        + "not unassigned from project " + SimulatorExtension.PROJECT + " at "
                        + SimulatorExtension.ENDPOINT
                        + ". To remove its access too, as the last, set allowSelf to true.",
                result.message());
        assertEquals(0, bench.deletes());
        assertTrue(bench.simulator.isAssigned(SimulatorExtension.PROJECT, SELF));
    }

    @Test
    void isRefusedAmongOthersThatGo() throws Exception {
        AccessReport report = bench.run(AccessTaskBuilder.description("*").maxKeys(103));
        assertEquals(1, report.count(Outcome.REFUSED));
        assertEquals(102, report.count(Outcome.UNASSIGNED));
        assertEquals(1, bench.cloud().assignedKeys(SimulatorExtension.PROJECT));
        assertFalse(bench.deletedIds().contains(SELF));
    }

    @Test
    void goesLastIfAllowed() throws Exception {
        AccessReport report = bench.run(
                AccessTaskBuilder.description("*").maxKeys(103).allowSelf().parallelism(4));
        assertEquals(103, report.count(Outcome.UNASSIGNED));
        List<String> deleted = bench.deletedIds();
        assertEquals(SELF, deleted.get(deleted.size() - 1));
        // It is among the first in the list, and keeps that place in the report.
        assertTrue(SimulatorExtension.ids(report).indexOf(SELF) < 3);
        assertEquals(0, bench.cloud().assignedKeys(SimulatorExtension.PROJECT));
    }

    @Test
    void goesAfterTheVerificationWhichItWouldMakeImpossible() throws Exception {
        AccessReport report = bench.run(
                AccessTaskBuilder.description("*").maxKeys(103).allowSelf().verify());
        assertEquals(103, report.count(Outcome.UNASSIGNED));
        assertEquals(2, bench.simulator.journal().requests(Phase.LIST));
        List<String> deleted = bench.deletedIds();
        assertEquals(SELF, deleted.get(deleted.size() - 1));
    }

    @Test
    void costsNoRequestMore() throws Exception {
        assertEquals(2, bench.run(AccessTaskBuilder.publicKey("adminkey")).requests());
    }

    @Test
    void isRefusedByItsIdToo() throws Exception {
        AccessReport report = bench.run(AccessTaskBuilder.ids(SELF, OTHER));
        assertEquals(List.of(Outcome.REFUSED, Outcome.UNASSIGNED), SimulatorExtension.outcomes(report));
        assertEquals(List.of(OTHER), bench.deletedIds());
    }

    @Test
    void goesLastByItsIdTooIfAllowed() throws Exception {
        AccessReport report = bench.run(AccessTaskBuilder.ids(SELF, OTHER).allowSelf());
        assertEquals(List.of(SELF, OTHER), SimulatorExtension.ids(report));
        assertEquals(2, report.count(Outcome.UNASSIGNED));
        assertEquals(List.of(OTHER, SELF), bench.deletedIds());
    }

    @Test
    void isLookedUpOnceForAnEndpointAProjectAndAKeyPair() throws Exception {
        AccessWorker worker = new AccessWorker(bench.api, bench.executor());
        for (int number = 1; number <= 3; number++) {
            AccessTask task =
                    bench.task(AccessTaskBuilder.ids(SimulatorSeed.ciKey(number).id()));
            AccessReport report = SimulatorExtension.await(worker.start(task, new RecordingJournal(), () -> false));
            assertEquals(number == 1 ? 3 : 1, report.requests());
        }
        assertEquals(1, bench.simulator.journal().requests(Phase.LIST));
        AccessTask self = bench.task(AccessTaskBuilder.ids(SELF));
        AccessReport report = SimulatorExtension.await(worker.start(self, new RecordingJournal(), () -> false));
        assertEquals(List.of(Outcome.REFUSED), SimulatorExtension.outcomes(report));
        assertEquals(0, report.requests());
    }

    @Test
    void isLookedUpOnceByTasksThatStartTogetherAndAgainIfTheFirstIsCancelled() throws Exception {
        AccessWorker worker = new AccessWorker(bench.api, bench.executor());
        bench.simulator.faults().always(InjectedFault.silence().on(Phase.LIST));
        AccessExecution first =
                worker.start(bench.task(AccessTaskBuilder.ids(OTHER)), new RecordingJournal(), () -> false);
        bench.simulator.journal().awaitRequests(Phase.LIST, 1, SimulatorExtension.PATIENCE);
        List<AccessExecution> others = new ArrayList<>();
        for (int number = 2; number <= 20; number++) {
            AccessTask task =
                    bench.task(AccessTaskBuilder.ids(SimulatorSeed.ciKey(number).id()));
            others.add(worker.start(task, new RecordingJournal(), () -> false));
        }
        others.get(0).cancel();
        assertEquals(
                Outcome.INTERRUPTED,
                SimulatorExtension.await(others.get(0)).worst().outcome(),
                "one that waits for the first ends by itself");
        assertEquals(1, bench.simulator.journal().requests(Phase.LIST));

        bench.simulator.faults().clear();
        first.cancel();
        assertEquals(
                Outcome.INTERRUPTED, SimulatorExtension.await(first).worst().outcome());
        for (AccessExecution other : others.subList(1, others.size())) {
            assertEquals(
                    Outcome.UNASSIGNED, SimulatorExtension.await(other).worst().outcome());
        }
        assertEquals(2, bench.simulator.journal().requests(Phase.LIST));
    }

    @ParameterizedTest
    @CsvSource({"401, WRONG_KEYS, UNASSIGNED, 1", "503, SERVER_ERROR, UNAVAILABLE, 0"})
    void failureOfTheLookupOfAnotherTaskCountsIfItDoesNotDependOnItsSecret(
            int status, ErrorCategory category, Outcome outcome, int lists) throws Exception {
        OwnKeyIds ids = new OwnKeyIds(System::nanoTime);
        AccessTask task = bench.task(AccessTaskBuilder.ids(OTHER));
        assertEquals(Optional.empty(), ids.joinLookup(task), "this is the other task's");
        AccessExecution execution =
                new AccessWorker(bench.api, Runnable::run, ids).start(task, new RecordingJournal(), () -> false);
        assertFalse(execution.report().isDone());
        ids.endLookup(
                task,
                Optional.of(ListFailure.of(CallResult.refusal(
                        status, category, ErrorBody.NONE, Optional.empty(), new CallResult.Cost(2, 1, 0, false)))));
        assertEquals(outcome, SimulatorExtension.await(execution).worst().outcome());
        assertEquals(lists, bench.simulator.journal().requests(Phase.LIST));
    }

    @Test
    void isNotLookedUpWhereItMayGoAndIsTheOnlyOne() throws Exception {
        AccessWorker worker = new AccessWorker(bench.api, bench.executor());
        AccessTask task = bench.task(AccessTaskBuilder.ids(SELF).allowSelf());
        assertEquals(
                List.of(Outcome.UNASSIGNED),
                SimulatorExtension.outcomes(
                        SimulatorExtension.await(worker.start(task, new RecordingJournal(), () -> false))));
        assertEquals(0, bench.simulator.journal().requests(Phase.LIST));
    }

    @Test
    void listThatFailsLeavesEveryKeyUnlessItsOwnMayGo() throws Exception {
        bench.simulator
                .faults()
                .always(InjectedFault.error(402, "ACCOUNT_SUSPENDED", "Suspended.")
                        .on(Phase.LIST));
        AccessWorker worker = new AccessWorker(bench.api, bench.executor());
        RecordingJournal journal = new RecordingJournal();
        AccessReport report = SimulatorExtension.await(
                worker.start(bench.task(AccessTaskBuilder.ids(SELF, OTHER)), journal, () -> false));
        assertEquals(List.of(Outcome.REJECTED, Outcome.REJECTED), SimulatorExtension.outcomes(report));
        String message = report.results().get(1).message();
        assertTrue(message.startsWith("API key " + OTHER + " was not unassigned from project "), message);
        assertTrue(message.contains("it may be what authenticates"), message);
        assertTrue(message.contains("the organization is suspended"), message);
        assertTrue(message.contains("set allowSelf to true"), message);
        assertEquals("ACCOUNT_SUSPENDED", report.results().get(1).errorCode());
        assertEquals(report.results(), journal.finished());
        assertEquals(0, bench.deletes());

        AccessTask allowed = bench.task(
                AccessTaskBuilder.ids(OTHER, SimulatorSeed.API_KEY_ID).allowSelf());
        assertEquals(
                2,
                SimulatorExtension.await(worker.start(allowed, journal, () -> false))
                        .count(Outcome.UNASSIGNED));
    }

    @ParameterizedTest
    @CsvSource({"404, API_KEY_NOT_FOUND", "204, ''", "200, ''"})
    void responseThatIsNoListDoesNotKeepAKeyAssigned(int status, String code) throws Exception {
        bench.simulator
                .faults()
                .always((status == 404
                                ? InjectedFault.error(status, code, "No.")
                                : InjectedFault.raw("HTTP/1.1 %d OK\r\nContent-Length: 0\r\n\r\n"
                                        .formatted(status)
                                        .getBytes(StandardCharsets.US_ASCII)))
                        .on(Phase.LIST));
        KeyResult result = SimulatorExtension.await(new AccessWorker(bench.api, bench.executor())
                        .start(bench.task(AccessTaskBuilder.ids(OTHER)), new RecordingJournal(), () -> false))
                .worst();
        assertEquals(Outcome.UNASSIGNED, result.outcome(), result::message);
        assertTrue(
                result.message().contains(" It was not checked whether this is the key that authenticates"),
                result::message);
        assertEquals(List.of(OTHER), bench.deletedIds());
    }

    @Test
    void stopWhileItIsLookedUpSendsNothing() throws Exception {
        bench.simulator.faults().always(InjectedFault.silence().on(Phase.LIST));
        AccessExecution execution = new AccessWorker(bench.api, bench.executor())
                .start(bench.task(AccessTaskBuilder.ids(OTHER)), new RecordingJournal(), () -> false);
        bench.simulator.journal().awaitRequests(Phase.LIST, 1, SimulatorExtension.PATIENCE);
        execution.cancel();
        KeyResult result = SimulatorExtension.await(execution).worst();
        assertEquals(Outcome.INTERRUPTED, result.outcome());
        assertTrue(result.message().endsWith("the build was stopped before."), result::message);
        assertEquals(0, bench.deletes());
    }

    @Test
    void absenceIsForgottenAfterAnHourAndTheOldestEntryIfThereAreTooMany() throws Exception {
        AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
        OwnKeyIds ids = new OwnKeyIds(now::get);
        AccessTask task = bench.task(AccessTaskBuilder.ids(OTHER));
        assertEquals(Optional.empty(), ids.find(task));
        ids.learn(task, List.of(new ApiKey(OTHER, "zmmrboas", "", List.of())));
        assertEquals(Optional.of(Optional.empty()), ids.find(task));
        now.addAndGet(TimeUnit.HOURS.toNanos(1) - 1);
        assertEquals(Optional.of(Optional.empty()), ids.find(task));
        now.incrementAndGet();
        assertEquals(Optional.empty(), ids.find(task));

        ids.learn(task, List.of(new ApiKey(SELF, "AdminKey", "", List.of())));
        now.addAndGet(TimeUnit.DAYS.toNanos(1));
        assertEquals(Optional.of(Optional.of(SELF)), ids.find(task));
        for (int number = 1; number <= OwnKeyIds.MAX_ENTRIES; number++) {
            assertEquals(Optional.of(Optional.of(SELF)), ids.find(task));
            String project = String.format("%024x", number);
            ids.learn(bench.task(AccessTaskBuilder.ids(OTHER).project(project)), List.of());
        }
        assertEquals(Optional.of(Optional.of(SELF)), ids.find(task));
        String first = String.format("%024x", 1);
        assertEquals(
                Optional.empty(),
                ids.find(bench.task(AccessTaskBuilder.ids(OTHER).project(first))));
    }
}
