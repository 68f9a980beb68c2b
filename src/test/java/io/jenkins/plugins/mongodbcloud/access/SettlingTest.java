package io.jenkins.plugins.mongodbcloud.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.mongodbcloud.testing.AccessTaskBuilder;
import io.jenkins.plugins.mongodbcloud.testing.RecordingJournal;
import io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension;
import io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Phase;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Keys whose calls came to nothing conclusive: what the project's list says of them. */
class SettlingTest {
    private static final List<String> IDS = SimulatorExtension.ciIds(1, 3);

    @RegisterExtension
    private final SimulatorExtension bench = SimulatorExtension.patient();

    private final RecordingJournal journal = new RecordingJournal();

    @Test
    void oneListSettlesAllKeysEachByWhatItShows() throws Exception {
        bench.simulator
                .faults()
                .next(
                        InjectedFault.lostThenError(503).on(Phase.DELETE),
                        InjectedFault.error(402, "ACCOUNT_SUSPENDED", "Suspended.")
                                .on(Phase.DELETE),
                        InjectedFault.error(503, null, "No.").on(Phase.DELETE),
                        InjectedFault.error(503, null, "No.").on(Phase.DELETE));

        AccessReport report = bench.run(AccessTaskBuilder.ids(IDS), journal);

        assertEquals(
                List.of(Outcome.UNASSIGNED, Outcome.UNAVAILABLE, Outcome.UNASSIGNED),
                SimulatorExtension.outcomes(report));
        String gone = report.results().get(0).message();
        assertTrue(gone.contains("was unassigned from project " + SimulatorExtension.PROJECT), gone);
        assertTrue(gone.contains("the list of the project's API keys no longer shows it"), gone);
        assertTrue(gone.contains("the last attempt: the organization is suspended"), gone);
        assertTrue(gone.endsWith("(HTTP 402 ACCOUNT_SUSPENDED: Suspended.)"), gone);
        assertEquals("ACCOUNT_SUSPENDED", report.results().get(0).errorCode());
        String left = report.results().get(1).message();
        assertTrue(left.contains("was not unassigned from project"), left);
        assertTrue(left.contains("still shows it"), left);
        assertEquals(1, bench.simulator.journal().requests(Phase.LIST));
        // What is settled is recorded once, after the others.
        assertEquals(
                List.of(IDS.get(2), IDS.get(0), IDS.get(1)),
                journal.finished().stream().map(KeyResult::apiKeyId).toList());
    }

    @Test
    void keyThatWasNotListedBeforeIsNotSaidToHaveBeenUnassigned() throws Exception {
        // As a firewall responds in place of the API, to which no DELETE comes through.
        bench.simulator
                .faults()
                .always(InjectedFault.answer(200, "text/html", "<title>Request Rejected</title>")
                        .on(Phase.DELETE));
        AccessTask task = bench.task(AccessTaskBuilder.ids(SimulatorSeed.UNASSIGNED_KEY_ID));
        AccessReport report = SimulatorExtension.await(
                new AccessWorker(bench.api, bench.executor()).start(task, journal, () -> false));
        assertEquals(List.of(Outcome.UNAVAILABLE), SimulatorExtension.outcomes(report));
        String message = report.worst().message();
        assertTrue(message.contains("showed it neither before nor after the request"), message);
        assertTrue(message.contains("Request Rejected"), message);
        assertEquals(2, bench.simulator.journal().requests(Phase.LIST));
    }

    @Test
    void listReadAfterAnEarlierRunMayHaveActedShowsNothingOfBefore() throws Exception {
        bench.simulator.faults().always(InjectedFault.error(503, null, "No.").on(Phase.DELETE));
        String gone = SimulatorSeed.UNASSIGNED_KEY_ID;
        AccessTask task = bench.task(
                AccessTaskBuilder.ids(gone).earlier(new ResumeState(Optional.empty(), Map.of(), Set.of(gone))));
        AccessReport report = SimulatorExtension.await(
                new AccessWorker(bench.api, bench.executor()).start(task, journal, () -> false));
        assertEquals(List.of(Outcome.UNASSIGNED), SimulatorExtension.outcomes(report));
    }

    @Test
    void listThatVerifiesSettlesToo() throws Exception {
        bench.simulator.faults().repeat(2, InjectedFault.lostThenError(503).on(Phase.DELETE));
        AccessReport report =
                bench.run(AccessTaskBuilder.ids(IDS.get(0), IDS.get(1)).verify(), journal);
        assertEquals(2, report.count(Outcome.UNASSIGNED));
        assertEquals(1, bench.simulator.journal().requests(Phase.LIST));
    }

    @Test
    void listThatFailsLeavesThemOpen() throws Exception {
        for (boolean verify : new boolean[] {false, true}) {
            bench.simulator
                    .faults()
                    .repeat(2, InjectedFault.error(503, null, "No.").on(Phase.DELETE));
            bench.simulator
                    .faults()
                    .always(InjectedFault.error(402, "ACCOUNT_SUSPENDED", "No.").on(Phase.LIST));
            AccessTaskBuilder wanted = AccessTaskBuilder.ids(IDS.get(0), verify ? IDS.get(1) : IDS.get(2));
            AccessReport report = bench.run(verify ? wanted.verify() : wanted, journal);
            KeyResult open = report.results().get(0);
            assertEquals(Outcome.UNAVAILABLE, open.outcome());
            assertTrue(open.message().contains("may or may not have been unassigned"), open::message);
            assertEquals(verify ? 3 : 2, report.results().size());
        }
    }

    @Test
    void buildThatIsStoppedListsNothing() throws Exception {
        bench.simulator.faults().repeat(2, InjectedFault.error(503, null, "No.").on(Phase.DELETE));
        boolean[] stopped = new boolean[1];
        bench.simulator.journal().onRequest(request -> stopped[0] = bench.deletes() >= 2);
        AccessReport report = SimulatorExtension.await(
                ExperiencedWorker.of(bench.api, bench.executor(), bench.task(AccessTaskBuilder.ids(IDS)))
                        .start(bench.task(AccessTaskBuilder.ids(IDS)), journal, () -> stopped[0]));
        assertEquals(IDS, SimulatorExtension.ids(report));
        assertTrue(report.results().get(0).message().contains("may or may not"), report::toString);
        assertEquals(2, report.count(Outcome.INTERRUPTED));
        assertTrue(report.results().get(2).message().endsWith("the build was stopped before."), report::toString);
        assertEquals(0, bench.simulator.journal().requests(Phase.LIST));
        assertEquals(report.results().size(), journal.finished().size());
    }

    @Test
    void ownKeyThatMayHaveGoneIsSettledAfterTheOthers() throws Exception {
        String self = SimulatorSeed.ADMIN.id();
        bench.simulator.faults().repeat(2, InjectedFault.error(503, null, "No.").on(Phase.DELETE));
        AccessReport report = bench.run(AccessTaskBuilder.ids(self).allowSelf(), journal);
        assertEquals(List.of(Outcome.UNAVAILABLE), SimulatorExtension.outcomes(report));
        assertTrue(report.worst().message().contains("still shows it"), report::toString);
    }

    @Test
    void keyThatIsSaidToBeGoneAndIsNotIsNotSettledButContradicted() throws Exception {
        byte[] lie = "HTTP/1.1 204 No Content\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        bench.simulator.faults().next(InjectedFault.raw(lie).on(Phase.DELETE));
        assertEquals(
                Outcome.STILL_ASSIGNED,
                bench.runOne(AccessTaskBuilder.ids(IDS.get(0)).verify()).outcome());
    }
}
