package io.jenkins.plugins.mongodbcloud.freestyle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.model.Result;
import io.jenkins.plugins.mongodbcloud.journal.UnfinishedBuilds;
import io.jenkins.plugins.mongodbcloud.report.AccessBuildAction;
import io.jenkins.plugins.mongodbcloud.steps.ApiKeyOptions;
import io.jenkins.plugins.mongodbcloud.testing.StandInJenkins;
import io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Phase;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A freestyle build whose controller dies in it: what the next one says of it. */
class UnfinishedBuildTest {
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
    void nothingIsSentIfWhatIsToBeUnassignedCannotBeRecorded() throws Exception {
        Files.createDirectories(free.bench.home().resolve("mongodb-cloud"));
        // In the place of the directory.
        Files.writeString(free.bench.home().resolve("mongodb-cloud").resolve("unfinished-builds"), "");
        FreeBuild build = free.build();
        free.prebuild(build, StandInJenkins.usual());
        assertTrue(free.bench.log().contains("could not be recorded"), free.bench::log);

        AbortException failure = assertThrows(AbortException.class, () -> free.runStep(build, StandInJenkins.usual()));

        assertTrue(
                failure.getMessage().startsWith("What this build is to unassign in MongoDB Cloud"),
                failure::getMessage);
        assertEquals(0, free.bench.simulator.requests());
        assertEquals(1, build.getAction(AccessBuildAction.class).getKeys().size());
    }

    @Test
    void buildThatDiesLeavesARecordOfWhatWasDone() throws Exception {
        free.bench.alwaysAfter(FIRST, InjectedFault.silence());
        FreeBuild build = free.build();
        BuildThread executor = new BuildThread(() -> free.runStep(build, StandInJenkins.step(FIRST, SECOND)));
        free.bench.simulator.journal().awaitRequests(Phase.DELETE, 2, StandInJenkins.PATIENCE);

        // What a controller would find that came up after a kill at this moment.
        build.finished();
        AccessBuildAction found = build.getAction(AccessBuildAction.class);
        assertEquals(
                List.of(FIRST + " UNASSIGNED", SECOND + " INTERRUPTED"),
                found.getKeys().stream()
                        .map(row -> row.getApiKeyId() + " " + row.getOutcome())
                        .toList());
        executor.interrupt();
    }

    private static String recordOf(FreeBuild build) throws IOException {
        return Files.readString(build.getRootDir().toPath().resolve("build.xml"));
    }

    /** A build in the middle of its clean-up, after which the controller starts anew. */
    private interface Moment {
        void with(FreeBuild build) throws Exception;
    }

    private void duringCleanUp(Moment moment) throws Exception {
        free.bench.alwaysAfter(FIRST, InjectedFault.silence());
        FreeBuild build = free.build(Result.SUCCESS);
        build.save();
        BuildThread executor =
                new BuildThread(() -> free.cleanUp(build, StandInJenkins.step(FIRST, SECOND, THIRD), Result.SUCCESS));
        free.bench.simulator.journal().awaitRequests(Phase.DELETE, 2, StandInJenkins.PATIENCE);
        moment.with(build);
        executor.interrupt();
    }

    @Test
    void theRecordOfABuildIsNotGreenWhileItsCleanUpIsUnderWay() throws Exception {
        duringCleanUp(build -> assertTrue(recordOf(build).contains("<result>ABORTED</result>")));
    }

    @Test
    void aBuildThatDiesInItsCleanUpIsNotGreenAndNamesEachKey() throws Exception {
        duringCleanUp(build -> {
            // As if somebody had changed the description of the build meanwhile.
            build.save();
            assertTrue(recordOf(build).contains("<result>SUCCESS</result>"));

            build.finished();
            UnfinishedBuilds.complete();

            assertTrue(recordOf(build).contains("<result>ABORTED</result>"));
            String log = Files.readString(build.getRootDir().toPath().resolve("log"));
            assertTrue(log.contains("A request was sent for API key " + SECOND), log);
            assertTrue(log.contains("API key " + THIRD + " was not unassigned"), log);
            assertFalse(log.contains(FIRST), log);
            assertEquals(
                    List.of(FIRST + " UNASSIGNED", SECOND + " INTERRUPTED", THIRD + " INTERRUPTED"),
                    build.getAction(AccessBuildAction.class).getKeys().stream()
                            .map(row -> row.getApiKeyId() + " " + row.getOutcome())
                            .toList());
        });
    }

    /** What a controller that starts says of a build, in log and page. */
    private static String afterStart(FreeBuild build) throws IOException {
        build.finished();
        UnfinishedBuilds.complete();
        assertTrue(
                recordOf(build).contains("<result>ABORTED</result>")
                        || !recordOf(build).contains("<result>"),
                "without a result Jenkins reads ABORTED");
        return Files.readString(build.getRootDir().toPath().resolve("log"));
    }

    private static List<String> rowsOf(FreeBuild build) {
        return build.getAction(AccessBuildAction.class).getKeys().stream()
                .map(row -> row.getOutcome() + " " + row.getProjectId() + " "
                        + (row.getApiKeyId() == null ? row.getMessage() : row.getApiKeyId()))
                .toList();
    }

    private static ApiKeyOptions selecting(Consumer<ApiKeyOptions> keys) {
        ApiKeyOptions options = StandInJenkins.step();
        keys.accept(options);
        return options;
    }

