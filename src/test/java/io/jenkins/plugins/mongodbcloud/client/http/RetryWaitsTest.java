package io.jenkins.plugins.mongodbcloud.client.http;

import static io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension.attempts;
import static io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension.show;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.mongodbcloud.client.CallResult;
import io.jenkins.plugins.mongodbcloud.client.CallResult.Nothing;
import io.jenkins.plugins.mongodbcloud.client.ClientLimits;
import io.jenkins.plugins.mongodbcloud.client.ErrorBody;
import io.jenkins.plugins.mongodbcloud.client.ErrorCategory;
import io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension;
import io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which answers are tried again, how often, and after what wait. */
@Timeout(60)
class RetryWaitsTest {

    private static final Duration AT_ONCE = Duration.ofMillis(1);
    private static final Duration CAP = Duration.ofMillis(200);
    /** So long that a wait by it, of whatever random part, is never begun within the limit of a call. */
    private static final Duration NEVER = Duration.ofDays(365);

    @RegisterExtension
    private final SimulatorExtension bed = SimulatorExtension.plain();

    private CallResult<Nothing> unassignAfter(InjectedFault fault, Duration backoff, Duration retryAfter) {
        bed.with(SimulatorExtension.QUICK.withWaits(backoff, retryAfter));
        bed.simulator.faults().next(fault.on(Phase.DELETE));
        return bed.unassign();
    }

    private static void assertSecondAttemptAfter(Duration wait, CallResult<Nothing> answer) {
        assertEquals(Optional.of(204), answer.status(), show(answer));
        assertEquals(2, answer.cost().attempts(), show(answer));
        assertTrue(answer.cost().millis() >= wait.toMillis(), show(answer));
    }

    @Test
    void secondsAreWaitedFor() {
        CallResult<Nothing> answer = unassignAfter(InjectedFault.rateLimited(1), AT_ONCE, Duration.ofSeconds(60));

        assertSecondAttemptAfter(Duration.ofSeconds(1), answer);
    }

    @ParameterizedTest(name = "Retry-After: {0}")
    @ValueSource(strings = {"1", " 2 ", "3600", "2147483648", "9999999999", "99999999999999999999999999"})
    void secondsAreWaitedForUpToALimit(String seconds) {
        assertSecondAttemptAfter(CAP, unassignAfter(InjectedFault.rateLimited(seconds), AT_ONCE, CAP));
    }

    @Test
    void aDateIsWaitedForUpToALimit() {
        Instant future = Instant.now().plusSeconds(3_600);

        assertSecondAttemptAfter(CAP, unassignAfter(InjectedFault.rateLimitedUntil(future), AT_ONCE, CAP));
    }

    @Test
    void aWaitThatIsPastOrNoneDoesNotShortenTheUsualOne() {
        for (InjectedFault fault :
                List.of(InjectedFault.rateLimitedUntil(Instant.EPOCH), InjectedFault.rateLimited(0))) {
            bed.simulator.cloud().assign(SimulatorExtension.PROJECT, SimulatorExtension.KEY);
            CallResult<Nothing> answer = unassignAfter(fault, Duration.ofMillis(200), CAP);

            assertSecondAttemptAfter(Duration.ofMillis(100), answer);
        }
    }

    @Test
    void aRateLimitWithoutAnEndIsWaitedForOverMoreThanHalfOfTheCallsLimit() {
        ClientLimits limits = ClientLimits.DEFAULT;
        CallResult<Nothing> limited = CallResult.refusal(
                429, ErrorCategory.RATE_LIMITED, ErrorBody.NONE, Optional.empty(), new CallResult.Cost(1, 1, 1, false));
        RetryPolicy retries = new RetryPolicy(limits);
        Duration all = Duration.ZERO;
        for (int attempts = 1; attempts < limits.attempts(); attempts++) {
            Duration wait = retries.pause(limited, attempts);
            assertTrue(retries.isAnotherWorthwhile(
                    limited, attempts, wait, limits.call().minus(all)));
            all = all.plus(wait);
        }
        assertTrue(all.toSeconds() > 60, all::toString);
        assertTrue(all.compareTo(limits.call()) < 0, all::toString);
    }

