package io.jenkins.plugins.mongodbcloud.testing.simulator;

import java.util.List;
import java.util.Set;

/** An API key or a service account of an organization; the other is null. Guarded by its cloud. */
final class Member {
    final String organizationId;
    final Set<Role> organizationRoles;
    SimulatedKey key;
    SimulatedServiceAccount account;
    List<String> accessList = List.of();

    Member(String organizationId, Set<Role> organizationRoles) {
        this.organizationId = organizationId;
        this.organizationRoles = organizationRoles;
    }
}
