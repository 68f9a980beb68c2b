package io.jenkins.plugins.mongodbcloud.access;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.mongodbcloud.client.ApiKeyPair;
import io.jenkins.plugins.mongodbcloud.testing.AccessTaskBuilder;
import io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatedCloud;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What users get wrong most often, on a simulator that refuses it as MongoDB Cloud does. */
class UserErrorTest {
    private static final String KEY = SimulatorSeed.API_KEY_ID;
    private static final String OTHER_ORGANIZATION = "5980cfdf0b6d97029d82f86f";
    private static final String FOREIGN_PROJECT = "5a0a1e7e0f2912c554080add";
    private static final String WRONG_PRIVATE_KEY = "00000000-1111-4222-8333-444444444444";

    @AutoClose
    private SimulatorExtension bench;

    @BeforeEach
    void start() throws IOException {
        SimulatedCloud cloud = SimulatorSeed.cloud()
                .addOrganization(OTHER_ORGANIZATION, "Somebody else")
                .addProject(OTHER_ORGANIZATION, FOREIGN_PROJECT, "Not ours");
        bench = SimulatorExtension.patient(cloud);
    }

    @Test
    void wrongKeysWrongProjectMissingRoleAndWrongKeyIdAreToldApart() throws Exception {
        KeyResult wrongKeys = bench.runOne(
                AccessTaskBuilder.ids(KEY).as(new ApiKeyPair(SimulatorSeed.ADMIN.publicKey(), WRONG_PRIVATE_KEY)));
        KeyResult wrongProject = bench.runOne(AccessTaskBuilder.ids(KEY).project(FOREIGN_PROJECT));
        KeyResult missingRole =
                bench.runOne(AccessTaskBuilder.ids(KEY).as(SimulatorExtension.pair(SimulatorSeed.READER)));
        KeyResult wrongKeyId = bench.runOne(AccessTaskBuilder.ids(SimulatorSeed.UNASSIGNED_KEY_ID));

        assertMessage(
                wrongKeys,
                Outcome.REJECTED,
                "HTTP 401 UNEXPECTED_ERROR",
                "does not accept the key pair",
                "Check the public key and the private key in the credential " + SimulatorExtension.CREDENTIALS);
        assertMessage(
                wrongProject,
                Outcome.REJECTED,
                "HTTP 401 NOT_IN_GROUP",
                "has no access to this project, or there is no such project",
                "Check the project ID");
        assertMessage(
                missingRole,
                Outcome.REJECTED,
                "HTTP 401 NOT_GROUP_USER_ADMIN",
                "lacks a role",
                "Grant it Project User Admin or Project Owner");
        assertMessage(
                wrongKeyId,
                Outcome.NOT_ASSIGNED,
                "HTTP 400 API_KEY_NOT_FOUND",
                "is not assigned to project",
                "set ifNotAssigned to SUCCESS; otherwise check the ID and the project");
        Set<String> messages = List.of(wrongKeys, wrongProject, missingRole, wrongKeyId).stream()
                .map(KeyResult::message)
                .collect(Collectors.toSet());
        assertEquals(4, messages.size());
        assertTrue(bench.simulator.isAssigned(SimulatorExtension.PROJECT, KEY));
    }

    @Test
    void wrongPrivateKeyIsInNoMessage() throws Exception {
        KeyResult result = bench.runOne(
                AccessTaskBuilder.ids(KEY).as(new ApiKeyPair(SimulatorSeed.ADMIN.publicKey(), WRONG_PRIVATE_KEY)));
        assertFalse(result.toString().contains(WRONG_PRIVATE_KEY), result::toString);
    }

    @Test
    void accessListRefusalShowsTheAddressThatMongoDbSaw() throws Exception {
        bench.cloud().accessList(SimulatorSeed.ADMIN.id(), "198.51.100.1");
        bench.simulator.behaviour().seenAddress("203.0.113.7");
        assertMessage(
                bench.runOne(AccessTaskBuilder.ids(KEY)),
                Outcome.REJECTED,
                "HTTP 403 IP_ADDRESS_NOT_ON_ACCESS_LIST",
                "saw the request come from 203.0.113.7",
                "Add that address to that access list");
    }

    @Test
    void accessListRefusalShowsAnIpv6AddressToo() throws Exception {
        bench.cloud().accessList(SimulatorSeed.ADMIN.id(), "198.51.100.1");
        bench.simulator.behaviour().seenAddress("2001:db8::17");
        assertMessage(
                bench.runOne(AccessTaskBuilder.ids(KEY)), Outcome.REJECTED, "saw the request come from 2001:db8::17");
    }

    @Test
    void missingAccessListSaysWhichAddressToAddAsFarAsItIsKnown() throws Exception {
        bench.cloud().requireAccessList(SimulatorSeed.ORGANIZATION_ID, true);
        assertMessage(
                bench.runOne(AccessTaskBuilder.ids(KEY)),
                Outcome.REJECTED,
                "HTTP 403 RESOURCE_REQUIRES_ACCESS_LIST",
                "Add the outgoing address of the controller to that access list");
    }

    @Test
    void suspendedOrganizationIsSaidToBeSuspended() throws Exception {
        bench.cloud().suspended(SimulatorSeed.ORGANIZATION_ID, true);
        assertMessage(
                bench.runOne(AccessTaskBuilder.ids(KEY)),
                Outcome.REJECTED,
                "HTTP 402 ACCOUNT_SUSPENDED",
                "organization is suspended",
                "Settle its account");
    }

    @Test
    void whatIsSaidOfAListNamesTheSameCauses() throws Exception {
        KeyResult result =
                bench.runOne(AccessTaskBuilder.description("ci-*").as(new ApiKeyPair("nobodyxx", WRONG_PRIVATE_KEY)));
        assertNull(result.apiKeyId());
        assertAll(
                () -> assertEquals(Outcome.REJECTED, result.outcome()),
                () -> assertEquals(401, result.httpStatus()),
                () -> assertContains(result, "The API keys of project " + SimulatorExtension.PROJECT),
                () -> assertContains(result, "could not be listed, so nothing was changed"),
                () -> assertContains(result, "does not accept the key pair"),
                () -> assertEquals(0, bench.deletes()));
    }

    private static void assertMessage(KeyResult result, Outcome outcome, String... parts) {
        assertEquals(outcome, result.outcome(), result::message);
        assertEquals(SimulatorExtension.ENDPOINT, result.endpoint());
        assertContains(result, result.projectId());
        assertContains(result, result.apiKeyId());
        assertContains(result, SimulatorExtension.ENDPOINT);
        for (String part : parts) {
            assertContains(result, part);
        }
    }

    private static void assertContains(KeyResult result, String part) {
        assertTrue(result.message().contains(part), () -> "'" + part + "' is not in: " + result.message());
    }
}
