package io.jenkins.plugins.mongodbcloud.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.AbortException;
import hudson.security.ACL;
import io.jenkins.plugins.mongodbcloud.access.BuildEffect;
import io.jenkins.plugins.mongodbcloud.access.BuildResultPolicy;
import io.jenkins.plugins.mongodbcloud.access.Grant;
import io.jenkins.plugins.mongodbcloud.access.GrantState;
import io.jenkins.plugins.mongodbcloud.access.KeyResult;
import io.jenkins.plugins.mongodbcloud.access.OptionNames;
import io.jenkins.plugins.mongodbcloud.access.Outcome;
import io.jenkins.plugins.mongodbcloud.demo.DemoJob;
import io.jenkins.plugins.mongodbcloud.demo.DemoRun;
import io.jenkins.plugins.mongodbcloud.journal.JournalSnapshot;
import io.jenkins.plugins.mongodbcloud.journal.SensitiveValues;
import io.jenkins.plugins.mongodbcloud.testing.JenkinsFixture;
import io.jenkins.plugins.mongodbcloud.testing.StandInJenkins;
import io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Phase;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Role;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatedKey;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Access of builds on a controller, which may be restarted: none outlives its build. */
@Timeout(120)
class GrantsTest {

    private static final String OWNER = "owner";
    private static final SimulatedKey OWNER_KEY =
            new SimulatedKey("5d1d12c087d9d63e6d68aaaa", "ownerown", "0aaaaaaa-0000-4000-8000-00000000aaaa", "owner");

    @TempDir
    private Path home;

    private StandInJenkins jenkins;
    private final AtomicLong now = new AtomicLong(System.currentTimeMillis());
    private final List<String> log = new ArrayList<>();

    @BeforeEach
    void start() throws Exception {
        jenkins = new StandInJenkins(
                home, SimulatorSeed.cloud().addApiKey(SimulatorSeed.ORGANIZATION_ID, OWNER_KEY, Role.ORG_OWNER));
        booted();
    }

    @AfterEach
    void stop() {
        jenkins.close();
    }

    private void booted() throws Exception {
        jenkins.addCredentials(JenkinsFixture.keyPair(OWNER, OWNER_KEY));
        JenkinsFixture.timeouts(2, 2, 3);
        Grants.get().setClock(now::get);
    }

    /** The controller dies and starts again, and its builds go on or do not. */
    private void restart(boolean goesOn) throws Exception {
        jenkins.restart();
        booted();
        if (!goesOn) {
            jenkins.run().finished();
        }
        GrantListeners.start();
        await(Grants.get().work());
    }

    private GrantRequest request(String credentialsId) {
        return new GrantRequest(
                MongoDbCloudConfiguration.DEFAULT_ENDPOINT,
                credentialsId,
                JenkinsFixture.PROJECT,
                List.of("GROUP_READ_ONLY"),
                List.of(),
                "deploy #1",
                true,
                null,
                "call",
                OptionNames.ARGUMENTS,
                SensitiveValues.NONE);
    }

    private CompletableFuture<GivenAccess> start(GrantRequest request) {
        return Grants.get().assign(request, jenkins.run(), ACL.SYSTEM2, log::add, () -> false);
    }

    private GivenAccess assign() throws Exception {
        return await(start(request(OWNER)));
    }

