package io.jenkins.plugins.mongodbcloud.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Phase;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.cps.CpsFlowExecution;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many builds that wait in the step at once, on an endpoint that does not answer. */
@Timeout(300)
class ManyWaitingTest extends JenkinsRuleTest {

    private static final int BUILDS = 200;
    /** Requests that are sent to an endpoint at once; the other steps wait for their turn. */
    private static final int AT_ONCE = 64;

    private static final int MORE_THREADS = 8;

    /** For work, lookups, time and I/O. */
    private static final int PLUGIN_THREADS = 12;

    @Test
    void waitingStepsHoldNoThreads() throws Exception {
        SimulatorSeed.addCiKeys(lab.simulator().cloud(), SimulatorSeed.CI_KEYS + 1, BUILDS);
        JenkinsRuleFixture.timeouts(10, 120, 240);
        long before = busy().values().stream().mapToLong(Long::longValue).sum();

        lab.simulator().faults().always(InjectedFault.silence().on(Phase.DELETE));
        List<WorkflowRun> builds = new ArrayList<>();
        for (int i = 1; i <= BUILDS; i++) {
            String call = JenkinsRuleFixture.call(
                    "apiKeyId: '" + SimulatorSeed.ciKey(i).id() + "'");
            builds.add(JenkinsRuleFixture.pipeline(r, call).scheduleBuild2(0).waitForStart());
        }
        lab.simulator().journal().awaitRequests(Phase.DELETE, AT_ONCE, JenkinsRuleFixture.PATIENCE);
        for (WorkflowRun build : builds) {
            ((CpsFlowExecution) build.getExecution()).waitForSuspension();
        }
        Map<String, Long> busy = busy();
        long now = busy.values().stream().mapToLong(Long::longValue).sum();
        assertTrue(now <= before + MORE_THREADS, () -> before + " busy threads became " + now + ": " + busy);
        long ours = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("mongodb-cloud"))
                .count();
        assertTrue(ours <= PLUGIN_THREADS, () -> "the plugin has " + ours + " threads");

        lab.simulator().faults().clear();
        lab.simulator().releaseSilent();
        for (int i = 0; i < BUILDS; i++) {
            r.assertBuildStatusSuccess(r.waitForCompletion(builds.get(i)));
            assertFalse(lab.isAssigned(i + 1), "key " + (i + 1));
        }
        assertEquals(0, lab.simulator().journal().refused(), "no nonce is used by two sessions");
    }

    /** How many threads of each name, numbers aside, do not just wait for a task in the pool that they belong to. */
    private static Map<String, Long> busy() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> Stream.of(thread.getValue()).noneMatch(ManyWaitingTest::takesTask))
                .map(thread -> thread.getKey().getName().replaceAll("[0-9]+", "#"))
                .collect(Collectors.groupingBy(name -> name, TreeMap::new, Collectors.counting()));
    }

    private static boolean takesTask(StackTraceElement frame) {
        return frame.getClassName().equals(ThreadPoolExecutor.class.getName())
                && frame.getMethodName().equals("getTask");
    }
}
