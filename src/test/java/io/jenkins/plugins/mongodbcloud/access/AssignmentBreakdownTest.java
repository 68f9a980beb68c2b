package io.jenkins.plugins.mongodbcloud.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.mongodbcloud.access.GrantBreakdownFixture.Fault;
import io.jenkins.plugins.mongodbcloud.access.GrantBreakdownFixture.Request;
import io.jenkins.plugins.mongodbcloud.client.ApiKey;
import io.jenkins.plugins.mongodbcloud.client.ErrorCategory;
import io.jenkins.plugins.mongodbcloud.testing.InMemoryGrants;
import io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever goes wrong while access is given, no session and no lock stays, and what may have access is pending. */
class AssignmentBreakdownTest {

    private static final String KEY = GrantBreakdownFixture.KEY;
    private static final long NOW = GrantBreakdownFixture.NOW;

    private final GrantBreakdownFixture bench = new GrantBreakdownFixture();
    private final List<String> log = new ArrayList<>();

    @AfterEach
    void nothingStaysOpen() {
        assertEquals(0, bench.client.open());
        assertEquals(0, bench.grants.locks());
    }

    private static GivenKey await(KeyAssignment assignment) throws Exception {
        try {
            return assignment.start().get(SimulatorExtension.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw (Exception) e.getCause();
        }
    }

    private KeyAssignment newKey(int tasks, String... addresses) {
        return new NewKeyAssignment(
                bench.draft(null, null, addresses),
                bench.authority(),
                bench.services(GrantBreakdownFixture.takingOnly(tasks)),
                () -> bench.stopped,
                log::add);
    }

    private KeyAssignment existingKey(int tasks, String apiKeyId) {
        return new ExistingKeyAssignment(
                bench.draft(apiKeyId, "publickey"),
                bench.authority(),
                bench.services(GrantBreakdownFixture.takingOnly(tasks)),
                () -> bench.stopped);
    }

    private String failure(KeyAssignment assignment) {
        AccessNotGivenException failure = assertThrows(AccessNotGivenException.class, () -> await(assignment));
        String events = String.join(" ", bench.grants.events());
        assertEquals(events.matches("ASSIGNING .*PENDING"), failure.isPending(), events);
        return (failure.outcome() + " " + events).strip();
    }

    private String message(KeyAssignment assignment) {
        return assertThrows(AccessNotGivenException.class, () -> await(assignment))
                .getMessage();
    }

    private static List<String> split(String events) {
        return Arrays.asList(events.split(" "));
    }

    @ParameterizedTest
    @CsvSource({
        "CREATE, DEFECT, UNAVAILABLE ASSIGNING PENDING ASSIGNING PENDING ASSIGNING PENDING",
        "CREATE, STOPPED, INTERRUPTED ASSIGNING HELD PENDING",
        "CREATE, CANCELLED, INTERRUPTED ASSIGNING PENDING",
        "CREATE, REFUSED, REJECTED ASSIGNING NONE",
        "CREATE, LOST, UNAVAILABLE ASSIGNING PENDING ASSIGNING PENDING ASSIGNING PENDING",
        "ALLOW, DEFECT, UNAVAILABLE ASSIGNING HELD PENDING",
        "ALLOW, STOPPED, INTERRUPTED ASSIGNING HELD PENDING",
        "ALLOW, CANCELLED, INTERRUPTED ASSIGNING HELD PENDING",
        "ALLOW, REFUSED, REJECTED ASSIGNING HELD PENDING",
        "ALLOW, LOST, UNAVAILABLE ASSIGNING HELD PENDING"
    })
    void newKeyThatIsNotGivenIsPending(Request request, Fault fault, String expected) {
        bench.broken = request;
        bench.fault = fault;
        assertEquals(expected, failure(newKey(99, "192.0.2.1")));
        assertEquals(expected.split("ASSIGNING").length - 2, log.size(), "repetitions that the user is told of");
    }

    @ParameterizedTest
    @CsvSource({
        "ORGANIZATION, DEFECT, UNAVAILABLE",
        "ORGANIZATION, STOPPED, INTERRUPTED",
        "ORGANIZATION, CANCELLED, INTERRUPTED",
        "ORGANIZATION, REFUSED, REJECTED",
        "LIST_ORGANIZATION, DEFECT, UNAVAILABLE",
        "LIST_ORGANIZATION, CANCELLED, INTERRUPTED",
        "LIST_ORGANIZATION, REFUSED, REJECTED",
        "LIST, DEFECT, UNAVAILABLE",
        "LIST, STOPPED, INTERRUPTED",
        "LIST, CANCELLED, INTERRUPTED",
        "LIST, REFUSED, REJECTED",
        "ASSIGN, DEFECT, UNAVAILABLE ASSIGNING PENDING",
        "ASSIGN, STOPPED, INTERRUPTED ASSIGNING HELD PENDING",
        "ASSIGN, CANCELLED, INTERRUPTED ASSIGNING PENDING",
        "ASSIGN, REFUSED, REJECTED ASSIGNING NONE",
        "ASSIGN, LOST, UNAVAILABLE ASSIGNING PENDING"
    })
    void existingKeyThatIsNotGivenIsPendingIfItMayHaveAccess(Request request, Fault fault, String expected) {
        bench.broken = request;
        bench.fault = fault;
        assertEquals(expected, failure(existingKey(99, null)));
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "2", "3"})
    void withoutASessionNothingIsWritten(int sessions) {
        bench.client.limitSessions(sessions);
        assertEquals("UNAVAILABLE", failure(existingKey(99, null)));
        assertEquals(sessions, bench.client.requests().size());
        assertTrue(message(existingKey(99, null)).contains("all sessions are in use"));
    }

