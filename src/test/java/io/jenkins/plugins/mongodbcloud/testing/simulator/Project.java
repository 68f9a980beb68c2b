package io.jenkins.plugins.mongodbcloud.testing.simulator;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** A project and who is assigned to it with which roles. Guarded by its cloud. */
final class Project {
    final String id;
    final String name;
    final String organizationId;
    final Map<String, Set<Role>> assignments = new LinkedHashMap<>();

    Project(String id, String name, String organizationId) {
        this.id = id;
        this.name = name;
        this.organizationId = organizationId;
    }
}
