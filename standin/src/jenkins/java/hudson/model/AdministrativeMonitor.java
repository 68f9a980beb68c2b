package hudson.model;

import hudson.ExtensionPoint;
import jenkins.model.Jenkins;

/** Stand-in: what administrators should know. */
public abstract class AdministrativeMonitor implements ExtensionPoint, ModelObject {
    protected AdministrativeMonitor() {}

    @Override
    public String getDisplayName() {
        return getClass().getName();
    }

    public abstract boolean isActivated();

    public boolean isSecurity() {
        return false;
    }

    public void checkRequiredPermission() {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
    }

    public boolean hasRequiredPermission() {
        return Jenkins.get().hasPermission(Jenkins.ADMINISTER);
    }
}
