package io.jenkins.plugins.mongodbcloud.admin;

import static io.jenkins.plugins.mongodbcloud.admin.TestBed.ADMIN;
import static io.jenkins.plugins.mongodbcloud.admin.TestBed.KEY;
import static io.jenkins.plugins.mongodbcloud.admin.TestBed.PROJECT;
import static io.jenkins.plugins.mongodbcloud.admin.TestBed.attempts;
import static io.jenkins.plugins.mongodbcloud.admin.TestBed.await;
import static io.jenkins.plugins.mongodbcloud.admin.TestBed.ciKey;
import static io.jenkins.plugins.mongodbcloud.admin.TestBed.show;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.mongodbcloud.admin.Answer.Nothing;
import io.jenkins.plugins.mongodbcloud.admin.Fault.Kind;
import io.jenkins.plugins.mongodbcloud.simulator.Fault;
import io.jenkins.plugins.mongodbcloud.simulator.Phase;
import io.jenkins.plugins.mongodbcloud.simulator.Role;
import io.jenkins.plugins.mongodbcloud.simulator.SimulatorSeed;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A limit on requests that was met by one lane is heeded by all that ask for the same project. */
@Timeout(60)
class ProjectPaceTest {

    private static final String OTHER_PROJECT = "5a0a1e7e0f2912c554080ade";
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Limits ONE_ATTEMPT = attempts(TestBed.QUICK, 1);

    private TestBed bed;

    @BeforeEach
    void start() throws Exception {
        bed = TestBed.plain();
        bed.simulator
                .cloud()
                .addProject(SimulatorSeed.ORGANIZATION_ID, OTHER_PROJECT, "Staging")
                .assign(OTHER_PROJECT, SimulatorSeed.ADMIN.id(), Role.GROUP_USER_ADMIN)
                .assign(OTHER_PROJECT, KEY);
    }

    @AfterEach
    void stop() {
        bed.close();
    }

    /** Has a lane refused with 429, so that the project is to be left alone for this long. */
    private void hold(Duration pause) {
        bed.with(ONE_ATTEMPT.withWaits(Duration.ofMillis(1), pause));
        bed.simulator.faults().next(Fault.rateLimited(3_600).on(Phase.DELETE));
        assertEquals(Optional.of(ErrorMeaning.RATE_LIMITED), bed.unassign().meaning());
    }

    @Test
    void anotherLaneOfTheProjectWaits() {
        Duration pause = Duration.ofMillis(300);
        long start = System.nanoTime();
        hold(pause);

        try (Lane lane = bed.lane();
                Lane reader = bed.lane(TestBed.pair(SimulatorSeed.READER))) {
            CompletableFuture<Answer<Nothing>> call = lane.unassign(PROJECT, KEY);
            CompletableFuture<Answer<Page<ApiKey>>> list = reader.listApiKeys(PROJECT, 1);
            for (Answer<?> answer : new Answer<?>[] {await(call), await(list)}) {
                assertTrue(answer.value().isPresent(), show(answer));
                assertTrue(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start) >= pause.toMillis());
            }
        }
    }

    @Test
    void aLaneOfAnotherProjectDoesNot() {
        hold(HOUR);

        try (Lane lane = bed.lane()) {
            assertTrue(await(lane.unassign(OTHER_PROJECT, KEY)).value().isPresent());
            assertTrue(await(lane.listProjects(1)).value().isPresent());
        }
    }

    @Test
    void aLaneToAnotherEndpointDoesNot() {
        hold(HOUR);

        try (Lane lane = bed.lane(bed.atlas(), ADMIN)) {
            assertTrue(await(lane.unassign(PROJECT, KEY)).value().isPresent());
        }
    }

    @Test
    void aCallThatWouldWaitBeyondItsLimitEndsThereAndSendsNothing() {
        hold(HOUR);
        bed.simulator.journal().clear();
        bed.with(ONE_ATTEMPT.withTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofMillis(200)));

        Answer<Nothing> answer = bed.unassign();

        assertEquals(Optional.of(Kind.TIMEOUT), answer.fault().map(fault -> fault.kind()), show(answer));
        assertEquals(0, answer.cost().requests());
        assertFalse(answer.cost().actedUnanswered());
        assertEquals(0, bed.simulator.requests());
    }

    @Test
    void theAnnouncementThatNoRequestIsLeftIsHeededBeforeOneIsRefused() {
        bed.simulator.behaviour().rateLimitHeaders(true).rateLimit(1, 1);
        bed.with(ONE_ATTEMPT
                .withTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(2))
                .withWaits(Duration.ofDays(365), HOUR));
        try (Lane lane = bed.lane(bed.atlas(), ADMIN)) {
            assertTrue(await(lane.unassign(PROJECT, ciKey(1))).value().isPresent());
            bed.with(ONE_ATTEMPT.withTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofMillis(200)));

            Answer<Nothing> second = await(lane.unassign(PROJECT, ciKey(2)));

            assertEquals(Optional.of(Kind.TIMEOUT), second.fault().map(fault -> fault.kind()), show(second));
            assertEquals(0, second.cost().requests());
        }
        assertEquals(2, bed.simulator.requests());
    }

    @Test
    void manyLanesGetThroughALimitTogether() {
        bed.simulator.behaviour().rateLimit(10, 3).retryAfterSeconds(1);
        bed.with(attempts(TestBed.QUICK.withWaits(Duration.ofMillis(1), Duration.ofMillis(20)), 50));
        try (Lane first = bed.lane();
                Lane second = bed.lane()) {
            for (int number = 1; number <= 20; number++) {
                CompletableFuture<Answer<Nothing>> one = first.unassign(PROJECT, ciKey(number));
                CompletableFuture<Answer<Nothing>> other = second.unassign(PROJECT, ciKey(50 + number));
                assertTrue(await(one).value().isPresent(), show(await(one)));
                assertTrue(await(other).value().isPresent(), show(await(other)));
            }
        }
        assertEquals(0, bed.simulator.journal().refused());
    }
}
