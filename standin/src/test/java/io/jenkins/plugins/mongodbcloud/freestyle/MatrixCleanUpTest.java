package io.jenkins.plugins.mongodbcloud.freestyle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.EnvVars;
import hudson.matrix.Combination;
import hudson.matrix.MatrixAggregator;
import hudson.matrix.MatrixBuild;
import hudson.matrix.MatrixConfiguration;
import hudson.matrix.MatrixProject;
import hudson.matrix.MatrixRun;
import hudson.model.AbstractBuild;
import hudson.model.BuildListener;
import hudson.model.Result;
import io.jenkins.plugins.mongodbcloud.journal.UnfinishedBuilds;
import io.jenkins.plugins.mongodbcloud.report.AccessBuildAction;
import io.jenkins.plugins.mongodbcloud.steps.ApiKeyOptions;
import io.jenkins.plugins.mongodbcloud.testing.StandInJenkins;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job whose configurations share their keys. */
class MatrixCleanUpTest {

    @AutoClose
    private FreeBench free;

    private MatrixProject job;
    private MatrixBuild whole;
    private MatrixRun one;
    private MatrixAggregator aggregator;

    @BeforeEach
    void start(@TempDir Path home) throws IOException {
        free = new FreeBench(home);
        job = new MatrixProject(free.bench.jenkins(), "matrix");
        whole = new MatrixBuild(job);
        one = new MatrixRun(new MatrixConfiguration(job, new Combination(Map.of("KEY", "1"))));
        aggregator = free.bench
                .jenkins()
                .getExtensionList(MatrixCleanUp.class)
                .get(0)
                .createAggregator(whole, null, listener());
    }

    private BuildListener listener() {
        return free.bench.listener()::getLogger;
    }

    private AccessPublisher add(ApiKeyOptions... options) {
        AccessPublisher action = new MongoCloudUnassignApiKeyPublisher(List.of(options));
        job.getPublishersList().add(action);
        return action;
    }

    private void perform(AccessPublisher action, AbstractBuild<?, ?> build) throws Exception {
        action.prebuild(build, listener());
        action.perform(build, new EnvVars(), listener());
    }

    private boolean isAssigned() {
        return free.bench.isAssigned();
    }

    private static List<String> rows(AbstractBuild<?, ?> build) {
        AccessBuildAction page = build.getAction(AccessBuildAction.class);
        return page == null
                ? List.of()
                : page.getKeys().stream()
                        .map(row -> row.getApiKeyId() + " " + row.getOutcome())
                        .toList();
    }

    @Test
    void theKeyIsUnassignedOnceWhenAllConfigurationsAreDone() throws Exception {
        AccessPublisher action = add(StandInJenkins.usual());
        aggregator.startBuild();

        perform(action, one);

        assertTrue(isAssigned());
        assertTrue(free.bench.log().contains("when all configurations of the job are done"), free.bench::log);
        assertEquals(List.of(), rows(one));
        aggregator.endBuild();
        assertFalse(isAssigned());
        assertEquals(List.of(StandInJenkins.KEY + " UNASSIGNED"), rows(whole));
        assertEquals(1, free.bench.deletes(StandInJenkins.KEY));
        assertNull(whole.getResult());
    }

    @Test
    void aRefusalFailsTheWholeBuildAndTheNextActionIsDone() throws Exception {
        ApiKeyOptions refused = StandInJenkins.usual();
        refused.setCredentialsId(StandInJenkins.READER);
        add(refused);
        add(StandInJenkins.step("${AXIS}"));
        add(StandInJenkins.step(SimulatorSeed.ciKey(1).id()));

        aggregator.endBuild();

        assertEquals(Result.FAILURE, whole.getResult());
        assertTrue(free.bench.log().contains("ERROR: API key " + StandInJenkins.KEY), free.bench::log);
        assertTrue(free.bench.log().contains("ERROR: This build has no variable AXIS"), free.bench::log);
        assertFalse(free.bench.isAssigned(1));
    }

    @Test
    void itIsLimitedByTheResultOfTheWholeBuild() throws Exception {
        add(StandInJenkins.usual()).setResultOrWorse("FAILURE");
        whole.setResult(Result.UNSTABLE);
        aggregator.endBuild();
        assertTrue(isAssigned());
        whole.setResult(Result.FAILURE);
        aggregator.endBuild();
        assertFalse(isAssigned());
    }

    /** So it is with plugins that do an action on a condition. */
    @Test
    void anActionWithinAnotherPluginsActionIsDoneInTheConfiguration() throws Exception {
        perform(new MongoCloudUnassignApiKeyPublisher(List.of(StandInJenkins.usual())), one);
        assertFalse(isAssigned());
    }

    @Test
    void aConfigurationThatIsBuiltAloneUnassignsItself() throws Exception {
        AccessPublisher action = add(StandInJenkins.usual());
        one.number = 17;
        perform(action, one);
        assertFalse(isAssigned());
    }

    @Test
    void anInterruptAbortsTheWholeBuild() throws Exception {
        add(StandInJenkins.usual());
        Thread.currentThread().interrupt();
        aggregator.endBuild();
        assertEquals(Result.ABORTED, whole.getResult());
        assertTrue(isAssigned());
    }

    @Test
    void aControllerThatStopsBeforeTheEndLeavesTheWholeBuildNotGreenAndNamesTheKey() throws Exception {
        AccessPublisher action = add(StandInJenkins.usual());
        aggregator.startBuild();
        action.prebuild(one, listener());
        whole.setResult(Result.SUCCESS);
        whole.save();

        UnfinishedBuilds.complete();

        Path directory = whole.getRootDir().toPath();
        assertTrue(Files.readString(directory.resolve("build.xml")).contains("<result>ABORTED</result>"));
        assertTrue(Files.readString(directory.resolve("log")).contains(StandInJenkins.KEY));
        assertFalse(Files.exists(one.getRootDir().toPath().resolve("log")));
    }
}
