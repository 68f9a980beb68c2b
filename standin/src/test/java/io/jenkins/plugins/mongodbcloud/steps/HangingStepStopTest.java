package io.jenkins.plugins.mongodbcloud.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Result;
import io.jenkins.plugins.mongodbcloud.report.AccessBuildAction;
import io.jenkins.plugins.mongodbcloud.testing.SilentCredential;
import io.jenkins.plugins.mongodbcloud.testing.StandInJenkins;
import io.jenkins.plugins.mongodbcloud.testing.StandInJenkins.Flight;
import io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Aborting the build while the server, or the provider of a credential, hangs. */
class HangingStepStopTest {
    private static final String FIRST = SimulatorSeed.ciKey(1).id();
    private static final String SECOND = SimulatorSeed.ciKey(2).id();
    private static final String THIRD = SimulatorSeed.ciKey(3).id();
    private static final Throwable CAUSE = new FlowInterruptedException(Result.ABORTED, true);

    @AutoClose
    private StandInJenkins bench;

    @BeforeEach
    void start(@TempDir Path home) throws IOException {
        bench = new StandInJenkins(home);
    }

    static Stream<InjectedFault> withoutEnd() {
        return Stream.of(
                InjectedFault.silence(),
                InjectedFault.lostThenSilence(),
                InjectedFault.stalledInBody(),
                InjectedFault.slowBytes(Duration.ofSeconds(5)),
                InjectedFault.rateLimited(60));
    }

    @ParameterizedTest
    @MethodSource("withoutEnd")
    void whateverTheServerDoesAStepThatHasSentSomethingEndsSoonWithItsReport(InjectedFault fault) throws Exception {
        StandInJenkins.timeouts(300, 300, 900);
        Flight flight = bench.startStuck(fault, StandInJenkins.step(FIRST, SECOND, THIRD));

        flight.execution().stop(CAUSE);

        assertEndsSoon(flight);
    }

    /** Within the ten seconds that an aborted build waits, and with a line for each key. */
    private void assertEndsSoon(Flight flight) {
        assertSame(CAUSE, assertTimeoutPreemptively(Duration.ofSeconds(10), flight::failure));
        assertTrue(bench.log().contains(FIRST + " was unassigned"), bench::log);
        assertTrue(bench.log().contains(THIRD + " was not unassigned"), bench::log);
        List<String> rows = bench.run().getAction(AccessBuildAction.class).getKeys().stream()
                .map(row -> row.getApiKeyId() + " " + row.getOutcome())
                .toList();
        // A response that refuses may have come before the stop.
        boolean refused = rows.contains(SECOND + " UNAVAILABLE");
        String said = refused ? " was not unassigned" : " may or may not have been unassigned";
        assertTrue(bench.log().contains(SECOND + said), bench::log);
        assertEquals(
                List.of(
                        FIRST + " UNASSIGNED",
                        SECOND + (refused ? " UNAVAILABLE" : " INTERRUPTED"),
                        THIRD + " INTERRUPTED"),
                rows);
    }

    @Test
    void aStepThatIsResumedAndWhoseLookupHangsEndsSoonWithItsReport() throws Exception {
        byte[] frozen = bench.startStuck(InjectedFault.silence(), StandInJenkins.step(FIRST, SECOND, THIRD))
                .freeze();
        bench.restart();
        SilentCredential silent = new SilentCredential(StandInJenkins.ADMIN);
        bench.credentials().replace(silent);
        Flight flight = bench.thaw(frozen).resume();
        silent.awaitAsked(1);

        flight.execution().stop(CAUSE);

        assertEndsSoon(flight);
    }

    @Test
    void lookupsThatHangStopNoOtherStepAndEndAtOnceWithTheirs() throws Exception {
        SilentCredential silent = new SilentCredential("silent");
        bench.credentials().add(silent);
        ApiKeyOptions options = StandInJenkins.usual();
        options.setCredentialsId("silent");
        List<Flight> hanging = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            hanging.add(bench.start(options));
        }
        silent.awaitAsked(4);

        assertEquals("UNASSIGNED", bench.start(StandInJenkins.usual()).result().get("outcome"));

        for (Flight flight : hanging) {
            assertFalse(flight.context().outcome().isDone());
            flight.execution().stop(CAUSE);
            assertSame(CAUSE, flight.failure());
        }
        String reason = "The build was stopped before this unassignment began, so nothing was sent.";
        assertEquals(
                4,
                bench.logLines().stream()
                        .filter(line -> line.startsWith(reason))
                        .count());
        assertEquals(
                4,
                bench.run().getAction(AccessBuildAction.class).getKeys().stream()
                        .filter(row -> row.getOutcome().equals("INTERRUPTED")
                                && row.getMessage().startsWith(reason))
                        .count());
    }
}
