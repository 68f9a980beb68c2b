package io.jenkins.plugins.mongodbcloud.freestyle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.model.Result;
import hudson.tasks.BuildStepMonitor;
import io.jenkins.plugins.mongodbcloud.access.BuildEffect;
import io.jenkins.plugins.mongodbcloud.report.AccessBuildAction;
import io.jenkins.plugins.mongodbcloud.steps.ApiKeyOptions;
import io.jenkins.plugins.mongodbcloud.steps.ServiceAccountOptions;
import io.jenkins.plugins.mongodbcloud.testing.StandInJenkins;
import io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Phase;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Role;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

/** When the clean-up runs, and what it makes of the build's result. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PublisherTest {
    private static final String GONE = SimulatorSeed.UNASSIGNED_KEY_ID;
    private static final List<Result> RESULTS =
            List.of(Result.SUCCESS, Result.UNSTABLE, Result.FAILURE, Result.NOT_BUILT, Result.ABORTED);

    private FreeBench free;

    @BeforeAll
    void start(@TempDir Path home) throws IOException {
        free = new FreeBench(home);
    }

    @BeforeEach
    void assign() {
        free.bench.simulator.cloud().assign(StandInJenkins.PROJECT, StandInJenkins.KEY, Role.GROUP_AUTOMATION_ADMIN);
    }

    @AfterAll
    void stop() {
        free.close();
    }

    static Stream<Arguments> conditions() {
        List<Result> before =
                Arrays.asList(null, Result.SUCCESS, Result.UNSTABLE, Result.FAILURE, Result.NOT_BUILT, Result.ABORTED);
        return before.stream()
                .flatMap(result -> Stream.of(Result.SUCCESS, Result.UNSTABLE, Result.FAILURE, Result.ABORTED)
                        .map(orWorse -> Arguments.of(result, orWorse)));
    }

    @ParameterizedTest
    @MethodSource("conditions")
    void cleanUpRunsFromItsResultOnAndLeavesTheResultAlone(Result result, Result orWorse) throws Exception {
        FreeBuild build = free.build(result);
        int printed = free.bench.log().length();

        free.cleanUp(build, StandInJenkins.usual(), orWorse);

        boolean runs = (result == null ? Result.SUCCESS : result).isWorseOrEqualTo(orWorse);
        String log = free.bench.log().substring(printed);
        assertEquals(runs, !free.bench.simulator.isAssigned(StandInJenkins.PROJECT, StandInJenkins.KEY));
        assertEquals(result, build.getResult());
        if (runs) {
            assertTrue(log.contains(" was unassigned from project "), log);
        } else {
            String is = result == null ? "SUCCESS" : result.toString();
            assertTrue(
                    log.startsWith("Nothing was unassigned from MongoDB Cloud projects: the build is " + is
                            + ", and the clean-up is set to run from " + orWorse + " on."),
                    log);
        }
    }

    static Stream<Result> results() {
        return RESULTS.stream();
    }

    @ParameterizedTest
    @MethodSource("results")
    void unstableMakesTheBuildNoBetter(Result result) throws Exception {
        FreeBuild build = free.build(result);
        free.cleanUp(build, StandInJenkins.step(GONE), Result.SUCCESS);
        assertEquals(result.combine(Result.UNSTABLE), build.getResult());
    }

    @ParameterizedTest
    @MethodSource("results")
    void failureIsThrownWithTheMessageAndMakesTheBuildNoBetter(Result result) throws Exception {
        FreeBuild build = free.build(result);
        ApiKeyOptions step = StandInJenkins.step(GONE);
        step.setIfNotAssigned(BuildEffect.FAILURE);
        AbortException failure = assertThrows(AbortException.class, () -> free.cleanUp(build, step, Result.SUCCESS));
        assertTrue(failure.getMessage().contains(GONE), failure::getMessage);
        assertTrue(failure.getMessage().contains("HTTP 400 API_KEY_NOT_FOUND"), failure::getMessage);
        assertEquals(result, build.getResult());
    }

    @Test
    void buildStepHasTheSameEffects() throws Exception {
        FreeBuild fine = free.build();
        free.runStep(fine, StandInJenkins.usual());
        assertEquals(null, fine.getResult());

        FreeBuild unstable = free.build();
        free.runStep(unstable, StandInJenkins.step(GONE));
        assertEquals(Result.UNSTABLE, unstable.getResult());

        free.bench
                .simulator
                .faults()
                .next(InjectedFault.error(402, "ACCOUNT_SUSPENDED", "Suspended.")
                        .on(Phase.DELETE));
        FreeBuild failed = free.build();
        AbortException failure = assertThrows(AbortException.class, () -> free.runStep(failed, StandInJenkins.usual()));
        assertTrue(failure.getMessage().contains("ACCOUNT_SUSPENDED"), failure::getMessage);
        assertEquals(null, failed.getResult());
    }

    @Test
    void mistakeInTheOptionsFailsTheBuildWithItsMessage() throws Exception {
        long before = free.bench.simulator.requests();
        AbortException failure = assertThrows(
                AbortException.class,
                () -> free.cleanUp(free.build(), StandInJenkins.step("zmmrboas"), Result.SUCCESS));
        assertTrue(failure.getMessage().contains("looks like a public key"), failure::getMessage);
        assertEquals(before, free.bench.simulator.requests());
    }

    @Test
    void theLogNamesTheFieldsOfTheFormInPlaceOfArguments() throws Exception {
        int printed = free.bench.log().length();

        free.runStep(free.build(), StandInJenkins.step(GONE));

        String log = free.bench.log().substring(printed);
        assertTrue(log.contains("select \"leaves the build as it is\" for \"If not assigned\"; otherwise check"), log);
        assertFalse(log.contains("ifNotAssigned"), log);

        ApiKeyOptions nothing = StandInJenkins.step("");
        AbortException refused = assertThrows(AbortException.class, () -> free.runStep(free.build(), nothing));
        assertTrue(refused.getMessage().contains("Set one of \"API key ID\", \"API key IDs\""), refused::getMessage);
    }

    @Test
    void cleanUpRunsAlwaysUnlessItIsLimited() {
        assertEquals(
                "SUCCESS", new MongoCloudUnassignApiKeyPublisher(List.of(StandInJenkins.usual())).getResultOrWorse());
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {"SOMETIMES", "unstable "})
    void limitThatIsNoneDoesNotQuietlyLeaveCleanUpsOut(String limit) {
        MongoCloudUnassignApiKeyPublisher cleanup =
                new MongoCloudUnassignApiKeyPublisher(List.of(StandInJenkins.usual()));
        cleanup.setResultOrWorse(limit);
        String expected = "unstable ".equals(limit) ? "UNSTABLE" : "SUCCESS";
        assertEquals(expected, cleanup.getResultOrWorse());
    }

    @Test
    void neitherPartNeedsAWorkspaceOrTheBuildBefore() {
        assertFalse(new MongoCloudUnassignApiKeyBuilder(StandInJenkins.usual()).requiresWorkspace());
        MongoCloudUnassignApiKeyPublisher cleanup =
                new MongoCloudUnassignApiKeyPublisher(List.of(StandInJenkins.usual()));
        assertFalse(cleanup.requiresWorkspace());
        assertEquals(BuildStepMonitor.NONE, cleanup.getRequiredMonitorService());
    }

    @Test
    void allUnassignmentsAreDoneEvenIfOneFails() throws Exception {
        ApiKeyOptions failing = StandInJenkins.step(GONE);
        failing.setIfNotAssigned(BuildEffect.FAILURE);
        MongoCloudUnassignApiKeyPublisher cleanup =
                new MongoCloudUnassignApiKeyPublisher(List.of(failing, StandInJenkins.usual(), failing));
        FreeBuild build = free.build();

        AbortException failure =
                assertThrows(AbortException.class, () -> cleanup.perform(build, new EnvVars(), free.bench.listener()));

        assertEquals(2, failure.getMessage().split(GONE, -1).length - 1, failure::getMessage);
        assertFalse(free.bench.simulator.isAssigned(StandInJenkins.PROJECT, StandInJenkins.KEY));
    }

    /** What the options name is not there, or they are invalid. */
    @ParameterizedTest
    @CsvSource({
        "endpoint, There is no MongoDB Cloud endpoint",
        "credential, There is no credential",
        "variable, This build has no variable NOWHERE",
        "key, looks like a public key",
        "all, has no unassignment"
    })
    void theBuildPageSaysWhyNothingWasSent(String missing, String reason) throws Exception {
        ApiKeyOptions options = missing.equals("key") ? StandInJenkins.step("zmmrboas") : StandInJenkins.usual();
        switch (missing) {
            case "endpoint" -> options.setEndpoint("nowhere");
            case "credential" -> options.setCredentialsId("nowhere");
            case "variable" -> options.setApiKeyId("$NOWHERE");
            default -> {}
        }
        FreeBuild build = free.build();
        List<ApiKeyOptions> all = missing.equals("all") ? List.of() : List.of(options);
        AbortException failure = assertThrows(
                AbortException.class,
                () -> new MongoCloudUnassignApiKeyPublisher(all).perform(build, new EnvVars(), free.bench.listener()));

        assertTrue(failure.getMessage().contains(reason), failure::getMessage);
        assertTrue(failure.getMessage().matches("(?s).*[Nn]othing was sent.*"), failure::getMessage);
        assertEquals(List.of("REJECTED FAILURE " + failure.getMessage()), rows(build));
    }

    @Test
    void aKeyThatTheConsoleMasksIsMaskedOnThePageAndInTheFailure() throws Exception {
        FreeBuild build = free.build();
        build.mask("KEY");
        ApiKeyOptions options = StandInJenkins.step("$KEY");
        options.setIfNotAssigned(BuildEffect.FAILURE);
        AbortException failure = assertThrows(AbortException.class, () -> free.runStep(build, options, "KEY", GONE));
        assertTrue(failure.getMessage().startsWith("API key **** of project"), failure::getMessage);
        assertTrue(rows(build).get(0).startsWith("NOT_ASSIGNED FAILURE API key **** is not"), rows(build)::toString);
    }

    private static List<String> rows(FreeBuild build) {
        return build.getAction(AccessBuildAction.class).getKeys().stream()
                .map(row -> row.getOutcome() + " " + row.getEffect() + " " + row.getMessage())
                .toList();
    }

    @Test
    void anEmptyListOfIdsBesideAnotherWayToNameAKeyNamesNothing() throws Exception {
        ApiKeyOptions options = StandInJenkins.usual();
        // As Job DSL does with every list that a script leaves out.
        options.setApiKeyIds(List.of());
        free.cleanUp(free.build(), options, Result.SUCCESS);
        assertFalse(free.bench.simulator.isAssigned(StandInJenkins.PROJECT, StandInJenkins.KEY));
    }

    @Test
    void anInterruptedCleanUpNamesTheUnassignmentsThatItDidNotBegin() throws Exception {
        MongoCloudUnassignApiKeyPublisher cleanup =
                new MongoCloudUnassignApiKeyPublisher(List.of(StandInJenkins.usual(), StandInJenkins.usual()));
        FreeBuild build = free.build();
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> cleanup.perform(build, new EnvVars(), free.bench.listener()));

        String last = rows(build).get(rows(build).size() - 1);
        assertTrue(
                last.startsWith("INTERRUPTED FAILURE The build was stopped before this unassignment began, so nothing"),
                last);
        assertTrue(free.bench.log().contains("The build was stopped before this unassignment began"), free.bench::log);
    }

    @Test
    void aPipelineIsToldOfTheStepWhateverTheCondition() {
        MongoCloudUnassignApiKeyPublisher cleanup =
                new MongoCloudUnassignApiKeyPublisher(List.of(StandInJenkins.usual()));
        cleanup.setResultOrWorse("FAILURE");
        AbortException failure = assertThrows(
                AbortException.class, () -> cleanup.perform(free.bench.run(), new EnvVars(), free.bench.listener()));
        assertTrue(failure.getMessage().contains("use the step mongoCloudUnassignApiKey"), failure::getMessage);
        assertTrue(free.bench.simulator.isAssigned(StandInJenkins.PROJECT, StandInJenkins.KEY));
    }

    @Test
    void aCleanUpWithoutAnUnassignmentFails() {
        for (List<ApiKeyOptions> none : Arrays.asList(List.<ApiKeyOptions>of(), null)) {
            AbortException failure = assertThrows(
                    AbortException.class,
                    () -> new MongoCloudUnassignApiKeyPublisher(none)
                            .perform(free.build(), new EnvVars(), free.bench.listener()));
            assertTrue(failure.getMessage().contains("has no unassignment"), failure::getMessage);
        }
    }

    @Test
    void serviceAccountsAreUnassignedToo() throws Exception {
        String account = SimulatorSeed.SERVICE_ACCOUNT.clientId();
        ServiceAccountOptions options = new ServiceAccountOptions(StandInJenkins.PROJECT);
        options.setCredentialsId(StandInJenkins.ADMIN);
        options.setClientId("$ACCOUNT");
        options.setDryRun(true);
        new MongoCloudUnassignServiceAccountBuilder(options)
                .perform(free.build(), new EnvVars("ACCOUNT", account), free.bench.listener());
        assertTrue(free.bench.simulator.isAssigned(StandInJenkins.PROJECT, account));
        options.setDryRun(false);
        new MongoCloudUnassignServiceAccountPublisher(List.of(options))
                .perform(free.build(), new EnvVars("ACCOUNT", account), free.bench.listener());
        assertFalse(free.bench.simulator.isAssigned(StandInJenkins.PROJECT, account));
    }
}
