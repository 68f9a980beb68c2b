package io.jenkins.plugins.mongodbcloud.client.http;

import static io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension.KEY;
import static io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension.PATIENCE;
import static io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension.PROJECT;
import static io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension.attempts;
import static io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension.await;
import static io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension.ciKey;
import static io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension.show;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.mongodbcloud.access.AccessExecution;
import io.jenkins.plugins.mongodbcloud.access.AccessReport;
import io.jenkins.plugins.mongodbcloud.access.AccessTask;
import io.jenkins.plugins.mongodbcloud.access.AccessWorker;
import io.jenkins.plugins.mongodbcloud.access.Outcome;
import io.jenkins.plugins.mongodbcloud.client.ApiEndpoint;
import io.jenkins.plugins.mongodbcloud.client.CallResult;
import io.jenkins.plugins.mongodbcloud.client.CallResult.Nothing;
import io.jenkins.plugins.mongodbcloud.client.ClientLimits;
import io.jenkins.plugins.mongodbcloud.client.Operations;
import io.jenkins.plugins.mongodbcloud.client.Product;
import io.jenkins.plugins.mongodbcloud.client.ProxyRules;
import io.jenkins.plugins.mongodbcloud.client.Session;
import io.jenkins.plugins.mongodbcloud.testing.AccessTaskBuilder;
import io.jenkins.plugins.mongodbcloud.testing.RecordingJournal;
import io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension;
import io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault;
import io.jenkins.plugins.mongodbcloud.testing.simulator.LoggedRequest;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Phase;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AutoClose;
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

    @AutoClose
    private SimulatorExtension bed;

    private List<LoggedRequest> requestsFor(String key) {
        return bed.simulator.log().stream()
                .filter(request -> request.target().endsWith(key))
                .toList();
    }

    @ParameterizedTest(name = "TLS: {0}")
    @ValueSource(booleans = {false, true})
    void whileTheServerIsSilentTakesTheRequestAndItsConnectionBack(boolean tls) throws Exception {
        bed = tls ? SimulatorExtension.tls() : SimulatorExtension.plain();
        try (Session session = bed.session()) {
            assertTrue(await(session.call(Operations.unassignApiKey(PROJECT, ciKey(1))))
                    .value()
                    .isPresent());
            bed.simulator.faults().next(InjectedFault.silence());
            CompletableFuture<CallResult<Nothing>> call = session.call(Operations.unassignApiKey(PROJECT, KEY));
            bed.simulator.awaitRequests(3, PATIENCE);

            assertTrue(call.cancel(true));

            assertTrue(call.isCancelled());
            bed.simulator.journal().awaitOpenConnections(0, PATIENCE);
            CallResult<Nothing> next = await(session.call(Operations.unassignApiKey(PROJECT, ciKey(2))));
            assertTrue(next.value().isPresent(), show(next));
            assertEquals(2, next.cost().requests(), "with a session of its own");
        }
        assertEquals(1, requestsFor(KEY).size());
        assertTrue(bed.isAssigned());
    }

    /** A name server that stops responding when the first key is gone. */
    @Test
    void whileANameIsLookedUpEndsATaskAtOnceWithItsReport() throws Exception {
        bed = SimulatorExtension.plain();
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch hanging = new CountDownLatch(1);
        TestResolver names = host -> {
            if (bed.simulator.journal().requests(Phase.DELETE) > 0) {
                hanging.countDown();
                awaitForever(never);
            }
            return new InetAddress[] {InetAddress.getLoopbackAddress()};
        };
        ClientLimits patient = SimulatorExtension.QUICK.withTimeouts(PATIENCE, PATIENCE, PATIENCE.multipliedBy(2));
        ExecutorService executor = Executors.newFixedThreadPool(2);
        try (HttpAdminClient api = new HttpAdminClient(() -> patient, ProxyRules.DIRECT, Optional.empty(), names)) {
            AccessTask task = AccessTaskBuilder.ids(ciKey(1), ciKey(2))
                    .task()
                    .endpoint(ApiEndpoint.of(
                            "named",
                            Product.CLOUD_MANAGER,
                            "http://mms.example:" + bed.simulator.port() + "/api/public/v1.0"))
                    .build();
            AccessExecution execution =
                    new AccessWorker(api, executor).start(task, new RecordingJournal(), () -> false);
            assertTrue(hanging.await(PATIENCE.toSeconds(), TimeUnit.SECONDS));

            execution.cancel();

            AccessReport report = assertTimeoutPreemptively(Duration.ofSeconds(10), () -> await(execution));
            assertEquals(List.of(Outcome.UNASSIGNED, Outcome.INTERRUPTED), SimulatorExtension.outcomes(report));
        } finally {
            executor.shutdownNow();
        }
    }

    private static void awaitForever(CountDownLatch never) throws UnknownHostException {
        try {
            never.await();
        } catch (InterruptedException e) {
            throw new UnknownHostException("interrupted");
        }
    }

    @Test
    void betweenTheChallengeAndItsAnswerLeavesTheKeyAlone() throws Exception {
        bed = SimulatorExtension.plain();
        bed.simulator.behaviour().latency(WAIT);
        try (Session session = bed.session();
                Session clock = bed.session()) {
            CompletableFuture<CallResult<Nothing>> call = session.call(Operations.unassignApiKey(PROJECT, KEY));
            bed.simulator.awaitRequests(1, PATIENCE);

            call.cancel(true);

            assertTrue(await(clock.call(Operations.unassignApiKey(PROJECT, ciKey(1))))
                    .value()
                    .isPresent());
        }
        assertEquals(1, requestsFor(KEY).size());
        assertTrue(bed.isAssigned());
    }

    @Test
    void challengeIsNotAnsweredOnASessionThatIsStopped() throws Exception {
        bed = SimulatorExtension.plain();
        AtomicBoolean stopped = new AtomicBoolean();
        bed.simulator.journal().onRequest(request -> stopped.set(true));
        try (Session session = await(bed.api.openSession(bed.endpoint(), SimulatorExtension.ADMIN, stopped::get))) {
            CallResult<Nothing> answer = await(session.call(Operations.unassignApiKey(PROJECT, KEY)));

            assertEquals(
                    io.jenkins.plugins.mongodbcloud.client.TransportFailure.Kind.CANCELLED,
                    answer.failure().orElseThrow().kind(),
                    show(answer));
            assertEquals(1, answer.cost().requests());
            assertFalse(answer.cost().mayHaveTakenEffect());
        }
        assertEquals(1, requestsFor(KEY).size());
        assertTrue(bed.isAssigned());
    }

    @Test
    void duringTheWaitForTheNextAttemptEndsTheAttempts() throws Exception {
        bed = SimulatorExtension.plain().with(SimulatorExtension.QUICK.withWaits(Duration.ofMillis(1), WAIT));
        try (Session session = bed.session();
                Session clock = bed.session()) {
            await(session.call(Operations.listProjects(1)));
            await(clock.call(Operations.listProjects(1)));
            bed.simulator.faults().repeat(2, retryLater());
            CompletableFuture<CallResult<Nothing>> call = session.call(Operations.unassignApiKey(PROJECT, KEY));
            bed.simulator.journal().awaitRequests(Phase.DELETE, 1, PATIENCE);
            await(clock.call(Operations.listProjects(1)));

            call.cancel(true);

            assertEquals(
                    2,
                    await(clock.call(Operations.unassignApiKey(PROJECT, ciKey(1))))
                            .cost()
                            .attempts());
        }
        assertEquals(1, requestsFor(KEY).size());
        assertTrue(bed.isAssigned());
    }

    /** A 503 that, unlike a 429, makes no other session wait. */
    private static InjectedFault retryLater() {
        String answer = "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nContent-Length: 0\r\n\r\n";
        return InjectedFault.raw(answer.getBytes(StandardCharsets.US_ASCII)).on(Phase.DELETE);
    }

    @Test
    void whileTheProjectIsLeftAloneEndsTheCallBeforeItBegan() throws Exception {
        bed = SimulatorExtension.plain()
                .with(attempts(SimulatorExtension.QUICK.withWaits(Duration.ofMillis(1), WAIT), 1));
        bed.simulator.faults().next(InjectedFault.rateLimited(1).on(Phase.DELETE));
        try (Session session = bed.session();
                Session clock = bed.session()) {
            await(session.call(Operations.unassignApiKey(PROJECT, ciKey(1))));
            CompletableFuture<CallResult<Nothing>> call = session.call(Operations.unassignApiKey(PROJECT, KEY));

            call.cancel(true);

            assertTrue(await(clock.call(Operations.unassignApiKey(PROJECT, ciKey(2))))
                    .value()
                    .isPresent());
        }
        assertEquals(List.of(), requestsFor(KEY));
    }

    @Test
    void whenAnsweredChangesNothing() throws Exception {
        bed = SimulatorExtension.plain();
        try (Session session = bed.session()) {
            CompletableFuture<CallResult<Nothing>> call = session.call(Operations.unassignApiKey(PROJECT, KEY));
            CallResult<Nothing> answer = await(call);

            assertFalse(call.cancel(true));

            assertTrue(answer.value().isPresent());
            assertEquals(
                    1,
                    await(session.call(Operations.unassignApiKey(PROJECT, ciKey(1))))
                            .cost()
                            .requests());
        }
        assertEquals(1, bed.simulator.journal().connectionsAccepted());
    }
}
