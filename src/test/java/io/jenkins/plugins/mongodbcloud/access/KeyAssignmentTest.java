package io.jenkins.plugins.mongodbcloud.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension;
import io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Phase;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Role;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatedKey;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A key that is made for a build, and what is known of it whatever happens in between. */
class KeyAssignmentTest {

    private static final String PROJECT = SimulatorExtension.PROJECT;

    @RegisterExtension
    private final SimulatorExtension bench = SimulatorExtension.plain();

    private final GrantBench bed = new GrantBench(bench);

    @Test
    void keyIsMadeWithItsRolesAndAGrantThatWasWrittenBefore() throws Exception {
        GivenKey given = bed.make();
        SimulatedKey key = bench.cloud().createdKeys().get(0);
        assertEquals(List.of("ASSIGNING", "HELD"), bed.grants.events());
        assertEquals(List.of(given.grant()), bed.grants.all());
        assertEquals(key.id(), given.grant().key().apiKeyId());
        assertEquals(key.publicKey(), given.pair().publicKey());
        assertEquals(Set.of(Role.GROUP_READ_ONLY), bench.cloud().rolesIn(PROJECT, key.id()));
        assertEquals("deploy #1 " + given.grant().key().tag(), key.description());
        assertEquals(0, given.grant().quietUntil());
        assertFalse(given.toString().contains(key.privateKey()), given::toString);
    }

    @Test
    void addressesArePutOnItsAccessList() throws Exception {
        GivenKey given = bed.make("203.0.113.0/24", "192.0.2.1");
        assertEquals(
                List.of("203.0.113.0/24", "192.0.2.1"),
                bench.cloud().accessListOf(given.grant().key().apiKeyId()));
    }

    @Test
    void keyWhoseAccessListFailsIsPending() {
        bench.simulator
                .faults()
                .always(InjectedFault.error(403, "ORG_REQUIRES_WHITELIST", "No.")
                        .on(Phase.ACCESS_LIST));
        AccessNotGivenException failure = assertThrows(AccessNotGivenException.class, () -> bed.make("192.0.2.1"));
        assertEquals(Outcome.REJECTED, failure.outcome());
        assertEquals(Outcome.UNASSIGNED, bed.remove(bed.grants.all().get(0)).outcome());
        assertEquals(List.of(), bed.left());
    }

    @Test
    void refusedCreationLeavesNothing() {
        bench.simulator
                .faults()
                .always(InjectedFault.error(403, "MAX_PUBLIC_API_KEY_REACHED", "No.")
                        .on(Phase.CREATE));
        AccessNotGivenException failure = assertThrows(AccessNotGivenException.class, bed::make);
        assertEquals(Outcome.REJECTED, failure.outcome());
        assertTrue(failure.getMessage().contains("MAX_PUBLIC_API_KEY_REACHED"), failure::getMessage);
        assertFalse(failure.getMessage().contains("in the background"), failure::getMessage);
        assertEquals(List.of("ASSIGNING", "NONE"), bed.grants.events());
    }

    @Test
    void creationWhoseResponseIsLostIsCleanedUpAndRepeatedWithAnotherTag() throws Exception {
        bench.simulator.faults().next(InjectedFault.lostThenReset().on(Phase.CREATE));
        List<String> log = new ArrayList<>();
        GivenKey given = GrantBench.give(
                new NewKeyAssignment(bed.newKey(true), bed.owner(), bed.services(), () -> false, log::add));
        assertEquals(2, bench.cloud().createdKeys().size());
        assertEquals(1, log.size());
        Grant lost = bed.grants.all().stream()
                .filter(grant -> grant.state() == GrantState.PENDING)
                .findFirst()
                .orElseThrow();
        assertEquals(bed.now.get() + Grant.QUIET.toMillis(), lost.quietUntil());
        assertEquals(Outcome.UNASSIGNED, bed.remove(lost).outcome());
        assertEquals(List.of(given.grant().key().apiKeyId()), bed.left());
        assertEquals(List.of(given.grant()), bed.grants.all());
    }

