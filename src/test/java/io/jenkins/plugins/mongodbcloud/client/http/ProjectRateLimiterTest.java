package io.jenkins.plugins.mongodbcloud.client.http;

import static io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension.ADMIN;
import static io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension.KEY;
import static io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension.PROJECT;
import static io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension.attempts;
import static io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension.await;
import static io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension.ciKey;
import static io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension.show;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.mongodbcloud.client.ApiKey;
import io.jenkins.plugins.mongodbcloud.client.CallResult;
import io.jenkins.plugins.mongodbcloud.client.CallResult.Nothing;
import io.jenkins.plugins.mongodbcloud.client.ClientLimits;
import io.jenkins.plugins.mongodbcloud.client.ErrorCategory;
import io.jenkins.plugins.mongodbcloud.client.Operations;
import io.jenkins.plugins.mongodbcloud.client.Page;
import io.jenkins.plugins.mongodbcloud.client.Session;
import io.jenkins.plugins.mongodbcloud.client.TransportFailure.Kind;
import io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension;
import io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Phase;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Role;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A limit on requests that was met by one session is heeded by all that ask for the same project. */
@Timeout(60)
class ProjectRateLimiterTest {

    private static final String OTHER_PROJECT = "5a0a1e7e0f2912c554080ade";
    private static final Duration HOUR = Duration.ofHours(1);
    private static final ClientLimits ONE_ATTEMPT = attempts(SimulatorExtension.QUICK, 1);

    @AutoClose
    private SimulatorExtension bed;

    @BeforeEach
    void start() throws Exception {
        bed = SimulatorExtension.plain();
        bed.simulator
                .cloud()
                .addProject(SimulatorSeed.ORGANIZATION_ID, OTHER_PROJECT, "Staging")
                .assign(OTHER_PROJECT, SimulatorSeed.ADMIN.id(), Role.GROUP_USER_ADMIN)
                .assign(OTHER_PROJECT, KEY);
    }

    /** Has a session refused with 429, so that the project is to be left alone for this long. */
    private void hold(Duration pause) {
        bed.with(ONE_ATTEMPT.withWaits(Duration.ofMillis(1), pause));
        bed.simulator.faults().next(InjectedFault.rateLimited(3_600).on(Phase.DELETE));
        assertEquals(Optional.of(ErrorCategory.RATE_LIMITED), bed.unassign().category());
    }

    @Test
    void anotherSessionOfTheProjectWaits() {
        Duration pause = Duration.ofMillis(300);
        long start = System.nanoTime();
        hold(pause);

        try (Session session = bed.session();
                Session reader = bed.session(SimulatorExtension.pair(SimulatorSeed.READER))) {
            CompletableFuture<CallResult<Nothing>> call = session.call(Operations.unassignApiKey(PROJECT, KEY));
            CompletableFuture<CallResult<Page<ApiKey>>> list = reader.call(Operations.listApiKeys(PROJECT, 1));
            for (CallResult<?> answer : new CallResult<?>[] {await(call), await(list)}) {
                assertTrue(answer.value().isPresent(), show(answer));
                assertTrue(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start) >= pause.toMillis());
            }
        }
    }

    @Test
    void aSessionOfAnotherProjectDoesNot() {
        hold(HOUR);

        try (Session session = bed.session()) {
            assertTrue(await(session.call(Operations.unassignApiKey(OTHER_PROJECT, KEY)))
                    .value()
                    .isPresent());
            assertTrue(await(session.call(Operations.listProjects(1))).value().isPresent());
        }
    }

    @Test
    void aSessionToAnotherEndpointDoesNot() {
        hold(HOUR);

        try (Session session = bed.session(bed.atlas(), ADMIN)) {
            assertTrue(await(session.call(Operations.unassignApiKey(PROJECT, KEY)))
                    .value()
                    .isPresent());
        }
    }

    @Test
    void aCallThatWouldWaitBeyondItsLimitEndsThereAndSendsNothing() {
        hold(HOUR);
        bed.simulator.journal().clear();
        bed.with(ONE_ATTEMPT.withTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofMillis(200)));

        CallResult<Nothing> answer = bed.unassign();

        assertEquals(Optional.of(Kind.TIMEOUT), answer.failure().map(fault -> fault.kind()), show(answer));
        assertEquals(0, answer.cost().requests());
        assertFalse(answer.cost().mayHaveTakenEffect());
        assertEquals(0, bed.simulator.requests());
    }

    @Test
    void theAnnouncementThatNoRequestIsLeftIsHeededBeforeOneIsRefused() {
        bed.simulator.behaviour().rateLimitHeaders(true).rateLimit(1, 1);
        bed.with(ONE_ATTEMPT
                .withTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(2))
                .withWaits(Duration.ofDays(365), HOUR));
        try (Session session = bed.session(bed.atlas(), ADMIN)) {
            assertTrue(await(session.call(Operations.unassignApiKey(PROJECT, ciKey(1))))
                    .value()
                    .isPresent());
            bed.with(ONE_ATTEMPT.withTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofMillis(200)));

            CallResult<Nothing> second = await(session.call(Operations.unassignApiKey(PROJECT, ciKey(2))));

            assertEquals(Optional.of(Kind.TIMEOUT), second.failure().map(fault -> fault.kind()), show(second));
            assertEquals(0, second.cost().requests());
        }
        assertEquals(2, bed.simulator.requests());
    }

    @Test
    void manySessionsGetThroughALimitTogether() {
        bed.simulator.behaviour().rateLimit(10, 3).retryAfterSeconds(1);
        bed.with(attempts(SimulatorExtension.QUICK.withWaits(Duration.ofMillis(1), Duration.ofMillis(20)), 50));
        try (Session first = bed.session();
                Session second = bed.session()) {
            for (int number = 1; number <= 20; number++) {
                CompletableFuture<CallResult<Nothing>> one =
                        first.call(Operations.unassignApiKey(PROJECT, ciKey(number)));
                CompletableFuture<CallResult<Nothing>> other =
                        second.call(Operations.unassignApiKey(PROJECT, ciKey(50 + number)));
                assertTrue(await(one).value().isPresent(), show(await(one)));
                assertTrue(await(other).value().isPresent(), show(await(other)));
            }
        }
        assertEquals(0, bed.simulator.journal().refused());
    }
}
