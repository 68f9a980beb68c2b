package io.jenkins.plugins.mongodbcloud.testing.simulator;

import java.util.List;

/** An assignment of either a key or an account to a project; the other is null. */
record Assignment(
        String projectId,
        String organizationId,
        SimulatedKey key,
        SimulatedServiceAccount account,
        List<Role> organizationRoles,
        List<Role> projectRoles) {}
