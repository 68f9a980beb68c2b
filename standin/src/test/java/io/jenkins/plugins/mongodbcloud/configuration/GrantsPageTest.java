package io.jenkins.plugins.mongodbcloud.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Item;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.security.AccessDeniedException3;
import hudson.security.Permission;
import io.jenkins.plugins.mongodbcloud.report.AccessBuildAction;
import io.jenkins.plugins.mongodbcloud.report.GrantView;
import io.jenkins.plugins.mongodbcloud.report.GrantsPage;
import io.jenkins.plugins.mongodbcloud.report.KeyResultView;
import io.jenkins.plugins.mongodbcloud.report.PendingAccessMonitor;
import io.jenkins.plugins.mongodbcloud.testing.JenkinsFixture;
import io.jenkins.plugins.mongodbcloud.testing.StandInJenkins;
import io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Phase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;

/** What administrators and readers of builds see of access, and what they can do about it. */
@Timeout(120)
@SuppressWarnings("try")
class GrantsPageTest {

    @TempDir
    private Path home;

    @AutoClose
    private StandInJenkins jenkins;

    private final AtomicLong now = new AtomicLong(System.currentTimeMillis());
    private final GrantsPage page = new GrantsPage();
    private final PendingAccessMonitor monitor = new PendingAccessMonitor();

    @BeforeEach
    void start() throws Exception {
        jenkins = new StandInJenkins(home);
        JenkinsFixture.timeouts(2, 2, 3);
        Grants.get().setClock(now::get);
    }

    private void pending(InjectedFault fault) throws Exception {
        GivenAccess given = BuildAccess.give(jenkins.run());
        jenkins.simulator.faults().always(fault.on(Phase.UNASSIGN));
        BuildAccess.end(given, jenkins.run());
        jenkins.simulator.faults().clear();
    }

    private static InjectedFault down() {
        return InjectedFault.downForLong();
    }

    private static InjectedFault refused() {
        return InjectedFault.error(401, "USER_UNAUTHORIZED", "No.");
    }

