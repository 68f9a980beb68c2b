package io.jenkins.plugins.mongodbcloud.freestyle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.model.Run;
import io.jenkins.plugins.mongodbcloud.configuration.MongoDbCloudClient;
import io.jenkins.plugins.mongodbcloud.report.AccessBuildAction;
import io.jenkins.plugins.mongodbcloud.report.KeyResultView;
import io.jenkins.plugins.mongodbcloud.steps.GrantOptions;
import io.jenkins.plugins.mongodbcloud.testing.StandInJenkins;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ThreadPoolExecutor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A build wrapper that is given no access: the page of its build says why. */
@Timeout(60)
class RefusedWrapperTest extends FreeBuildFixture {

    private KeyResultView refused(GrantOptions options, Run<?, ?> run, EnvVars environment) {
        MongoCloudApiKeyWrapper wrapper = new MongoCloudApiKeyWrapper(options);
        AbortException refused = assertThrows(
                AbortException.class,
                () -> wrapper.setUp(wrapper.createContext(), run, free.bench.listener(), environment));
        List<KeyResultView> rows = run.getAction(AccessBuildAction.class).getKeys();
        assertEquals(1, rows.size());
        assertEquals(refused.getMessage(), rows.get(0).getMessage());
        return rows.get(0);
    }

    private static EnvVars variables() {
        return new EnvVars("PROJECT", StandInJenkins.PROJECT);
    }

    @Test
    void keyHasAccessThatNoBuildGave() {
        GrantOptions options = options();
        options.setApiKeyId(StandInJenkins.KEY);
        KeyResultView row = refused(options, build, variables());
        assertEquals("REFUSED", row.getOutcome());
        assertTrue(row.getMessage().contains("GROUP_AUTOMATION_ADMIN"), row::getMessage);
    }

    @Test
    void optionsAreInvalid() {
        GrantOptions options = options();
        options.setRoles(List.of("ORG_OWNER"));
        assertEquals("REJECTED", refused(options, build, variables()).getOutcome());
    }

    @Test
    void variableIsMissing() {
        KeyResultView row = refused(options(), build, new EnvVars());
        assertEquals("REJECTED", row.getOutcome());
        assertTrue(row.getMessage().contains("PROJECT"), row::getMessage);
    }

    /** Without addresses, a key can be used from everywhere; without an ID, another key is made. */
    @Test
    void variableIsEmpty() {
        GrantOptions options = options();
        options.setAccessList(List.of("$ADDRESSES"));
        options.setApiKeyId("$KEY");
        EnvVars empty = variables();
        empty.put("ADDRESSES", "");
        empty.put("KEY", "");
        KeyResultView row = refused(options, build, empty);
        assertEquals("REJECTED", row.getOutcome());
        assertTrue(row.getMessage().contains("\"$ADDRESSES\", \"$KEY\""), row::getMessage);
        assertEquals(0, free.bench.simulator.requests());
    }

    @Test
    void logSpeaksOfNoAccessThatIsRemoved() throws Exception {
        GrantOptions options = options();
        options.setApiKeyId(StandInJenkins.KEY);
        refused(options, build, variables());
        letWorkEnd();
        assertEquals("", free.bench.log());
    }

    /** Tasks begin in their order, so all earlier ones are done once each thread has one of these. */
    private static void letWorkEnd() throws Exception {
        ThreadPoolExecutor work = (ThreadPoolExecutor) MongoDbCloudClient.get().executor();
        CyclicBarrier all = new CyclicBarrier(work.getMaximumPoolSize());
        List<Callable<Integer>> tasks = Collections.nCopies(all.getParties(), all::await);
        work.invokeAll(tasks);
    }

    @Test
    void pipelineIsToldOfTheStep() {
        KeyResultView row = refused(options(), free.bench.run(), variables());
        assertTrue(row.getMessage().contains("withMongoCloudApiKey"), row::getMessage);
    }
}
