package io.jenkins.plugins.mongodbcloud.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.mongodbcloud.testing.AccessTaskBuilder;
import io.jenkins.plugins.mongodbcloud.testing.RecordingJournal;
import io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension;
import io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Phase;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several keys in one request. */
class ManyKeysTest {
    private static final int KEYS = 16;

    @Test
    void everyKeyIsTriedAlthoughOneFailsAndTheOrderIsThatOfTheUser() throws Exception {
        try (SimulatorExtension bench = SimulatorExtension.patient()) {
            bench.simulator
                    .faults()
                    .next(InjectedFault.error(403, "RESOURCE_REQUIRES_ACCESS_LIST", "No.")
                            .on(Phase.DELETE));
            List<String> ids = new ArrayList<>(SimulatorExtension.ciIds(1, 5));
            ids.add(2, SimulatorSeed.UNASSIGNED_KEY_ID);
            ids.add(SimulatorSeed.API_KEY_ID);

            RecordingJournal journal = new RecordingJournal();
            AccessReport report = bench.run(AccessTaskBuilder.ids(ids), journal);

            assertEquals(ids, SimulatorExtension.ids(report));
            assertEquals(ids, bench.deletedIds());
            assertEquals(ids, journal.sent());
            assertEquals(report.results(), journal.finished());
            assertEquals(1, report.count(Outcome.REJECTED));
            assertEquals(1, report.count(Outcome.NOT_ASSIGNED));
            assertEquals(5, report.count(Outcome.UNASSIGNED));
            assertEquals(BuildEffect.FAILURE, report.effect());
            assertEquals(ids.get(0), report.worst().apiKeyId());
        }
    }

    @Test
    void oneSessionCostsOneRequestForEachKeyAndOneForTheChallenge() throws Exception {
        try (SimulatorExtension bench = SimulatorExtension.patient()) {
            AccessReport report = bench.run(AccessTaskBuilder.ids(SimulatorExtension.ciIds(1, 100)));
            assertEquals(100, report.count(Outcome.UNASSIGNED));
            assertEquals(101, report.requests());
            assertEquals(101, bench.simulator.requests());
            assertEquals(1, bench.simulator.journal().connectionsAccepted());
        }
    }

    @Test
    void keyThatIsNamedTwiceIsUnassignedOnce() throws Exception {
        try (SimulatorExtension bench = SimulatorExtension.patient()) {
            String id = SimulatorSeed.API_KEY_ID;
            assertEquals(
                    Outcome.UNASSIGNED,
                    bench.runOne(AccessTaskBuilder.ids(id, id)).outcome());
            assertEquals(1, bench.deletes());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void asManySessionsAsAskedForWorkAtOnceAndNoMore(int sessions) throws Exception {
        try (SimulatorExtension bench = SimulatorExtension.patient()) {
            bench.simulator.faults().repeat(sessions, InjectedFault.silence().on(Phase.DELETE));
            List<String> ids = SimulatorExtension.ciIds(1, KEYS);

            AccessExecution unassignment =
                    bench.start(AccessTaskBuilder.ids(ids).parallelism(sessions), new RecordingJournal());
            // None of the first ones is answered, so all of them can only be there if they were sent at once.
            bench.simulator.journal().awaitRequests(Phase.DELETE, sessions, SimulatorExtension.PATIENCE);
            bench.simulator.releaseSilent();
            AccessReport report = SimulatorExtension.await(unassignment);

            assertEquals(ids, SimulatorExtension.ids(report));
            assertEquals(KEYS, report.count(Outcome.UNASSIGNED));
            assertEquals(
                    0,
                    ids.stream()
                            .filter(id -> bench.simulator.isAssigned(SimulatorExtension.PROJECT, id))
                            .count());
            // A session is challenged once; the closed connections are tried again.
            assertEquals(sessions, bench.simulator.journal().requests(Phase.CHALLENGE));
            assertEquals(KEYS + sessions, bench.deletes());
            assertEquals(new HashSet<>(ids), new HashSet<>(bench.deletedIds()));
        }
    }

    @Test
    void lanesAreNoMoreThanKeys() throws Exception {
        try (SimulatorExtension bench = SimulatorExtension.patient()) {
            bench.run(AccessTaskBuilder.ids(SimulatorExtension.ciIds(1, 2)).parallelism(8));
            assertEquals(2, bench.simulator.journal().requests(Phase.CHALLENGE));
        }
    }

    @Test
    void nextRequestOnWarmSessionsCostsNoChallenge() throws Exception {
        try (SimulatorExtension bench = SimulatorExtension.patient()) {
            bench.run(AccessTaskBuilder.ids(SimulatorExtension.ciIds(1, 4)).parallelism(2));
            long before = bench.simulator.requests();
            AccessReport report = bench.run(
                    AccessTaskBuilder.ids(SimulatorExtension.ciIds(5, 8)).parallelism(2));
            assertEquals(4, report.requests());
            assertEquals(before + 4, bench.simulator.requests());
        }
    }

    @Test
    void mapOfSeveralKeysHasTheWorstOutcomeAndEveryResult() throws Exception {
        try (SimulatorExtension bench = SimulatorExtension.patient()) {
            AccessReport report =
                    bench.run(AccessTaskBuilder.ids(SimulatorSeed.API_KEY_ID, SimulatorSeed.UNASSIGNED_KEY_ID));
            Map<String, Object> map = report.toMap();
            assertEquals("NOT_ASSIGNED", map.get("outcome"));
            assertEquals("UNSTABLE", map.get("effect"));
            assertEquals(3, map.get("requests"));
            assertEquals(2, map.get("attempts"));
            assertTrue(map.containsKey("apiKeyId") && map.get("apiKeyId") == null);
            assertTrue(map.containsKey("httpStatus") && map.get("httpStatus") == null);
            assertTrue(map.containsKey("errorCode") && map.get("errorCode") == null);
            assertEquals(report.results().stream().map(KeyResult::toMap).toList(), map.get("keys"));
        }
    }
}
