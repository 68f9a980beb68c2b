package io.jenkins.plugins.mongodbcloud.testing.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A simulator, and a client that sends it what a test writes. */
abstract class RawClientFixture {
    static final String V1 = "/api/public/v1.0";
    static final String V2 = "/api/atlas/v2";
    static final String V2_TYPE = "application/vnd.atlas.2023-01-01+json";
    static final String V2_ACCEPT = "Accept: " + V2_TYPE;
    static final String KEYS = "/groups/" + SimulatorSeed.PROJECT_ID + "/apiKeys";
    static final String ONE_KEY = KEYS + "/" + SimulatorSeed.API_KEY_ID;
    static final String OTHER_ORGANIZATION = "5980cfdf0b6d97029d82ffff";
    static final String OTHER_PROJECT = "5a0a1e7e0f2912c55408ffff";
    static final SimulatedKey OWNER = key("5d1d12c087d9d63e6d680001", "orgowner");
    static final SimulatedKey STRANGER = key("5d1d12c087d9d63e6d680002", "stranger");

    Simulator simulator;
    RawClient client;

    @BeforeEach
    void start() throws Exception {
        simulator = builder().start();
        client = new RawClient(simulator);
    }

    /** The seed's cloud, unless a test needs another simulator. */
    Simulator.Builder builder() {
        return Simulator.builder().cloud(SimulatorSeed.cloud());
    }

    /** The seed's cloud with an owner of its organization, and with another organization that has a key of its own. */
    static SimulatedCloud twoOrganizations() {
        return SimulatorSeed.cloud()
                .addApiKey(SimulatorSeed.ORGANIZATION_ID, OWNER, Role.ORG_OWNER)
                .addOrganization(OTHER_ORGANIZATION, "Other")
                .addProject(OTHER_ORGANIZATION, OTHER_PROJECT, "Other")
                .addApiKey(OTHER_ORGANIZATION, STRANGER, Role.ORG_OWNER);
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        simulator.close();
        assertEquals(List.of(), simulator.journal().problems());
    }

    static SimulatedKey key(String id, String publicKey) {
        return new SimulatedKey(id, publicKey, "11111111-2222-4333-8444-555555555555", publicKey);
    }

    static void assertError(RawClient.Reply reply, int status, String errorCode) {
        assertEquals(status + " " + errorCode, reply.status() + " " + reply.errorCode());
    }
}
