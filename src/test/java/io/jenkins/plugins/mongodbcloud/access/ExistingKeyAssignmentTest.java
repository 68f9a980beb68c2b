package io.jenkins.plugins.mongodbcloud.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.mongodbcloud.testing.GrantFixture;
import io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension;
import io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Phase;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Role;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A key that was there before is assigned for builds, shared by them, and loses its access with the last of them. */
class ExistingKeyAssignmentTest {

    private static final String PROJECT = SimulatorExtension.PROJECT;
    private static final String KEY = SimulatorSeed.UNASSIGNED_KEY_ID;

    @RegisterExtension
    private final SimulatorExtension bench = SimulatorExtension.plain();

    private final GrantBench bed = new GrantBench(bench);

    @AfterEach
    void nothingStaysLocked() {
        assertEquals(0, bed.grants.locks());
    }

    private Authority authority() {
        return bed.authority(bench.endpoint(), SimulatorExtension.ADMIN);
    }

    private GivenKey assign(String apiKeyId, String publicKey, String... roles) throws Exception {
        Grant.Key key = GrantFixture.key(bench.endpoint(), apiKeyId, publicKey, roles);
        return GrantBench.give(new ExistingKeyAssignment(
                GrantFixture.draft(key, "this", true), authority(), bed.services(), () -> false));
    }

    private GivenKey assign() throws Exception {
        return assign(KEY, null, "GROUP_READ_ONLY");
    }

    private KeyResult remove(Grant grant, boolean late) throws Exception {
        bed.grants.save(grant.pending(bed.now.get()));
        return bed.remove(grant, authority(), late).result();
    }

    private boolean isAssigned() {
        return bench.cloud().isAssigned(PROJECT, KEY);
    }

    @Test
    void keyWithoutRolesIsAssignedAndUnassigned() throws Exception {
        GivenKey given = assign();
        assertEquals(List.of("ASSIGNING", "HELD"), bed.grants.events());
        assertEquals(
                SimulatorSeed.UNASSIGNED_KEY.publicKey(), given.grant().key().publicKey());
        assertEquals(Set.of(Role.GROUP_READ_ONLY), bench.cloud().rolesIn(PROJECT, KEY));
        assertEquals(Outcome.UNASSIGNED, remove(given.grant(), false).outcome());
        assertFalse(isAssigned());
        assertTrue(bench.cloud().orgKeyExists(SimulatorSeed.ORGANIZATION_ID, KEY), "it is not ours to delete");
        assertEquals(List.of(), bed.grants.all());
    }

    @Test
    void keyIsFoundInTheOrganizationByItsPublicKey() throws Exception {
        GivenKey given = assign(null, SimulatorSeed.UNASSIGNED_KEY.publicKey(), "GROUP_READ_ONLY");
        assertEquals(KEY, given.grant().key().apiKeyId());
        assertTrue(isAssigned());
        AccessNotGivenException failure =
                assertThrows(AccessNotGivenException.class, () -> assign(null, "nonesuch", "GROUP_READ_ONLY"));
        assertEquals(Outcome.REJECTED, failure.outcome());
        assertTrue(failure.getMessage().contains("nonesuch"), failure::getMessage);
    }

    @Test
    void keyThatDoesNotExistIsNamedAsTheMistake() {
        AccessNotGivenException failure = assertThrows(
                AccessNotGivenException.class, () -> assign("5d1d12c087d9d63e6d68ffff", null, "GROUP_READ_ONLY"));
        assertEquals(Outcome.REJECTED, failure.outcome());
        assertTrue(failure.getMessage().contains("Check the ID of the API key"), failure::getMessage);
        assertEquals(List.of(), bed.grants.all());
    }

    static Stream<InjectedFault> responsesOfSomethingElse() {
        return Stream.of(
                InjectedFault.html(404), InjectedFault.html(403), InjectedFault.redirect(302, "http://localhost:9/"));
    }

    @ParameterizedTest
    @MethodSource("responsesOfSomethingElse")
    void accessIsRemovedIfSomethingElseRepliesInThePlaceOfTheApi(InjectedFault fault) throws Exception {
        bench.simulator.faults().always(fault.afterPerforming().on(Phase.ASSIGN));
        assertTrue(assertThrows(AccessNotGivenException.class, this::assign).isPending());
        assertTrue(isAssigned());
        assertEquals(Outcome.UNASSIGNED, remove(bed.grants.all().get(0), false).outcome());
        assertFalse(isAssigned());
    }

