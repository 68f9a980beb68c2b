package io.jenkins.plugins.mongodbcloud.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hudson.model.Result;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Phase;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.time.Duration;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** A controller that is shut down while answers come in and the next requests go out, on several sessions. */
@Timeout(300)
class BusyRestartTest {

    private static final int KEYS = 1_000;
    private static final String JOB = "busy";

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    private JenkinsRuleFixture lab;

    @BeforeEach
    void open() throws Exception {
        lab = JenkinsRuleFixture.start();
        SimulatorSeed.addCiKeys(lab.simulator().cloud(), SimulatorSeed.CI_KEYS + 1, KEYS);
    }

    @AfterEach
    void close() {
        lab.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 50, 200, 500, 900})
    void everyKeyIsUnassignedHoweverFarTheStepHadCome(int deletes) throws Throwable {
        lab.simulator().behaviour().latency(Duration.ofMillis(5));
        sessions.then(r -> {
            JenkinsRuleFixture.configure(lab.simulator().baseUrl());
            WorkflowJob job = JenkinsRuleFixture.pipeline(
                    r.createProject(WorkflowJob.class, JOB),
                    "def result = "
                            + JenkinsRuleFixture.call("description: 'ci-*'", "maxKeys: " + KEYS, "parallelism: 8")
                            + "\necho \"Got ${result.outcome}, ${result.keys.size()} keys\"");
            job.scheduleBuild2(0).waitForStart();
            lab.simulator().journal().awaitRequests(Phase.DELETE, deletes, JenkinsRuleFixture.PATIENCE);
        });
        sessions.then(r -> {
            WorkflowRun build =
                    r.jenkins.getItemByFullName(JOB, WorkflowJob.class).getBuildByNumber(1);
            r.assertBuildStatus(Result.SUCCESS, r.waitForCompletion(build));
            r.assertLogContains("Got UNASSIGNED, " + KEYS + " keys", build);
        });
        for (int i = 1; i <= KEYS; i++) {
            assertEquals(false, lab.isAssigned(i), "key " + i + " is still assigned");
        }
    }
}