    @ParameterizedTest(name = "Retry-After: {0}")
    @ValueSource(strings = {"soon", "-1", "1.5", "Wed, 99 Jun 2026"})
    void whatIsNoTimeIsAsIfItWereNotThere(String text) {
        // The wait for a rate limit without an end is a share of the call's limit.
        Duration limit = Duration.ofSeconds(5);
        bed.with(SimulatorExtension.QUICK.withTimeouts(limit, limit, limit).withWaits(AT_ONCE, NEVER));
        bed.simulator.faults().next(InjectedFault.rateLimited(text).on(Phase.DELETE));
        assertSecondAttemptAfter(Duration.ZERO, bed.unassign());
        bed.simulator.cloud().assign(SimulatorExtension.PROJECT, SimulatorExtension.KEY);

        CallResult<Nothing> answer = unassignAfter(InjectedFault.rateLimited(text), NEVER, AT_ONCE);

        assertEquals(Optional.of(429), answer.status());
        assertEquals(1, answer.cost().attempts(), "its own wait is longer than the call may be");
    }

    @Test
    void aWaitThatTheCallCannotBearIsNotBegun() {
        CallResult<Nothing> answer = unassignAfter(InjectedFault.rateLimited(60), AT_ONCE, Duration.ofSeconds(60));

        assertEquals(Optional.of(ErrorCategory.RATE_LIMITED), answer.category(), show(answer));
        assertEquals(1, answer.cost().attempts());
    }

    @Test
    void waitsAddUpToNoMoreThanTheCallsLimit() {
        bed.with(attempts(
                SimulatorExtension.QUICK
                        .withTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(1))
                        .withWaits(AT_ONCE, CAP),
                100));
        bed.simulator.faults().always(InjectedFault.rateLimited(1).on(Phase.DELETE));

        CallResult<Nothing> answer = bed.unassign();

        assertTrue(answer.cost().attempts() <= 6, show(answer));
        assertTrue(answer.cost().millis() < 10_000, show(answer));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(ints = {408, 429, 500, 502, 503, 504})
    void whatMayPassIsTriedFiveTimesAtMost(int status) {
        bed.simulator.faults().always(InjectedFault.empty(status).on(Phase.DELETE));

        CallResult<Nothing> answer = bed.unassign();

        assertEquals(5, answer.cost().attempts());
        assertEquals(6, answer.cost().requests());
        assertEquals(6, bed.simulator.requests());
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(ints = {301, 400, 401, 402, 403, 404, 405, 409, 410, 418, 451, 501, 505, 507})
    void whatDoesNotPassIsTriedOnce(int status) {
        bed.simulator.faults().always(InjectedFault.empty(status).on(Phase.DELETE));

        CallResult<Nothing> answer = bed.unassign();

        assertEquals(1, answer.cost().attempts());
        assertEquals(Optional.of(status), answer.status());
        assertEquals(1, bed.simulator.journal().requests(Phase.DELETE));
    }

    @Test
    void anAttemptWithoutAnAnswerIsRememberedWhenTheNextSaysThatThereIsNoSuchAssignment() {
        bed.simulator.faults().next(InjectedFault.lostThenReset().on(Phase.DELETE));

        CallResult<Nothing> answer = bed.unassign();

        assertEquals(Optional.of(ErrorCategory.NOT_ASSIGNED), answer.category(), show(answer));
        assertTrue(answer.cost().mayHaveTakenEffect());
        assertEquals(2, answer.cost().attempts());
    }

    @Test
    void anAttemptThatWasRefusedIsNotTakenForOneThatMayHaveActed() {
        bed.simulator.cloud().unassign(SimulatorExtension.PROJECT, SimulatorExtension.KEY);
        bed.simulator.faults().next(InjectedFault.rateLimited().on(Phase.DELETE));

        CallResult<Nothing> answer = bed.unassign();

        assertEquals(Optional.of(ErrorCategory.NOT_ASSIGNED), answer.category(), show(answer));
        assertEquals(2, answer.cost().attempts());
        assertTrue(!answer.cost().mayHaveTakenEffect(), show(answer));
    }
}
