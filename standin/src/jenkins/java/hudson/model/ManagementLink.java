package hudson.model;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.ExtensionPoint;
import hudson.security.Permission;
import jenkins.management.Badge;
import jenkins.model.Jenkins;

/** Stand-in: a page below the management of Jenkins. */
public abstract class ManagementLink implements ExtensionPoint, Action {
    @Override
    public abstract @CheckForNull String getIconFileName();

    public String getDescription() {
        return "";
    }

    @Override
    public abstract @CheckForNull String getUrlName();

    public @NonNull Permission getRequiredPermission() {
        return Jenkins.ADMINISTER;
    }

    public @NonNull Category getCategory() {
        return Category.UNCATEGORIZED;
    }

    public @CheckForNull Badge getBadge() {
        return null;
    }

    /** Stand-in: where the link stands. */
    public enum Category {
        SECURITY,
        STATUS,
        UNCATEGORIZED
    }
}
