package io.jenkins.plugins.mongodbcloud.steps;

import io.jenkins.plugins.mongodbcloud.testing.JenkinsFixture;
import io.jenkins.plugins.mongodbcloud.testing.StandInJenkins;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The scenarios of the block step on stand-ins of Jenkins. */
@Timeout(60)
class GrantPipelineTest implements GrantScenarios, RefusedBlockScenarios, AccessExampleScenarios {
    private StandInJenkins jenkins;

    @BeforeEach
    void start(@TempDir Path home) throws Exception {
        jenkins = new StandInJenkins(home);
    }

    @AfterEach
    void stop() {
        jenkins.close();
    }

    @Override
    public JenkinsFixture jenkins() {
        return jenkins;
    }
}
