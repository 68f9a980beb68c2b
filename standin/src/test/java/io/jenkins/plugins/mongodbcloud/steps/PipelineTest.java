package io.jenkins.plugins.mongodbcloud.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hudson.model.Result;
import io.jenkins.plugins.mongodbcloud.testing.JenkinsFixture;
import io.jenkins.plugins.mongodbcloud.testing.StandInJenkins;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineTest implements PipelineScenarios, CleanUpScenarios, ExampleScenarios {
    @AutoClose
    private StandInJenkins jenkins;

    @BeforeEach
    void start(@TempDir Path home) throws IOException {
        jenkins = new StandInJenkins(home);
    }

    @Test
    void aSweepThatIsToldToUnassignsAllStaleKeys() throws Exception {
        String line = "100 API keys: 100 unassigned";
        assertEquals(
                ExampleScenarios.expect(Result.SUCCESS, 100, 2, 103, line),
                ExampleScenarios.run(jenkins, "nightly-sweep", Map.of("DRY_RUN", "false"), line));
        assertEquals(3, jenkins.simulator.cloud().assignedKeys(JenkinsFixture.PROJECT));
    }

    @Test
    void parametersOfAnExampleAreHeeded() throws Exception {
        String key = SimulatorSeed.ciKey(5).id();
        ExampleScenarios.run(jenkins, "declarative", Map.of("API_KEY_ID", key), "");
        assertEquals(1, jenkins.deletes(key));
    }

    @Override
    public JenkinsFixture jenkins() {
        return jenkins;
    }
}
