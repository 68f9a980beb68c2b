package io.jenkins.plugins.mongodbcloud.testing.simulator;

import java.util.EnumSet;
import java.util.Set;

/**
 * Roles; the names are those of the API. Sources: the lists of project roles in the documentation of Atlas and of Cloud
 * Manager.
 */
public enum Role {
    ORG_OWNER,
    ORG_MEMBER,
    ORG_READ_ONLY,
    GROUP_OWNER,
    GROUP_USER_ADMIN(ApiVersion.PUBLIC_V1),
    GROUP_AUTOMATION_ADMIN(ApiVersion.PUBLIC_V1),
    GROUP_BACKUP_ADMIN(ApiVersion.PUBLIC_V1),
    GROUP_MONITORING_ADMIN(ApiVersion.PUBLIC_V1),
    GROUP_CLUSTER_MANAGER(ApiVersion.ATLAS_V2),
    GROUP_DATABASE_ACCESS_ADMIN(ApiVersion.ATLAS_V2),
    GROUP_BACKUP_MANAGER(ApiVersion.ATLAS_V2),
    GROUP_OBSERVABILITY_VIEWER(ApiVersion.ATLAS_V2),
    GROUP_SEARCH_INDEX_EDITOR(ApiVersion.ATLAS_V2),
    GROUP_STREAM_PROCESSING_OWNER(ApiVersion.ATLAS_V2),
    GROUP_DATA_ACCESS_ADMIN,
    GROUP_DATA_ACCESS_READ_ONLY,
    GROUP_DATA_ACCESS_READ_WRITE,
    GROUP_READ_ONLY;

    private final ApiVersion dialect;

    Role() {
        this(null);
    }

    Role(ApiVersion dialect) {
        this.dialect = dialect;
    }

    /** Whether the role is one in an organization, as opposed to one in a project. */
    public boolean ofOrganization() {
        return name().startsWith("ORG_");
    }

    /** Whether the products of a dialect have the role. */
    boolean isIn(ApiVersion wanted) {
        return dialect == null || dialect == wanted;
    }

    /**
     * These roles, all of an organization or all of a project.
     *
     * @param byDefault if none is given
     * @throws IllegalArgumentException if one belongs elsewhere
     */
    static Set<Role> of(boolean ofOrganization, Role byDefault, Role... given) {
        EnumSet<Role> roles = EnumSet.noneOf(Role.class);
        for (Role role : given) {
            if (role.ofOrganization() != ofOrganization) {
                throw new IllegalArgumentException(role + " does not belong here");
            }
            roles.add(role);
        }
        if (roles.isEmpty()) {
            roles.add(byDefault);
        }
        return roles;
    }
}
