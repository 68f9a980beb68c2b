package io.jenkins.plugins.mongodbcloud.report;

import hudson.Extension;
import hudson.model.AdministrativeMonitor;
import io.jenkins.plugins.mongodbcloud.access.Grant;
import io.jenkins.plugins.mongodbcloud.access.GrantState;
import io.jenkins.plugins.mongodbcloud.configuration.Grants;
import java.time.Duration;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;

/** Tells administrators of access that cannot be removed, or not for long. Only what is in memory is looked at. */
@Extension
@Symbol("mongoCloudPendingAccess")
public final class PendingAccessMonitor extends AdministrativeMonitor {

    private static final long LONG = Duration.ofMinutes(15).toMillis();

    @Override
    public String getDisplayName() {
        return Messages.Monitor_DisplayName();
    }

    @Override
    public boolean isActivated() {
        long now = Grants.get().now();
        return !Grants.get().unreadable().isEmpty()
                || Grants.get().all().stream().anyMatch(grant -> isOverdue(grant, now));
    }

    private static boolean isOverdue(Grant grant, long now) {
        return grant.state() == GrantState.PENDING
                && (grant.progress().needsPerson() != null || now - grant.since() > LONG);
    }

    /** How many are pending for long, need a person, or cannot be read, in words. */
    public String getMessage() {
        long now = Grants.get().now();
        long persons = Grants.get().all().stream()
                .filter(grant -> grant.progress().needsPerson() != null)
                .count();
        long overdue = Grants.get().all().stream()
                .filter(grant -> isOverdue(grant, now))
                .count();
        return Messages.Monitor_Message(
                overdue, persons, Grants.get().unreadable().size());
    }

    @Override
    public boolean isSecurity() {
        return true;
    }

    @Override
    public boolean hasRequiredPermission() {
        return Jenkins.get().hasAnyPermission(Jenkins.MANAGE, Jenkins.SYSTEM_READ);
    }

    @Override
    public void checkRequiredPermission() {
        Jenkins.get().checkAnyPermission(Jenkins.MANAGE, Jenkins.SYSTEM_READ);
    }
}
