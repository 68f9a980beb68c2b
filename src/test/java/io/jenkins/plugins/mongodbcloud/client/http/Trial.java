package io.jenkins.plugins.mongodbcloud.client.http;

import static io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension.PROJECT;
import static io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension.await;
import static io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension.show;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.mongodbcloud.client.CallResult;
import io.jenkins.plugins.mongodbcloud.client.CallResult.Nothing;
import io.jenkins.plugins.mongodbcloud.client.ClientLimits;
import io.jenkins.plugins.mongodbcloud.client.ErrorCategory;
import io.jenkins.plugins.mongodbcloud.client.Operations;
import io.jenkins.plugins.mongodbcloud.client.Session;
import io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Simulator;
import java.time.Duration;
import java.util.Optional;

/**
 * One unassignment of a key that nothing else unassigns, while something goes wrong.
 *
 * @param answer what the client says
 * @param assignedThen whether the simulator had the key assigned when the answer came
 */
record Trial(SimulatorExtension bed, String key, CallResult<Nothing> answer, boolean assignedThen) {

    /** Short enough that silence costs little, long enough for a machine that is busy otherwise. */
    static final ClientLimits LIMITS = ClientLimits.DEFAULT
            .withTimeouts(Duration.ofSeconds(5), Duration.ofMillis(60), Duration.ofSeconds(3))
            .withWaits(Duration.ofMillis(1), Duration.ofMillis(2));

    private static final long SLACK_MILLIS = 5_000;
    private static final int MOST_REQUESTS_OF_AN_ATTEMPT = 6;

    /** Takes the key away on this session, with whatever faults are set, and clears those that are left. */
    static Trial on(SimulatorExtension bed, Session session, String key) {
        CallResult<Nothing> answer = await(session.call(Operations.unassignApiKey(PROJECT, key)));
        boolean assigned = bed.simulator.isAssigned(PROJECT, key);
        bed.simulator.faults().clear();
        return new Trial(bed, key, answer, assigned);
    }

    /** What must hold however a call ends. */
    Trial check() {
        assertEndsOneWay();
        assertKeepsItsLimits();
        if (answer.value().isPresent()) {
            assertFalse(assignedThen, "a success, but the key is assigned: " + show(answer));
        } else if (!isAssigned()) {
            assertTrue(answer.cost().mayHaveTakenEffect(), "not told that it may have acted: " + show(answer));
        }
        return this;
    }

    private void assertEndsOneWay() {
        long ends = answer.value().stream().count()
                + answer.category().stream().count()
                + answer.failure().stream().count();
        assertTrue(ends == 1, show(answer));
        assertTrue(
                answer.failure().isPresent() == answer.status().isEmpty(), "no status but a real one: " + show(answer));
    }

    private void assertKeepsItsLimits() {
        CallResult.Cost cost = answer.cost();
        assertTrue(cost.millis() <= bed.limits().call().toMillis() + SLACK_MILLIS, show(answer));
        assertTrue(cost.attempts() >= 1 && cost.attempts() <= bed.limits().attempts(), show(answer));
        assertTrue(cost.requests() <= cost.attempts() * MOST_REQUESTS_OF_AN_ATTEMPT, show(answer));
    }

    /** Whether the simulator has the key assigned by now. */
    boolean isAssigned() {
        Simulator simulator = bed.simulator;
        return simulator.isAssigned(PROJECT, key);
    }

    /** The end in a word or two: {@code done} if the key is told to be unassigned, a meaning or a kind of fault. */
    String end() {
        boolean earlier = answer.cost().mayHaveTakenEffect()
                && answer.category().filter(ErrorCategory.NOT_ASSIGNED::equals).isPresent();
        if (earlier) {
            return "done";
        }
        Optional<String> refused =
                answer.category().map(meaning -> answer.status().orElseThrow() + " " + meaning);
        Optional<String> failed = answer.failure().map(fault -> fault.kind().name());
        return refused.or(() -> failed).orElse("done");
    }
}