    private static <T> T await(CompletableFuture<T> future) throws Exception {
        return future.get(JenkinsFixture.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private String failure(GrantRequest request) throws Exception {
        try {
            throw new AssertionError("given: " + await(start(request)));
        } catch (ExecutionException e) {
            assertEquals(AbortException.class, e.getCause().getClass(), e::toString);
            return e.getCause().getMessage();
        }
    }

    private KeyResult end(GivenAccess given) throws Exception {
        return await(
                Grants.get().end(given.grant().id(), BuildResultPolicy.DEFAULT, jenkins.run(), ACL.SYSTEM2, log::add));
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

    private void untilSettled() throws Exception {
        until(() -> Grants.get().all().isEmpty());
    }

    private void minutes(long minutes) throws Exception {
        now.addAndGet(Duration.ofMinutes(minutes).toMillis());
        await(Grants.get().work());
    }

    private List<String> withAccess() {
        return jenkins.simulator.cloud().createdKeys().stream()
                .map(SimulatedKey::id)
                .filter(id -> jenkins.simulator.isAssigned(JenkinsFixture.PROJECT, id))
                .toList();
    }

    private List<String> files() throws Exception {
        try (Stream<Path> files = Files.list(home.resolve("mongodb-cloud").resolve("grants"))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .toList();
        }
    }

    @Test
    void buildHasAccessUntilItsEnd() throws Exception {
        GivenAccess given = assign();
        SimulatedKey key = jenkins.simulator.cloud().createdKeys().get(0);
        assertEquals(key.publicKey(), given.publicKey());
        assertEquals(key.privateKey(), given.privateKey().getPlainText());
        assertEquals(List.of(key.id()), withAccess());
        assertEquals(List.of(given.grant()), Grants.get().all());
        KeyResult result = end(given);
        assertEquals(Outcome.UNASSIGNED, result.outcome());
        assertEquals(BuildEffect.SUCCESS, result.effect());
        assertEquals(List.of(), withAccess());
        assertEquals(List.of(), files());
        assertEquals(List.of(), log);
    }

    @Test
    void privateKeyIsInNoFile() throws Exception {
        GivenAccess given = assign();
        String secret = given.privateKey().getPlainText();
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertFalse(Files.readString(file).contains(secret), file::toString);
            }
        }
        assertFalse(given.toString().contains(secret), given::toString);
    }

    @Test
    void endIsRepeatable() throws Exception {
        GivenAccess given = assign();
        assertEquals(Outcome.UNASSIGNED, end(given).outcome());
        restart(true);
        assertEquals(Outcome.UNASSIGNED, end(given).outcome());
        assertEquals(1, jenkins.simulator.journal().requests(Phase.UNASSIGN));
    }

    @Test
    void whatIsAskedForIsValidatedBeforeAnythingIsSent() throws Exception {
        GrantRequest usual = request(OWNER);
        assertTrue(failure(request("no-such-credential")).contains("no-such-credential"));
        for (List<String> roles : List.of(List.<String>of(), List.of("ORG_OWNER"), List.of("group"))) {
            String message = failure(new GrantRequest(
                    usual.endpoint(),
                    OWNER,
                    usual.projectId(),
                    roles,
                    List.of(),
                    "",
                    true,
                    null,
                    "call",
                    OptionNames.ARGUMENTS,
                    SensitiveValues.NONE));
            assertTrue(message.contains("GROUP_READ_ONLY"), message);
        }
        assertTrue(failure(new GrantRequest(
                        usual.endpoint(),
                        OWNER,
                        "x",
                        usual.roles(),
                        List.of(),
                        "",
                        true,
                        null,
                        "call",
                        OptionNames.ARGUMENTS,
                        SensitiveValues.NONE))
                .contains("project ID"));
        assertEquals(0, jenkins.simulator.journal().requests(Phase.ANY));
    }

    @Test
    void unusableDirectoryGivesNoAccess() throws Exception {
        Path directory = home.resolve("mongodb-cloud").resolve("grants");
        Files.createDirectories(directory.getParent());
        Files.writeString(directory, "in the way");
        assertTrue(failure(request(OWNER)).contains("The directory of grants"));
        assertEquals(0, jenkins.simulator.journal().requests(Phase.ANY));
        Files.delete(directory);
        assertEquals(Outcome.UNASSIGNED, end(assign()).outcome());
    }

    @Test
    void endThatCannotReachMongoDbCloudIsPendingAndDoneLater() throws Exception {
        GivenAccess given = assign();
        jenkins.simulator.faults().always(InjectedFault.downForLong().on(Phase.UNASSIGN));
        KeyResult result = end(given);
        assertEquals(Outcome.PENDING, result.outcome());
        assertEquals(BuildEffect.FAILURE, result.effect());
        minutes(0);
        assertEquals(1, Grants.get().all().get(0).progress().attempts(), "it is not due yet");
        jenkins.run().finished();
        jenkins.simulator.faults().clear();
        minutes(2);
        untilSettled();
        assertEquals(List.of(), withAccess());
        KeyResult late =
                JournalSnapshot.of(jenkins.run()).resultOf(given.grant().id()).orElseThrow();
        assertEquals(Outcome.UNASSIGNED, late.outcome());
    }

    @Test
    void buildThatEndsWithoutEndingItsGrantLosesItsAccess() throws Exception {
        assign();
        jenkins.run().finished();
        new GrantListeners.OfBuilds().onCompleted(jenkins.run(), jenkins.listener());
        untilSettled();
        assertEquals(List.of(), withAccess());
    }

    @Test
    void buildWhoseEndNobodyTellsLosesItsAccessWithinAMinute() throws Exception {
        assign();
        minutes(1);
        assertEquals(1, withAccess().size());
        jenkins.run().finished();
        minutes(1);
        untilSettled();
        assertEquals(List.of(), withAccess());
    }

    @Test
    void otherBuildsEndDoesNotMatter() throws Exception {
        GivenAccess given = assign();
        DemoRun other = new DemoRun(jenkins.run().getParent());
        new GrantListeners.OfBuilds().onCompleted(other, jenkins.listener());
        new GrantListeners.OfBuilds().onDeleted(other);
        minutes(1);
        assertEquals(List.of(given.grant()), Grants.get().all());
    }

    @Test
    void renamedJobKeepsItsAccess() throws Exception {
        GivenAccess given = assign();
        jenkins.jenkins().delete(jenkins.run().getParent());
        minutes(1);
        assertEquals(GrantState.HELD, Grants.get().all().get(0).state());
        assertEquals(Outcome.UNASSIGNED, end(given).outcome());
    }

    @Test
    void stepThatHandsOverIsDoneInTheBackground() throws Exception {
        Grants.get().handOver(assign().grant().id());
        untilSettled();
        assertEquals(List.of(), withAccess());
    }

    @Test
    void buildThatGoesOnAfterARestartKeepsItsAccess() throws Exception {
        GivenAccess given = assign();
        restart(true);
        minutes(1);
        until(() -> Grants.get().all().size() == 1);
        assertEquals(GrantState.HELD, Grants.get().all().get(0).state());
        assertEquals(1, withAccess().size());
        assertEquals(Outcome.UNASSIGNED, end(given).outcome());
        assertEquals(List.of(), files());
    }

    @Test
    void buildThatDoesNotGoOnAfterARestartLosesItsAccess() throws Exception {
        assign();
        restart(false);
        untilSettled();
        assertEquals(List.of(), withAccess());
    }

    @Test
    void creationDuringWhichTheControllerDiesIsFoundByItsTag() throws Exception {
        jenkins.simulator.faults().next(InjectedFault.lostThenSilence().on(Phase.CREATE));
        start(request(OWNER));
        until(() -> jenkins.simulator.cloud().createdKeys().size() == 1);
        restart(true);
        untilSettled();
        assertEquals(List.of(), withAccess());
        assertFalse(jenkins.simulator
                .cloud()
                .orgKeyExists(
                        SimulatorSeed.ORGANIZATION_ID,
                        jenkins.simulator.cloud().createdKeys().get(0).id()));
    }

    @Test
    void assignmentThatIsCancelledLeavesNoAccess() throws Exception {
        jenkins.simulator.faults().next(InjectedFault.lostThenSilence().on(Phase.CREATE));
        CompletableFuture<GivenAccess> given = start(request(OWNER));
        until(() -> jenkins.simulator.cloud().createdKeys().size() == 1);
        given.cancel(false);
        untilSettled();
        assertEquals(List.of(), withAccess());
    }

    @Test
    void deletedJobsAccessIsRemovedWithTheCredentialOfTheEndpoint() throws Exception {
        GivenAccess given = assign();
        jenkins.simulator.faults().always(InjectedFault.downForLong().on(Phase.UNASSIGN));
        end(given);
        jenkins.simulator.faults().clear();
        jenkins.run().finished();
        jenkins.jenkins().delete(jenkins.run().getParent());
        minutes(2);
        until(() -> Grants.get().all().get(0).progress().needsPerson() != null);
        String question = Grants.get().all().get(0).progress().needsPerson();
        assertTrue(question.contains("no default credential"), question);
        JenkinsFixture.pointAt(jenkins.simulator.baseUrl(), OWNER);
        minutes(90);
        untilSettled();
        assertEquals(List.of(), withAccess());
    }

    @Test
    void lateLookupOfACredentialIsTracked() throws Exception {
        Grants.get().handOver(assign().grant().id());
        untilSettled();
        assertEquals(List.of(OWNER, OWNER), jenkins.credentials().tracked());
    }

    @Test
    void grantFromABackupWaitsForAnAdministrator() throws Exception {
        assign();
        now.addAndGet(Duration.ofDays(8).toMillis());
        restart(false);
        until(() -> Grants.get().all().size() == 1);
        Grant grant = Grants.get().all().get(0);
        assertEquals(GrantState.PENDING, grant.state());
        assertTrue(grant.progress().needsPerson().contains("7 days"), grant::toString);
        minutes(120);
        assertEquals(1, withAccess().size());
        Grants.get().tryNow(grant.id());
        untilSettled();
        assertEquals(List.of(), withAccess());
    }

    @Test
    void unassignmentThatIsGivenUpIsForgotten() throws Exception {
        GivenAccess given = assign();
        Grants.get().giveUp(given.grant().id());
        minutes(1);
        assertEquals(1, Grants.get().all().size(), "a running build needs it");
        jenkins.simulator.faults().always(InjectedFault.downForLong().on(Phase.UNASSIGN));
        end(given);
        Grants.get().giveUp(given.grant().id());
        untilSettled();
        assertEquals(List.of(), files());
        assertEquals(1, withAccess().size());
    }

    @Test
    void unassignmentThatIsGivenUpDuringAnAttemptStaysForgotten() throws Exception {
        GivenAccess given = assign();
        jenkins.simulator.faults().always(InjectedFault.silence().on(Phase.UNASSIGN));
        CompletableFuture<KeyResult> end =
                Grants.get().end(given.grant().id(), BuildResultPolicy.DEFAULT, jenkins.run(), ACL.SYSTEM2, log::add);
        jenkins.simulator.journal().awaitRequests(Phase.UNASSIGN, 1, JenkinsFixture.PATIENCE);
        Grants.get().giveUp(given.grant().id());
        untilSettled();
        assertEquals(Outcome.PENDING, await(end).outcome());
        assertEquals(List.of(), Grants.get().all());
        assertEquals(List.of(), files());
    }

    @Test
    void tryNowDoesNotWaitForTheNextAttempt() throws Exception {
        GivenAccess given = assign();
        jenkins.simulator
                .faults()
                .always(InjectedFault.error(401, "USER_UNAUTHORIZED", "No.").on(Phase.UNASSIGN));
        assertEquals(Outcome.REJECTED, end(given).outcome());
        jenkins.simulator.faults().clear();
        Grants.get().tryNow(given.grant().id());
        untilSettled();
        assertEquals(List.of(), withAccess());
    }

    @Test
    void manyPendingAreWorkedOffAFewAtATime() throws Exception {
        List<GivenAccess> given = new ArrayList<>();
        for (int build = 0; build < 30; build++) {
            DemoRun run = new DemoRun(new DemoJob(jenkins.jenkins(), "job" + build));
            given.add(await(Grants.get().assign(request(OWNER), run, ACL.SYSTEM2, log::add, () -> false)));
            run.finished();
        }
        minutes(1);
        untilSettled();
        assertEquals(List.of(), withAccess());
    }
}