    @Test
    void creationThatNeverSucceedsEndsAndLeavesGrantsThatSettleOnceItIsQuiet() {
        bench.simulator.faults().always(InjectedFault.error(503, null, "No.").on(Phase.CREATE));
        AccessNotGivenException failure = assertThrows(AccessNotGivenException.class, bed::make);
        assertEquals(Outcome.UNAVAILABLE, failure.outcome());
        assertTrue(failure.getMessage().contains("in the background"), failure::getMessage);
        assertEquals(NewKeyAssignment.MAX_CREATIONS, bed.grants.all().size());
        assertEquals(NewKeyAssignment.MAX_CREATIONS, bench.simulator.journal().requests(Phase.CREATE));
        bed.grants
                .all()
                .forEach(grant ->
                        assertEquals(Outcome.NOT_ASSIGNED, bed.remove(grant).outcome()));
        assertEquals(NewKeyAssignment.MAX_CREATIONS, bed.grants.all().size(), "a request may still act");
        bed.now.addAndGet(Grant.QUIET.toMillis());
        bed.grants.all().forEach(bed::remove);
        assertEquals(List.of(), bed.grants.all());
    }

    @Test
    void keyThatAppearsAfterItsRequestWasGivenUpIsFound() throws Exception {
        // The key comes from the test, and a test must not delete what did not come from the API.
        GrantDraft kept = bed.newKey(false);
        bench.simulator.faults().always(InjectedFault.error(503, null, "No.").on(Phase.CREATE));
        assertThrows(AccessNotGivenException.class, () -> bed.make(bed.owner(), kept));
        Grant lost = bed.grants.all().get(0);
        bed.remove(lost);
        bench.simulator.faults().clear();
        SimulatedKey late = new SimulatedKey(
                "5d1d12c087d9d63e6d68ffff",
                "latelate",
                "11111111-2222-3333-4444-555555555555",
                lost.key().tag());
        bench.cloud().addApiKey(SimulatorSeed.ORGANIZATION_ID, late).assign(PROJECT, late.id());
        bed.now.addAndGet(Grant.QUIET.toMillis());
        Grant again = bed.grants.all().stream()
                .filter(grant -> grant.id().equals(lost.id()))
                .findFirst()
                .orElseThrow();
        assertEquals(Outcome.UNASSIGNED, bed.remove(again).outcome());
        assertFalse(bench.cloud().isAssigned(PROJECT, late.id()));
    }

    @Test
    void nothingIsSentIfTheGrantCannotBeWritten() {
        bed.grants.breakFor(grant -> true);
        AccessNotGivenException failure = assertThrows(AccessNotGivenException.class, bed::make);
        assertTrue(failure.getMessage().contains("No space left"), failure::getMessage);
        assertEquals(0, bench.simulator.journal().requests(Phase.CREATE));
    }

    @Test
    void keyIsNotGivenIfItCannotBeWrittenThatItIsHeldAndIsFoundByWhatIsOnDisk() {
        bed.grants.breakFor(grant -> grant.state() != GrantState.ASSIGNING);
        assertThrows(AccessNotGivenException.class, bed::make);
        bed.grants.breakFor(grant -> false);
        Grant onDisk = bed.grants.all().get(0);
        assertEquals(GrantState.ASSIGNING, onDisk.state());
        assertEquals(Outcome.UNASSIGNED, bed.remove(onDisk).outcome());
        assertEquals(List.of(), bed.grants.all());
        assertFalse(bench.cloud()
                .isAssigned(PROJECT, bench.cloud().createdKeys().get(0).id()));
    }

    @Test
    void buildThatIsStoppedMeanwhileHasNoAccess() throws Exception {
        boolean[] stopped = new boolean[1];
        bench.simulator
                .journal()
                .onRequest(request -> stopped[0] |= request.method().equals("POST"));
        AccessNotGivenException failure = assertThrows(
                AccessNotGivenException.class,
                () -> GrantBench.give(new NewKeyAssignment(
                        bed.newKey(true), bed.owner(), bed.services(), () -> stopped[0], line -> {})));
        assertEquals(Outcome.INTERRUPTED, failure.outcome());
        bed.grants.all().forEach(bed::remove);
        bed.now.addAndGet(Grant.QUIET.toMillis());
        bed.grants.all().forEach(bed::remove);
        assertEquals(List.of(), bed.left());
        assertEquals(List.of(), bed.grants.all());
    }
}
