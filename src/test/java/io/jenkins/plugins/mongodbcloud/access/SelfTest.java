package io.jenkins.plugins.mongodbcloud.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.mongodbcloud.testing.AccessRequestBuilder;
import io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Phase;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The key that authenticates. */
class SelfTest {
    private static final String SELF = SimulatorSeed.ADMIN.id();

    @RegisterExtension
    private final SimulatorExtension bench = SimulatorExtension.patient();

    @Test
    void isRefusedAndSaidHowToAllowIt() throws Exception {
        KeyResult result = bench.runOne(AccessRequestBuilder.publicKey("adminkey"));
        assertEquals(Outcome.REJECTED, result.outcome());
        assertEquals(BuildEffect.FAILURE, result.effect());
        assertEquals(
                "API key " + SELF + " (adminkey, \"Jenkins\") is the key that authenticates this request, so it was "
                        + "not unassigned from project " + SimulatorExtension.PROJECT + " at "
                        + SimulatorExtension.ENDPOINT
                        + ". To take away its own access, as the last one, set allowSelf to true.",
                result.message());
        assertEquals(0, bench.deletes());
        assertTrue(bench.simulator.isAssigned(SimulatorExtension.PROJECT, SELF));
    }

    @Test
    void isRefusedAmongOthersThatGo() throws Exception {
        AccessReport report = bench.run(AccessRequestBuilder.description("*").maxKeys(103));
        assertEquals(1, report.count(Outcome.REJECTED));
        assertEquals(102, report.count(Outcome.UNASSIGNED));
        assertEquals(1, bench.cloud().assignedKeys(SimulatorExtension.PROJECT));
        assertFalse(bench.deletedIds().contains(SELF));
    }

    @Test
    void goesLastIfAllowed() throws Exception {
        AccessReport report = bench.run(
                AccessRequestBuilder.description("*").maxKeys(103).allowSelf().parallelism(4));
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
                AccessRequestBuilder.description("*").maxKeys(103).allowSelf().verify());
        assertEquals(103, report.count(Outcome.UNASSIGNED));
        assertEquals(2, bench.simulator.journal().requests(Phase.LIST));
        List<String> deleted = bench.deletedIds();
        assertEquals(SELF, deleted.get(deleted.size() - 1));
    }

    @Test
    void costsNoRequestMore() throws Exception {
        assertEquals(2, bench.run(AccessRequestBuilder.publicKey("adminkey")).requests());
    }

    @Test
    void isNotKnownByItsIdAlone() throws Exception {
        // As documented: IDs are sent as they are, without a look at the list.
        assertEquals(
                Outcome.UNASSIGNED, bench.runOne(AccessRequestBuilder.ids(SELF)).outcome());
        assertEquals(1, bench.deletes());
    }
}
