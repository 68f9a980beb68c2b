package io.jenkins.plugins.mongodbcloud.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import com.cloudbees.plugins.credentials.impl.BaseStandardCredentials;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.Result;
import hudson.util.Secret;
import io.jenkins.plugins.mongodbcloud.report.AccessBuildAction;
import io.jenkins.plugins.mongodbcloud.report.KeyResultView;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.TestExtension;
import org.springframework.security.core.Authentication;

/** Credentials of another plugin, which asks a server for them: with a type of its own, that fails, or that hangs. */
class ExternalProviderTest extends JenkinsRuleTest {

    private static final String CALL = JenkinsRuleFixture.call("credentialsId: '" + Vault.ID + "'");

    @AfterEach
    void forget() {
        Vault.credential = () -> null;
    }

    /** The provider. What it says is the test's to set. */
    @TestExtension
    public static final class Vault extends CredentialsProvider {

        static final String ID = "in-the-vault";

        static volatile Supplier<Credentials> credential = () -> null;

        @Override
        public <C extends Credentials> List<C> getCredentialsInItemGroup(
                Class<C> type, ItemGroup itemGroup, Authentication as, List<DomainRequirement> requirements) {
            Credentials found = credential.get();
            return type.isInstance(found) ? List.of(type.cast(found)) : List.of();
        }

        @Override
        public <C extends Credentials> List<C> getCredentialsInItem(
                Class<C> type, Item item, Authentication as, List<DomainRequirement> requirements) {
            return getCredentialsInItemGroup(type, item.getParent(), as, requirements);
        }
    }

    /** A user name with password whose secret is elsewhere. */
    private static final class VaultCredential extends BaseStandardCredentials
            implements StandardUsernamePasswordCredentials {
        private static final long serialVersionUID = 1L;

        private final transient Supplier<String> secret;

        VaultCredential(Supplier<String> secret) {
            super(CredentialsScope.GLOBAL, Vault.ID, "in the vault");
            this.secret = secret;
        }

        @Override
        public String getUsername() {
            return SimulatorSeed.ADMIN.publicKey();
        }

        @Override
        public Secret getPassword() {
            return Secret.fromString(secret.get());
        }
    }

    private static String hang(CountDownLatch asked) {
        asked.countDown();
        try {
            new CountDownLatch(1).await();
            return "";
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }

    private void assertFails(String reason) throws Exception {
        WorkflowRun build = JenkinsRuleFixture.run(r, CALL);
        r.assertBuildStatus(Result.FAILURE, build);
        r.assertLogContains(reason, build);
        r.assertLogContains(Vault.ID, build);
        r.assertLogNotContains("\tat ", build);
        assertEquals(0, lab.simulator().requests());
        assertEquals(List.of("REJECTED"), outcomes(build));
    }

    private static List<String> outcomes(WorkflowRun build) {
        return build.getAction(AccessBuildAction.class).getKeys().stream()
                .map(KeyResultView::getOutcome)
                .toList();
    }

    @Test
    void aTypeOfItsOwnIsUsed() throws Exception {
        Vault.credential = () -> new VaultCredential(SimulatorSeed.ADMIN::privateKey);
        WorkflowRun build = JenkinsRuleFixture.run(r, CALL);
        r.assertBuildStatus(Result.SUCCESS, build);
        assertFalse(lab.isAssigned());
    }

    @Test
    void aSecretThatCannotBeReadIsSaidWithTheReason() throws Exception {
        Vault.credential = () -> new VaultCredential(() -> {
            throw new IllegalStateException("the vault is sealed");
        });
        assertFails("the vault is sealed");
    }

    @Test
    void aProviderThatFailsIsSaidWithTheReason() throws Exception {
        Vault.credential = () -> {
            throw new IllegalStateException("no route to the vault");
        };
        assertFails("no route to the vault");
    }

    @Test
    void aProviderThatHangsHoldsUpNoOtherBuildAndItsOwnEndsWhenItIsAborted() throws Exception {
        CountDownLatch asked = new CountDownLatch(4);
        Vault.credential = () -> new VaultCredential(() -> hang(asked));
        List<WorkflowRun> hanging = List.of(begin(CALL), begin(CALL), begin(CALL), begin(CALL));
        assertTrue(asked.await(JenkinsRuleFixture.PATIENCE.toSeconds(), TimeUnit.SECONDS));

        r.assertBuildStatus(Result.SUCCESS, JenkinsRuleFixture.run(r, JenkinsRuleFixture.call()));

        assertFalse(lab.isAssigned());
        for (WorkflowRun build : hanging) {
            build.getExecutor().interrupt();
            r.assertBuildStatus(Result.ABORTED, r.waitForCompletion(build));
            assertEquals(List.of("INTERRUPTED"), outcomes(build));
        }
    }

    private static WorkflowRun begin(String script) throws Exception {
        return JenkinsRuleFixture.pipeline(r, script).scheduleBuild2(0).waitForStart();
    }
}