    @Test
    void newKeyNeedsASession() {
        bench.client.limitSessions(0);
        assertTrue(message(newKey(99)).contains("all sessions are in use"));
        bench.stopped = true;
        assertEquals("INTERRUPTED", failure(newKey(99)));
        assertEquals("INTERRUPTED", failure(existingKey(99, null)));
    }

    @Test
    void buildThatIsStoppedBeforeSendsNothing() {
        bench.stopped = true;
        assertEquals("INTERRUPTED", failure(newKey(99)));
        assertEquals(List.of(), bench.client.requests());
    }

    @Test
    void cancelledAssignmentSendsNothing() {
        KeyAssignment assignment = newKey(99);
        assignment.cancel();
        assertEquals("INTERRUPTED", failure(assignment));
        assertEquals(List.of(), bench.client.requests());
    }

    @ParameterizedTest
    @EnumSource(
            value = GrantState.class,
            names = {"ASSIGNING", "HELD"})
    void keyWhoseGrantCannotBeWrittenIsNotGiven(GrantState state) {
        bench.grants.breakFor(grant -> grant.state() == state);
        String expected = state == GrantState.HELD ? "UNAVAILABLE ASSIGNING PENDING" : "UNAVAILABLE";
        assertEquals(expected, failure(newKey(99)));
    }

    @ParameterizedTest
    @EnumSource(
            value = GrantState.class,
            names = {"ASSIGNING", "HELD"})
    void existingKeyWhoseGrantCannotBeWrittenIsNotGiven(GrantState state) {
        bench.grants.breakFor(grant -> grant.state() == state);
        String expected = state == GrantState.HELD ? "UNAVAILABLE ASSIGNING PENDING" : "UNAVAILABLE";
        assertEquals(expected, failure(existingKey(99, KEY)));
    }

    @Test
    void keyOfSharedAccessWhoseGrantCannotBeWrittenIsNotGiven() throws Exception {
        await(existingKey(99, KEY));
        bench.listed = List.of(new ApiKey(KEY, "publickey", "", List.of("GROUP_READ_ONLY")));
        bench.grants.breakFor(grant -> true);
        assertEquals("UNAVAILABLE ASSIGNING HELD", failure(existingKey(99, KEY)));
    }

    @Test
    void keyThatIsGivenNeedsNoSessionAnyLonger() throws Exception {
        assertEquals(KEY, await(newKey(99)).grant().key().apiKeyId());
    }

    @Test
    void accessThatOnlyAnUnassignmentKnowsIsNotJoined() throws Exception {
        GrantDraft draft = bench.draft(KEY, "publickey");
        bench.listed = List.of(new ApiKey(KEY, "publickey", "", List.of("GROUP_READ_ONLY")));
        bench.grants.save(Grant.unassignment(draft.key(), draft.holder(), true, "No.", NOW));
        assertEquals("REFUSED PENDING", failure(existingKey(99, KEY)));
    }

    @Test
    void accessListNeedsAnOrganization() {
        bench.organization = null;
        assertEquals("REJECTED ASSIGNING HELD PENDING", failure(newKey(99, "192.0.2.1")));
    }

    @Test
    void addressThatIsAllowedAlreadyIsAllowed() throws Exception {
        bench.broken = Request.ALLOW;
        bench.fault = Fault.REFUSED;
        bench.refusal = ErrorCategory.ALREADY_THERE;
        assertEquals("publickey", await(newKey(99, "192.0.2.1")).pair().publicKey());
    }

    @ParameterizedTest
    @CsvSource({"false, 0", "true, 300000"})
    void assignmentThatWasRepeatedMayStillAct(boolean repeated, long quiet) throws Exception {
        bench.repeated = repeated;
        assertEquals(
                repeated ? NOW + quiet : 0, await(existingKey(99, KEY)).grant().quietUntil());
    }

    @Test
    void refusedKeyWhoseGrantCannotBeForgottenIsPending() {
        bench.broken = Request.CREATE;
        bench.fault = Fault.REFUSED;
        bench.grants.breakFor(InMemoryGrants.Access.REMOVE);
        assertEquals("REJECTED ASSIGNING PENDING", failure(newKey(99)));
    }

    @ParameterizedTest
    @CsvSource({"LOCK, another build", "READ, Input/output error"})
    void keyAboutWhichNothingCanBeDecidedIsNotGiven(InMemoryGrants.Access access, String said) {
        bench.grants.breakFor(access);
        String message = message(existingKey(99, KEY));
        assertTrue(message.contains(said), message);
        assertEquals(List.of(), bench.grants.events());
    }

    @ParameterizedTest
    @CsvSource({"0, ''", "1, ''", "2, ASSIGNING PENDING", "3, ASSIGNING HELD PENDING"})
    void executorThatTakesNoMoreLeavesWhatMayHaveAccessPending(int tasks, String events) {
        assertEquals(("UNAVAILABLE " + events).strip(), failure(newKey(tasks, "192.0.2.1")));
        assertEquals(events.isEmpty() ? List.of() : split(events), bench.grants.events());
    }
}
