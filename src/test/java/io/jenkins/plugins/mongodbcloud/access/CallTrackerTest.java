package io.jenkins.plugins.mongodbcloud.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.mongodbcloud.client.CallResult;
import io.jenkins.plugins.mongodbcloud.client.ErrorBody;
import io.jenkins.plugins.mongodbcloud.client.ErrorCategory;
import io.jenkins.plugins.mongodbcloud.client.Operations;
import io.jenkins.plugins.mongodbcloud.client.TransportFailure;
import io.jenkins.plugins.mongodbcloud.testing.AccessTaskBuilder;
import io.jenkins.plugins.mongodbcloud.testing.RecordingJournal;
import io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls that end otherwise than with a response, and sessions that are not to be had. */
class CallTrackerTest {

    private static final Authority AUTHORITY = new Authority(
            SimulatorExtension.at("http://127.0.0.1:1"), SimulatorExtension.ADMIN, SimulatorExtension.CREDENTIALS);

    private CallResult<?> response = CallResult.success(204, CallResult.Nothing.NOTHING, ScriptedClient.ONE_REQUEST);
    private final ScriptedClient client = new ScriptedClient(operation -> response);
    private final List<Throwable> breakdowns = new ArrayList<>();

    private CallTracker tracker(boolean stopped) {
        return new CallTracker(client, Runnable::run, () -> stopped, breakdowns::add);
    }

    @ParameterizedTest
    @CsvSource({"CANCELLED, true, true", "CANCELLED, false, false", "TIMEOUT, true, false", "TIMEOUT, false, false"})
    void callThatWasTakenBackWithTheBuildIsCancelled(TransportFailure.Kind kind, boolean stopped, boolean cancelled) {
        response = CallResult.failure(new TransportFailure(kind, ""), ScriptedClient.ONE_REQUEST);
        CallTracker calls = tracker(stopped);
        List<Object> ends = new ArrayList<>();
        calls.openSession(
                AUTHORITY,
                (session, none) -> calls.call(
                        session,
                        Operations.organizationOf(SimulatorExtension.PROJECT),
                        (result, failure) -> ends.add(result == null ? failure : result)));
        assertEquals(1, ends.size());
        assertEquals(cancelled, ends.get(0) instanceof CancellationException, () -> ends.toString());
        assertEquals(1, calls.requests());
    }

    @Test
    void sessionThatOpensAfterAllIsAbandonedIsClosed() {
        CallTracker calls = tracker(false);
        calls.openSession(AUTHORITY, (session, failure) -> assertNull(failure));
        assertEquals(1, client.open());
        calls.abandon();
        assertEquals(0, client.open());
        assertTrue(calls.isCancelled());
        calls.openSession(AUTHORITY, (session, failure) -> {});
        assertEquals(0, client.open());
    }

    @Test
    void whatAContinuationThrowsIsABreakdown() {
        tracker(false).openSession(AUTHORITY, (session, failure) -> {
            session.close();
            throw new IllegalStateException("a defect");
        });
        assertInstanceOf(IllegalStateException.class, breakdowns.get(0));
    }

    private List<String> run(AccessTaskBuilder wanted, boolean stopped) throws Exception {
        AccessTask task = wanted.task()
                .endpoint(SimulatorExtension.at("http://127.0.0.1:1"))
                .build();
        AccessReport report = SimulatorExtension.await(
                ExperiencedWorker.of(client, Runnable::run, task).start(task, new RecordingJournal(), () -> stopped));
        assertEquals(0, client.open());
        return report.results().stream()
                .map(result -> result.outcome() + (result.message().contains("all sessions are in use") ? " busy" : ""))
                .toList();
    }

    @Test
    void keysForWhichThereIsNoSessionAreNotDone() throws Exception {
        client.limitSessions(0);
        List<String> ids = SimulatorExtension.ciIds(1, 2);
        assertEquals(List.of("UNAVAILABLE busy", "UNAVAILABLE busy"), run(AccessTaskBuilder.ids(ids), false));
        assertEquals(List.of("INTERRUPTED", "INTERRUPTED"), run(AccessTaskBuilder.ids(ids), true));
    }

    @Test
    void oneSessionIsEnoughForAllKeys() throws Exception {
        client.limitSessions(1);
        List<String> ids = SimulatorExtension.ciIds(1, 3);
        assertEquals(
                List.of("UNASSIGNED", "UNASSIGNED", "UNASSIGNED"),
                run(AccessTaskBuilder.ids(ids).parallelism(3), false));
    }

    @Test
    void selectionForWhichThereIsNoSessionIsBusyOrStopped() throws Exception {
        client.limitSessions(0);
        assertEquals(List.of("UNAVAILABLE busy"), run(AccessTaskBuilder.description("ci-*"), false));
        assertEquals(List.of("INTERRUPTED"), run(AccessTaskBuilder.description("ci-*"), true));
    }

    @ParameterizedTest
    @CsvSource({"INVALID_CLIENT, false", "NOT_FROM_API, true"})
    void tokenThatWasRefusedIsNamedUnlessTheReasonNamesIt(ErrorCategory category, boolean named) {
        CallResult<Object> refused = CallResult.refusal(
                        401, category, ErrorBody.NONE, Optional.empty(), ScriptedClient.ONE_REQUEST)
                .asTokenFailure(ScriptedClient.ONE_REQUEST);
        String reason = FailureMessages.of(
                CallResult.refusal(401, category, ErrorBody.NONE, Optional.empty(), ScriptedClient.ONE_REQUEST), "c");
        assertEquals(named ? Messages.Why_NoToken("c", reason) : reason, FailureMessages.of(refused, "c"));
    }
}
