package io.jenkins.plugins.mongodbcloud.admin;

import static io.jenkins.plugins.mongodbcloud.admin.TestBed.KEY;
import static io.jenkins.plugins.mongodbcloud.admin.TestBed.PATIENCE;
import static io.jenkins.plugins.mongodbcloud.admin.TestBed.PROJECT;
import static io.jenkins.plugins.mongodbcloud.admin.TestBed.attempts;
import static io.jenkins.plugins.mongodbcloud.admin.TestBed.await;
import static io.jenkins.plugins.mongodbcloud.admin.TestBed.ciKey;
import static io.jenkins.plugins.mongodbcloud.admin.TestBed.show;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.mongodbcloud.admin.Answer.Nothing;
import io.jenkins.plugins.mongodbcloud.simulator.Fault;
import io.jenkins.plugins.mongodbcloud.simulator.LoggedRequest;
import io.jenkins.plugins.mongodbcloud.simulator.Phase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A call that is cancelled sends nothing more. Where that is about a time to come, another call that waits for the same
 * time, begun later, tells when it is over.
 */
@Timeout(60)
class CancelTest {

    private static final Duration WAIT = Duration.ofMillis(400);

    private TestBed bed;

    @AfterEach
    void stop() {
        bed.close();
    }

    private List<LoggedRequest> requestsFor(String key) {
        return bed.simulator.log().stream()
                .filter(request -> request.target().endsWith(key))
                .toList();
    }

    @ParameterizedTest(name = "TLS: {0}")
    @ValueSource(booleans = {false, true})
    void whileTheServerIsSilentTakesTheRequestAndItsConnectionBack(boolean tls) throws Exception {
        bed = tls ? TestBed.tls() : TestBed.plain();
        try (Lane lane = bed.lane()) {
            assertTrue(await(lane.unassign(PROJECT, ciKey(1))).value().isPresent());
            bed.simulator.faults().next(Fault.silence());
            CompletableFuture<Answer<Nothing>> call = lane.unassign(PROJECT, KEY);
            bed.simulator.awaitRequests(3, PATIENCE);

            assertTrue(call.cancel(true));

            assertTrue(call.isCancelled());
            bed.simulator.journal().awaitOpenConnections(0, PATIENCE);
            Answer<Nothing> next = await(lane.unassign(PROJECT, ciKey(2)));
            assertTrue(next.value().isPresent(), show(next));
            assertEquals(2, next.cost().requests(), "with a session of its own");
        }
        assertEquals(1, requestsFor(KEY).size());
        assertTrue(bed.isAssigned());
    }

    @Test
    void betweenTheChallengeAndItsAnswerLeavesTheKeyAlone() throws Exception {
        bed = TestBed.plain();
        bed.simulator.behaviour().latency(WAIT);
        try (Lane lane = bed.lane();
                Lane clock = bed.lane()) {
            CompletableFuture<Answer<Nothing>> call = lane.unassign(PROJECT, KEY);
            bed.simulator.awaitRequests(1, PATIENCE);

            call.cancel(true);

            assertTrue(await(clock.unassign(PROJECT, ciKey(1))).value().isPresent());
        }
        assertEquals(1, requestsFor(KEY).size());
        assertTrue(bed.isAssigned());
    }

    @Test
    void challengeIsNotAnsweredOnALaneThatIsStopped() throws Exception {
        bed = TestBed.plain();
        AtomicBoolean stopped = new AtomicBoolean();
        bed.simulator.journal().onRequest(request -> stopped.set(true));
        try (Lane lane = await(bed.api.openLane(bed.endpoint(), TestBed.ADMIN, stopped::get))) {
            Answer<Nothing> answer = await(lane.unassign(PROJECT, KEY));

            assertEquals(
                    io.jenkins.plugins.mongodbcloud.admin.Fault.Kind.CANCELLED,
                    answer.fault().orElseThrow().kind(),
                    show(answer));
            assertEquals(1, answer.cost().requests());
            assertFalse(answer.cost().actedUnanswered());
        }
        assertEquals(1, requestsFor(KEY).size());
        assertTrue(bed.isAssigned());
    }

    @Test
    void duringTheWaitForTheNextAttemptEndsTheAttempts() throws Exception {
        bed = TestBed.plain().with(TestBed.QUICK.withWaits(Duration.ofMillis(1), WAIT));
        try (Lane lane = bed.lane();
                Lane clock = bed.lane()) {
            await(lane.listProjects(1));
            await(clock.listProjects(1));
            bed.simulator.faults().repeat(2, retryLater());
            CompletableFuture<Answer<Nothing>> call = lane.unassign(PROJECT, KEY);
            bed.simulator.journal().awaitRequests(Phase.DELETE, 1, PATIENCE);
            await(clock.listProjects(1));

            call.cancel(true);

            assertEquals(2, await(clock.unassign(PROJECT, ciKey(1))).cost().attempts());
        }
        assertEquals(1, requestsFor(KEY).size());
        assertTrue(bed.isAssigned());
    }

    /** A 503 that, unlike a 429, makes no other lane wait. */
    private static Fault retryLater() {
        String answer = "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nContent-Length: 0\r\n\r\n";
        return Fault.raw(answer.getBytes(StandardCharsets.US_ASCII)).on(Phase.DELETE);
    }

    @Test
    void whileTheProjectIsLeftAloneEndsTheCallBeforeItBegan() throws Exception {
        bed = TestBed.plain().with(attempts(TestBed.QUICK.withWaits(Duration.ofMillis(1), WAIT), 1));
        bed.simulator.faults().next(Fault.rateLimited(1).on(Phase.DELETE));
        try (Lane lane = bed.lane();
                Lane clock = bed.lane()) {
            await(lane.unassign(PROJECT, ciKey(1)));
            CompletableFuture<Answer<Nothing>> call = lane.unassign(PROJECT, KEY);

            call.cancel(true);

            assertTrue(await(clock.unassign(PROJECT, ciKey(2))).value().isPresent());
        }
        assertEquals(List.of(), requestsFor(KEY));
    }

    @Test
    void whenAnsweredChangesNothing() throws Exception {
        bed = TestBed.plain();
        try (Lane lane = bed.lane()) {
            CompletableFuture<Answer<Nothing>> call = lane.unassign(PROJECT, KEY);
            Answer<Nothing> answer = await(call);

            assertFalse(call.cancel(true));

            assertTrue(answer.value().isPresent());
            assertEquals(1, await(lane.unassign(PROJECT, ciKey(1))).cost().requests());
        }
        assertEquals(1, bed.simulator.journal().connectionsAccepted());
    }
}
