package io.jenkins.plugins.mongodbcloud.client.http;

import static io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension.ADMIN;
import static io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension.PROJECT;
import static io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension.await;
import static io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension.ciKey;
import static io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension.show;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.mongodbcloud.client.ApiKeyPair;
import io.jenkins.plugins.mongodbcloud.client.CallResult;
import io.jenkins.plugins.mongodbcloud.client.CallResult.Nothing;
import io.jenkins.plugins.mongodbcloud.client.ErrorCategory;
import io.jenkins.plugins.mongodbcloud.client.Operations;
import io.jenkins.plugins.mongodbcloud.client.Session;
import io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension;
import io.jenkins.plugins.mongodbcloud.testing.simulator.ChallengeSpelling;
import io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault;
import io.jenkins.plugins.mongodbcloud.testing.simulator.LoggedRequest;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Phase;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a call costs in requests and connections, as the server counts them. */
@Timeout(60)
class SessionCostTest {

    @AutoClose
    private SimulatorExtension bed;

    private void start(boolean tls) throws Exception {
        bed = tls ? SimulatorExtension.tls() : SimulatorExtension.plain();
    }

    private CallResult<Nothing> unassigned(Session session, int number) {
        CallResult<Nothing> answer = await(session.call(Operations.unassignApiKey(PROJECT, ciKey(number))));
        assertEquals(Optional.of(204), answer.status(), show(answer));
        return answer;
    }

