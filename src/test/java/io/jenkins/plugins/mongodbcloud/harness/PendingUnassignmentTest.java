package io.jenkins.plugins.mongodbcloud.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.hudson.plugins.folder.properties.FolderCredentialsProvider.FolderCredentialsProperty;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.domains.Domain;
import com.cloudbees.plugins.credentials.domains.DomainCredentials;
import hudson.model.Item;
import hudson.model.Items;
import hudson.util.Secret;
import io.jenkins.plugins.mongodbcloud.configuration.GrantClock;
import io.jenkins.plugins.mongodbcloud.configuration.Grants;
import io.jenkins.plugins.mongodbcloud.steps.GrantScenarios;
import io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Phase;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is pending of jobs in folders that are renamed and moved, and of a project whose ID is masked. */
class PendingUnassignmentTest extends JenkinsRuleTest {

    private static final String IN_THE_FOLDER = "of-the-folder";

    /** What a test that failed left would keep the next one from seeing what is its own. */
    @AfterEach
    void forget() throws Exception {
        Grants.get().all().forEach(grant -> Grants.get().giveUp(grant.id()));
        GrantClock.until(() -> Grants.get().all().isEmpty());
    }

    private static Folder folder(String name) throws Exception {
        Folder folder = r.createProject(Folder.class, name);
        folder.addProperty(new FolderCredentialsProperty(new DomainCredentials[] {
            new DomainCredentials(
                    Domain.global(), List.of(JenkinsRuleFixture.keyPair(IN_THE_FOLDER, SimulatorSeed.OWNER)))
        }));
        return folder;
    }

    private WorkflowRun pendingOf(WorkflowJob job) throws Exception {
        JenkinsRuleFixture.giveUpSoon();
        lab.simulator().faults().always(InjectedFault.html(503).on(Phase.UNASSIGN));
        WorkflowRun build = r.waitForCompletion(job.scheduleBuild2(0).waitForStart());
        lab.simulator().faults().clear();
        assertEquals(1, Grants.get().all().size());
        return build;
    }

    private void assertJob(String expected) {
        assertEquals(expected, Grants.get().all().get(0).holder().job());
    }

    @Test
    void credentialOfTheFolderIsUsedAfterItWasRenamedAndTheJobMoved() throws Exception {
        Folder folder = folder("team");
        WorkflowJob job = JenkinsRuleFixture.pipeline(
                folder.createProject(WorkflowJob.class, "nightly"),
                GrantScenarios.block("credentialsId: '" + IN_THE_FOLDER + "'", "echo 'using it'"));
        pendingOf(job);
        folder.renameTo("crew");
        assertJob("crew/nightly");
        Item moved = Items.move(job, folder("others"));
        assertEquals("others/nightly", moved.getFullName());
        assertJob("others/nightly");

        new GrantClock().untilSettled();
        assertEquals(List.of(), lab.madeKeysWithAccess());
    }

    @Test
    void projectThatTheLogMasksIsMaskedOnThePageAndInNoFileOfThePlugin() throws Exception {
        String project = SimulatorSeed.PROJECT_ID;
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new StringCredentialsImpl(
                        CredentialsScope.GLOBAL, "project-id", null, Secret.fromString(project)));
        String block = GrantScenarios.block("", "echo 'using it'").replace("'" + project + "'", "PROJECT");
        WorkflowRun build = pendingOf(JenkinsRuleFixture.pipeline(
                r, "withCredentials([string(credentialsId: 'project-id', variable: 'PROJECT')]) {\n" + block + "}"));
        r.assertLogContains("was not unassigned from project ****", build);
        String page = r.createWebClient().goTo("manage/mongodb-cloud-access/").asXml();
        assertTrue(page.contains("****"), page);
        assertFalse(page.contains(project), page);
        for (Path root :
                List.of(r.jenkins.getRootDir().toPath(), build.getRootDir().toPath())) {
            try (Stream<Path> files = Files.walk(root.resolve("mongodb-cloud"))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    assertFalse(Files.readString(file).contains(project), file::toString);
                }
            }
        }

        new GrantClock().untilSettled();
        assertEquals(List.of(), lab.madeKeysWithAccess());
    }
}
