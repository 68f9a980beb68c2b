package io.jenkins.plugins.mongodbcloud.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.mongodbcloud.testing.simulator.Phase;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The key that authenticates. */
class SelfTest {
    private static final String SELF = SimulatorSeed.ADMIN.id();

    private Bench bench;

    @BeforeEach
    void start() throws IOException {
        bench = Bench.seeded();
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    @Test
    void isRefusedAndSaidHowToAllowIt() throws Exception {
        KeyResult result = bench.runOne(Ask.publicKey("adminkey"));
        assertEquals(Outcome.REJECTED, result.outcome());
        assertEquals(BuildEffect.FAILURE, result.effect());
        assertEquals(
                "API key " + SELF + " (adminkey, \"Jenkins\") is the key that authenticates this request, so it was "
                        + "not unassigned from project " + Bench.PROJECT + " at " + Bench.ENDPOINT
                        + ". To take away its own access, as the last one, set allowSelf to true.",
                result.message());
        assertEquals(0, bench.deletes());
        assertTrue(bench.simulator.isAssigned(Bench.PROJECT, SELF));
    }

    @Test
    void isRefusedAmongOthersThatGo() throws Exception {
        AccessReport report = bench.run(Ask.description("*").maxKeys(103));
        assertEquals(1, report.count(Outcome.REJECTED));
        assertEquals(102, report.count(Outcome.UNASSIGNED));
        assertEquals(1, bench.cloud().assignedKeys(Bench.PROJECT));
        assertFalse(bench.deletedIds().contains(SELF));
    }

    @Test
    void goesLastIfAllowed() throws Exception {
        AccessReport report =
                bench.run(Ask.description("*").maxKeys(103).allowSelf().parallelism(4));
        assertEquals(103, report.count(Outcome.UNASSIGNED));
        List<String> deleted = bench.deletedIds();
        assertEquals(SELF, deleted.get(deleted.size() - 1));
        // It is among the first in the list, and keeps that place in the report.
        assertTrue(Bench.ids(report).indexOf(SELF) < 3);
        assertEquals(0, bench.cloud().assignedKeys(Bench.PROJECT));
    }

    @Test
    void goesAfterTheVerificationWhichItWouldMakeImpossible() throws Exception {
        AccessReport report =
                bench.run(Ask.description("*").maxKeys(103).allowSelf().verify());
        assertEquals(103, report.count(Outcome.UNASSIGNED));
        assertEquals(2, bench.simulator.journal().requests(Phase.LIST));
        List<String> deleted = bench.deletedIds();
        assertEquals(SELF, deleted.get(deleted.size() - 1));
    }

    @Test
    void costsNoRequestMore() throws Exception {
        assertEquals(2, bench.run(Ask.publicKey("adminkey")).requests());
    }

    @Test
    void isNotKnownByItsIdAlone() throws Exception {
        // As documented: IDs are sent as they are, without a look at the list.
        assertEquals(Outcome.UNASSIGNED, bench.runOne(Ask.ids(SELF)).outcome());
        assertEquals(1, bench.deletes());
    }
}