    private static void until(BooleanSupplier reached) throws Exception {
        long end = System.nanoTime() + JenkinsFixture.PATIENCE.toNanos();
        while (!reached.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new TimeoutException("still " + Grants.get().all());
            }
            Thread.onSpinWait();
        }
    }

    /** From now on everybody but the system has these permissions alone. */
    private void allow(Permission... permissions) {
        Set<Permission> allowed = Set.of(permissions);
        jenkins.jenkins().authorize(ACL.lambda2((who, what) -> ACL.SYSTEM2.equals(who) || allowed.contains(what)));
    }

    private static ACLContext asUser() {
        return ACL.as2(new UsernamePasswordAuthenticationToken("somebody", ""));
    }

    @Test
    void grantOfABuildIsShownWithTheBuild() throws Exception {
        GivenAccess given = BuildAccess.give(jenkins.run());
        GrantView row = page.getGrants().get(0);
        assertEquals("HELD", row.getState());
        assertEquals(given.grant().key().apiKeyId(), row.getApiKeyId());
        assertEquals(given.publicKey(), row.getPublicKey());
        assertEquals("deploy #1", row.getBuild());
        assertEquals("job/deploy/1/", row.getBuildUrl());
        assertEquals("", row.getNextAttemptText());
        assertFalse(row.isPending());
        assertNull(page.getBadge());
        assertEquals("1 held by builds, 0 pending", page.getCounts());
    }

    @Test
    void pendingUnassignmentIsShownWithItsResponseAndNextAttempt() throws Exception {
        pending(down());
        GrantView row = page.getGrants().get(0);
        assertTrue(row.isPending());
        assertFalse(row.isPersonNeeded());
        assertEquals(1, row.getAttempts());
        assertTrue(row.getLastResponse().contains("HTTP 503"), row::getLastResponse);
        assertTrue(row.getNextAttemptText().startsWith("next in"), row::getNextAttemptText);
        assertEquals("1", page.getBadge().getText());
    }

    @Test
    void whatNeedsAPersonComesFirst() throws Exception {
        pending(down());
        pending(refused());
        BuildAccess.give(jenkins.run());
        assertEquals(
                List.of("needs attention", "pending", "held by a build"),
                page.getGrants().stream().map(GrantView::getStateText).toList());
    }

    @Test
    void monitorSpeaksOfWhatIsPendingForLongOrNeedsAPersonOrCannotBeRead() throws Exception {
        pending(down());
        assertFalse(monitor.isActivated());
        now.addAndGet(Duration.ofMinutes(16).toMillis());
        assertTrue(monitor.isActivated());
        assertTrue(monitor.getMessage().contains("1 unassignments"), monitor::getMessage);
        Grants.get().giveUp(page.getGrants().get(0).getId());
        until(() -> page.getGrants().isEmpty());
        assertFalse(monitor.isActivated());
        pending(refused());
        assertTrue(monitor.isActivated());
        Grants.get().giveUp(page.getGrants().get(0).getId());
        until(() -> page.getGrants().isEmpty());
        Path file = home.resolve("mongodb-cloud").resolve("grants").resolve("torn.json");
        Files.writeString(file, "{");
        Grants.get().work().get(JenkinsFixture.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertTrue(monitor.isActivated());
        assertEquals(List.of("torn.json"), page.getUnreadable());
    }

    @Test
    void tryNowAndGiveUpTakeManage() throws Exception {
        pending(down());
        String id = page.getGrants().get(0).getId();
        allow(Jenkins.SYSTEM_READ);
        try (ACLContext user = asUser()) {
            assertEquals(page, page.getTarget());
            assertFalse(page.isChangeable());
            assertTrue(monitor.hasRequiredPermission());
            assertThrows(AccessDeniedException3.class, () -> page.doTryNow(id));
            assertThrows(AccessDeniedException3.class, () -> page.doGiveUp(id));
        }
        assertEquals(1, Grants.get().all().size());
        allow(Jenkins.MANAGE);
        try (ACLContext user = asUser()) {
            assertTrue(page.isChangeable());
            assertEquals(Jenkins.MANAGE, page.getRequiredPermission());
            page.doTryNow(id);
        }
        until(() -> Grants.get().all().isEmpty());
    }

    @Test
    void othersSeeNothing() {
        allow(Item.READ, Item.CONFIGURE);
        try (ACLContext user = asUser()) {
            assertThrows(AccessDeniedException3.class, page::getTarget);
            assertFalse(monitor.hasRequiredPermission());
            assertThrows(AccessDeniedException3.class, monitor::checkRequiredPermission);
        }
    }

    @Test
    void buildThatTheReaderMayNotSeeIsNotNamed() throws Exception {
        BuildAccess.give(jenkins.run());
        allow(Jenkins.SYSTEM_READ);
        try (ACLContext user = asUser()) {
            GrantView row = page.getGrants().get(0);
            assertNull(row.getBuild());
            assertNull(row.getBuildUrl());
        }
        jenkins.jenkins().delete(jenkins.run().getParent());
        assertEquals("deploy #1", page.getGrants().get(0).getBuild());
    }

    private KeyResultView rowOfTheBuild() {
        return jenkins.run().getAction(AccessBuildAction.class).getKeys().get(0);
    }

    @Test
    void buildPageSaysSinceWhenAndUntilWhenTheBuildHadAccess() throws Exception {
        GivenAccess given = BuildAccess.give(jenkins.run());
        assertEquals("HELD", rowOfTheBuild().getOutcome());
        assertTrue(rowOfTheBuild().getMessage().contains("has the access of this API key since"));
        BuildAccess.end(given, jenkins.run());
        assertEquals("UNASSIGNED", rowOfTheBuild().getOutcome());
        String message = rowOfTheBuild().getMessage();
        assertTrue(message.matches("Assigned \\d{4}-.*, unassigned \\d{4}-.*"), message);
    }

    @Test
    void buildPageSaysThatAnUnassignmentIsPendingAndLaterThatItIsDone() throws Exception {
        pending(down());
        assertEquals("PENDING", rowOfTheBuild().getOutcome());
        assertTrue(rowOfTheBuild().getMessage().contains("Assigned "), rowOfTheBuild()::getMessage);
        jenkins.run().finished();
        now.addAndGet(Duration.ofMinutes(2).toMillis());
        Grants.get().work().get(JenkinsFixture.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        until(() -> Grants.get().all().isEmpty());
        assertEquals("UNASSIGNED", rowOfTheBuild().getOutcome());
    }
}
