package io.jenkins.plugins.mongodbcloud.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Result;
import io.jenkins.plugins.mongodbcloud.demo.DemoStepContext;
import io.jenkins.plugins.mongodbcloud.testing.StandInJenkins;
import io.jenkins.plugins.mongodbcloud.testing.StandInJenkins.Flight;
import io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Phase;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatedKey;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The thread that runs Pipelines is never held, and waiting steps hold none. */
class StepThreadsTest {
    private static final int WAITING = 200;
    /** Of one endpoint at once. */
    private static final int SESSIONS = 64;

    private static final int MOST_THREADS = 16;

    @AutoClose
    private StandInJenkins bench;

    @BeforeEach
    void start(@TempDir Path home) throws IOException {
        bench = new StandInJenkins(home);
    }

    /** Notes which threads ask it for something that may have to be read from disk. */
    private static final class WatchedContext extends StepContext {
        private static final long serialVersionUID = 1L;
        private final transient DemoStepContext inner;
        private final transient Set<Thread> asking = ConcurrentHashMap.newKeySet();

        WatchedContext(DemoStepContext inner) {
            this.inner = inner;
        }

        @Override
        public <T> T get(Class<T> key) throws IOException {
            asking.add(Thread.currentThread());
            return inner.get(key);
        }

        @Override
        public void onSuccess(Object result) {
            inner.onSuccess(result);
        }

        @Override
        public void onFailure(Throwable t) {
            inner.onFailure(t);
        }

        @Override
        public BodyInvoker newBodyInvoker() {
            return inner.newBodyInvoker();
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setResult(Result r) {
            inner.setResult(r);
        }

        @Override
        public boolean equals(Object o) {
            return this == o;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    @Test
    void startReturnsWhileNothingIsAnswered() throws Exception {
        bench.simulator.faults().always(InjectedFault.silence());
        Flight flight = bench.start(StandInJenkins.usual());
        assertFalse(flight.context().outcome().isDone());
        bench.simulator.awaitRequests(1, StandInJenkins.PATIENCE);
        assertFalse(flight.context().outcome().isDone());
        flight.execution().stop(new InterruptedException());
        flight.failure();
    }

    @Test
    void startLeavesAllThatMayTakeTimeToOtherThreads() throws Exception {
        DemoStepContext inner = bench.context(StandInJenkins.node());
        WatchedContext watched = new WatchedContext(inner);
        assertFalse(new UnassignApiKeyStep(StandInJenkins.step(SimulatorSeed.UNASSIGNED_KEY_ID))
                .start(watched)
                .start());
        inner.outcome().get();
        assertFalse(watched.asking.contains(Thread.currentThread()));
        assertEquals(
                Set.of("mongodb-cloud-work"),
                Set.copyOf(watched.asking.stream().map(Thread::getName).toList()));
    }

    @Test
    void startReturnsWhileEveryThreadOfThePluginIsBusy() throws Exception {
        CountDownLatch gate = StandInJenkins.keepBusy();
        Flight flight = bench.start(StandInJenkins.usual());
        assertFalse(flight.context().outcome().isDone());
        assertEquals(List.of(), bench.journals());
        assertEquals(0, bench.simulator.requests());
        gate.countDown();
        assertEquals("UNASSIGNED", flight.result().get("outcome"));
    }

    @Test
    void twoHundredStepsThatWaitHoldNoMoreThreadsThanOne() throws Exception {
        Set<Thread> before = threads();
        bench.simulator.faults().always(InjectedFault.silence().on(Phase.CHALLENGE));
        List<Flight> flights = new ArrayList<>();
        for (int number = 1; number <= WAITING; number++) {
            SimulatedKey key = SimulatorSeed.ciKey(number);
            ApiKeyOptions step = StandInJenkins.step(key.id());
            // Otherwise one step would list the project, and the others wait for it.
            step.setAllowSelf(true);
            flights.add(bench.start(step));
        }
        bench.simulator.journal().awaitRequests(Phase.CHALLENGE, SESSIONS, StandInJenkins.PATIENCE);

        Set<Thread> added = threads();
        added.removeAll(before);
        assertTrue(added.size() <= MOST_THREADS, () -> added.size() + " threads: " + added);
        Set<String> ours = new HashSet<>();
        added.stream().map(Thread::getName).forEach(ours::add);
        assertTrue(
                ours.stream()
                        .filter(name -> !name.startsWith("mongodb-cloud-"))
                        .findAny()
                        .isEmpty(),
                ours::toString);

        for (Flight flight : flights) {
            flight.execution().stop(new InterruptedException("enough"));
        }
        for (Flight flight : flights) {
            assertEquals("enough", flight.failure().getMessage());
        }
        assertEquals(0, bench.simulator.journal().requests(Phase.DELETE));
    }

    /** All threads but those of the simulator and of the test's own machinery. */
    private static Set<Thread> threads() {
        Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
        threads.removeIf(thread -> thread.getName().startsWith("mongodb-simulator"));
        return threads;
    }

    @Test
    void threadsEndWithTheController() throws Exception {
        bench.start(StandInJenkins.usual()).result();
        Set<Thread> ours = threads();
        ours.removeIf(thread -> !thread.getName().startsWith("mongodb-cloud-"));
        assertTrue(ours.size() >= 3, ours::toString);
        bench.shutDown();
        for (Thread thread : ours) {
            thread.join(StandInJenkins.PATIENCE.toMillis());
            assertFalse(thread.isAlive(), thread::getName);
        }
    }
}
