package io.jenkins.plugins.mongodbcloud.admin;

import static io.jenkins.plugins.mongodbcloud.admin.TestBed.PROJECT;
import static io.jenkins.plugins.mongodbcloud.admin.TestBed.await;
import static io.jenkins.plugins.mongodbcloud.admin.TestBed.ciKey;
import static io.jenkins.plugins.mongodbcloud.admin.TestBed.show;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.mongodbcloud.admin.Answer.Nothing;
import io.jenkins.plugins.mongodbcloud.simulator.LoggedRequest;
import io.jenkins.plugins.mongodbcloud.simulator.Phase;
import io.jenkins.plugins.mongodbcloud.simulator.SimulatorSeed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who has which digest session, and for how long. */
@Timeout(60)
class LaneSessionsTest {

    private static final int LANES = 8;
    private static final int CALLS = 12;

    private TestBed bed;

    @AfterEach
    void stop() {
        bed.close();
    }

    @ParameterizedTest(name = "TLS: {0}")
    @ValueSource(booleans = {false, true})
    void lanesAtOnceHaveANonceEach(boolean tls) throws Exception {
        bed = tls ? TestBed.tls() : TestBed.plain();
        List<Lane> lanes = new ArrayList<>();
        List<CompletableFuture<Answer<Nothing>>> ends = new ArrayList<>();
        for (int number = 0; number < LANES; number++) {
            Lane lane = bed.lane();
            lanes.add(lane);
            ends.add(callInSequence(lane, number * CALLS));
        }
        ends.forEach(end -> assertTrue(await(end).value().isPresent(), show(await(end))));
        lanes.forEach(Lane::close);

        assertEquals(0, bed.simulator.journal().refused(), "no nonce was used out of order");
        assertEquals(LANES, bed.simulator.journal().requests(Phase.CHALLENGE));
        Map<Long, Long> uses = bed.simulator.log().stream()
                .filter(LoggedRequest::authenticated)
                .collect(Collectors.groupingBy(LoggedRequest::nc, Collectors.counting()));
        assertEquals(CALLS, uses.size(), uses::toString);
        uses.forEach((nc, times) -> assertEquals(LANES, times, uses::toString));
        assertTrue(bed.simulator.journal().connectionsAccepted() <= LANES);
    }

    private static CompletableFuture<Answer<Nothing>> callInSequence(Lane lane, int before) {
        CompletableFuture<Answer<Nothing>> call = lane.unassign(PROJECT, ciKey(before + 1));
        for (int number = 2; number <= CALLS; number++) {
            String key = ciKey(before + number);
            call = call.thenCompose(done -> lane.unassign(PROJECT, key));
        }
        return call;
    }

    @Test
    void twoLanesOpenedOneAfterAnotherDoNotGetTheSameSession() throws Exception {
        bed = TestBed.plain();
        try (Lane lane = bed.lane()) {
            await(lane.unassign(PROJECT, ciKey(1)));
        }
        try (Lane first = bed.lane();
                Lane second = bed.lane()) {
            assertEquals(1, await(first.unassign(PROJECT, ciKey(2))).cost().requests());
            assertEquals(2, await(second.unassign(PROJECT, ciKey(3))).cost().requests());
        }
        try (Lane first = bed.lane();
                Lane second = bed.lane()) {
            assertEquals(1, await(first.unassign(PROJECT, ciKey(4))).cost().requests());
            assertEquals(1, await(second.unassign(PROJECT, ciKey(5))).cost().requests());
        }
        assertEquals(0, bed.simulator.journal().refused());
    }

    @Test
    void aSessionThatNobodyTookUpIsDropped() throws Exception {
        bed = TestBed.plain().with(TestBed.QUICK.withLaneIdle(Duration.ofMillis(1)));
        int requests;
        int call = 0;
        do {
            call++;
            try (Lane lane = bed.lane()) {
                requests = await(lane.listProjects(1)).cost().requests();
            }
            // Another key pair's call takes up the time in which it is dropped. Taken up again before, it is as good as
            // new; dropped, the next call is challenged.
            try (Lane other = bed.lane(TestBed.pair(SimulatorSeed.READER))) {
                await(other.listProjects(1));
            }
        } while (call == 1 || requests == 1);
        assertEquals(2, requests);
    }

    @Test
    void aSessionIsKeptForSoManyUsesOnly() throws Exception {
        bed = TestBed.plain();
        useUntil(DigestSession.MAX_USES - 1);
        try (Lane lane = bed.lane()) {
            assertEquals(1, await(lane.listProjects(1)).cost().requests(), "taken up for the last time");
        }
        assertEquals(
                DigestSession.MAX_USES,
                bed.simulator.log().get((int) DigestSession.MAX_USES).nc());
        try (Lane lane = bed.lane()) {
            assertEquals(2, await(lane.listProjects(1)).cost().requests());
        }
    }

    private void useUntil(long uses) {
        try (Lane lane = bed.lane()) {
            for (long use = 1; use <= uses; use++) {
                await(lane.listProjects(1));
            }
            assertEquals(uses + 1, bed.simulator.requests());
        }
    }

    @Test
    void unusedSessionsAreKeptInBoundedNumber() throws Exception {
        bed = TestBed.plain();
        List<Lane> lanes = new ArrayList<>();
        for (int number = 0; number <= LanePool.MAX_IDLE; number++) {
            lanes.add(bed.lane());
        }
        List<CompletableFuture<Answer<Page<Project>>>> calls =
                lanes.stream().map(lane -> lane.listProjects(1)).toList();
        calls.forEach(TestBed::await);
        lanes.forEach(Lane::close);
        lanes.clear();
        for (int number = 0; number <= LanePool.MAX_IDLE; number++) {
            lanes.add(bed.lane());
        }
        calls = lanes.stream().map(lane -> lane.listProjects(1)).toList();

        List<Integer> costs =
                calls.stream().map(call -> await(call).cost().requests()).toList();
        assertEquals(1, costs.stream().filter(requests -> requests == 2).count(), costs::toString);
    }
}
