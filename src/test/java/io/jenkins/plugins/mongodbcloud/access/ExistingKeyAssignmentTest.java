package io.jenkins.plugins.mongodbcloud.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.mongodbcloud.testing.InMemoryGrants;
import io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension;
import io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Phase;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Role;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A key that was there before is assigned for builds, shared by them, and loses its access with the last of them. */
class ExistingKeyAssignmentTest {

    private static final String PROJECT = SimulatorExtension.PROJECT;
    private static final String KEY = SimulatorSeed.UNASSIGNED_KEY_ID;

    @RegisterExtension
    private final SimulatorExtension bench = SimulatorExtension.plain();

    private final InMemoryGrants grants = new InMemoryGrants();
    private final AtomicLong now = new AtomicLong(1_790_000_000_000L);

    @AfterEach
    void nothingStaysLocked() {
        assertEquals(0, grants.locks());
    }

    private GrantServices services() {
        return new GrantServices(
                bench.api, bench.executor(), new AccessWorker(bench.api, bench.executor()), grants, now::get);
    }

    private Authority authority() {
        return new Authority(bench.endpoint(), SimulatorExtension.ADMIN, SimulatorExtension.CREDENTIALS);
    }

    private GivenKey assign(String apiKeyId, String publicKey, String... roles) throws Exception {
        GrantDraft draft = new GrantDraft(
                new Grant.Key(
                        SimulatorExtension.ENDPOINT,
                        bench.endpoint().baseUrl().toString(),
                        PROJECT,
                        apiKeyId,
                        publicKey,
                        null,
                        null,
                        List.of(roles)),
                new Grant.Holder("deploy", 1, "call", SimulatorExtension.CREDENTIALS, List.of()),
                "this",
                "",
                List.of(),
                true);
        try {
            return new ExistingKeyAssignment(draft, authority(), services(), () -> false)
                    .start()
                    .get(SimulatorExtension.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw (Exception) e.getCause();
        }
    }

    private GivenKey assign() throws Exception {
        return assign(KEY, null, "GROUP_READ_ONLY");
    }

    private KeyResult remove(Grant grant, boolean late) throws Exception {
        Grant pending = grant.pending(now.get());
        grants.save(pending);
        return SimulatorExtension.await(
                        new GrantRemoval(pending, authority(), services(), BuildResultPolicy.DEFAULT, late, false)
                                .start())
                .result();
    }

    private boolean isAssigned() {
        return bench.cloud().isAssigned(PROJECT, KEY);
    }

    @Test
    void keyWithoutRolesIsAssignedAndUnassigned() throws Exception {
        GivenKey given = assign();
        assertEquals(List.of("ASSIGNING", "HELD"), grants.events());
        assertEquals(Set.of(Role.GROUP_READ_ONLY), bench.cloud().rolesIn(PROJECT, KEY));
        assertEquals(Outcome.UNASSIGNED, remove(given.grant(), false).outcome());
        assertFalse(isAssigned());
        assertTrue(bench.cloud().orgKeyExists(SimulatorSeed.ORGANIZATION_ID, KEY), "it is not ours to delete");
        assertEquals(List.of(), grants.all());
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
    void accessThatNoGrantGaveIsLeftAsItIs() {
        AccessNotGivenException failure = assertThrows(
                AccessNotGivenException.class, () -> assign(SimulatorExtension.KEY, null, "GROUP_READ_ONLY"));
        assertEquals(Outcome.REFUSED, failure.outcome());
        assertTrue(failure.getMessage().contains("GROUP_AUTOMATION_ADMIN"), failure::getMessage);
        assertEquals(Set.of(Role.GROUP_AUTOMATION_ADMIN), bench.cloud().rolesIn(PROJECT, SimulatorExtension.KEY));
        assertEquals(List.of(), grants.events());
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
        assertEquals(List.of(), grants.all());
    }

    @Test
    void otherRolesAreNotJoined() throws Exception {
        assign();
        AccessNotGivenException failure =
                assertThrows(AccessNotGivenException.class, () -> assign(KEY, null, "GROUP_OWNER"));
        assertEquals(Outcome.REFUSED, failure.outcome());
        assertEquals(1, grants.all().size());
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
        assertEquals(List.of(second), grants.all());
    }

    @Test
    void assignmentWhoseResponseIsLostIsPendingUntilItIsQuiet() throws Exception {
        bench.simulator.faults().always(InjectedFault.lostThenError(503).on(Phase.ASSIGN));
        assertThrows(AccessNotGivenException.class, this::assign);
        assertTrue(isAssigned());
        Grant lost = grants.all().get(0);
        assertEquals(GrantState.PENDING, lost.state());
        assertEquals(Outcome.UNASSIGNED, remove(lost, true).outcome());
        assertFalse(isAssigned());
        assertEquals(1, grants.all().size(), "an earlier attempt may still act");
        now.addAndGet(Grant.QUIET.toMillis());
        remove(grants.all().get(0), true);
        assertEquals(List.of(), grants.all());
    }

    @Test
    void refusedAssignmentLeavesNothing() {
        bench.simulator
                .faults()
                .always(InjectedFault.error(401, "USER_UNAUTHORIZED", "No.").on(Phase.ASSIGN));
        AccessNotGivenException failure = assertThrows(AccessNotGivenException.class, this::assign);
        assertEquals(Outcome.REJECTED, failure.outcome());
        assertEquals(List.of("ASSIGNING", "NONE"), grants.events());
    }

    @Test
    void listThatFailsChangesNothing() {
        bench.simulator.faults().always(InjectedFault.error(503, null, "No.").on(Phase.LIST));
        AccessNotGivenException failure = assertThrows(AccessNotGivenException.class, this::assign);
        assertEquals(Outcome.UNAVAILABLE, failure.outcome());
        assertEquals(List.of(), grants.events());
        assertEquals(0, bench.simulator.journal().requests(Phase.ASSIGN));
    }

    @Test
    void accessThatSomebodyElseGaveAnewWaitsForAnAdministrator() throws Exception {
        Grant grant = assign().grant();
        bench.cloud().assign(PROJECT, KEY, Role.GROUP_OWNER);
        assertEquals(Outcome.PENDING, remove(grant, true).outcome());
        Grant asked = grants.all().get(0);
        assertTrue(asked.progress().needsPerson().contains("GROUP_OWNER"), asked::toString);
        assertTrue(isAssigned());
        assertEquals(
                Outcome.UNASSIGNED, remove(GrantSchedule.confirm(asked), true).outcome());
        assertFalse(isAssigned());
    }
}
