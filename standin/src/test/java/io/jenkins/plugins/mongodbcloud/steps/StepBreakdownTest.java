package io.jenkins.plugins.mongodbcloud.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.security.ACL;
import io.jenkins.plugins.mongodbcloud.access.AccessReport;
import io.jenkins.plugins.mongodbcloud.access.OptionNames;
import io.jenkins.plugins.mongodbcloud.configuration.MongoDbCloudClient;
import io.jenkins.plugins.mongodbcloud.journal.SensitiveValues;
import io.jenkins.plugins.mongodbcloud.report.AccessBuildAction;
import io.jenkins.plugins.mongodbcloud.report.KeyResultView;
import io.jenkins.plugins.mongodbcloud.steps.AccessTaskRunner.Context;
import io.jenkins.plugins.mongodbcloud.testing.StandInJenkins;
import io.jenkins.plugins.mongodbcloud.testing.StandInJenkins.Flight;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Jenkins, the disk and the plugin itself may fail at: a step ends all the same. */
class StepBreakdownTest {
    private static final String FIRST = SimulatorSeed.ciKey(1).id();
    private static final String SECOND = SimulatorSeed.ciKey(2).id();

    @AutoClose
    private StandInJenkins bench;

    @BeforeEach
    void start(@TempDir Path home) throws IOException {
        bench = new StandInJenkins(home);
    }

    private Path journalFolder() {
        return bench.run().getRootDir().toPath().resolve("mongodb-cloud");
    }

    @Test
    void buildFolderThatCannotBeWrittenSendsNothing() throws Exception {
        Files.writeString(journalFolder(), "in the way");
        Flight flight = bench.start(StandInJenkins.usual());
        assertTrue(flight.failure() instanceof IOException, () -> "not an IOException");
        assertEquals(0, bench.simulator.journal().requests("DELETE"));
    }

    @Test
    void buildFolderThatBreaksOnTheWaySendsNoMore() throws Exception {
        bench.simulator.journal().onRequest(request -> {
            if (request.authenticated() && request.target().endsWith(FIRST)) {
                putSomethingInTheWay();
            }
        });
        Flight flight = bench.start(StandInJenkins.step(FIRST, SECOND));
        assertTrue(flight.failure().getMessage().startsWith("1 of 2 "), flight.failure()::getMessage);
        assertTrue(bench.logLines().get(0).contains(FIRST + " was unassigned"), bench::log);
        assertTrue(
                bench.logLines().get(1).contains(SECOND + " was not unassigned")
                        && bench.logLines().get(1).contains("could not be written to the build directory"),
                bench::log);
        assertEquals(0, bench.deletes(SECOND));
    }

    private void putSomethingInTheWay() {
        try {
            for (Path journal : bench.journals()) {
                Files.delete(journal);
            }
            Files.delete(journalFolder());
            Files.writeString(journalFolder(), "in the way");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void tooManyStepsAtOnceAreToldSo() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        fill(MongoDbCloudClient.get().executor(), gate);
        Flight flight = bench.start(StandInJenkins.usual());
        assertSame(AccessFailedException.class, flight.failure().getClass());
        String reason = flight.failure().getMessage();
        assertTrue(reason.startsWith("Too many unassignments are waiting"), reason);
        assertEquals(
                List.of(reason),
                bench.run().getAction(AccessBuildAction.class).getKeys().stream()
                        .map(KeyResultView::getMessage)
                        .toList());
        gate.countDown();
    }

    /** Repeated, for it takes the threads in the moment between two tasks. */
    @RepeatedTest(20)
    void stoppingWhileManyTasksWaitEndsAllThreads() {
        CountDownLatch gate = new CountDownLatch(1);
        ExecutorService executor = MongoDbCloudClient.get().executor();
        fill(executor, gate);
        gate.countDown();
        MongoDbCloudClient.stop();
        assertTrue(executor.isTerminated());
    }

    private static void pass(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void fill(ExecutorService executor, CountDownLatch gate) {
        try {
            while (true) {
                executor.execute(() -> pass(gate));
            }
        } catch (RejectedExecutionException full) {
            assertFalse(executor.isShutdown());
        }
    }

    @Test
    void buildThatIsGoneEndsTheWork() throws Exception {
        assertEquals(
                "gone",
                failureOf(() -> {
                            throw new IOException("gone");
                        })
                        .getMessage());
        assertEquals(
                "a defect",
                failureOf(() -> {
                            throw new IllegalStateException("a defect");
                        })
                        .getMessage());
        assertEquals(
                "stopped",
                failureOf(() -> {
                            throw new InterruptedException("stopped");
                        })
                        .getMessage());
    }

    @Test
    void classThatIsMissingEndsTheWork() throws Exception {
        assertEquals(
                "hudson/model/Missing",
                failureOf(() -> {
                            throw new NoClassDefFoundError("hudson/model/Missing");
                        })
                        .getMessage());
    }

    @Test
    void logThatBreaksDownEndsTheWork() throws Exception {
        TaskListener broken = () -> {
            throw new IllegalStateException("no log");
        };
        Run<?, ?> run = bench.run();
        assertEquals(
                "no log",
                failureOf(() -> new Context(
                                run, broken, ACL.SYSTEM2, SensitiveValues.NONE, OptionNames.ARGUMENTS, () -> false))
                        .getMessage());
    }

    private static Throwable failureOf(AccessTaskRunner.ContextSupplier context)
            throws InterruptedException, TimeoutException {
        CompletableFuture<AccessReport> report =
                AccessTaskRunner.start(context, StandInJenkins.usual(), "call").report();
        try {
            throw new AssertionError("no failure but " + report.get(5, TimeUnit.SECONDS));
        } catch (ExecutionException e) {
            return e.getCause();
        }
    }

    @Test
    void theBuildPageSaysWhyNothingWasSent() throws Exception {
        String reason = bench.start(StandInJenkins.step()).failure().getMessage();

        List<KeyResultView> rows =
                bench.run().getAction(AccessBuildAction.class).getKeys();
        assertEquals(
                List.of("null REJECTED FAILURE " + reason),
                rows.stream()
                        .map(row -> row.getApiKeyId() + " " + row.getOutcome() + " " + row.getEffect() + " "
                                + row.getMessage())
                        .toList());
        assertTrue(reason.contains("nothing was sent"), reason);
    }
}
