package io.jenkins.plugins.mongodbcloud.freestyle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Result;
import io.jenkins.plugins.mongodbcloud.report.AccessBuildAction;
import io.jenkins.plugins.mongodbcloud.testing.StandInJenkins;
import io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Phase;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Interrupting the thread that a freestyle build runs in. */
class InterruptedBuildTest {
    private static final String FIRST = SimulatorSeed.ciKey(1).id();
    private static final String SECOND = SimulatorSeed.ciKey(2).id();
    private static final String THIRD = SimulatorSeed.ciKey(3).id();

    @AutoClose
    private FreeBench free;

    @BeforeEach
    void start(@TempDir Path home) throws IOException {
        free = new FreeBench(home);
    }

    @Test
    void requestIsTakenBackAndTheLogNamesWhatWasNotDone() throws Exception {
        free.bench.alwaysAfter(FIRST, InjectedFault.silence());
        FreeBuild build = free.build();
        BuildThread executor = new BuildThread(() -> free.runStep(build, StandInJenkins.step(FIRST, SECOND, THIRD)));
        free.bench.simulator.journal().awaitRequests(Phase.DELETE, 2, StandInJenkins.PATIENCE);

        executor.interrupt();
        List<String> lines = free.bench.logLines();
        assertTrue(lines.get(0).contains(FIRST + " was unassigned"), free.bench::log);
        assertTrue(lines.get(1).contains(SECOND + " may or may not have been unassigned"), free.bench::log);
        assertTrue(lines.get(2).contains(THIRD + " was not unassigned"), free.bench::log);
        free.bench.simulator.journal().awaitOpenConnections(0, StandInJenkins.PATIENCE);
        assertEquals(0, free.bench.deletes(THIRD));
        assertEquals(
                List.of("UNASSIGNED", "INTERRUPTED", "INTERRUPTED"),
                build.getAction(AccessBuildAction.class).getKeys().stream()
                        .map(row -> row.getOutcome())
                        .toList());
    }

    @Test
    void cleanUpOfAnAbortedBuildCanBeInterruptedToo() throws Exception {
        free.bench.simulator.faults().always(InjectedFault.silence());
        FreeBuild build = free.build(Result.ABORTED);
        BuildThread executor = new BuildThread(() -> free.cleanUp(build, StandInJenkins.usual(), Result.ABORTED));
        free.bench.simulator.awaitRequests(1, StandInJenkins.PATIENCE);
        executor.interrupt();
        assertEquals(0, free.bench.simulator.journal().requests(Phase.DELETE));
        assertEquals(Result.ABORTED, build.getResult());
    }

    @Test
    void threadThatIsInterruptedAlreadyUnassignsNothingMore() throws Exception {
        free.bench.simulator.faults().always(InjectedFault.silence());
        BuildThread executor = new BuildThread(() -> {
            Thread.currentThread().interrupt();
            free.runStep(free.build(), StandInJenkins.usual());
        });
        executor.awaitInterrupted();
        assertTrue(free.bench.simulator.isAssigned(StandInJenkins.PROJECT, StandInJenkins.KEY));
    }
}
