package io.jenkins.plugins.mongodbcloud.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LimitsTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void theDefaultsAreThoseThatAreDocumented() {
        assertEquals(
                new Limits(
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(120),
                        5,
                        SECOND,
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(60)),
                Limits.DEFAULT);
    }

    @Test
    void noneMayBeNoughtOrLess() {
        for (Duration none : new Duration[] {Duration.ZERO, SECOND.negated()}) {
            assertThrows(IllegalArgumentException.class, () -> Limits.DEFAULT.withTimeouts(none, SECOND, SECOND));
            assertThrows(IllegalArgumentException.class, () -> Limits.DEFAULT.withTimeouts(SECOND, none, SECOND));
            assertThrows(IllegalArgumentException.class, () -> Limits.DEFAULT.withTimeouts(SECOND, SECOND, none));
            assertThrows(IllegalArgumentException.class, () -> Limits.DEFAULT.withWaits(none, SECOND));
            assertThrows(IllegalArgumentException.class, () -> Limits.DEFAULT.withWaits(SECOND, none));
            assertThrows(IllegalArgumentException.class, () -> Limits.DEFAULT.withLaneIdle(none));
        }
        assertThrows(IllegalArgumentException.class, () -> TestBed.attempts(Limits.DEFAULT, 0));
    }
}