    @Test
    void accessThatNoGrantGaveIsLeftAsItIs() {
        AccessNotGivenException failure = assertThrows(
                AccessNotGivenException.class, () -> assign(SimulatorExtension.KEY, null, "GROUP_READ_ONLY"));
        assertEquals(Outcome.REFUSED, failure.outcome());
        assertTrue(failure.getMessage().contains("GROUP_AUTOMATION_ADMIN"), failure::getMessage);
        assertEquals(Set.of(Role.GROUP_AUTOMATION_ADMIN), bench.cloud().rolesIn(PROJECT, SimulatorExtension.KEY));
        assertEquals(List.of(), bed.grants.events());
        assertEquals(0, bench.simulator.journal().requests(Phase.ASSIGN));
    }

    @Test
    void lastOfSeveralHoldersUnassigns() throws Exception {
        Grant first = assign().grant();
        Grant second = assign().grant();
        Grant third = assign().grant();
        assertEquals(1, bench.simulator.journal().requests(Phase.ASSIGN));
        assertEquals(Outcome.STILL_HELD, remove(first, false).outcome());
        assertEquals(Outcome.STILL_HELD, remove(third, false).outcome());
        assertTrue(isAssigned());
        assertEquals(0, bench.simulator.journal().requests(Phase.UNASSIGN));
        assertEquals(Outcome.UNASSIGNED, remove(second, false).outcome());
        assertFalse(isAssigned());
        assertEquals(List.of(), bed.grants.all());
    }

    @Test
    void otherRolesAreNotJoined() throws Exception {
        assign();
        AccessNotGivenException failure =
                assertThrows(AccessNotGivenException.class, () -> assign(KEY, null, "GROUP_OWNER"));
        assertEquals(Outcome.REFUSED, failure.outcome());
        assertTrue(
                failure.getMessage().contains("no grant of this Jenkins with the roles asked for"),
                failure::getMessage);
        assertEquals(1, bed.grants.all().size());
    }

    @Test
    void buildThatBeginsWhileAnUnassignmentIsPendingKeepsItsAccess() throws Exception {
        Grant first = assign().grant();
        bench.simulator.faults().always(InjectedFault.error(503, null, "No.").on(Phase.UNASSIGN));
        assertEquals(Outcome.PENDING, remove(first, false).outcome());
        bench.simulator.faults().clear();
        Grant second = assign().grant();
        assertEquals(Outcome.STILL_HELD, remove(first, true).outcome());
        assertTrue(isAssigned());
        assertEquals(List.of(second), bed.grants.all());
    }

    @Test
    void assignmentWhoseResponseIsLostIsPendingUntilItIsQuiet() throws Exception {
        bench.simulator.faults().always(InjectedFault.lostThenError(503).on(Phase.ASSIGN));
        assertThrows(AccessNotGivenException.class, this::assign);
        assertTrue(isAssigned());
        Grant lost = bed.grants.all().get(0);
        assertEquals(GrantState.PENDING, lost.state());
        assertEquals(Outcome.UNASSIGNED, remove(lost, true).outcome());
        assertFalse(isAssigned());
        assertEquals(1, bed.grants.all().size(), "an earlier attempt may still act");
        bed.now.addAndGet(Grant.QUIET.toMillis());
        remove(bed.grants.all().get(0), true);
        assertEquals(List.of(), bed.grants.all());
    }

    @Test
    void refusedAssignmentLeavesNothing() {
        bench.simulator
                .faults()
                .always(InjectedFault.error(401, "USER_UNAUTHORIZED", "No.").on(Phase.ASSIGN));
        AccessNotGivenException failure = assertThrows(AccessNotGivenException.class, this::assign);
        assertEquals(Outcome.REJECTED, failure.outcome());
        assertEquals(List.of("ASSIGNING", "NONE"), bed.grants.events());
    }

    @Test
    void listThatFailsChangesNothing() {
        bench.simulator.faults().always(InjectedFault.error(503, null, "No.").on(Phase.LIST));
        AccessNotGivenException failure = assertThrows(AccessNotGivenException.class, this::assign);
        assertEquals(Outcome.UNAVAILABLE, failure.outcome());
        assertEquals(List.of(), bed.grants.events());
        assertEquals(0, bench.simulator.journal().requests(Phase.ASSIGN));
    }

    @Test
    void accessThatSomebodyElseGaveAnewWaitsForAnAdministrator() throws Exception {
        Grant grant = assign().grant();
        bench.cloud().assign(PROJECT, KEY, Role.GROUP_OWNER);
        assertEquals(Outcome.PENDING, remove(grant, true).outcome());
        Grant asked = bed.grants.all().get(0);
        assertTrue(asked.progress().needsPerson().contains("GROUP_OWNER"), asked::toString);
        assertTrue(isAssigned());
        assertEquals(
                Outcome.UNASSIGNED, remove(GrantSchedule.confirm(asked), true).outcome());
        assertFalse(isAssigned());
    }
}
