package io.jenkins.plugins.mongodbcloud.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.mongodbcloud.testing.AccessTaskBuilder;
import io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension;
import io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault;
import io.jenkins.plugins.mongodbcloud.testing.simulator.LoggedRequest;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Phase;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatedCloud;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lists longer than a page, up to the bound and past it. */
class PagingTest {
    private static final int SEEDED = 103;

    /** A project with this many keys, the last of which is a {@code ci-} key. */
    private static SimulatedCloud withKeys(int keys) {
        SimulatedCloud cloud = SimulatorSeed.cloud();
        return SimulatorSeed.addCiKeys(cloud, SimulatorSeed.CI_KEYS + 1, SimulatorSeed.CI_KEYS + keys - SEEDED);
    }

    private static String last(int keys) {
        return SimulatorSeed.ciKey(SimulatorSeed.CI_KEYS + keys - SEEDED).publicKey();
    }

    @ParameterizedTest
    @CsvSource({"499, 1, 1", "500, 2, 3", "501, 2, 3", "1001, 3, 5"})
    void everyPageIsReadAndTheLastKeyFound(int keys, int pages, int reads) throws Exception {
        try (SimulatorExtension bench = SimulatorExtension.patient(withKeys(keys))) {
            assertEquals(keys, bench.cloud().assignedKeys(SimulatorExtension.PROJECT));
            AccessReport report = bench.run(AccessTaskBuilder.publicKey(last(keys)));
            assertEquals(List.of(Outcome.UNASSIGNED), SimulatorExtension.outcomes(report));
            assertEquals(reads, bench.simulator.journal().requests(Phase.LIST));
            assertEquals(reads + 2, report.requests());
            String target = bench.simulator.log().stream()
                    .filter(request -> request.method().equals("GET"))
                    .map(LoggedRequest::target)
                    .sorted()
                    .reduce((first, second) -> second)
                    .orElseThrow();
            assertTrue(target.endsWith("?pageNum=" + pages + "&itemsPerPage=500"), target);
        }
    }

    @Test
    void projectWithMoreThanTenThousandKeysIsRefused() throws Exception {
        try (SimulatorExtension bench = SimulatorExtension.patient(withKeys(10_001))) {
            KeyResult result = bench.runOne(AccessTaskBuilder.publicKey(last(10_001)));
            assertEquals(Outcome.REFUSED, result.outcome());
            assertTrue(
                    result.message()
                            .startsWith("The API keys of project " + SimulatorExtension.PROJECT + " at "
                                    + SimulatorExtension.ENDPOINT
                                    + " could not be listed, so nothing was changed: the project has more than 10,000"),
                    result::message);
            assertEquals(21, bench.simulator.journal().requests(Phase.LIST));
            assertEquals(0, bench.deletes());
        }
    }

    @Test
    void listThatStaysUnprovenUnassignsNothingAndVerifiesNothing() throws Exception {
        try (SimulatorExtension bench = SimulatorExtension.patient()) {
            String key = "{\"id\":\"" + SimulatorSeed.API_KEY_ID + "\",\"publicKey\":\"zmmrboas\"}";
            String twice = "{\"results\":[" + key + "," + key + "]}";
            bench.simulator
                    .faults()
                    .always(InjectedFault.answer(200, "application/json", twice).on(Phase.LIST));
            KeyResult result = bench.runOne(AccessTaskBuilder.publicKey("zmmrboas"));
            assertEquals(Outcome.UNAVAILABLE, result.outcome());
            assertTrue(
                    result.message().contains("so nothing was changed: the list kept changing, or repeated itself"),
                    result::message);
            assertEquals(0, bench.deletes());

            AccessReport report =
                    bench.run(AccessTaskBuilder.ids(SimulatorSeed.ciKey(1).id()).verify());
            assertEquals(List.of(Outcome.UNASSIGNED, Outcome.UNAVAILABLE), SimulatorExtension.outcomes(report));
            assertTrue(report.worst().message().contains("could not be listed to verify the result"), report::toString);
        }
    }

    @Test
    void listThatNeverEndsIsNotReadForEver() throws Exception {
        try (SimulatorExtension bench = SimulatorExtension.patient()) {
            String empty = "{\"results\":[],\"totalCount\":9999}";
            bench.simulator
                    .faults()
                    .always(InjectedFault.answer(200, "application/json", empty).on(Phase.LIST));
            assertEquals(
                    Outcome.NOT_ASSIGNED,
                    bench.runOne(AccessTaskBuilder.publicKey("zmmrboas")).outcome());
            assertEquals(1, bench.simulator.journal().requests(Phase.LIST));
        }
    }

    @Test
    void pageThatFailsInTheMiddleUnassignsNothing() throws Exception {
        try (SimulatorExtension bench = SimulatorExtension.patient(withKeys(1_001))) {
            bench.simulator.journal().onRequest(request -> {
                if (request.authenticated() && request.target().contains("pageNum=1&")) {
                    bench.simulator
                            .faults()
                            .always(InjectedFault.error(402, "ACCOUNT_SUSPENDED", "Suspended.")
                                    .on(Phase.LIST));
                }
            });
            KeyResult result = bench.runOne(AccessTaskBuilder.publicKey("zmmrboas"));
            assertEquals(Outcome.REJECTED, result.outcome(), result::message);
            assertEquals(2, bench.simulator.journal().requests(Phase.LIST));
            assertEquals(0, bench.deletes());
        }
    }
}
