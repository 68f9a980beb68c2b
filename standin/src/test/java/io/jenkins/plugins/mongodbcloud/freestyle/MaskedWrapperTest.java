package io.jenkins.plugins.mongodbcloud.freestyle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.AbortException;
import hudson.EnvVars;
import io.jenkins.plugins.mongodbcloud.configuration.GrantClock;
import io.jenkins.plugins.mongodbcloud.report.AccessBuildAction;
import io.jenkins.plugins.mongodbcloud.report.GrantsPage;
import io.jenkins.plugins.mongodbcloud.steps.GrantOptions;
import io.jenkins.plugins.mongodbcloud.testing.StandInJenkins;
import io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Phase;
import java.util.List;
import jenkins.tasks.SimpleBuildWrapper.Context;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The ID of a project that a build masks, as for the block step. */
@Timeout(60)
class MaskedWrapperTest extends FreeBuildFixture {

    @BeforeEach
    void mask() {
        build.parameter("PROJECT", StandInJenkins.PROJECT);
        build.mask("PROJECT");
    }

    private Context setUp(String apiKeyId) throws Exception {
        GrantOptions options = options();
        options.setApiKeyId(apiKeyId);
        MongoCloudApiKeyWrapper wrapper = new MongoCloudApiKeyWrapper(options);
        Context context = wrapper.createContext();
        EnvVars environment = build.getEnvironment(free.bench.listener());
        wrapper.setUp(context, build, free.bench.listener(), environment);
        return context;
    }

    private void assertMasked(String message) {
        assertTrue(message.contains("project ****"), message);
        assertFalse(message.contains(StandInJenkins.PROJECT), message);
    }

    private String rowMessage() {
        return build.getAction(AccessBuildAction.class).getKeys().get(0).getMessage();
    }

    @Test
    void projectOfARefusalIsMasked() {
        assertMasked(assertThrows(AbortException.class, () -> setUp(StandInJenkins.KEY))
                .getMessage());
        assertMasked(rowMessage());
    }

    @Test
    void projectOfAPendingUnassignmentIsMasked() throws Exception {
        Context context = setUp(null);
        StandInJenkins.giveUpSoon();
        free.bench.simulator.faults().always(InjectedFault.html(503).on(Phase.UNASSIGN));
        assertMasked(assertThrows(
                        AbortException.class, () -> context.getDisposer().tearDown(build, free.bench.listener()))
                .getMessage());
        assertMasked(rowMessage());
        assertMasked(new GrantsPage().getGrants().get(0).getLastResponse());
        free.bench.simulator.faults().clear();
        new GrantClock().untilSettled();
        assertEquals(List.of(), free.bench.madeKeysWithAccess());
    }
}
