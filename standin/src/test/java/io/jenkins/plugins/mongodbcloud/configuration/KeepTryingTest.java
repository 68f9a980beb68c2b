package io.jenkins.plugins.mongodbcloud.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Result;
import io.jenkins.plugins.mongodbcloud.access.BuildEffect;
import io.jenkins.plugins.mongodbcloud.access.Grant;
import io.jenkins.plugins.mongodbcloud.report.AccessBuildAction;
import io.jenkins.plugins.mongodbcloud.report.KeyResultView;
import io.jenkins.plugins.mongodbcloud.steps.ApiKeyOptions;
import io.jenkins.plugins.mongodbcloud.testing.JenkinsFixture;
import io.jenkins.plugins.mongodbcloud.testing.SilentCredential;
import io.jenkins.plugins.mongodbcloud.testing.StandInJenkins;
import io.jenkins.plugins.mongodbcloud.testing.StandInJenkins.Flight;
import io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Phase;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Role;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An unassignment that does not come to its end is kept, if the job wants that, and done later. */
@Timeout(120)
class KeepTryingTest {

    private static final String SECOND = SimulatorSeed.ciKey(2).id();

    @TempDir
    private Path home;

    @AutoClose
    private StandInJenkins jenkins;

    private final AtomicLong now = new AtomicLong(System.currentTimeMillis());

    @BeforeEach
    void start() throws Exception {
        jenkins = new StandInJenkins(home);
        booted();
    }

    private void booted() {
        JenkinsFixture.timeouts(2, 2, 3);
        Grants.get().setClock(now::get);
    }

    private static ApiKeyOptions keeping(ApiKeyOptions options) {
        options.setKeepTrying(true);
        options.setIfUnavailable(BuildEffect.SUCCESS);
        return options;
    }

    private void down() {
        jenkins.simulator.faults().always(InjectedFault.downForLong().on(Phase.DELETE));
    }