    @Test
    void aBuildThatDiesBeforeItsCleanUpIsNotGreenAndNamesWhatItWasToUnassign() throws Exception {
        FreeBuild build = free.build();
        build.parameter("KEYS", FIRST + " " + SECOND);
        build.parameter("TEAM", "ci*");
        build.parameter("PASSWORD", "hunter2");
        build.mask("PASSWORD");
        String secret = "3f9c27d4-52be-4a61-8f0e-d1c5a7b3e940";
        ApiKeyOptions dryRun = StandInJenkins.usual();
        dryRun.setDryRun(true);
        free.prebuild(
                build,
                StandInJenkins.step("${KEYS}", "${LATER}"),
                selecting(options -> options.setDescription("${TEAM}-*")),
                selecting(options -> options.setPublicKey("abcdefgh")),
                selecting(options -> options.setApiKeyCredentialsId("deployer")),
                dryRun);
        free.prebuild(
                build,
                StandInJenkins.step(THIRD),
                StandInJenkins.step(secret),
                selecting(options -> options.setApiKeyId("team ${PASSWORD}")));
        assertFalse(recordOf(build).contains("<result>"), "without a result Jenkins reads ABORTED");
        build.setResult(Result.SUCCESS);
        build.save();

        String log = afterStart(build);

        List<String> named = List.of(FIRST, SECOND, "${LATER}", THIRD, "team ****", "****");
        List<String> selected = List.of(
                "\"Description\" ci\\*-*", "\"Public key\" abcdefgh", "\"Credential with the API key\" deployer");
        List<String> rows = rowsOf(build);
        for (String key : named) {
            assertTrue(
                    log.contains("API key " + key + " was not unassigned from project " + StandInJenkins.PROJECT), log);
            assertTrue(rows.contains("INTERRUPTED " + StandInJenkins.PROJECT + " " + key), () -> key + " in " + rows);
        }
        for (String selection : selected) {
            String line =
                    "What is selected by " + selection + " was not unassigned from project " + StandInJenkins.PROJECT;
            assertTrue(log.contains(line), log);
            assertTrue(rows.stream().anyMatch(row -> row.contains(line)), () -> selection + " in " + rows);
        }
        assertEquals(named.size() + selected.size(), rows.size(), rows::toString);
        assertFalse((log + rows).contains("hunter2"), log);
        assertFalse((log + rows).contains(secret), log);
    }

    @Test
    void aBuildThatDiesInOneUnassignmentNamesTheKeysOfTheOthers() throws Exception {
        free.bench.simulator.faults().always(InjectedFault.silence().on(Phase.DELETE));
        FreeBuild build = free.build(Result.SUCCESS);
        ApiKeyOptions first = StandInJenkins.step(FIRST);
        ApiKeyOptions second = StandInJenkins.step("${LATER}");
        ApiKeyOptions ofAnother = StandInJenkins.step(THIRD);
        free.prebuild(build, first, second);
        free.prebuild(build, ofAnother);
        BuildThread executor = new BuildThread(() -> new MongoCloudUnassignApiKeyPublisher(List.of(first, second))
                .perform(build, new EnvVars("LATER", SECOND), free.bench.listener()));
        free.bench.simulator.journal().awaitRequests(Phase.DELETE, 1, StandInJenkins.PATIENCE);

        String log = afterStart(build);

        assertTrue(log.contains("A request was sent for API key " + FIRST), log);
        assertTrue(log.contains("API key " + SECOND + " was not unassigned"), log);
        assertTrue(log.contains("API key " + THIRD + " was not unassigned"), log);
        assertEquals(4, log.lines().count(), log);
        assertEquals(
                Stream.of(FIRST, SECOND, THIRD)
                        .map(key -> "INTERRUPTED " + StandInJenkins.PROJECT + " " + key)
                        .toList(),
                rowsOf(build));
        executor.interrupt();
    }

    @Test
    void aSelectionWhoseKeysAreOnRecordIsNotNamedInTheirPlace() throws Exception {
        FreeBuild build = free.build(Result.SUCCESS);
        ApiKeyOptions options =
                selecting(by -> by.setPublicKey(SimulatorSeed.ciKey(1).publicKey()));
        free.prebuild(build, options);
        free.cleanUp(build, options, Result.SUCCESS);

        String log = afterStart(build);

        assertFalse(log.contains("selected by"), log);
        assertEquals(List.of("UNASSIGNED " + StandInJenkins.PROJECT + " " + FIRST), rowsOf(build));
    }

    @Test
    void unfinishedBuildsOfJobsWithLongNamesAreToldApart() throws Exception {
        // Alike in length and in String.hashCode.
        FreeBuild one = free.buildOf("Aa".repeat(60));
        FreeBuild other = free.buildOf("BB".repeat(60));
        free.prebuild(one, StandInJenkins.usual());
        free.prebuild(other, StandInJenkins.usual());

        assertTrue(afterStart(one).contains(StandInJenkins.KEY));
        assertTrue(afterStart(other).contains(StandInJenkins.KEY));
    }

    @Test
    void aBuildWhoseResultIsSavedStaysAsItIs() throws Exception {
        FreeBuild build = free.build();
        free.prebuild(build, StandInJenkins.usual(), StandInJenkins.step(FIRST));
        free.cleanUp(build, StandInJenkins.usual(), Result.SUCCESS);
        build.setResult(Result.SUCCESS);
        build.save();
        new UnfinishedBuilds.Listener().onFinalized(build);

        UnfinishedBuilds.complete();

        assertTrue(recordOf(build).contains("<result>SUCCESS</result>"));
        assertEquals(List.of("UNASSIGNED " + StandInJenkins.PROJECT + " " + StandInJenkins.KEY), rowsOf(build));
    }
}
