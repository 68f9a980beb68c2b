package io.jenkins.plugins.mongodbcloud.testing.simulator;

/** The roles that the simulator tells apart; the names are those of the API. */
public enum Role {
    ORG_OWNER,
    ORG_MEMBER,
    ORG_READ_ONLY,
    GROUP_OWNER,
    GROUP_USER_ADMIN,
    GROUP_AUTOMATION_ADMIN,
    GROUP_DATA_ACCESS_READ_ONLY,
    GROUP_READ_ONLY;

    /** Whether the role is one in an organization, as opposed to one in a project. */
    public boolean ofOrganization() {
        return name().startsWith("ORG_");
    }
}
