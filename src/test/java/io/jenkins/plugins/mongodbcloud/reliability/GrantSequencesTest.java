package io.jenkins.plugins.mongodbcloud.reliability;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.mongodbcloud.client.ClientLimits;
import io.jenkins.plugins.mongodbcloud.client.ProxyRules;
import io.jenkins.plugins.mongodbcloud.client.http.HttpAdminClient;
import io.jenkins.plugins.mongodbcloud.reliability.GrantScenario.Blow;
import io.jenkins.plugins.mongodbcloud.testing.simulator.FaultCatalogue;
import io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Phase;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever faults meet the requests of a grant, and whatever happens to its build and its controller: after the background
 * had its time no key has access that was given to a build, none that was not lost any, and no secret is on disk.
 */
class GrantSequencesTest {

    /** How many sequences there are in a full {@link RunShare}. */
    static final int ALL = 10_000;

    private static final long SEED = 20_261_127;
    /** Most sequences wait for silence. */
    private static final int SITES = 16;
    /** All but one site have so few that their lists have one page. */
    private static final int FEW_KEYS = 3;

    private static final int MOST_FAULTS = 4;
    private static final int MOST_REQUESTS = 8;

    private static final List<Phase> PHASES =
            List.of(Phase.CREATE, Phase.ASSIGN, Phase.ACCESS_LIST, Phase.LIST, Phase.UNASSIGN, Phase.DELETE_KEY);

    /** So short that silence costs little; what is slow for another reason is one more fault. */
    private static final ClientLimits LIMITS = new ClientLimits(
            Duration.ofSeconds(5),
            Duration.ofMillis(250),
            Duration.ofSeconds(3),
            2,
            Duration.ofMillis(1),
            Duration.ofMillis(2),
            Duration.ofMillis(500));

    private static final List<InjectedFault> FAULTS = FaultCatalogue.all("http://localhost:9/elsewhere");
    private static final Logger PLUGIN = Logger.getLogger("io.jenkins.plugins.mongodbcloud");

    @TempDir
    private static Path folder;

    private static final BlockingQueue<GrantScenarioRunner> RUNNERS = new LinkedBlockingQueue<>();
    private static Level level;
    private static HttpAdminClient api;
    private static ExecutorService workers;
    private static ExecutorService directors;

    @BeforeAll
    static void open() throws Exception {
        // A full disk and a process that has ended are logged, each time.
        level = PLUGIN.getLevel();
        PLUGIN.setLevel(Level.OFF);
        api = new HttpAdminClient(() -> LIMITS, ProxyRules.DIRECT);
        workers = Executors.newFixedThreadPool(2);
        directors = Executors.newFixedThreadPool(SITES);
        for (int site = 0; site < SITES; site++) {
            int keys = site == 0 ? SimulatorSeed.CI_KEYS : FEW_KEYS;
            RUNNERS.add(new GrantScenarioRunner(api, workers, folder.resolve("site-" + site), keys));
        }
    }

    @AfterAll
    static void close() {
        directors.shutdownNow();
        RUNNERS.forEach(GrantScenarioRunner::close);
        api.close();
        workers.shutdownNow();
        PLUGIN.setLevel(level);
    }

    private static List<String> play(List<GrantScenario> scenarios) throws Exception {
        List<Callable<List<String>>> plays = new ArrayList<>();
        scenarios.forEach(scenario -> plays.add(() -> play(scenario)));
        List<String> found = new ArrayList<>();
        for (Future<List<String>> play : directors.invokeAll(plays)) {
            found.addAll(play.get());
        }
        return found;
    }

    private static List<String> play(GrantScenario scenario) throws Exception {
        GrantScenarioRunner runner = RUNNERS.take();
        try {
            List<String> found = runner.play(scenario);
            if (!found.isEmpty()) {
                found.add("  in " + scenario);
            }
            return found;
        } catch (Exception | AssertionError broken) {
            throw new AssertionError("in " + scenario, broken);
        } finally {
            RUNNERS.add(runner);
        }
    }

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
                random.one(List.of(Blow.values())),
                1 + random.below(MOST_REQUESTS));
    }

    @Test
    void noAccessOutlivesItsBuildWhateverComesOneAfterAnother() throws Exception {
        List<GrantScenario> scenarios = IntStream.range(0, RunShare.share(ALL))
                .mapToObj(GrantSequencesTest::random)
                .toList();
        List<String> found = play(scenarios);
        System.out.println(scenarios.size() + " sequences of faults in the life of a grant");
        assertTrue(found.isEmpty(), () -> String.join("\n", found));
    }

    @Test
    void noAccessOutlivesItsBuildWhicheverFaultMeetsWhichRequest() throws Exception {
        List<GrantScenario> scenarios = new ArrayList<>();
        for (InjectedFault fault : FAULTS) {
            for (Phase phase : PHASES) {
                for (Blow blow : Blow.values()) {
                    boolean existing = phase == Phase.ASSIGN;
                    scenarios.add(new GrantScenario(
                            existing, true, true, List.of(fault.on(phase)), scenarios.size() % 2 == 0, blow, 3));
                }
            }
        }
        List<String> found = play(scenarios);
        System.out.println(scenarios.size() + " single faults in the life of a grant");
        assertTrue(found.isEmpty(), () -> String.join("\n", found));
    }
}
