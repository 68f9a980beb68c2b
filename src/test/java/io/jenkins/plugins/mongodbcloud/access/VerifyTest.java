package io.jenkins.plugins.mongodbcloud.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.mongodbcloud.testing.AccessTaskBuilder;
import io.jenkins.plugins.mongodbcloud.testing.RecordingJournal;
import io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension;
import io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Phase;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The list that proves the keys gone. */
class VerifyTest {
    private static final String KEY = SimulatorSeed.API_KEY_ID;
    private static final BuildResultPolicy LENIENT =
            new BuildResultPolicy(BuildEffect.SUCCESS, BuildEffect.SUCCESS, BuildEffect.SUCCESS);

    @RegisterExtension
    private final SimulatorExtension bench = SimulatorExtension.patient();

    @Test
    void keysThatAreGoneStayUnassignedForOneMoreRequest() throws Exception {
        AccessReport report =
                bench.run(AccessTaskBuilder.ids(SimulatorExtension.ciIds(1, 5)).verify());
        assertEquals(5, report.count(Outcome.UNASSIGNED));
        assertEquals(7, report.requests());
        assertEquals(1, bench.simulator.journal().requests(Phase.LIST));
    }

    @Test
    void keyThatTheServerKeptIsStillAssigned() throws Exception {
        byte[] lie = "HTTP/1.1 204 No Content\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        bench.simulator.faults().next(InjectedFault.raw(lie).on(Phase.DELETE));
        String other = SimulatorSeed.ciKey(1).id();

        RecordingJournal journal = new RecordingJournal();
        AccessReport report =
                bench.run(AccessTaskBuilder.ids(KEY, other).verify().effects(LENIENT), journal);

        assertEquals(List.of(Outcome.STILL_ASSIGNED, Outcome.UNASSIGNED), SimulatorExtension.outcomes(report));
        assertStill(report.results().get(0));
        assertTrue(report.results().get(0).message().contains("although it was unassigned (HTTP 204)"));
        assertEquals(BuildEffect.FAILURE, report.effect());
        KeyResult lastNote = journal.finished().get(journal.finished().size() - 1);
        assertEquals(report.results().get(0), lastNote);
    }

    @Test
    void keyThatSomebodyAssignsAgainIsStillAssigned() throws Exception {
        bench.simulator.journal().onRequest(request -> {
            if (request.authenticated() && request.method().equals("DELETE")) {
                bench.cloud().assign(SimulatorExtension.PROJECT, KEY);
            }
        });
        KeyResult result = bench.runOne(AccessTaskBuilder.ids(KEY).verify());
        assertEquals(Outcome.STILL_ASSIGNED, result.outcome());
        assertEquals("zmmrboas", result.publicKey());
        assertStill(result);
    }

    @Test
    void keySaidNotToBeAssignedIsBelievedOnlyIfTheListAgrees() throws Exception {
        bench.simulator
                .faults()
                .next(InjectedFault.error(404, "API_KEY_NOT_FOUND", "No such key.")
                        .on(Phase.DELETE));
        assertEquals(
                Outcome.STILL_ASSIGNED,
                bench.runOne(AccessTaskBuilder.ids(KEY).verify().effects(LENIENT))
                        .outcome());
    }

    @Test
    void listThatFailsIsAnErrorOfItsOwnBesideTheKeys() throws Exception {
        bench.simulator
                .faults()
                .always(InjectedFault.error(402, "ACCOUNT_SUSPENDED", "Suspended.")
                        .on(Phase.LIST));
        AccessReport report = bench.run(AccessTaskBuilder.ids(KEY).verify());
        assertEquals(List.of(Outcome.UNASSIGNED, Outcome.REJECTED), SimulatorExtension.outcomes(report));
        KeyResult failure = report.results().get(1);
        assertNull(failure.apiKeyId());
        assertEquals("ACCOUNT_SUSPENDED", failure.errorCode());
        assertTrue(
                failure.message()
                        .startsWith("The API keys of project " + SimulatorExtension.PROJECT + " at "
                                + SimulatorExtension.ENDPOINT + " could not be listed to verify the result: "),
                failure::message);
        assertEquals(BuildEffect.FAILURE, report.effect());
    }

    @Test
    void nothingIsListedIfNoKeyIsSaidToBeGone() throws Exception {
        bench.simulator
                .faults()
                .always(InjectedFault.error(402, "ACCOUNT_SUSPENDED", "Suspended.")
                        .on(Phase.DELETE));
        assertEquals(
                Outcome.REJECTED,
                bench.runOne(AccessTaskBuilder.ids(KEY).verify()).outcome());
        assertEquals(0, bench.simulator.journal().requests(Phase.LIST));
    }

    @Test
    void keyThatCouldNotBeUnassignedIsNotBlamedTwice() throws Exception {
        bench.simulator
                .faults()
                .next(InjectedFault.error(402, "ACCOUNT_SUSPENDED", "Suspended.")
                        .on(Phase.DELETE));
        AccessReport report = bench.run(
                AccessTaskBuilder.ids(KEY, SimulatorSeed.ciKey(1).id()).verify());
        assertEquals(List.of(Outcome.REJECTED, Outcome.UNASSIGNED), SimulatorExtension.outcomes(report));
    }

    private static void assertStill(KeyResult result) {
        assertEquals(BuildEffect.FAILURE, result.effect());
        assertTrue(
                result.message()
                        .contains("is still in the list of project " + SimulatorExtension.PROJECT + " at "
                                + SimulatorExtension.ENDPOINT),
                result::message);
        assertTrue(result.message().contains("somebody may have assigned it again"), result::message);
    }
}
