package io.jenkins.plugins.mongodbcloud.configuration;

import io.jenkins.plugins.mongodbcloud.testing.JenkinsFixture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/** Lets time pass for what is removed in the background. A new controller has the usual time again. */
public final class GrantClock {

    private final AtomicLong passed = new AtomicLong();

    /** So much time is over, and the background is at work. */
    public void pass(Duration time) throws Exception {
        passed.addAndGet(time.toMillis());
        Grants.get().setClock(() -> System.currentTimeMillis() + passed.get());
        Grants.get().work().get(JenkinsFixture.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /** Time passes until nothing is left to be removed. */
    public void untilSettled() throws Exception {
        long end = System.nanoTime() + JenkinsFixture.PATIENCE.toNanos();
        // What becomes pending meanwhile is to be quiet for a while of its own.
        for (pass(Duration.ofMinutes(6)); !Grants.get().all().isEmpty(); pass(Duration.ofMinutes(6))) {
            if (System.nanoTime() > end) {
                throw new TimeoutException("still " + Grants.get().all());
            }
        }
    }

    /** Waits for something that no event tells of. */
    public static void until(BooleanSupplier reached) throws TimeoutException {
        long end = System.nanoTime() + JenkinsFixture.PATIENCE.toNanos();
        while (!reached.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new TimeoutException("still " + Grants.get().all());
            }
            Thread.onSpinWait();
        }
    }
}
