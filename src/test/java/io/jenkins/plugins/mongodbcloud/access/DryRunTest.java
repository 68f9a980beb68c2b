package io.jenkins.plugins.mongodbcloud.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.mongodbcloud.testing.AccessTaskBuilder;
import io.jenkins.plugins.mongodbcloud.testing.RecordingJournal;
import io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Phase;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Role;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DryRunTest {
    private SimulatorExtension bench;
    private final RecordingJournal journal = new RecordingJournal();

    @BeforeEach
    void start() throws IOException {
        bench = SimulatorExtension.patient();
    }

    @AfterEach
    void nothingWasDeleted() {
        long deletes = bench.simulator.journal().requests("DELETE");
        bench.close();
        assertEquals(0, deletes);
        assertEquals(List.of(), journal.sent());
        assertEquals(List.of(), journal.selected());
    }

    @Test
    void selectionShowsWhatWouldGoWithItsRoles() throws Exception {
        bench.cloud()
                .assign(
                        SimulatorExtension.PROJECT,
                        SimulatorSeed.API_KEY_ID,
                        Role.GROUP_OWNER,
                        Role.GROUP_DATA_ACCESS_READ_ONLY);
        AccessReport report = bench.run(AccessTaskBuilder.publicKey("zmmrboas").dryRun(), journal);
        KeyResult result = report.worst();
        assertEquals(Outcome.WOULD_UNASSIGN, result.outcome());
        assertEquals(BuildEffect.SUCCESS, report.effect());
        assertEquals(
                "API key 5d1d12c087d9d63e6d682438 (zmmrboas, \"Deployment of the web shop\") would be unassigned from "
                        + "project " + SimulatorExtension.PROJECT + " at " + SimulatorExtension.ENDPOINT
                        + "; its roles there: GROUP_OWNER, GROUP_DATA_ACCESS_READ_ONLY. Dry run: nothing was changed.",
                result.message());
        assertEquals(List.of("GROUP_OWNER", "GROUP_DATA_ACCESS_READ_ONLY"), result.roles());
        assertEquals(2, report.requests());
        assertEquals(report.results(), journal.finished());
    }

    @Test
    void idsAreSaidToBeAssignedOrNot() throws Exception {
        AccessReport report = bench.run(
                AccessTaskBuilder.ids(SimulatorSeed.UNASSIGNED_KEY_ID, SimulatorSeed.API_KEY_ID)
                        .dryRun(),
                journal);
        assertEquals(List.of(Outcome.NOT_ASSIGNED, Outcome.WOULD_UNASSIGN), SimulatorExtension.outcomes(report));
        assertEquals(
                "API key 5d1d12c087d9d63e6d682439 is not assigned to project " + SimulatorExtension.PROJECT + " at "
                        + SimulatorExtension.ENDPOINT + ". Dry run: nothing was changed.",
                report.results().get(0).message());
        assertTrue(report.results().get(1).message().contains("would be unassigned"));
        assertEquals("zmmrboas", report.results().get(1).publicKey());
        assertEquals(BuildEffect.UNSTABLE, report.effect());
    }

    @Test
    void tooManyMatchesAreTooManyInADryRunToo() throws Exception {
        assertEquals(
                Outcome.REFUSED,
                bench.run(AccessTaskBuilder.description("ci-*").maxKeys(99).dryRun(), journal)
                        .worst()
                        .outcome());
    }

    @Test
    void noMatchIsNotAssignedInADryRunToo() throws Exception {
        assertEquals(
                Outcome.NOT_ASSIGNED,
                bench.run(AccessTaskBuilder.description("none").dryRun(), journal)
                        .worst()
                        .outcome());
    }

    @Test
    void ownKeyWouldBeRefusedByIdTooSinceTheListWasRead() throws Exception {
        String self = SimulatorSeed.ADMIN.id();
        assertEquals(
                Outcome.REFUSED,
                bench.run(AccessTaskBuilder.ids(self).dryRun(), journal).worst().outcome());
        assertEquals(
                Outcome.WOULD_UNASSIGN,
                bench.run(AccessTaskBuilder.ids(self).dryRun().allowSelf(), journal)
                        .worst()
                        .outcome());
    }

    @Test
    void verificationIsLeftOutSinceNothingWasDone() throws Exception {
        bench.run(AccessTaskBuilder.description("ci-001").dryRun().verify(), journal);
        assertEquals(1, bench.simulator.journal().requests(Phase.LIST));
    }
}
