package io.jenkins.plugins.mongodbcloud.reliability;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Whatever faults come one after another, and whenever a run is stopped: nothing is said to be done that is not, no key is
 * lost from the report, and the journal leads on from where the run was.
 *
 * <p>Each of {@value #TRIES} tries plays a flight of scenarios side by side. A failure names the scenario, and jqwik's
 * seed, which {@code @Property(seed = "…")} repeats.
 */
class FaultSequencesTest {
    private static final int TRIES = 100;

    /** How many sequences there are in a full {@link RunShare}. */
    static final int ALL = 10_000;

    private static final int FLIGHT = RunShare.share(ALL) / TRIES;
    private static final ScenarioRunners STAGE = new ScenarioRunners();

    @BeforeContainer
    static void open() throws IOException {
        STAGE.open();
    }

    @AfterContainer
    static void close() throws IOException {
        STAGE.close();
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void whatIsReportedIsSoAndNothingIsLost(@ForAll("flights") List<FaultScenario> flight) throws Exception {
        List<String> found = STAGE.play(flight);

        assertTrue(found.isEmpty(), () -> String.join("\n", found));
    }

    @Provide
    Arbitrary<List<FaultScenario>> flights() {
        return ScenarioGenerator.all()
                .list()
                .ofMinSize(1)
                .ofMaxSize(FLIGHT)
                // Full flights; smaller ones are for finding out which scenario it was.
                .withSizeDistribution((genSize, min, max, center) -> random -> max);
    }
}
