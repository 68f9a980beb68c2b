package io.jenkins.plugins.mongodbcloud.benchmark;

import io.jenkins.plugins.mongodbcloud.testing.simulator.Role;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatedCloud;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatedKey;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;

/** One project, to which nothing is assigned but what is measured, and a key pair that may unassign there. */
final class World {
    static final String PROJECT_ID = SimulatorSeed.PROJECT_ID;

    /** Owns the organization, so it need not be assigned to the project itself. */
    static final SimulatedKey OWNER = new SimulatedKey(
            "5d1d12c087d9d63e6d682442", "ownerkey", "6c2f8b1e-7d3a-4e90-b5c4-1f0a9d8e7b62", "Benchmark");

    private World() {}

    static SimulatedCloud cloud() {
        return new SimulatedCloud()
                .addOrganization(SimulatorSeed.ORGANIZATION_ID, "Example Company")
                .addProject(SimulatorSeed.ORGANIZATION_ID, PROJECT_ID, "Production")
                .addApiKey(SimulatorSeed.ORGANIZATION_ID, OWNER, Role.ORG_OWNER);
    }
}
