package io.jenkins.plugins.mongodbcloud.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.mongodbcloud.client.ApiCredential;
import io.jenkins.plugins.mongodbcloud.testing.InMemoryGrants;
import io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension;
import io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Phase;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Role;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatedKey;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A key that is made for a build loses its access again, whatever happens in between. */
class KeyAssignmentTest {

    private static final String PROJECT = SimulatorExtension.PROJECT;

    @RegisterExtension
    private final SimulatorExtension bench = SimulatorExtension.plain();

    private final InMemoryGrants grants = new InMemoryGrants();
    private final AtomicLong now = new AtomicLong(1_790_000_000_000L);
    private final List<String> log = new ArrayList<>();
    private boolean delete = true;

    private static final SimulatedKey OWNER =
            new SimulatedKey("5d1d12c087d9d63e6d68aaaa", "ownerown", "0aaaaaaa-0000-4000-8000-00000000aaaa", "owner");

    @BeforeEach
    void addOwner() {
        bench.cloud().addApiKey(SimulatorSeed.ORGANIZATION_ID, OWNER, Role.ORG_OWNER);
    }

    private GrantServices services() {
        return new GrantServices(
                bench.api, bench.executor(), new AccessWorker(bench.api, bench.executor()), grants, now::get);
    }

    private Authority authority() {
        return authority(SimulatorExtension.pair(OWNER));
    }

    private Authority authority(ApiCredential credential) {
        return new Authority(bench.endpoint(), credential, SimulatorExtension.CREDENTIALS);
    }

    private GrantDraft draft(String... addresses) {
        return new GrantDraft(
                new Grant.Key(
                        SimulatorExtension.ENDPOINT,
                        bench.endpoint().baseUrl().toString(),
                        PROJECT,
                        null,
                        null,
                        null,
                        null,
                        List.of("GROUP_READ_ONLY")),
                new Grant.Holder("deploy", 1, "call", SimulatorExtension.CREDENTIALS, List.of()),
                "this",
                "deploy #1",
                List.of(addresses),
                delete);
    }

    private GivenKey assign(String... addresses) throws Exception {
        return assign(authority(), addresses);
    }

