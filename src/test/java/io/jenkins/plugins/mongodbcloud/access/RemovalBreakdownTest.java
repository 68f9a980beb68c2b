package io.jenkins.plugins.mongodbcloud.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.mongodbcloud.access.GrantBreakdownFixture.Fault;
import io.jenkins.plugins.mongodbcloud.access.GrantBreakdownFixture.Request;
import io.jenkins.plugins.mongodbcloud.client.ApiKey;
import io.jenkins.plugins.mongodbcloud.client.ErrorCategory;
import io.jenkins.plugins.mongodbcloud.testing.InMemoryGrants;
import io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever goes wrong while access is removed, no session and no lock stays, and access that may be there is pending. */
class RemovalBreakdownTest {

    private static final String KEY = GrantBreakdownFixture.KEY;
    private static final long NOW = GrantBreakdownFixture.NOW;

    private final GrantBreakdownFixture bench = new GrantBreakdownFixture();

    @AfterEach
    void nothingStaysOpen() {
        assertEquals(0, bench.client.open());
        assertEquals(0, bench.grants.locks());
    }

    private Grant newKey(String orgId) {
        Grant grant = bench.draft(null, null).newKey(NOW);
        return grant.held(grant.key().known(KEY, "publickey", orgId), false, NOW)
                .pending(NOW);
    }

    private Grant existingKey(GrantState state, boolean repeated) {
        Grant grant = bench.draft(KEY, "publickey")
                .existingKey(bench.draft(KEY, "publickey").key(), NOW);
        if (state == GrantState.ASSIGNING) {
            return grant;
        }
        Grant held = grant.held(grant.key(), repeated, NOW);
        return state == GrantState.HELD ? held : held.pending(NOW);
    }

    private GrantRemoval.Removed remove(Grant grant, boolean late, int tasks) throws IOException {
        bench.grants.save(grant);
        GrantServices services = bench.services(GrantBreakdownFixture.takingOnly(tasks));
        return SimulatorExtension.await(
                new GrantRemoval(grant, bench.authority(), services, BuildResultPolicy.DEFAULT, late, false).start());
    }

    private GrantRemoval.Removed remove(Grant grant) throws IOException {
        return remove(grant, false, 999);
    }

    private Grant left() {
        return bench.grants.all().get(0);
    }

    @ParameterizedTest
    @CsvSource({
        "UNASSIGN, DEFECT, PENDING, 1, a defect",
        "UNASSIGN, LOST, PENDING, 1, no response",
        "UNASSIGN, REFUSED, REJECTED, 1, role",
        "ORGANIZATION, DEFECT, UNASSIGNED, 1, a defect",
        "ORGANIZATION, LOST, UNASSIGNED, 1, no response",
        "DELETE, DEFECT, UNASSIGNED, 1, a defect",
        "DELETE, LOST, UNASSIGNED, 1, no response"
    })
    void whatIsNotRemovedIsTriedAgain(Request request, Fault fault, Outcome outcome, int attempts, String said)
            throws IOException {
        bench.broken = request;
        bench.fault = fault;
        bench.listed = List.of(new ApiKey(KEY, "publickey", "", List.of()));
        GrantRemoval.Removed removed = remove(newKey(null));
        assertEquals(outcome, removed.result().outcome());
        String message = removed.warning() == null ? removed.result().message() : removed.warning();
        assertTrue(message.contains(said), message);
        assertEquals(attempts, left().progress().attempts());
        assertTrue(left().progress().lastResponse().contains(said), left()::toString);
    }

    @ParameterizedTest
    @CsvSource({"MISSING_ROLE, true", "NOT_IN_ORGANIZATION, true", "RATE_LIMITED, false"})
    void keyThatIsNeverDeletedIsSettledWithAWarning(ErrorCategory refusal, boolean forGood) throws IOException {
        bench.broken = Request.DELETE;
        bench.fault = Fault.REFUSED;
        bench.refusal = refusal;
        GrantRemoval.Removed removed = remove(newKey(SimulatorSeed.ORGANIZATION_ID));
        assertEquals(Outcome.UNASSIGNED, removed.result().outcome());
        assertTrue(removed.warning().contains("still in its organization"), removed::warning);
        assertEquals(forGood, bench.grants.all().isEmpty());
    }

