package io.jenkins.plugins.mongodbcloud.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension;
import io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Phase;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The access of a key that was made for a build is removed, at once or as often as it takes. */
class GrantRemovalTest {

    @RegisterExtension
    private final SimulatorExtension bench = SimulatorExtension.plain();

    private final GrantBench bed = new GrantBench(bench);

    @Test
    void itsEndUnassignsAndDeletesIt() throws Exception {
        KeyResult result = bed.remove(bed.make().grant());
        assertEquals(Outcome.UNASSIGNED, result.outcome());
        assertEquals(List.of(), bed.left());
        assertEquals(List.of(), bed.grants.all());
        assertEquals(1, bench.simulator.journal().requests(Phase.UNASSIGN));
        assertEquals(1, bench.simulator.journal().requests(Phase.DELETE_KEY));
        assertEquals(0, bench.simulator.journal().requests(Phase.LIST));
    }

    @Test
    void keyThatMayNotBeDeletedIsSettledWithAWarning() throws Exception {
        Grant grant = bed.make(bed.authority(bench.endpoint(), SimulatorExtension.ADMIN), bed.newKey(true))
                .grant();
        bench.simulator
                .faults()
                .always(InjectedFault.error(401, "USER_UNAUTHORIZED", "No.").on(Phase.DELETE_KEY));
        GrantRemoval.Removed removed = bed.remove(grant, bed.owner(), false);
        assertEquals(Outcome.UNASSIGNED, removed.result().outcome());
        assertTrue(removed.warning().contains("still in its organization"), removed::warning);
        assertTrue(removed.warning().contains("is not Organization Owner"), removed::warning);
        assertEquals(List.of(), bed.grants.all());
    }

    @Test
    void deletionThatIsUnavailableIsRepeated() throws Exception {
        Grant grant = bed.make().grant();
        bench.simulator.faults().always(InjectedFault.error(503, null, "No.").on(Phase.DELETE_KEY));
        assertEquals(Outcome.UNASSIGNED, bed.remove(grant).outcome());
        Grant left = bed.grants.all().get(0);
        assertEquals(1, left.progress().attempts());
        bench.simulator.faults().clear();
        bed.remove(left);
        assertEquals(List.of(), bed.grants.all());
        assertEquals(List.of(), bed.left());
    }

    @Test
    void removalThatGetsNoResponseIsPendingAndComesAgainLater() throws Exception {
        Grant grant = bed.make().grant();
        bench.simulator.faults().always(InjectedFault.error(503, null, "No.").on(Phase.UNASSIGN));
        KeyResult result = bed.remove(grant);
        assertEquals(Outcome.PENDING, result.outcome());
        assertEquals(BuildEffect.FAILURE, result.effect());
        Grant.Progress progress = bed.grants.all().get(0).progress();
        long wait = progress.nextAttempt() - bed.now.get();
        assertTrue(wait >= 45_000 && wait <= 75_000, () -> "waits " + wait);
        bench.simulator.faults().clear();
        assertEquals(Outcome.UNASSIGNED, bed.remove(bed.grants.all().get(0)).outcome());
        assertEquals(List.of(), bed.left());
    }

    @Test
    void waitsDoubleUpToAnHour() throws Exception {
        Grant grant = bed.make().grant();
        bench.simulator.faults().always(InjectedFault.error(503, null, "No.").on(Phase.UNASSIGN));
        long longest = 0;
        for (int attempt = 0; attempt < 9; attempt++) {
            bed.remove(grant);
            grant = bed.grants.all().get(0);
            longest = grant.progress().nextAttempt() - bed.now.get();
        }
        assertTrue(longest >= 2_700_000 && longest <= 4_500_000, "waits " + longest);
    }

    @Test
    void refusedRemovalNeedsAPersonAndComesAgainInAnHour() throws Exception {
        Grant grant = bed.make().grant();
        bench.simulator
                .faults()
                .always(InjectedFault.error(401, "USER_UNAUTHORIZED", "No.").on(Phase.UNASSIGN));
        assertEquals(Outcome.REJECTED, bed.remove(grant).outcome());
        Grant.Progress progress = bed.grants.all().get(0).progress();
        assertTrue(progress.needsPerson().contains("USER_UNAUTHORIZED"), progress::toString);
        assertTrue(progress.nextAttempt() - bed.now.get() >= 2_700_000, progress::toString);
    }

    @Test
    void goneProjectAndGoneKeySettle() throws Exception {
        Grant gone = bed.make().grant();
        bench.cloud().deleteApiKey(SimulatorSeed.ORGANIZATION_ID, gone.key().apiKeyId());
        assertEquals(Outcome.NOT_ASSIGNED, bed.remove(gone).outcome());
        assertEquals(List.of(), bed.grants.all());
        Grant project = bed.make().grant();
        bench.simulator
                .faults()
                .always(InjectedFault.error(404, "GROUP_NOT_FOUND", "No.").on(Phase.UNASSIGN));
        assertEquals(Outcome.NOT_ASSIGNED, bed.remove(project).outcome());
        assertEquals(List.of(), bed.grants.all());
    }

    @Test
    void keyOfAGoneProjectIsDeletedFromItsOrganization() throws Exception {
        Grant grant = bed.make().grant();
        bench.simulator
                .faults()
                .always(InjectedFault.error(404, "GROUP_NOT_FOUND", "No.").on(Phase.UNASSIGN));
        assertEquals(Outcome.NOT_ASSIGNED, bed.remove(grant).outcome());
        assertEquals(List.of(), bed.left());
        assertEquals(List.of(), bed.grants.all());
    }

    @Test
    void unprovenListDoesNotSettleAnUnknownKey() {
        bench.simulator.faults().always(InjectedFault.error(503, null, "No.").on(Phase.CREATE));
        assertThrows(AccessNotGivenException.class, bed::make);
        bed.now.addAndGet(Grant.QUIET.toMillis());
        bench.simulator.faults().always(InjectedFault.error(503, null, "No.").on(Phase.LIST));
        bed.grants
                .all()
                .forEach(
                        grant -> assertEquals(Outcome.PENDING, bed.remove(grant).outcome()));
        assertEquals(NewKeyAssignment.MAX_CREATIONS, bed.grants.all().size());
    }

    @Test
    void endpointWithAnotherBaseUrlWaitsForAnAdministrator() throws Exception {
        Grant grant = bed.make().grant();
        Authority moved = bed.authority(bench.atlas(), SimulatorExtension.pair(SimulatorSeed.OWNER));
        KeyResult result = bed.remove(grant, moved, true).result();
        assertEquals(Outcome.PENDING, result.outcome());
        assertEquals(Grant.Progress.NEVER, bed.grants.all().get(0).progress().nextAttempt());
        assertEquals(0, bench.simulator.journal().requests(Phase.UNASSIGN));
    }
}
