package io.jenkins.plugins.mongodbcloud.reliability;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jenkins.plugins.mongodbcloud.reliability.GrantScenario.Disruption;
import io.jenkins.plugins.mongodbcloud.testing.simulator.FaultCatalogue;
import io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every fault in every request of a grant, with everything that can happen to the build or its controller meanwhile, or
 * with one such thing in turn if not all is run. What is seen is written to {@code target/reliability/grants.md}; the totals
 * of all are compared with {@code docs/reliability.md}.
 */
@Timeout(600)
class GrantMatrixTest {

    @TempDir
    private Path folder;

    private static List<GrantScenario> cells() {
        List<GrantScenario> cells = new ArrayList<>();
        for (GrantRequest request : GrantRequest.values()) {
            List<InjectedFault> faults = FaultCatalogue.all("http://localhost:9/elsewhere");
            for (int number = 0; number < faults.size(); number++) {
                InjectedFault fault = faults.get(number);
                for (Disruption disruption : disruptions(number)) {
                    cells.add(request.scenario(fault, false, disruption));
                    cells.add(request.scenario(fault, true, disruption));
                }
            }
        }
        return cells;
    }

    private static List<Disruption> disruptions(int fault) {
        List<Disruption> all = List.of(Disruption.values());
        return RunShare.isFull() ? all : List.of(all.get(fault % all.size()));
    }

    @Test
    void noAccessOutlivesItsBuildWhicheverFaultMeetsWhichRequest() throws Exception {
        try (GrantRunners runners = new GrantRunners(false, folder)) {
            List<GrantResult> results = runners.play(cells());
            System.out.println("Reliability: " + results.size() + " cells of fault, request of a grant and disruption");
            ReliabilityPage.write("grants.md", GrantReport.page(results));

            assertEquals("", GrantRunners.flaws(results));
            if (RunShare.isFull()) {
                ReliabilityPage.expectTotals("GrantMatrixTest", results.size(), GrantReport.totals(results));
            }
        }
    }
}
