package io.jenkins.plugins.mongodbcloud.admin;

import static io.jenkins.plugins.mongodbcloud.admin.TestBed.ADMIN;
import static io.jenkins.plugins.mongodbcloud.admin.TestBed.PROJECT;
import static io.jenkins.plugins.mongodbcloud.admin.TestBed.await;
import static io.jenkins.plugins.mongodbcloud.admin.TestBed.ciKey;
import static io.jenkins.plugins.mongodbcloud.admin.TestBed.show;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.mongodbcloud.admin.Answer.Nothing;
import io.jenkins.plugins.mongodbcloud.simulator.ChallengeSpelling;
import io.jenkins.plugins.mongodbcloud.simulator.Fault;
import io.jenkins.plugins.mongodbcloud.simulator.LoggedRequest;
import io.jenkins.plugins.mongodbcloud.simulator.Phase;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a call costs in requests and connections, as the server counts them. */
@Timeout(60)
class LaneCostTest {

    private TestBed bed;

    @AfterEach
    void stop() {
        bed.close();
    }

    private void start(boolean tls) throws Exception {
        bed = tls ? TestBed.tls() : TestBed.plain();
    }

    private Answer<Nothing> unassigned(Lane lane, int number) {
        Answer<Nothing> answer = await(lane.unassign(PROJECT, ciKey(number)));
        assertEquals(Optional.of(204), answer.status(), show(answer));
        return answer;
    }

    @ParameterizedTest(name = "TLS: {0}")
    @ValueSource(booleans = {false, true})
    void callsInSequenceCostOneRequestMoreThanThereAreCallsOnOneConnection(boolean tls) throws Exception {
        start(tls);
        try (Lane lane = bed.lane()) {
            assertEquals(2, unassigned(lane, 1).cost().requests());
            for (int number = 2; number <= 100; number++) {
                assertEquals(1, unassigned(lane, number).cost().requests());
            }
        }

        assertEquals(101, bed.simulator.requests());
        assertEquals(1, bed.simulator.journal().connectionsAccepted());
        assertEquals(0, bed.simulator.journal().refused());
        assertEquals(
                IntStream.rangeClosed(0, 100).mapToObj(Long::valueOf).toList(),
                bed.simulator.log().stream().map(LoggedRequest::nc).toList());
    }

    @ParameterizedTest(name = "TLS: {0}")
    @ValueSource(booleans = {false, true})
    void callsChainedToEachOthersAnswersStayOnTheConnection(boolean tls) throws Exception {
        start(tls);
        try (Lane lane = bed.lane()) {
            CompletableFuture<Answer<Nothing>> chain = lane.unassign(PROJECT, ciKey(1));
            for (int number = 2; number <= 50; number++) {
                int next = number;
                chain = chain.thenCompose(before -> lane.unassign(PROJECT, ciKey(next)));
            }
            assertTrue(await(chain).value().isPresent());
        }

        assertEquals(51, bed.simulator.requests());
        assertEquals(1, bed.simulator.journal().connectionsAccepted());
    }

    @Test
    void aRefusalDoesNotCostTheSession() throws Exception {
        start(false);
        try (Lane lane = bed.lane()) {
            unassigned(lane, 1);
            Answer<Nothing> again = await(lane.unassign(PROJECT, ciKey(1)));
            assertEquals(Optional.of(ErrorMeaning.NOT_ASSIGNED), again.meaning());
            assertEquals(1, again.cost().requests());
            assertEquals(1, unassigned(lane, 2).cost().requests());
        }
        assertEquals(1, bed.simulator.journal().connectionsAccepted());
    }

    @Test
    void theNextLaneWithTheSameKeysTakesTheSessionUp() throws Exception {
        start(false);
        for (int number = 1; number <= 20; number++) {
            try (Lane lane = bed.lane()) {
                assertEquals(
                        number == 1 ? 2 : 1, unassigned(lane, number).cost().requests());
            }
        }
        assertEquals(20, bed.simulator.log().get(20).nc());
        assertEquals(1, bed.simulator.journal().connectionsAccepted());
    }

    @Test
    void aSessionIsNotTakenUpWithAnotherPrivateKey() throws Exception {
        start(false);
        try (Lane lane = bed.lane()) {
            unassigned(lane, 1);
        }
        try (Lane lane = bed.lane(new ApiKeyPair(ADMIN.publicKey(), "00000000-0000-0000-0000-000000000000"))) {
            Answer<Nothing> answer = await(lane.unassign(PROJECT, ciKey(2)));
            assertEquals(Optional.of(ErrorMeaning.WRONG_KEYS), answer.meaning());
        }
        assertEquals("", bed.simulator.log().get(2).refusal(), "the third request starts afresh");
        try (Lane lane = bed.lane()) {
            assertEquals(1, unassigned(lane, 2).cost().requests(), "the first session is still there");
        }
    }

