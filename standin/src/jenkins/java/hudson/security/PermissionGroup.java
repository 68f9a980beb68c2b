package hudson.security;

import edu.umd.cs.findbugs.annotations.NonNull;
import org.jvnet.localizer.Localizable;

/** Stand-in: permissions that belong together. */
public final class PermissionGroup {
    @SuppressWarnings("rawtypes")
    @NonNull
    public final Class owner;

    public final Localizable title;

    @SuppressWarnings("rawtypes")
    public PermissionGroup(@NonNull Class owner, Localizable title) {
        this.owner = owner;
        this.title = title;
    }
}