    @ParameterizedTest(name = "TLS: {0}")
    @ValueSource(booleans = {false, true})
    void callsInSequenceCostOneRequestMoreThanThereAreCallsOnOneConnection(boolean tls) throws Exception {
        start(tls);
        try (Session session = bed.session()) {
            assertEquals(2, unassigned(session, 1).cost().requests());
            for (int number = 2; number <= 100; number++) {
                assertEquals(1, unassigned(session, number).cost().requests());
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
        try (Session session = bed.session()) {
            CompletableFuture<CallResult<Nothing>> chain = session.call(Operations.unassignApiKey(PROJECT, ciKey(1)));
            for (int number = 2; number <= 50; number++) {
                int next = number;
                chain = chain.thenCompose(before -> session.call(Operations.unassignApiKey(PROJECT, ciKey(next))));
            }
            assertTrue(await(chain).value().isPresent());
        }

        assertEquals(51, bed.simulator.requests());
        assertEquals(1, bed.simulator.journal().connectionsAccepted());
    }

    @Test
    void aRefusalDoesNotCostTheSession() throws Exception {
        start(false);
        try (Session session = bed.session()) {
            unassigned(session, 1);
            CallResult<Nothing> again = await(session.call(Operations.unassignApiKey(PROJECT, ciKey(1))));
            assertEquals(Optional.of(ErrorCategory.NOT_ASSIGNED), again.category());
            assertEquals(1, again.cost().requests());
            assertEquals(1, unassigned(session, 2).cost().requests());
        }
        assertEquals(1, bed.simulator.journal().connectionsAccepted());
    }

    @Test
    void theNextSessionWithTheSameKeysTakesTheSessionUp() throws Exception {
        start(false);
        for (int number = 1; number <= 20; number++) {
            try (Session session = bed.session()) {
                assertEquals(
                        number == 1 ? 2 : 1, unassigned(session, number).cost().requests());
            }
        }
        assertEquals(20, bed.simulator.log().get(20).nc());
        assertEquals(1, bed.simulator.journal().connectionsAccepted());
    }

    @Test
    void aSessionIsNotTakenUpWithAnotherPrivateKey() throws Exception {
        start(false);
        try (Session session = bed.session()) {
            unassigned(session, 1);
        }
        try (Session session = bed.session(new ApiKeyPair(ADMIN.publicKey(), "00000000-0000-0000-0000-000000000000"))) {
            CallResult<Nothing> answer = await(session.call(Operations.unassignApiKey(PROJECT, ciKey(2))));
            assertEquals(Optional.of(ErrorCategory.WRONG_KEYS), answer.category());
        }
        assertEquals("", bed.simulator.log().get(2).refusal(), "the third request starts afresh");
        try (Session session = bed.session()) {
            assertEquals(1, unassigned(session, 2).cost().requests(), "the first session is still there");
        }
    }

    @Test
    void aSessionIsNotTakenUpAtAnotherEndpoint() throws Exception {
        start(false);
        try (Session session = bed.session()) {
            unassigned(session, 1);
        }
        try (Session session = bed.session(bed.atlas(), ADMIN)) {
            assertEquals(2, unassigned(session, 2).cost().requests());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anExpiredNonceCostsOneAuthenticationMore(boolean stale) throws Exception {
        start(false);
        bed.simulator.behaviour().staleOnExpiry(stale);
        try (Session session = bed.session()) {
            unassigned(session, 1);
            bed.simulator.expireNonces();
            assertEquals(2, unassigned(session, 2).cost().requests());
            assertEquals(1, unassigned(session, 3).cost().requests());
            bed.simulator.expireNonces();
        }
        try (Session session = bed.session()) {
            assertEquals(2, unassigned(session, 4).cost().requests(), "in a session that was taken up");
            assertEquals(1, unassigned(session, 5).cost().requests());
        }
        assertEquals(1, bed.simulator.journal().connectionsAccepted());
    }

    @Test
    void aNonceForOneUseMakesEveryCallCostTwo() throws Exception {
        start(false);
        bed.simulator.behaviour().nonceUses(1);
        try (Session session = bed.session()) {
            for (int number = 1; number <= 10; number++) {
                assertEquals(2, unassigned(session, number).cost().requests());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(ChallengeSpelling.class)
    void bothSpellingsOfTheChallengeAreAnsweredAndReused(ChallengeSpelling spelling) throws Exception {
        start(false);
        bed.simulator.behaviour().challengeSpelling(spelling);
        try (Session session = bed.session()) {
            assertEquals(2, unassigned(session, 1).cost().requests());
            assertEquals(1, unassigned(session, 2).cost().requests());
        }
        try (Session session = bed.session()) {
            assertEquals(1, unassigned(session, 3).cost().requests());
        }
        assertEquals(0, bed.simulator.journal().refused());
    }

    @Test
    void wrongKeysCostThreeRequestsAndAreToldFromAnExpiredNonce() throws Exception {
        start(false);
        try (Session session = bed.session(new ApiKeyPair(ADMIN.publicKey(), "wrong"))) {
            CallResult<Nothing> answer = await(session.call(Operations.unassignApiKey(PROJECT, ciKey(1))));
            assertEquals(Optional.of(ErrorCategory.WRONG_KEYS), answer.category(), show(answer));
            assertEquals(Optional.of(401), answer.status());
            assertEquals(3, answer.cost().requests());
            assertEquals(1, answer.cost().attempts());
            CallResult<Nothing> again = await(session.call(Operations.unassignApiKey(PROJECT, ciKey(1))));
            assertEquals(Optional.of(ErrorCategory.WRONG_KEYS), again.category(), show(again));
            assertTrue(again.cost().requests() <= 3, show(again));
        }
        assertEquals(0, bed.simulator.basicSeen());
    }

    @Test
    void staleForEverEnds() throws Exception {
        start(false);
        bed.simulator.faults().always(InjectedFault.staleChallenge().on(Phase.AUTHENTICATED));
        try (Session session = bed.session()) {
            CallResult<Nothing> answer = await(session.call(Operations.unassignApiKey(PROJECT, ciKey(1))));
            assertEquals(Optional.of(ErrorCategory.STALE_NONCES), answer.category(), show(answer));
        }
        assertEquals(5, bed.simulator.requests());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void nodesThatDoNotKnowEachOthersNoncesAreAnsweredOneAfterAnother(int stale) throws Exception {
        start(false);
        bed.simulator.faults().repeat(stale, InjectedFault.staleChallenge().on(Phase.AUTHENTICATED));
        try (Session session = bed.session()) {
            assertEquals(2 + stale, unassigned(session, 1).cost().requests());
        }
    }

    @Test
    void aSessionWorksOnAfterItWasRefusedForStaleNonces() throws Exception {
        start(false);
        bed.simulator.faults().repeat(4, InjectedFault.staleChallenge().on(Phase.AUTHENTICATED));
        try (Session session = bed.session()) {
            await(session.call(Operations.unassignApiKey(PROJECT, ciKey(1))));
            assertTrue(unassigned(session, 1).cost().requests() <= 2);
        }
    }

    @Test
    void aSessionWorksOnAfterAFaultWithASessionOfItsOwn() throws Exception {
        start(false);
        bed.with(SimulatorExtension.attempts(SimulatorExtension.QUICK, 1));
        try (Session session = bed.session()) {
            unassigned(session, 1);
            bed.simulator.faults().next(InjectedFault.reset());
            assertTrue(await(session.call(Operations.unassignApiKey(PROJECT, ciKey(2))))
                    .failure()
                    .isPresent());
            assertEquals(2, unassigned(session, 3).cost().requests());
        }
        assertEquals(List.of(), bed.simulator.faults().pending());
    }
}
