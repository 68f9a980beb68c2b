package io.jenkins.plugins.mongodbcloud.testing.simulator;

import java.util.List;
import java.util.Set;

/**
 * Whose credential a request has, and what it may do where it comes from.
 *
 * @param accessListRequired whether its organization requires an access list of every key
 * @param assigned whether it is assigned to any project
 */
record Caller(
        String keyId,
        String organizationId,
        Set<Role> organizationRoles,
        List<String> accessList,
        boolean accessListRequired,
        boolean assigned) {}
