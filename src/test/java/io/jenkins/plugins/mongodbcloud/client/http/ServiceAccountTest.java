package io.jenkins.plugins.mongodbcloud.client.http;

import static io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension.KEY;
import static io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension.PROJECT;
import static io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension.await;
import static io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension.ciKey;
import static io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension.show;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.mongodbcloud.client.ApiEndpoint;
import io.jenkins.plugins.mongodbcloud.client.CallResult;
import io.jenkins.plugins.mongodbcloud.client.CallResult.Nothing;
import io.jenkins.plugins.mongodbcloud.client.ClientLimits;
import io.jenkins.plugins.mongodbcloud.client.ErrorCategory;
import io.jenkins.plugins.mongodbcloud.client.Operations;
import io.jenkins.plugins.mongodbcloud.client.ServiceAccount;
import io.jenkins.plugins.mongodbcloud.client.Session;
import io.jenkins.plugins.mongodbcloud.client.TransportFailure;
import io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension;
import io.jenkins.plugins.mongodbcloud.testing.simulator.FaultCatalogue;
import io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault;
import io.jenkins.plugins.mongodbcloud.testing.simulator.LoggedRequest;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Phase;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Role;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Simulator;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls by a service account: what they cost, and what becomes of them when tokens cannot be had or are refused. */
@Timeout(60)
class ServiceAccountTest {

    private static final String ID = SimulatorSeed.ADMIN_ACCOUNT.clientId();
    private static final String SECRET = SimulatorSeed.ADMIN_ACCOUNT.secret();
    private static final ServiceAccount ACCOUNT = new ServiceAccount(ID, SECRET);

    @AutoClose
    private SimulatorExtension bed = SimulatorExtension.plain();

    private CallResult<Nothing> unassign(int number) {
        try (Session session = bed.session(ACCOUNT)) {
            return unassign(session, number);
        }
    }

    private static CallResult<Nothing> unassign(Session session, int number) {
        return await(session.call(Operations.unassignApiKey(PROJECT, ciKey(number))));
    }

    private static void assertUnassigned(CallResult<Nothing> result) {
        assertEquals(Optional.of(204), result.status(), show(result));
    }

    @ParameterizedTest(name = "TLS: {0}")
    @ValueSource(booleans = {false, true})
    void callsCostOneRequestMoreThanThereAreWhenColdAndNoneWhenWarm(boolean tls) {
        if (tls) {
            bed.close();
            bed = SimulatorExtension.tls();
        }
        try (Session session = bed.session(ACCOUNT)) {
            for (int number = 1; number <= 50; number++) {
                assertUnassigned(unassign(session, number));
            }
        }
        assertEquals(51, bed.simulator.requests());
        for (int number = 51; number <= 100; number++) {
            assertUnassigned(unassign(number));
        }

        assertEquals(101, bed.simulator.requests());
        assertEquals(1, bed.simulator.journal().connectionsAccepted());
        assertEquals(0, bed.simulator.journal().refused());
        assertEquals(0, bed.simulator.basicSeen());
    }

    @Test
    void sessionsOfBothProductsAtOnceShareOneToken() {
        List<Session> sessions = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            ApiEndpoint endpoint = i % 2 == 0 ? bed.endpoint() : bed.atlas();
            sessions.add(bed.session(endpoint, ACCOUNT));
        }
        List<CompletableFuture<CallResult<Nothing>>> results = new ArrayList<>();
        for (int i = 0; i < sessions.size(); i++) {
            results.add(sessions.get(i).call(Operations.unassignApiKey(PROJECT, ciKey(i + 1))));
        }

