package io.jenkins.plugins.mongodbcloud.admin;

import static io.jenkins.plugins.mongodbcloud.admin.TestBed.PROJECT;
import static io.jenkins.plugins.mongodbcloud.admin.TestBed.await;
import static io.jenkins.plugins.mongodbcloud.admin.TestBed.show;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.mongodbcloud.admin.Answer.Nothing;
import io.jenkins.plugins.mongodbcloud.simulator.Simulator;
import java.time.Duration;
import java.util.Optional;

/**
 * One unassignment of a key that nothing else unassigns, while something goes wrong.
 *
 * @param answer what the client says
 * @param assignedThen whether the simulator had the key assigned when the answer came
 */
record Trial(TestBed bed, String key, Answer<Nothing> answer, boolean assignedThen) {

    /** Short enough that silence costs little, long enough for a machine that is busy otherwise. */
    static final Limits LIMITS = Limits.DEFAULT
            .withTimeouts(Duration.ofSeconds(5), Duration.ofMillis(60), Duration.ofSeconds(3))
            .withWaits(Duration.ofMillis(1), Duration.ofMillis(2));

    private static final long SLACK_MILLIS = 5_000;
    private static final int MOST_REQUESTS_OF_AN_ATTEMPT = 3;

    /** Takes the key away on this lane, with whatever faults are set, and clears those that are left. */
    static Trial on(TestBed bed, Lane lane, String key) {
        Answer<Nothing> answer = await(lane.unassign(PROJECT, key));
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
            assertTrue(answer.cost().actedUnanswered(), "not told that it may have acted: " + show(answer));
        }
        return this;
    }

    private void assertEndsOneWay() {
        long ends = answer.value().stream().count()
                + answer.meaning().stream().count()
                + answer.fault().stream().count();
        assertTrue(ends == 1, show(answer));
        assertTrue(
                answer.fault().isPresent() == answer.status().isEmpty(), "no status but a real one: " + show(answer));
    }

    private void assertKeepsItsLimits() {
        Answer.Cost cost = answer.cost();
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
        boolean earlier = answer.cost().actedUnanswered()
                && answer.meaning().filter(ErrorMeaning.NOT_ASSIGNED::equals).isPresent();
        if (earlier) {
            return "done";
        }
        Optional<String> refused =
                answer.meaning().map(meaning -> answer.status().orElseThrow() + " " + meaning);
        Optional<String> failed = answer.fault().map(fault -> fault.kind().name());
        return refused.or(() -> failed).orElse("done");
    }
}
