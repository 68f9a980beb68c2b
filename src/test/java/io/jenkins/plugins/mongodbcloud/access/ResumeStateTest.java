package io.jenkins.plugins.mongodbcloud.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.mongodbcloud.client.ApiKey;
import io.jenkins.plugins.mongodbcloud.testing.AccessTaskBuilder;
import io.jenkins.plugins.mongodbcloud.testing.RecordingJournal;
import io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension;
import io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Phase;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Work that is taken up again after the controller stopped. */
class ResumeStateTest {
    private static final String FIRST = SimulatorSeed.ciKey(1).id();
    private static final String SECOND = SimulatorSeed.ciKey(2).id();
    private static final String GONE = SimulatorSeed.UNASSIGNED_KEY_ID;

    @RegisterExtension
    private final SimulatorExtension bench = SimulatorExtension.patient();

    private static ResumeState finished(KeyResult... results) {
        Map<String, KeyResult> byId = new java.util.HashMap<>();
        for (KeyResult result : results) {
            byId.put(result.apiKeyId(), result);
        }
        return new ResumeState(Optional.empty(), byId, Set.of());
    }

    private static ResumeState sent(String... ids) {
        return new ResumeState(Optional.empty(), Map.of(), Set.of(ids));
    }

    private static ResumeState selected(Set<String> sent, String... ids) {
        List<ApiKey> keys = java.util.Arrays.stream(ids)
                .map(id -> new ApiKey(id, "somebody", "d", List.of()))
                .toList();
        return new ResumeState(Optional.of(keys), Map.of(), sent);
    }

    @Test
    void finishedKeyIsNotAskedForAgainAndKeepsItsResultAndPlace() throws Exception {
        KeyResult before = bench.runOne(AccessTaskBuilder.ids(SECOND));
        RecordingJournal journal = new RecordingJournal();
        AccessReport report =
                bench.run(AccessTaskBuilder.ids(FIRST, SECOND, GONE).earlier(finished(before)), journal);
        assertEquals(List.of(FIRST, SECOND, GONE), SimulatorExtension.ids(report));
        assertEquals(before, report.results().get(1));
        assertEquals(List.of(SECOND, FIRST, GONE), bench.deletedIds());
        assertEquals(List.of(FIRST, GONE), journal.sent());
        assertEquals(2, journal.finished().size());
    }

    @Test
    void failureOnRecordStaysOne() throws Exception {
        bench.simulator
                .faults()
                .next(InjectedFault.error(402, "ACCOUNT_SUSPENDED", "Suspended.")
                        .on(Phase.DELETE));
        KeyResult before = bench.runOne(AccessTaskBuilder.ids(FIRST));
        AccessReport report = bench.run(AccessTaskBuilder.ids(FIRST).earlier(finished(before)));
        assertEquals(List.of(before), report.results());
        assertEquals(1, bench.deletes());
    }

    @Test
    void allOnRecordSendsNothing() throws Exception {
        KeyResult before = bench.runOne(AccessTaskBuilder.ids(FIRST));
        AccessReport report = bench.run(AccessTaskBuilder.ids(FIRST).earlier(finished(before)));
        assertEquals(0, report.requests());
        assertEquals(List.of(before), report.results());
    }

    @Test
    void keyWhoseRequestWasUnderWayAndThatIsGoneWasUnassignedByIt() throws Exception {
        KeyResult result = bench.runOne(AccessTaskBuilder.ids(GONE).earlier(sent(GONE)));
        assertEquals(Outcome.UNASSIGNED, result.outcome());
        assertEquals("API_KEY_NOT_FOUND", result.errorCode());
        assertTrue(result.message().contains("it is not assigned any more"), result::message);
    }

    @Test
    void keyWhoseRequestWasUnderWayAndThatIsStillThereIsUnassignedNow() throws Exception {
        assertEquals(
                Outcome.UNASSIGNED,
                bench.runOne(AccessTaskBuilder.ids(FIRST).earlier(sent(FIRST))).outcome());
        assertEquals(1, bench.deletes());
    }

    @Test
    void keyThatWasNotSentIsNotAssignedIfItIsNot() throws Exception {
        assertEquals(
                Outcome.NOT_ASSIGNED,
                bench.runOne(AccessTaskBuilder.ids(GONE).earlier(sent(FIRST))).outcome());
    }

    @Test
    void keyWhoseRequestWasUnderWayAndThatIsRefusedNowIsLookedUpInTheList() throws Exception {
        bench.simulator
                .faults()
                .next(InjectedFault.error(402, "ACCOUNT_SUSPENDED", "Suspended.")
                        .on(Phase.DELETE));
        KeyResult result = bench.runOne(AccessTaskBuilder.ids(FIRST).earlier(sent(FIRST)));
        assertEquals(Outcome.REJECTED, result.outcome());
        assertTrue(result.message().contains("API keys still shows it"), result::message);
    }

    @Test
    void selectionOnRecordIsNotLookedUpAgain() throws Exception {
        // The first is gone from the list by now, which a second look would take for no match.
        RecordingJournal journal = new RecordingJournal();
        AccessReport report =
                bench.run(AccessTaskBuilder.description("ci-*").earlier(selected(Set.of(GONE), GONE, FIRST)), journal);
        assertEquals(List.of(Outcome.UNASSIGNED, Outcome.UNASSIGNED), SimulatorExtension.outcomes(report));
        assertEquals(0, bench.simulator.journal().requests(Phase.LIST));
        assertEquals(List.of(), journal.selected());
    }

    @Test
    void ownKeyIsStillRefusedWhenTheSelectionIsOnRecord() throws Exception {
        ResumeState own = new ResumeState(
                Optional.of(List.of(new ApiKey(SimulatorSeed.ADMIN.id(), "adminkey", "Jenkins", List.of()))),
                Map.of(),
                Set.of());
        assertEquals(
                Outcome.REFUSED,
                bench.runOne(AccessTaskBuilder.description("Jenkins").earlier(own))
                        .outcome());
        assertEquals(0, bench.deletes());
    }

    @Test
    void verificationCoversTheKeysOnRecordToo() throws Exception {
        KeyResult before = bench.runOne(AccessTaskBuilder.ids(FIRST));
        bench.cloud().assign(SimulatorExtension.PROJECT, FIRST);
        AccessReport report =
                bench.run(AccessTaskBuilder.ids(FIRST, SECOND).verify().earlier(finished(before)));
        assertEquals(List.of(Outcome.STILL_ASSIGNED, Outcome.UNASSIGNED), SimulatorExtension.outcomes(report));
    }
}