    @Test
    void keyThatIsGoneIsDeleted() throws IOException {
        bench.broken = Request.DELETE;
        bench.fault = Fault.REFUSED;
        bench.refusal = ErrorCategory.NOT_ASSIGNED;
        assertNull(remove(newKey(null)).warning());
        assertEquals(List.of(), bench.grants.all());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void withoutASessionItIsTriedAgain(int sessions) throws IOException {
        bench.client.limitSessions(sessions);
        GrantRemoval.Removed removed = remove(newKey(null));
        assertEquals(
                sessions == 0 ? Outcome.PENDING : Outcome.UNASSIGNED,
                removed.result().outcome());
        assertTrue(left().progress().lastResponse().contains("all sessions are in use"), left()::toString);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
    void executorThatTakesNoMoreLeavesItPending(int tasks) throws IOException {
        remove(newKey(null), false, tasks);
        assertEquals(1, left().progress().attempts());
        assertEquals(GrantState.PENDING, left().state());
    }

    @ParameterizedTest
    @CsvSource({"LOCK, another build", "READ, Input/output error", "REMOVE, ''"})
    void keyAboutWhichNothingCanBeDecidedIsTriedAgain(InMemoryGrants.Access access, String said) throws IOException {
        bench.grants.breakFor(access);
        KeyResult result = remove(existingKey(GrantState.PENDING, false)).result();
        boolean decided = access == InMemoryGrants.Access.REMOVE;
        assertEquals(decided ? Outcome.UNASSIGNED : Outcome.PENDING, result.outcome());
        assertTrue(result.message().contains(said), result::message);
        assertEquals(decided ? 1 : 0, bench.client.requests().size());
        assertEquals(1, left().progress().attempts());
    }

    @ParameterizedTest
    @CsvSource({
        // the other grant, whether this one's request may still act, outcome, how long it waits
        "HELD, false, STILL_HELD, -1",
        "HELD, true, STILL_HELD, 300000",
        "ASSIGNING, false, STILL_HELD, 60000",
        "ASSIGNING, true, STILL_HELD, 300000",
        "PENDING, false, UNASSIGNED, -1",
        "PENDING, true, UNASSIGNED, 300000"
    })
    void keyThatOthersHoldKeepsItsAccess(GrantState other, boolean repeated, Outcome outcome, long wait)
            throws IOException {
        Grant others = existingKey(other, false);
        bench.grants.save(others);
        Grant grant = existingKey(GrantState.PENDING, repeated);
        assertEquals(outcome, remove(grant).result().outcome());
        assertEquals(
                outcome == Outcome.UNASSIGNED ? 1 : 0, bench.client.requests().size());
        List<Long> waits = bench.grants.all().stream()
                .filter(left -> left.id().equals(grant.id()))
                .map(left -> left.progress().nextAttempt() - NOW)
                .toList();
        assertEquals(wait < 0 ? List.of() : List.of(wait), waits);
    }

    @ParameterizedTest
    @CsvSource({"0, true", "1, false"})
    void grantIsForgottenFromTheTimeOnAtWhichNoRequestActs(long early, boolean forgotten) throws IOException {
        bench.grants.save(existingKey(GrantState.HELD, false));
        Grant grant = existingKey(GrantState.PENDING, false);
        Grant quiet = grant.held(grant.key(), true, NOW - Grant.QUIET.toMillis() + early)
                .pending(NOW);
        remove(quiet);
        assertEquals(forgotten ? 1 : 2, bench.grants.all().size());
        Grant alone = newKey(null);
        Grant unsure = alone.held(alone.key(), true, NOW - Grant.QUIET.toMillis() + early)
                .pending(NOW);
        remove(unsure);
        assertEquals(forgotten ? 1 : 3, bench.grants.all().size());
    }

    @ParameterizedTest
    @CsvSource({
        "GROUP_READ_ONLY, true, true, UNASSIGNED",
        "GROUP_OWNER, true, true, PENDING",
        "GROUP_OWNER, false, true, UNASSIGNED",
        "GROUP_OWNER, true, false, UNASSIGNED"
    })
    void accessWithOtherRolesIsAskedAboutAfterTheBuild(String role, boolean late, boolean listed, Outcome outcome)
            throws IOException {
        bench.listed = listed ? List.of(new ApiKey(KEY, "publickey", "", List.of(role))) : List.of();
        assertEquals(
                outcome,
                remove(existingKey(GrantState.PENDING, false), late, 999)
                        .result()
                        .outcome());
        assertEquals(
                outcome == Outcome.PENDING,
                bench.grants.all().stream().anyMatch(grant -> grant.progress().nextAttempt() == Grant.Progress.NEVER));
    }

    @Test
    void listThatCannotBeReadIsNoQuestion() throws IOException {
        bench.broken = Request.LIST;
        bench.fault = Fault.REFUSED;
        assertEquals(
                Outcome.UNASSIGNED,
                remove(existingKey(GrantState.PENDING, false), true, 999)
                        .result()
                        .outcome());
    }

    @ParameterizedTest
    @CsvSource({"false, NOT_ASSIGNED", "true, UNASSIGNED"})
    void keyThatIsGoneWasUnassignedByAnAttemptBeforeThatHadNoResponse(boolean repeated, Outcome outcome)
            throws IOException {
        bench.broken = Request.UNASSIGN;
        bench.fault = Fault.REFUSED;
        bench.refusal = ErrorCategory.NOT_ASSIGNED;
        Grant grant = existingKey(GrantState.PENDING, false);
        bench.grants.save(grant);
        KeyResult result = SimulatorExtension.await(new GrantRemoval(
                                grant,
                                bench.authority(),
                                bench.services(Runnable::run),
                                BuildResultPolicy.DEFAULT,
                                false,
                                repeated)
                        .start())
                .result();
        assertEquals(outcome, result.outcome());
        assertEquals(List.of(), bench.grants.all());
    }

    @Test
    void serviceAccountIsRemovedAsOne() throws IOException {
        String account = "mdb_sa_id_5d1d12c087d9d63e6d68a001";
        Grant.Key key = new Grant.Key(
                SimulatorExtension.ENDPOINT,
                bench.authority().endpoint().baseUrl().toString(),
                GrantBreakdownFixture.PROJECT,
                account,
                null,
                null,
                null,
                List.of());
        Grant grant = Grant.unassignment(
                key, new Grant.Holder("deploy", 1, "call", "credential", List.of()), true, "No.", NOW - 60_000);
        KeyResult result = remove(grant).result();
        assertFalse(bench.client.requests().stream().anyMatch(line -> line.contains("/apiKeys/")), result::message);
    }

    @Test
    void grantThatNamesNoProjectNeedsAPerson() throws IOException {
        Grant grant = existingKey(GrantState.PENDING, false);
        Grant.Key key =
                new Grant.Key(grant.key().endpoint(), grant.key().baseUrl(), "no ID", KEY, null, null, null, List.of());
        Grant wrong = Grant.unassignment(key, grant.holder(), true, "No.", NOW);
        assertEquals(Outcome.REJECTED, remove(wrong).result().outcome());
        assertTrue(left().progress().needsPerson().contains("no ID"), left()::toString);
        assertEquals(List.of(), bench.client.requests());
    }
}
