package io.jenkins.plugins.mongodbcloud.client.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jenkins.plugins.mongodbcloud.client.Session;
import io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension;
import io.jenkins.plugins.mongodbcloud.testing.simulator.FaultCatalogue;
import io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Phase;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Simulator;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** All faults in sequences of two. They are tried at once on several simulators, then looked at one by one. */
@Timeout(120)
class FaultPairsTest {

    private static final int BEDS = 12;

    private record Pair(InjectedFault first, InjectedFault second) {}

    private static final Map<Pair, Future<Trial>> TRIALS = new LinkedHashMap<>();
    private static final List<SimulatorExtension> ALL_BEDS = new ArrayList<>();
    private static final Queue<SimulatorExtension> FREE_BEDS = new ConcurrentLinkedQueue<>();
    private static final ExecutorService EXECUTOR = Executors.newFixedThreadPool(BEDS);
    private static Simulator elsewhere;

    @BeforeAll
    static void tryAll() throws Exception {
        elsewhere = Simulator.builder().start();
        for (int count = 0; count < BEDS; count++) {
            SimulatorExtension bed = SimulatorExtension.plain().with(Trial.LIMITS);
            ALL_BEDS.add(bed);
            FREE_BEDS.add(bed);
        }
        List<InjectedFault> faults = FaultCatalogue.all(elsewhere.baseUrl());
        int number = 0;
        for (InjectedFault first : faults) {
            for (InjectedFault second : faults) {
                number++;
                int key = number;
                Pair pair = new Pair(first, second);
                TRIALS.put(pair, EXECUTOR.submit(() -> unassign(pair, key)));
            }
        }
        // A late effect of any is seen by all that are looked at afterwards.
        TRIALS.values().forEach(SimulatorExtension::await);
    }

    private static Trial unassign(Pair pair, int number) {
        SimulatorExtension bed = FREE_BEDS.remove();
        if (number > SimulatorSeed.CI_KEYS) {
            SimulatorSeed.addCiKeys(bed.simulator.cloud(), number, number);
        }
        bed.simulator.faults().next(pair.first.on(Phase.DELETE), pair.second.on(Phase.DELETE));
        try (Session session = bed.session()) {
            return Trial.on(bed, session, SimulatorExtension.ciKey(number));
        } finally {
            FREE_BEDS.add(bed);
        }
    }

    @AfterAll
    static void stop() {
        EXECUTOR.shutdownNow();
        ALL_BEDS.forEach(SimulatorExtension::close);
        elsewhere.close();
    }

    static Stream<Arguments> pairs() {
        return TRIALS.keySet().stream().map(pair -> Arguments.of(pair.first, pair.second));
    }

    @ParameterizedTest(name = "{0}, then {1}")
    @MethodSource("pairs")
    void endsTrulyAndInTime(InjectedFault first, InjectedFault second) {
        SimulatorExtension.await(TRIALS.get(new Pair(first, second))).check();
    }

    @Test
    void noRedirectIsFollowed() {
        assertEquals(0, elsewhere.requests());
        assertEquals(0, elsewhere.journal().connectionsAccepted());
    }

    @Test
    void basicIsNeverSent() {
        ALL_BEDS.forEach(bed -> assertEquals(0, bed.simulator.basicSeen()));
    }
}
