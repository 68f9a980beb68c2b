package hudson.security;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Hudson;
import org.jvnet.localizer.Localizable;

/** Stand-in: something that one may or may not do. */
public final class Permission {
    public static final PermissionGroup HUDSON_PERMISSIONS = new PermissionGroup(Hudson.class, null);
    public static final Permission HUDSON_ADMINISTER =
            new Permission(HUDSON_PERMISSIONS, "Administer", null, null, PermissionScope.JENKINS);
    public static final PermissionGroup GROUP = new PermissionGroup(Permission.class, null);
    public static final Permission READ =
            new Permission(GROUP, "GenericRead", null, HUDSON_ADMINISTER, PermissionScope.JENKINS);
    public static final Permission CONFIGURE =
            new Permission(GROUP, "GenericConfigure", null, HUDSON_ADMINISTER, PermissionScope.JENKINS);

    public static final Permission CREATE =
            new Permission(GROUP, "GenericCreate", null, HUDSON_ADMINISTER, PermissionScope.JENKINS);
    public static final Permission UPDATE =
            new Permission(GROUP, "GenericUpdate", null, HUDSON_ADMINISTER, PermissionScope.JENKINS);

    @SuppressWarnings("rawtypes")
    public final @NonNull Class owner;

    public final @NonNull PermissionGroup group;
    public final @NonNull String name;
    public final @CheckForNull Permission impliedBy;

    public Permission(
            @NonNull PermissionGroup group,
            @NonNull String name,
            @CheckForNull Localizable description,
            @CheckForNull Permission impliedBy,
            @NonNull PermissionScope scope) {
        this.owner = group.owner;
        this.group = group;
        this.name = name;
        this.impliedBy = impliedBy;
    }

    public @NonNull String getId() {
        return owner.getName() + "." + name;
    }

    @Override
    public String toString() {
        return "Permission[" + owner + "," + name + "]";
    }
}
