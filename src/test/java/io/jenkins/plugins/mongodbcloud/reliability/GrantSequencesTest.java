package io.jenkins.plugins.mongodbcloud.reliability;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jenkins.plugins.mongodbcloud.reliability.GrantScenario.Disruption;
import io.jenkins.plugins.mongodbcloud.testing.simulator.FaultCatalogue;
import io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Phase;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever faults meet the requests of a grant one after another, and whatever happens to its build and its controller: after
 * the background had its time no key has access that was given to a build, none that was not lost any, and no secret is on
 * disk.
 */
class GrantSequencesTest {

    /** How many sequences there are in a full {@link RunShare}. */
    static final int ALL = 10_000;

    private static final long SEED = 20_261_127;
    private static final int MOST_FAULTS = 4;
    private static final int MOST_REQUESTS = 8;

    private static final List<Phase> PHASES =
            List.of(Phase.CREATE, Phase.ASSIGN, Phase.ACCESS_LIST, Phase.LIST, Phase.UNASSIGN, Phase.DELETE_KEY);

    private static final List<InjectedFault> FAULTS = FaultCatalogue.all("http://localhost:9/elsewhere");

    @TempDir
    private Path folder;

    private static GrantScenario random(int number) {
        SeededRandom random = new SeededRandom(SEED, number);
        List<InjectedFault> faults = IntStream.range(0, random.below(MOST_FAULTS + 1))
                .mapToObj(each -> random.one(FAULTS).on(random.one(PHASES)))
                .toList();
        return new GrantScenario(
                random.percent(40),
                random.percent(70),
                random.percent(30),
                faults,
                random.percent(30),
                random.one(List.of(Disruption.values())),
                1 + random.below(MOST_REQUESTS));
    }

    @Test
    void noAccessOutlivesItsBuildWhateverComesOneAfterAnother() throws Exception {
        List<GrantScenario> scenarios = IntStream.range(0, RunShare.share(ALL))
                .mapToObj(GrantSequencesTest::random)
                .toList();
        try (GrantRunners runners = new GrantRunners(true, folder)) {
            List<GrantResult> results = runners.play(scenarios);
            System.out.println("Reliability: " + results.size() + " sequences of faults in the life of a grant");
            assertEquals("", GrantRunners.flaws(results));
        }
    }
}
