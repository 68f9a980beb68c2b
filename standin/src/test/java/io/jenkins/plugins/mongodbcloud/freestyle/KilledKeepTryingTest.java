package io.jenkins.plugins.mongodbcloud.freestyle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hudson.EnvVars;
import io.jenkins.plugins.mongodbcloud.access.BuildResultPolicy;
import io.jenkins.plugins.mongodbcloud.access.KeyResult;
import io.jenkins.plugins.mongodbcloud.access.Outcome;
import io.jenkins.plugins.mongodbcloud.client.ApiKey;
import io.jenkins.plugins.mongodbcloud.configuration.GrantClock;
import io.jenkins.plugins.mongodbcloud.configuration.Grants;
import io.jenkins.plugins.mongodbcloud.journal.BuildJournal;
import io.jenkins.plugins.mongodbcloud.journal.SensitiveValues;
import io.jenkins.plugins.mongodbcloud.journal.UnfinishedBuilds;
import io.jenkins.plugins.mongodbcloud.report.AccessBuildAction;
import io.jenkins.plugins.mongodbcloud.report.KeyResultView;
import io.jenkins.plugins.mongodbcloud.steps.ApiKeyOptions;
import io.jenkins.plugins.mongodbcloud.testing.StandInJenkins;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Unassignments that are to be kept, of a freestyle build that was killed with the controller. */
@Timeout(120)
class KilledKeepTryingTest extends FreeBuildFixture {

    private static final String SECOND = SimulatorSeed.ciKey(2).id();

    @BeforeEach
    void save() throws Exception {
        build.save();
    }

    private static ApiKeyOptions keeping(ApiKeyOptions options) {
        options.setKeepTrying(true);
        return options;
    }

    /** As Jenkins does before it loads the jobs, and then. */
    private void startAgain() throws Exception {
        build.finished();
        UnfinishedBuilds.complete();
        new GrantClock().pass(Duration.ZERO);
    }

    private List<String> rows() {
        return build.getAction(AccessBuildAction.class).getKeys().stream()
                .map(KeyResultView::getOutcome)
                .toList();
    }

    private String log() throws Exception {
        return Files.readString(build.getRootDir().toPath().resolve("log"));
    }

    @Test
    void whatWasNotBegunIsPendingAndDone() throws Exception {
        free.prebuild(build, keeping(StandInJenkins.step(StandInJenkins.KEY, SECOND)));
        startAgain();
        assertEquals(List.of("PENDING", "PENDING"), rows());
        assertEquals(2, Grants.get().all().size());
        assertTrue(log().contains("The unassignment is pending"), log());
        assertFalse(log().contains("Run the clean-up again"), log());

        new GrantClock().untilSettled();
        assertFalse(free.bench.isAssigned());
        assertFalse(free.bench.isAssigned(2));
        assertEquals(List.of("UNASSIGNED", "UNASSIGNED"), rows());
    }

    @Test
    void whatWasSelectedAndHasNoResultIsPending() throws Exception {
        ApiKeyOptions options = keeping(StandInJenkins.step());
        options.setDescription("ci-002");
        UnfinishedBuilds.add(
                build,
                new PlannedCalls(build, new EnvVars(), SensitiveValues.NONE).of(List.of(options), List.of("call")));
        BuildJournal journal = new BuildJournal(
                build, "call", options.getEndpoint(), StandInJenkins.PROJECT, SensitiveValues.NONE, result -> {});
        journal.selected(List.of(new ApiKey(SECOND, "cicicici", "ci-002", List.of())));
        journal.sending(SECOND);
        startAgain();
        assertEquals(List.of("PENDING"), rows());
        new GrantClock().untilSettled();
        assertFalse(free.bench.isAssigned(2));
    }

    @Test
    void whatAnotherCallCouldNotDoIsPendingAndWhatItDidIsNot() throws Exception {
        BuildJournal journal = new BuildJournal(
                build, "other", "Cloud Manager", StandInJenkins.PROJECT, SensitiveValues.NONE, result -> {});
        journal.finished(result(StandInJenkins.KEY, Outcome.UNAVAILABLE));
        journal.finished(result(SECOND, Outcome.UNASSIGNED));
        free.prebuild(build, keeping(StandInJenkins.step(StandInJenkins.KEY, SECOND)));
        startAgain();
        assertEquals(List.of("PENDING", "UNASSIGNED"), rows());
        assertEquals(1, Grants.get().all().size());
    }

    private static KeyResult result(String apiKeyId, Outcome outcome) {
        return KeyResult.builder(StandInJenkins.PROJECT, "Cloud Manager")
                .key(new ApiKey(apiKeyId, "", "", List.of()))
                .outcome(outcome, BuildResultPolicy.DEFAULT)
                .build("so it was");
    }

    @Test
    void whatIsNotToBeKeptIsNot() throws Exception {
        free.prebuild(build, StandInJenkins.usual());
        startAgain();
        assertEquals(List.of("INTERRUPTED"), rows());
        assertEquals(List.of(), Grants.get().all());
    }

    @ParameterizedTest
    @ValueSource(strings = {"baseUrl", "holder"})
    void whatIsSavedWithoutAFieldIsNotKept(String missing) throws Exception {
        free.prebuild(build, keeping(StandInJenkins.usual()));
        Path folder = free.bench.home().resolve("mongodb-cloud").resolve("unfinished-builds");
        try (Stream<Path> files = Files.list(folder)) {
            Path entry = files.findFirst().orElseThrow();
            JsonNode json = new JsonMapper().readTree(Files.readString(entry));
            ObjectNode kept = (ObjectNode) json.get("planned").get(0).get("kept");
            assertTrue(kept.has(missing), json::toString);
            kept.remove(missing);
            Files.writeString(entry, json.toString());
        }
        startAgain();
        assertEquals(List.of("INTERRUPTED"), rows());
        assertEquals(List.of(), Grants.get().all());
    }

    /** Its file would show it. */
    @Test
    void whatIsMaskedIsNotKept() throws Exception {
        build.parameter("KEY", SECOND);
        build.mask("KEY");
        free.prebuild(build, keeping(StandInJenkins.step("${KEY}")));
        startAgain();
        assertEquals(List.of("INTERRUPTED"), rows());
        assertEquals(List.of(), Grants.get().all());
        assertTrue(log().contains("Run the clean-up again"), log());
    }
}