    @Test
    void aSessionIsNotTakenUpAtAnotherEndpoint() throws Exception {
        start(false);
        try (Lane lane = bed.lane()) {
            unassigned(lane, 1);
        }
        try (Lane lane = bed.lane(bed.atlas(), ADMIN)) {
            assertEquals(2, unassigned(lane, 2).cost().requests());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anExpiredNonceCostsOneAuthenticationMore(boolean stale) throws Exception {
        start(false);
        bed.simulator.behaviour().staleOnExpiry(stale);
        try (Lane lane = bed.lane()) {
            unassigned(lane, 1);
            bed.simulator.expireNonces();
            assertEquals(2, unassigned(lane, 2).cost().requests());
            assertEquals(1, unassigned(lane, 3).cost().requests());
            bed.simulator.expireNonces();
        }
        try (Lane lane = bed.lane()) {
            assertEquals(2, unassigned(lane, 4).cost().requests(), "in a session that was taken up");
            assertEquals(1, unassigned(lane, 5).cost().requests());
        }
        assertEquals(1, bed.simulator.journal().connectionsAccepted());
    }

    @Test
    void aNonceForOneUseMakesEveryCallCostTwo() throws Exception {
        start(false);
        bed.simulator.behaviour().nonceUses(1);
        try (Lane lane = bed.lane()) {
            for (int number = 1; number <= 10; number++) {
                assertEquals(2, unassigned(lane, number).cost().requests());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(ChallengeSpelling.class)
    void bothSpellingsOfTheChallengeAreAnsweredAndReused(ChallengeSpelling spelling) throws Exception {
        start(false);
        bed.simulator.behaviour().challengeSpelling(spelling);
        try (Lane lane = bed.lane()) {
            assertEquals(2, unassigned(lane, 1).cost().requests());
            assertEquals(1, unassigned(lane, 2).cost().requests());
        }
        try (Lane lane = bed.lane()) {
            assertEquals(1, unassigned(lane, 3).cost().requests());
        }
        assertEquals(0, bed.simulator.journal().refused());
    }

    @Test
    void wrongKeysCostThreeRequestsAndAreToldFromAnExpiredNonce() throws Exception {
        start(false);
        try (Lane lane = bed.lane(new ApiKeyPair(ADMIN.publicKey(), "wrong"))) {
            Answer<Nothing> answer = await(lane.unassign(PROJECT, ciKey(1)));
            assertEquals(Optional.of(ErrorMeaning.WRONG_KEYS), answer.meaning(), show(answer));
            assertEquals(Optional.of(401), answer.status());
            assertEquals(3, answer.cost().requests());
            assertEquals(1, answer.cost().attempts());
            Answer<Nothing> again = await(lane.unassign(PROJECT, ciKey(1)));
            assertEquals(Optional.of(ErrorMeaning.WRONG_KEYS), again.meaning(), show(again));
            assertTrue(again.cost().requests() <= 3, show(again));
        }
        assertEquals(0, bed.simulator.basicSeen());
    }

    @Test
    void staleForEverEnds() throws Exception {
        start(false);
        bed.simulator.faults().always(Fault.staleChallenge().on(Phase.AUTHENTICATED));
        try (Lane lane = bed.lane()) {
            Answer<Nothing> answer = await(lane.unassign(PROJECT, ciKey(1)));
            assertEquals(Optional.of(ErrorMeaning.WRONG_KEYS), answer.meaning(), show(answer));
        }
        assertEquals(3, bed.simulator.requests());
    }

    @Test
    void aLaneWorksOnAfterItWasRefusedForAStaleNonceTwice() throws Exception {
        start(false);
        bed.simulator.faults().repeat(2, Fault.staleChallenge().on(Phase.AUTHENTICATED));
        try (Lane lane = bed.lane()) {
            await(lane.unassign(PROJECT, ciKey(1)));
            assertTrue(unassigned(lane, 1).cost().requests() <= 2);
        }
    }

    @Test
    void aLaneWorksOnAfterAFaultWithASessionOfItsOwn() throws Exception {
        start(false);
        bed.with(TestBed.attempts(TestBed.QUICK, 1));
        try (Lane lane = bed.lane()) {
            unassigned(lane, 1);
            bed.simulator.faults().next(Fault.reset());
            assertTrue(await(lane.unassign(PROJECT, ciKey(2))).fault().isPresent());
            assertEquals(2, unassigned(lane, 3).cost().requests());
        }
        assertEquals(List.of(), bed.simulator.faults().pending());
    }
}
