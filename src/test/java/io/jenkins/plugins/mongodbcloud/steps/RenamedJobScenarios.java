package io.jenkins.plugins.mongodbcloud.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import hudson.model.Job;
import io.jenkins.plugins.mongodbcloud.access.BuildEffect;
import io.jenkins.plugins.mongodbcloud.access.Grant;
import io.jenkins.plugins.mongodbcloud.configuration.GrantClock;
import io.jenkins.plugins.mongodbcloud.configuration.Grants;
import io.jenkins.plugins.mongodbcloud.testing.JenkinsFixture;
import io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Phase;
import java.util.List;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.Test;

/**
 * A job that is renamed while one of its unassignments is pending, for every Jenkins: the credential is still that of its
 * build. The endpoint has none.
 */
public interface RenamedJobScenarios {

    /** The Jenkins; nothing may need an agent. */
    JenkinsFixture jenkins();

    private static Grant only() {
        List<Grant> all = Grants.get().all();
        assertEquals(1, all.size());
        return all.get(0);
    }

    @SuppressWarnings("rawtypes")
    private static void rename(String name) throws Exception {
        Job job = Jenkins.get().getItemByFullName(only().holder().job(), Job.class);
        job.renameTo(name);
        assertEquals(name, only().holder().job());
    }

    @Test
    default void accessOfABlockIsRemovedAfterItsJobWasRenamedTwice() throws Exception {
        JenkinsFixture.giveUpSoon();
        jenkins().simulator().faults().always(InjectedFault.html(503).on(Phase.UNASSIGN));
        jenkins().runPipeline(GrantScenarios.block("", "echo 'using it'"));
        rename("block-renamed");
        rename("block-renamed-again");

        jenkins().simulator().faults().clear();
        new GrantClock().untilSettled();
        assertEquals(List.of(), jenkins().madeKeysWithAccess());
    }

    @Test
    default void anUnassignmentThatIsKeptIsDoneAfterItsJobWasRenamed() throws Exception {
        JenkinsFixture.giveUpSoon();
        jenkins().simulator().faults().always(InjectedFault.html(503).on(Phase.DELETE));
        jenkins().runPipeline(JenkinsFixture.call("keepTrying: true", "ifUnavailable: '" + BuildEffect.SUCCESS + "'"));
        rename("kept-renamed");

        jenkins().simulator().faults().clear();
        new GrantClock().untilSettled();
        assertFalse(jenkins().isAssigned());
    }
}