        results.forEach(result -> assertUnassigned(await(result)));
        sessions.forEach(Session::close);
        assertEquals(1, bed.simulator.tokens().minted());
        assertEquals(21, bed.simulator.requests());
    }

    @Test
    void aTokenThatEndsInMidLifeIsReplacedWithinTheCall() {
        assertUnassigned(unassign(1));
        bed.simulator.tokens().endAll();

        CallResult<Nothing> result = unassign(2);

        assertUnassigned(result);
        assertEquals(1, result.cost().attempts());
        assertEquals(2, bed.simulator.tokens().minted());
    }

    @Test
    void aRefusalOfAGoodTokenIsBelievedAfterOneMore() {
        assertUnassigned(unassign(1));
        bed.simulator.faults().always(InjectedFault.challenge().on(Phase.DELETE));

        assertEquals(Optional.of(ErrorCategory.WRONG_KEYS), unassign(2).category());
        assertEquals(Optional.of(ErrorCategory.WRONG_KEYS), unassign(3).category());

        assertEquals(2, bed.simulator.tokens().minted());
        assertEquals(6, bed.simulator.requests());
    }

    @Test
    void aMissingRoleIsNoReasonForTokenAfterToken() {
        bed.cloud().assign(PROJECT, ID, Role.GROUP_READ_ONLY);

        for (int number = 1; number <= 10; number++) {
            assertEquals(
                    Optional.of(ErrorCategory.MISSING_ROLE), unassign(number).category());
        }

        assertEquals(1, bed.simulator.tokens().minted());
        assertEquals(11, bed.simulator.requests());
    }

    @Test
    void aWrongOrExpiredSecretIsAskedForOnceAndSaysSo() {
        bed.cloud().secrets(ID);

        CallResult<Nothing> result = unassign(1);

        assertEquals(Optional.of(ErrorCategory.INVALID_CLIENT), result.category(), show(result));
        assertEquals(Optional.of(401), result.status());
        assertEquals("Invalid credentials provided.", result.error().detail());
        assertFalse(result.cost().mayHaveTakenEffect());
        assertEquals(1, bed.simulator.requests());
    }

    @Test
    void anotherSecretGetsAnotherToken() {
        assertUnassigned(unassign(1));
        bed.cloud().secrets(ID, "mdb_sa_sk_new");

        try (Session session = bed.session(new ServiceAccount(ID, "mdb_sa_sk_new"))) {
            assertUnassigned(unassign(session, 2));
        }

        assertEquals(2, bed.simulator.tokens().minted());
    }

    @ParameterizedTest(name = "in the form of the API: {0}")
    @ValueSource(booleans = {false, true})
    void theMintingLimitIsWaitedForLikeAnyOther(boolean asApiError) {
        bed.simulator
                .behaviour()
                .mintingLimit(1, 2)
                .mintingLimitAsApiError(asApiError)
                .retryAfterSeconds(0);
        assertUnassigned(unassign(1));
        bed.simulator.tokens().endAll();

        CallResult<Nothing> result = unassign(2);

        assertUnassigned(result);
        assertEquals(3, result.cost().attempts());
        assertEquals(4, bed.simulator.journal().requests(Phase.TOKEN));
    }

    @Test
    void theAccessListAppliesToTheCall() {
        bed.cloud().accessList(ID, "192.0.2.1");

        assertEquals(Optional.of(ErrorCategory.ACCESS_LIST), unassign(1).category());
        assertEquals(1, bed.simulator.tokens().minted());
    }

    static Stream<InjectedFault> faults() {
        return FaultCatalogue.all("http://127.0.0.1:9/elsewhere").stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void whateverTheTokenEndpointDoesTheCallEndsAndTheNextOneIsDone(InjectedFault fault) {
        bed.with(SimulatorExtension.attempts(Trial.LIMITS, 2));
        bed.simulator.faults().next(fault.on(Phase.TOKEN));

        CallResult<Nothing> result = unassign(1);

        if (result.value().isEmpty()) {
            assertFalse(result.cost().mayHaveTakenEffect(), show(result));
            assertEquals(0, bed.simulator.journal().requests(Phase.AUTHENTICATED), show(result));
        }
        bed.simulator.faults().clear();
        assertUnassigned(unassignWith(SimulatorExtension.QUICK, 2));
    }

    private CallResult<Nothing> unassignWith(ClientLimits limits, int number) {
        bed.with(limits);
        return unassign(number);
    }

    @Test
    void aLostAnswerCostsOneMoreTokenAndNotTheCall() {
        bed.simulator.faults().next(InjectedFault.lostThenReset().on(Phase.TOKEN));

        assertUnassigned(unassign(1));
        assertEquals(2, bed.simulator.tokens().minted());
    }

    @Test
    void aSilentTokenEndpointEndsWithTheCallsOwnTime() {
        bed.with(Trial.LIMITS.withTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofMillis(300)));
        bed.simulator.faults().always(InjectedFault.silence().on(Phase.TOKEN));

        CallResult<Nothing> result = unassign(1);

        assertEquals(
                Optional.of(TransportFailure.Kind.TIMEOUT), result.failure().map(TransportFailure::kind), show(result));
    }

    @Test
    void theClientRevokesItsTokensAsItCloses() {
        assertUnassigned(unassign(1));
        bed.api.close();

        assertEquals(1, bed.simulator.tokens().revoked());
        assertEquals(0, bed.simulator.tokens().active(ID));
        bed.api.close();
        assertEquals(1, bed.simulator.journal().requests(Phase.REVOKE));
    }

    @Test
    void anEndpointThatDoesNotAnswerHoldsTheEndUpForTwoSeconds() {
        assertUnassigned(unassign(1));
        bed.simulator.faults().always(InjectedFault.silence().on(Phase.REVOKE));

        long start = System.nanoTime();
        bed.api.close();

        assertTrue(System.nanoTime() - start < Duration.ofSeconds(8).toNanos());
        assertEquals(0, bed.simulator.tokens().revoked());
    }

    @Test
    void theSecretGoesToTheTokenEndpointAloneAndTheTokenToTheApiAlone() throws Exception {
        try (Simulator other = Simulator.builder().cloud(SimulatorSeed.cloud()).start()) {
            bed.simulator
                    .faults()
                    .next(InjectedFault.redirect(307, other.origin() + "/api/oauth/token")
                            .on(Phase.TOKEN));

            CallResult<Nothing> result = unassign(1);

            assertEquals(Optional.of(ErrorCategory.REDIRECTED), result.category(), show(result));
            assertEquals(0, other.requests());
        }
        assertUnassigned(unassign(1));
        assertEquals(
                List.of(
                        "/api/oauth/token",
                        "/api/oauth/token",
                        Operations.unassignApiKey(PROJECT, ciKey(1)).path()),
                bed.simulator.log().stream()
                        .map(LoggedRequest::target)
                        .map(target -> target.replace("/api/public/v1.0", ""))
                        .toList());
        assertTrue(bed.simulator.isAssigned(PROJECT, KEY));
    }
}
