package io.jenkins.plugins.mongodbcloud.client.http;

import static io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension.PROJECT;
import static io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension.await;
import static io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension.ciKey;
import static io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension.show;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.mongodbcloud.client.CallResult;
import io.jenkins.plugins.mongodbcloud.client.CallResult.Nothing;
import io.jenkins.plugins.mongodbcloud.client.Operations;
import io.jenkins.plugins.mongodbcloud.client.Page;
import io.jenkins.plugins.mongodbcloud.client.Project;
import io.jenkins.plugins.mongodbcloud.client.Session;
import io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension;
import io.jenkins.plugins.mongodbcloud.testing.simulator.LoggedRequest;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Phase;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who has which digest session, and for how long. */
@Timeout(60)
class SessionReuseTest {

    /** As many uses and unused sessions as are kept, of all endpoints together. */
    private static final long MAX_USES = 1_000;

    private static final int MAX_IDLE = 100;
    private static final int SESSIONS = 8;
    private static final int CALLS = 12;

    @AutoClose
    private SimulatorExtension bed;

    @ParameterizedTest(name = "TLS: {0}")
    @ValueSource(booleans = {false, true})
    void lanesAtOnceHaveANonceEach(boolean tls) throws Exception {
        bed = tls ? SimulatorExtension.tls() : SimulatorExtension.plain();
        List<Session> sessions = new ArrayList<>();
        List<CompletableFuture<CallResult<Nothing>>> ends = new ArrayList<>();
        for (int number = 0; number < SESSIONS; number++) {
            Session session = bed.session();
            sessions.add(session);
            ends.add(callInSequence(session, number * CALLS));
        }
        ends.forEach(end -> assertTrue(await(end).value().isPresent(), show(await(end))));
        sessions.forEach(Session::close);

        assertEquals(0, bed.simulator.journal().refused(), "no nonce was used out of order");
        assertEquals(SESSIONS, bed.simulator.journal().requests(Phase.CHALLENGE));
        Map<Long, Long> uses = bed.simulator.log().stream()
                .filter(LoggedRequest::authenticated)
                .collect(Collectors.groupingBy(LoggedRequest::nc, Collectors.counting()));
        assertEquals(CALLS, uses.size(), uses::toString);
        uses.forEach((nc, times) -> assertEquals(SESSIONS, times, uses::toString));
        assertTrue(bed.simulator.journal().connectionsAccepted() <= SESSIONS);
    }

    private static CompletableFuture<CallResult<Nothing>> callInSequence(Session session, int before) {
        CompletableFuture<CallResult<Nothing>> call =
                session.call(Operations.unassignApiKey(PROJECT, ciKey(before + 1)));
        for (int number = 2; number <= CALLS; number++) {
            String key = ciKey(before + number);
            call = call.thenCompose(done -> session.call(Operations.unassignApiKey(PROJECT, key)));
        }
        return call;
    }

    @Test
    void twoSessionsOpenedOneAfterAnotherDoNotGetTheSameSession() throws Exception {
        bed = SimulatorExtension.plain();
        try (Session session = bed.session()) {
            await(session.call(Operations.unassignApiKey(PROJECT, ciKey(1))));
        }
        try (Session first = bed.session();
                Session second = bed.session()) {
            assertEquals(
                    1,
                    await(first.call(Operations.unassignApiKey(PROJECT, ciKey(2))))
                            .cost()
                            .requests());
            assertEquals(
                    2,
                    await(second.call(Operations.unassignApiKey(PROJECT, ciKey(3))))
                            .cost()
                            .requests());
        }
        try (Session first = bed.session();
                Session second = bed.session()) {
            assertEquals(
                    1,
                    await(first.call(Operations.unassignApiKey(PROJECT, ciKey(4))))
                            .cost()
                            .requests());
            assertEquals(
                    1,
                    await(second.call(Operations.unassignApiKey(PROJECT, ciKey(5))))
                            .cost()
                            .requests());
        }
        assertEquals(0, bed.simulator.journal().refused());
    }

    @Test
    void aSessionThatNobodyTookUpIsDropped() throws Exception {
        bed = SimulatorExtension.plain().with(SimulatorExtension.QUICK.withSessionIdleTimeout(Duration.ofMillis(1)));
        int requests;
        int call = 0;
        do {
            call++;
            try (Session session = bed.session()) {
                requests =
                        await(session.call(Operations.listProjects(1))).cost().requests();
            }
            // Another key pair's call takes up the time in which it is dropped. Taken up again before, it is as good as
            // new; dropped, the next call is challenged.
            try (Session other = bed.session(SimulatorExtension.pair(SimulatorSeed.READER))) {
                await(other.call(Operations.listProjects(1)));
            }
        } while (call == 1 || requests == 1);
        assertEquals(2, requests);
    }

    @Test
    void aSessionIsKeptForSoManyUsesOnly() throws Exception {
        bed = SimulatorExtension.plain();
        useUntil(MAX_USES - 1);
        try (Session session = bed.session()) {
            assertEquals(
                    1, await(session.call(Operations.listProjects(1))).cost().requests(), "taken up for the last time");
        }
        assertEquals(MAX_USES, bed.simulator.log().get((int) MAX_USES).nc());
        try (Session session = bed.session()) {
            assertEquals(
                    2, await(session.call(Operations.listProjects(1))).cost().requests());
        }
    }

    private void useUntil(long uses) {
        try (Session session = bed.session()) {
            for (long use = 1; use <= uses; use++) {
                await(session.call(Operations.listProjects(1)));
            }
            assertEquals(uses + 1, bed.simulator.requests());
        }
    }

    @Test
    void unusedSessionsAreKeptInBoundedNumber() throws Exception {
        bed = SimulatorExtension.plain();
        useAtBothEndpoints();

        List<Integer> requests = useAtBothEndpoints();

        assertEquals(
                2L * SessionPlaces.MAX_SESSIONS - MAX_IDLE,
                requests.stream().filter(count -> count == 2).count(),
                requests::toString);
    }

    private List<Integer> useAtBothEndpoints() {
        List<Session> sessions = new ArrayList<>();
        for (int number = 0; number < SessionPlaces.MAX_SESSIONS; number++) {
            sessions.add(bed.session());
            sessions.add(bed.session(bed.atlas(), SimulatorExtension.ADMIN));
        }
        List<CompletableFuture<CallResult<Page<Project>>>> calls = sessions.stream()
                .map(session -> session.call(Operations.listProjects(1)))
                .toList();
        List<Integer> requests =
                calls.stream().map(call -> await(call).cost().requests()).toList();
        sessions.forEach(Session::close);
        return requests;
    }
}