    private void minutes(long minutes) throws Exception {
        now.addAndGet(Duration.ofMinutes(minutes).toMillis());
        Grants.get().work().get(JenkinsFixture.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private static void until(BooleanSupplier reached) throws Exception {
        long end = System.nanoTime() + JenkinsFixture.PATIENCE.toNanos();
        while (!reached.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new TimeoutException("still " + Grants.get().all());
            }
            Thread.onSpinWait();
        }
    }

    @Test
    void keyIsPendingAndUnassignedInTheBackground() throws Exception {
        down();
        Map<String, Object> result =
                jenkins.start(keeping(StandInJenkins.usual())).result();
        assertEquals("PENDING", result.get("outcome"));
        assertEquals("SUCCESS", result.get("effect"));
        assertTrue(jenkins.log().contains("tries again until the access is gone"), jenkins::log);
        jenkins.simulator.faults().clear();
        minutes(2);
        until(() -> Grants.get().all().isEmpty());
        assertFalse(jenkins.isAssigned());
    }

    @Test
    void keyIsKeptOverARestart() throws Exception {
        down();
        jenkins.start(keeping(StandInJenkins.usual())).result();
        jenkins.restart();
        booted();
        jenkins.simulator.faults().clear();
        minutes(2);
        minutes(0);
        until(() -> Grants.get().all().isEmpty());
        assertFalse(jenkins.isAssigned());
    }

    @Test
    void keysOfAStoppedBuildAreKept() throws Exception {
        jenkins.simulator.faults().always(InjectedFault.silence().on(Phase.DELETE));
        Flight flight = jenkins.start(keeping(StandInJenkins.step(StandInJenkins.KEY, SECOND)));
        jenkins.simulator.journal().awaitRequests(Phase.DELETE, 1, StandInJenkins.PATIENCE);
        Throwable cause = new FlowInterruptedException(Result.ABORTED, true);
        flight.execution().stop(cause);
        assertSame(cause, flight.failure());
        assertEquals(2, Grants.get().all().size());
        jenkins.simulator.faults().clear();
        minutes(2);
        until(() -> Grants.get().all().isEmpty());
        assertFalse(jenkins.isAssigned());
        assertFalse(jenkins.isAssigned(2));
    }

    @Test
    void effectIsThatOfAnUnavailableMongoDbCloud() throws Exception {
        down();
        ApiKeyOptions options = keeping(StandInJenkins.usual());
        options.setIfUnavailable(BuildEffect.FAILURE);
        String message = jenkins.start(options).failure().getMessage();
        assertTrue(message.contains("ended in PENDING"), message);
        assertEquals(1, Grants.get().all().size());
    }

    @Test
    void whatIsRejectedOrADryRunIsNotKept() throws Exception {
        ApiKeyOptions rejected = keeping(StandInJenkins.usual());
        rejected.setCredentialsId(JenkinsFixture.READER);
        rejected.setIfRejected(BuildEffect.SUCCESS);
        assertEquals("REJECTED", jenkins.start(rejected).result().get("outcome"));
        ApiKeyOptions dryRun = keeping(StandInJenkins.usual());
        dryRun.setDryRun(true);
        jenkins.simulator.faults().always(InjectedFault.downForLong().on(Phase.LIST));
        assertEquals("UNAVAILABLE", jenkins.start(dryRun).result().get("outcome"));
        assertEquals(List.of(), Grants.get().all());
    }

    @Test
    void selectionWhoseListCannotBeReadIsNotKept() throws Exception {
        jenkins.simulator.faults().always(InjectedFault.downForLong().on(Phase.LIST));
        ApiKeyOptions options = keeping(StandInJenkins.step());
        options.setDescription("ci-002");
        assertEquals("UNAVAILABLE", jenkins.start(options).result().get("outcome"));
        assertEquals(List.of(), Grants.get().all());
    }

    @Test
    void keyThatWasAssignedAnewWithOtherRolesWaitsForAnAdministrator() throws Exception {
        down();
        ApiKeyOptions options = keeping(StandInJenkins.step());
        options.setDescription("ci-002");
        assertEquals("PENDING", jenkins.start(options).result().get("outcome"));
        jenkins.simulator.faults().clear();
        jenkins.simulator.cloud().assign(JenkinsFixture.PROJECT, SECOND, Role.GROUP_OWNER);
        minutes(2);
        until(() -> Grants.get().all().get(0).progress().needsPerson() != null);
        assertEquals(Grant.Progress.NEVER, Grants.get().all().get(0).progress().nextAttempt());
        assertTrue(jenkins.isAssigned(2));
        Grants.get().tryNow(Grants.get().all().get(0).id());
        until(() -> Grants.get().all().isEmpty());
        assertFalse(jenkins.isAssigned(2));
    }

    @Test
    void nothingIsSentIfNothingCouldBeKept() throws Exception {
        Path directory = home.resolve("mongodb-cloud").resolve("grants");
        Files.createDirectories(directory.getParent());
        Files.writeString(directory, "in the way");
        String message =
                jenkins.start(keeping(StandInJenkins.usual())).failure().getMessage();
        assertTrue(message.contains("The directory of grants"), message);
        assertEquals(0, jenkins.simulator.journal().requests(Phase.DELETE));
    }

    @Test
    void keyOfABuildThatIsStoppedBeforeItsCredentialIsFoundIsKept() throws Exception {
        SilentCredential silent = new SilentCredential("silent");
        jenkins.credentials().add(silent);
        ApiKeyOptions options = keeping(StandInJenkins.usual());
        options.setCredentialsId("silent");
        Flight flight = jenkins.start(options);
        silent.awaitAsked(1);
        stop(flight);
        assertEquals(List.of("PENDING"), rows());
        silent.answer();
        assertIsUnassignedLater();
    }

    private static void stop(Flight flight) throws Exception {
        Throwable cause = new FlowInterruptedException(Result.ABORTED, true);
        flight.execution().stop(cause);
        assertSame(cause, flight.failure());
    }

    private List<String> rows() {
        return jenkins.run().getAction(AccessBuildAction.class).getKeys().stream()
                .map(KeyResultView::getOutcome)
                .toList();
    }

    private void assertIsUnassignedLater() throws Exception {
        minutes(2);
        until(() -> Grants.get().all().isEmpty());
        assertFalse(jenkins.isAssigned());
        assertEquals(List.of("UNASSIGNED"), rows());
    }

    private void stopBeforeTheGrantsAreRead() throws Exception {
        CountDownLatch gate = StandInJenkins.keepBusy();
        Flight flight = jenkins.start(keeping(StandInJenkins.usual()));
        flight.execution().stop(new FlowInterruptedException(Result.ABORTED, true));
        gate.countDown();
        flight.failure();
    }

    /** As just after the start of Jenkins. */
    @Test
    void keyOfABuildThatIsStoppedBeforeTheGrantsAreReadIsKept() throws Exception {
        stopBeforeTheGrantsAreRead();
        assertEquals(List.of("PENDING"), rows());
        assertEquals(List.of(), Grants.get().all(), "they are read");
        assertEquals(
                List.of("API key " + StandInJenkins.KEY + " was not unassigned from project " + StandInJenkins.PROJECT
                        + " at Cloud Manager: the build was stopped before. The unassignment is pending: Jenkins keeps it"
                        + " and tries again until the access is gone."),
                jenkins.logLines());
        assertIsUnassignedLater();
    }

    @Test
    void keyOfAStoppedBuildThatCannotBeKeptSaysSo() throws Exception {
        Path directory = home.resolve("mongodb-cloud").resolve("grants");
        Files.createDirectories(directory.getParent());
        Files.writeString(directory, "in the way");
        stopBeforeTheGrantsAreRead();
        assertEquals(List.of("INTERRUPTED"), rows());
        assertTrue(jenkins.log().contains("could not be written to the Jenkins home (" + directory), jenkins::log);
    }
}