    private GivenKey assign(Authority authority, String... addresses) throws Exception {
        try {
            return new NewKeyAssignment(draft(addresses), authority, services(), () -> false, log::add)
                    .start()
                    .get(SimulatorExtension.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw (Exception) e.getCause();
        }
    }

    private KeyResult remove(Grant grant) {
        return SimulatorExtension.await(new GrantRemoval(
                                grant.pending(now.get()),
                                authority(),
                                services(),
                                BuildResultPolicy.DEFAULT,
                                true,
                                false)
                        .start())
                .result();
    }

    /** Whatever was made and still has access to the project, or is in the organization. */
    private List<String> left() {
        return bench.cloud().createdKeys().stream()
                .map(SimulatedKey::id)
                .filter(id -> bench.cloud().orgKeyExists(SimulatorSeed.ORGANIZATION_ID, id))
                .toList();
    }

    @Test
    void keyIsMadeWithItsRolesAndAGrantThatWasWrittenBefore() throws Exception {
        GivenKey given = assign();
        SimulatedKey key = bench.cloud().createdKeys().get(0);
        assertEquals(List.of("ASSIGNING", "HELD"), grants.events());
        assertEquals(List.of(given.grant()), grants.all());
        assertEquals(key.id(), given.grant().key().apiKeyId());
        assertEquals(key.publicKey(), given.pair().publicKey());
        assertEquals(Set.of(Role.GROUP_READ_ONLY), bench.cloud().rolesIn(PROJECT, key.id()));
        assertEquals("deploy #1 " + given.grant().key().tag(), key.description());
        assertEquals(0, given.grant().quietUntil());
        assertFalse(given.toString().contains(key.privateKey()), given::toString);
    }

    @Test
    void itsEndUnassignsAndDeletesIt() throws Exception {
        KeyResult result = remove(assign().grant());
        assertEquals(Outcome.UNASSIGNED, result.outcome());
        assertEquals(List.of(), left());
        assertEquals(List.of(), grants.all());
        assertEquals(1, bench.simulator.journal().requests(Phase.UNASSIGN));
        assertEquals(1, bench.simulator.journal().requests(Phase.DELETE_KEY));
        assertEquals(0, bench.simulator.journal().requests(Phase.LIST));
    }

    @Test
    void addressesArePutOnItsAccessList() throws Exception {
        GivenKey given = assign("203.0.113.0/24", "192.0.2.1");
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
        AccessNotGivenException failure = assertThrows(AccessNotGivenException.class, () -> assign("192.0.2.1"));
        assertEquals(Outcome.REJECTED, failure.outcome());
        assertEquals(Outcome.UNASSIGNED, remove(grants.all().get(0)).outcome());
        assertEquals(List.of(), left());
    }

    @Test
    void refusedCreationLeavesNothing() {
        bench.simulator
                .faults()
                .always(InjectedFault.error(403, "MAX_PUBLIC_API_KEY_REACHED", "No.")
                        .on(Phase.CREATE));
        AccessNotGivenException failure = assertThrows(AccessNotGivenException.class, this::assign);
        assertEquals(Outcome.REJECTED, failure.outcome());
        assertTrue(failure.getMessage().contains("MAX_PUBLIC_API_KEY_REACHED"), failure::getMessage);
        assertEquals(List.of("ASSIGNING", "NONE"), grants.events());
    }

    @Test
    void creationWhoseResponseIsLostIsCleanedUpAndRepeatedWithAnotherTag() throws Exception {
        bench.simulator.faults().next(InjectedFault.lostThenReset().on(Phase.CREATE));
        GivenKey given = assign();
        assertEquals(2, bench.cloud().createdKeys().size());
        assertEquals(1, log.size());
        Grant lost = grants.all().stream()
                .filter(grant -> grant.state() == GrantState.PENDING)
                .findFirst()
                .orElseThrow();
        assertEquals(now.get() + Grant.QUIET.toMillis(), lost.quietUntil());
        assertEquals(Outcome.UNASSIGNED, remove(lost).outcome());
        assertEquals(List.of(given.grant().key().apiKeyId()), left());
        assertEquals(List.of(given.grant()), grants.all());
    }

    @Test
    void creationThatNeverSucceedsEndsAndLeavesGrantsThatSettleOnceItIsQuiet() {
        bench.simulator.faults().always(InjectedFault.error(503, null, "No.").on(Phase.CREATE));
        AccessNotGivenException failure = assertThrows(AccessNotGivenException.class, this::assign);
        assertEquals(Outcome.UNAVAILABLE, failure.outcome());
        assertEquals(NewKeyAssignment.MAX_CREATIONS, grants.all().size());
        assertEquals(NewKeyAssignment.MAX_CREATIONS, bench.simulator.journal().requests(Phase.CREATE));
        grants.all()
                .forEach(grant ->
                        assertEquals(Outcome.NOT_ASSIGNED, remove(grant).outcome()));
        assertEquals(NewKeyAssignment.MAX_CREATIONS, grants.all().size(), "a request may still act");
        now.addAndGet(Grant.QUIET.toMillis());
        grants.all().forEach(this::remove);
        assertEquals(List.of(), grants.all());
    }

    @Test
    void keyThatAppearsAfterItsRequestWasGivenUpIsFound() throws Exception {
        // The key comes from the test, and a test must not delete what did not come from the API.
        delete = false;
        bench.simulator.faults().always(InjectedFault.error(503, null, "No.").on(Phase.CREATE));
        assertThrows(AccessNotGivenException.class, this::assign);
        Grant lost = grants.all().get(0);
        remove(lost);
        bench.simulator.faults().clear();
        SimulatedKey late = new SimulatedKey(
                "5d1d12c087d9d63e6d68ffff",
                "latelate",
                "11111111-2222-3333-4444-555555555555",
                lost.key().tag());
        bench.cloud().addApiKey(SimulatorSeed.ORGANIZATION_ID, late).assign(PROJECT, late.id());
        now.addAndGet(Grant.QUIET.toMillis());
        Grant again = grants.all().stream()
                .filter(grant -> grant.id().equals(lost.id()))
                .findFirst()
                .orElseThrow();
        assertEquals(Outcome.UNASSIGNED, remove(again).outcome());
        assertFalse(bench.cloud().isAssigned(PROJECT, late.id()));
    }

    @Test
    void nothingIsSentIfTheGrantCannotBeWritten() {
        grants.breakFor(grant -> true);
        AccessNotGivenException failure = assertThrows(AccessNotGivenException.class, this::assign);
        assertTrue(failure.getMessage().contains("No space left"), failure::getMessage);
        assertEquals(0, bench.simulator.journal().requests(Phase.CREATE));
    }

    @Test
    void keyIsNotGivenIfItCannotBeWrittenThatItIsHeldAndIsFoundByWhatIsOnDisk() {
        grants.breakFor(grant -> grant.state() != GrantState.ASSIGNING);
        assertThrows(AccessNotGivenException.class, this::assign);
        grants.breakFor(grant -> false);
        Grant onDisk = grants.all().get(0);
        assertEquals(GrantState.ASSIGNING, onDisk.state());
        assertEquals(Outcome.UNASSIGNED, remove(onDisk).outcome());
        assertEquals(List.of(), grants.all());
        assertFalse(bench.cloud()
                .isAssigned(PROJECT, bench.cloud().createdKeys().get(0).id()));
    }

    @Test
    void buildThatIsStoppedMeanwhileHasNoAccess() throws Exception {
        boolean[] stopped = new boolean[1];
        bench.simulator
                .journal()
                .onRequest(request -> stopped[0] |= request.method().equals("POST"));
        ExecutionException failure = assertThrows(
                ExecutionException.class,
                () -> new NewKeyAssignment(draft(), authority(), services(), () -> stopped[0], log::add)
                        .start()
                        .get(SimulatorExtension.PATIENCE.toSeconds(), TimeUnit.SECONDS));
        assertEquals(Outcome.INTERRUPTED, ((AccessNotGivenException) failure.getCause()).outcome());
        grants.all().forEach(this::remove);
        now.addAndGet(Grant.QUIET.toMillis());
        grants.all().forEach(this::remove);
        assertEquals(List.of(), left());
        assertEquals(List.of(), grants.all());
    }

    @Test
    void keyThatMayNotBeDeletedIsSettledWithAWarning() throws Exception {
        Grant grant =
                assign(authority(SimulatorExtension.pair(SimulatorSeed.ADMIN))).grant();
        bench.simulator
                .faults()
                .always(InjectedFault.error(401, "USER_UNAUTHORIZED", "No.").on(Phase.DELETE_KEY));
        GrantRemoval.Removed removed = SimulatorExtension.await(new GrantRemoval(
                        grant.pending(now.get()), authority(), services(), BuildResultPolicy.DEFAULT, false, false)
                .start());
        assertEquals(Outcome.UNASSIGNED, removed.result().outcome());
        assertTrue(removed.warning().contains("still in its organization"), removed::warning);
        assertTrue(removed.warning().contains("is not Organization Owner"), removed::warning);
        assertEquals(List.of(), grants.all());
    }

    @Test
    void deletionThatIsUnavailableIsRepeated() throws Exception {
        Grant grant = assign().grant();
        bench.simulator.faults().always(InjectedFault.error(503, null, "No.").on(Phase.DELETE_KEY));
        assertEquals(Outcome.UNASSIGNED, remove(grant).outcome());
        Grant left = grants.all().get(0);
        assertEquals(1, left.progress().attempts());
        bench.simulator.faults().clear();
        remove(left);
        assertEquals(List.of(), grants.all());
        assertEquals(List.of(), left());
    }

    @Test
    void removalThatGetsNoResponseIsPendingAndComesAgainLater() throws Exception {
        Grant grant = assign().grant();
        bench.simulator.faults().always(InjectedFault.error(503, null, "No.").on(Phase.UNASSIGN));
        KeyResult result = remove(grant);
        assertEquals(Outcome.PENDING, result.outcome());
        assertEquals(BuildEffect.FAILURE, result.effect());
        Grant.Progress progress = grants.all().get(0).progress();
        long wait = progress.nextAttempt() - now.get();
        assertTrue(wait >= 45_000 && wait <= 75_000, () -> "waits " + wait);
        bench.simulator.faults().clear();
        assertEquals(Outcome.UNASSIGNED, remove(grants.all().get(0)).outcome());
        assertEquals(List.of(), left());
    }

    @Test
    void waitsDoubleUpToAnHour() throws Exception {
        Grant grant = assign().grant();
        bench.simulator.faults().always(InjectedFault.error(503, null, "No.").on(Phase.UNASSIGN));
        long longest = 0;
        for (int attempt = 0; attempt < 9; attempt++) {
            remove(grant);
            grant = grants.all().get(0);
            longest = grant.progress().nextAttempt() - now.get();
        }
        assertTrue(longest >= 2_700_000 && longest <= 4_500_000, "waits " + longest);
    }

    @Test
    void refusedRemovalNeedsAPersonAndComesAgainInAnHour() throws Exception {
        Grant grant = assign().grant();
        bench.simulator
                .faults()
                .always(InjectedFault.error(401, "USER_UNAUTHORIZED", "No.").on(Phase.UNASSIGN));
        assertEquals(Outcome.REJECTED, remove(grant).outcome());
        Grant.Progress progress = grants.all().get(0).progress();
        assertTrue(progress.needsPerson().contains("USER_UNAUTHORIZED"), progress::toString);
        assertTrue(progress.nextAttempt() - now.get() >= 2_700_000, progress::toString);
    }

    @Test
    void goneProjectAndGoneKeySettle() throws Exception {
        Grant gone = assign().grant();
        bench.cloud().deleteApiKey(SimulatorSeed.ORGANIZATION_ID, gone.key().apiKeyId());
        assertEquals(Outcome.NOT_ASSIGNED, remove(gone).outcome());
        assertEquals(List.of(), grants.all());
        Grant project = assign().grant();
        bench.simulator
                .faults()
                .always(InjectedFault.error(404, "GROUP_NOT_FOUND", "No.").on(Phase.UNASSIGN));
        assertEquals(Outcome.NOT_ASSIGNED, remove(project).outcome());
        assertEquals(List.of(), grants.all());
    }

    @Test
    void unprovenListDoesNotSettleAnUnknownKey() {
        bench.simulator.faults().always(InjectedFault.error(503, null, "No.").on(Phase.CREATE));
        assertThrows(AccessNotGivenException.class, this::assign);
        now.addAndGet(Grant.QUIET.toMillis());
        bench.simulator.faults().always(InjectedFault.error(503, null, "No.").on(Phase.LIST));
        grants.all()
                .forEach(grant -> assertEquals(Outcome.PENDING, remove(grant).outcome()));
        assertEquals(NewKeyAssignment.MAX_CREATIONS, grants.all().size());
    }

    @Test
    void endpointWithAnotherBaseUrlWaitsForAnAdministrator() throws Exception {
        Grant grant = assign().grant().pending(now.get());
        Authority moved = new Authority(bench.atlas(), SimulatorExtension.pair(OWNER), SimulatorExtension.CREDENTIALS);
        KeyResult result = SimulatorExtension.await(
                        new GrantRemoval(grant, moved, services(), BuildResultPolicy.DEFAULT, true, false).start())
                .result();
        assertEquals(Outcome.PENDING, result.outcome());
        assertEquals(Grant.Progress.NEVER, grants.all().get(0).progress().nextAttempt());
        assertEquals(0, bench.simulator.journal().requests(Phase.UNASSIGN));
    }
}
