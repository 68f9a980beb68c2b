package io.jenkins.plugins.mongodbcloud.client.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jenkins.plugins.mongodbcloud.client.ClientLimits;
import io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ClientLimitsTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void theDefaultsAreThoseThatAreDocumented() {
        assertEquals(
                new ClientLimits(
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(120),
                        5,
                        SECOND,
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(60)),
                ClientLimits.DEFAULT);
    }

    @Test
    void noneMayBeNoughtOrLess() {
        for (Duration none : new Duration[] {Duration.ZERO, SECOND.negated()}) {
            assertThrows(IllegalArgumentException.class, () -> ClientLimits.DEFAULT.withTimeouts(none, SECOND, SECOND));
            assertThrows(IllegalArgumentException.class, () -> ClientLimits.DEFAULT.withTimeouts(SECOND, none, SECOND));
            assertThrows(IllegalArgumentException.class, () -> ClientLimits.DEFAULT.withTimeouts(SECOND, SECOND, none));
            assertThrows(IllegalArgumentException.class, () -> ClientLimits.DEFAULT.withWaits(none, SECOND));
            assertThrows(IllegalArgumentException.class, () -> ClientLimits.DEFAULT.withWaits(SECOND, none));
            assertThrows(IllegalArgumentException.class, () -> ClientLimits.DEFAULT.withSessionIdleTimeout(none));
        }
        assertThrows(IllegalArgumentException.class, () -> SimulatorExtension.attempts(ClientLimits.DEFAULT, 0));
    }
}
