package io.jenkins.plugins.mongodbcloud.testing.simulator;

import static io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed.ADMIN;
import static io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed.API_KEY_ID;
import static io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed.ORGANIZATION_ID;
import static io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed.PROJECT_ID;
import static io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed.READER;
import static io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed.UNASSIGNED_KEY_ID;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mongodbcloud.testing.simulator.RawClient.Reply;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What requests with a document do, and which of them the API refuses. */
@Timeout(60)
class SimulatorWritesTest extends RawClientFixture {
    private static final String UNASSIGNED = KEYS + "/" + UNASSIGNED_KEY_ID;
    private static final String ACCESS_LIST =
            V1 + "/orgs/" + ORGANIZATION_ID + "/apiKeys/" + API_KEY_ID + "/accessList";
    private static final String READ_ONLY = "{\"desc\":\"of a test\",\"roles\":[\"GROUP_READ_ONLY\"]}";

    @Override
    Simulator.Builder builder() {
        return Simulator.builder().cloud(twoOrganizations());
    }

    private static JsonNode json(Reply reply) {
        return Json.read(reply.body()).orElseThrow(() -> new AssertionError(reply.body()));
    }

    @Test
    void makesAKeyWhosePrivateHalfIsShownOnce() throws Exception {
        Reply made = client.tellAs(ADMIN, "POST", V1 + KEYS, READ_ONLY);

        assertEquals(200, made.status(), made.body());
        SimulatedKey key = simulator.cloud().createdKeys().get(0);
        assertEquals(key.id(), json(made).path("id").asText());
        assertEquals(key.privateKey(), json(made).path("privateKey").asText());
        assertEquals("of a test", json(made).path("desc").asText());
        assertEquals(
                "[{\"orgId\":\"" + ORGANIZATION_ID + "\",\"roleName\":\"ORG_MEMBER\"},{\"groupId\":\"" + PROJECT_ID
                        + "\",\"roleName\":\"GROUP_READ_ONLY\"}]",
                json(made).path("roles").toString());
        JsonNode listed = null;
        for (JsonNode entry : json(client.askAs(ADMIN, "GET", V1 + KEYS + "?itemsPerPage=500"))
                .path("results")) {
            listed = entry.path("id").asText().equals(key.id()) ? entry : listed;
        }
        assertNotEquals(key.privateKey(), listed.path("privateKey").asText());
        assertEquals("of a test", listed.path("desc").asText());
        assertTrue(simulator.orgKeyExists(ORGANIZATION_ID, key.id()));
    }

    @Test
    void aKeyThatWasMadeCanAuthenticateUntilItIsDeleted() throws Exception {
        client.tellAs(ADMIN, "POST", V1 + KEYS, READ_ONLY);
        SimulatedKey key = simulator.cloud().createdKeys().get(0);
        assertEquals(200, client.askAs(key, "GET", V1 + KEYS).status());

        String target = V1 + KEYS + "/" + key.id();
        assertEquals(204, client.askAs(ADMIN, "DELETE", target).status());
        assertTrue(simulator.orgKeyExists(ORGANIZATION_ID, key.id()), "it stays in the organization");
        assertError(client.askAs(key, "GET", V1 + KEYS), 401, "NOT_IN_GROUP");

        String ofOrganization = V1 + "/orgs/" + ORGANIZATION_ID + "/apiKeys/" + key.id();
        assertEquals(204, client.askAs(OWNER, "DELETE", ofOrganization).status());
        assertError(client.askAs(key, "GET", V1 + KEYS), 401, "UNEXPECTED_ERROR");
        assertEquals(List.of(key), simulator.cloud().createdKeys(), "what was made is still known");
    }

    @ParameterizedTest(name = "{0} {2}")
    @CsvSource(
            quoteCharacter = '\'',
            delimiter = '|',
            value = {
                "v1 | {`desc`:`x`} | VALIDATION_ERROR",
                "v1 | {`desc`:`x`,`roles`:[]} | VALIDATION_ERROR",
                "v1 | {`desc`:`x`,`roles`:[`ORG_OWNER`]} | CANNOT_ADD_ORG_ROLE",
                "v1 | {`desc`:`x`,`roles`:[`GROUP_EMPEROR`]} | UNSUPPORTED_ROLE",
                "v1 | {`desc`:`x`,`roles`:[`GROUP_CLUSTER_MANAGER`]} | UNSUPPORTED_ROLE",
                "v2 | {`desc`:`x`,`roles`:[`GROUP_MONITORING_ADMIN`]} | UNSUPPORTED_ROLE",
                "v2 | {`roles`:[`GROUP_READ_ONLY`]} | API_KEY_REQUIRES_DESCRIPTION",
                "v1 | [] | VALIDATION_ERROR",
                "v1 | no JSON | VALIDATION_ERROR",
            })
    void refusesDocumentsThatMakeNoKey(String dialect, String document, String code) throws Exception {
        String target = (dialect.equals("v1") ? V1 : V2) + KEYS;

        Reply reply = client.tellAs(ADMIN, "POST", target, document.replace('`', '"'), V2_ACCEPT);

        assertError(reply, 400, code);
        assertEquals(List.of(), simulator.cloud().createdKeys());
    }

    @Test
    void descriptionsHave250CharactersAtMost() throws Exception {
        String longest = READ_ONLY.replace("of a test", "x".repeat(250));

        assertEquals(200, client.tellAs(ADMIN, "POST", V1 + KEYS, longest).status());
        assertError(client.tellAs(ADMIN, "POST", V1 + KEYS, longest.replace("xx", "xxx")), 400, "VALIDATION_ERROR");
    }

    @Test
    void refusesWhoMayNotAndWhatIsNoJson() throws Exception {
        assertError(client.tellAs(READER, "POST", V1 + KEYS, READ_ONLY), 401, "NOT_GROUP_USER_ADMIN");
        assertError(client.tellAs(READER, "PATCH", V1 + ONE_KEY, READ_ONLY), 401, "NOT_GROUP_USER_ADMIN");
        assertError(client.tellAs(STRANGER, "POST", V1 + KEYS, READ_ONLY), 401, "NOT_IN_GROUP");
        assertError(client.tellAs(ADMIN, "POST", ACCESS_LIST, "[]"), 401, "USER_UNAUTHORIZED");
        assertEquals(
                415,
                client.tellAs(ADMIN, "POST", V1 + KEYS, READ_ONLY, "Content-Type: text/plain")
                        .status());
        assertEquals(List.of(), simulator.cloud().createdKeys());
    }

    @Test
    void anAtlasOrganizationHasALimitOfKeys() throws Exception {
        simulator.behaviour().mostKeys(107);

        assertEquals(
                200,
                client.tellAs(ADMIN, "POST", V2 + KEYS, READ_ONLY, V2_ACCEPT).status());
        assertError(client.tellAs(ADMIN, "POST", V2 + KEYS, READ_ONLY, V2_ACCEPT), 403, "MAX_PUBLIC_API_KEY_REACHED");
    }

    @Test
    void patchAssignsAndReplacesTheRolesAndAtlasAddsToThemByPost() throws Exception {
        Reply assigned = client.tellAs(ADMIN, "PATCH", V1 + UNASSIGNED, "{\"roles\":[\"GROUP_READ_ONLY\"]}");
        assertEquals(200, assigned.status(), assigned.body());
        assertEquals(
                "********-****-****-7c1e5b1a9f02",
                json(assigned).path("privateKey").asText());
        assertEquals(Set.of(Role.GROUP_READ_ONLY), roles());

        client.tellAs(ADMIN, "PATCH", V1 + UNASSIGNED, "{\"roles\":[\"GROUP_OWNER\"]}");
        assertEquals(Set.of(Role.GROUP_OWNER), roles());

        String more = "[{\"roles\":[\"GROUP_READ_ONLY\"]}]";
        assertError(client.tellAs(ADMIN, "POST", V2 + UNASSIGNED, more, V2_ACCEPT), 401, "USER_UNAUTHORIZED");
        assertEquals(
                204,
                client.tellAs(OWNER, "POST", V2 + UNASSIGNED, more, V2_ACCEPT).status());
        assertEquals(Set.of(Role.GROUP_OWNER, Role.GROUP_READ_ONLY), roles());
    }

    private Set<Role> roles() {
        return simulator.cloud().rolesIn(PROJECT_ID, UNASSIGNED_KEY_ID);
    }

    @Test
    void aKeyOfAnotherOrganizationOrNoneIsNotAssigned() throws Exception {
        String roles = "{\"roles\":[\"GROUP_READ_ONLY\"]}";

        assertError(
                client.tellAs(ADMIN, "PATCH", V1 + KEYS + "/" + STRANGER.id(), roles),
                400,
                "API_KEY_CAN_ONLY_BELONG_TO_ONE_ORG");
        assertError(client.tellAs(ADMIN, "PATCH", V1 + KEYS + "/" + PROJECT_ID, roles), 400, "API_KEY_NOT_FOUND");
        assertError(client.tellAs(ADMIN, "PATCH", V1 + KEYS + "/x", roles), 404, "INVALID_KEY_ID");
        assertFalse(simulator.isAssigned(PROJECT_ID, STRANGER.id()));
    }

    @Test
    void accessListsAreKeptAndAllOfADocumentIsAddedOrNothing() throws Exception {
        Reply added = client.tellAs(
                OWNER, "POST", ACCESS_LIST, "[{\"ipAddress\":\"203.0.113.7\"},{\"cidrBlock\":\"198.51.100.0/24\"}]");
        assertEquals(200, added.status(), added.body());
        assertEquals(2, json(added).path("totalCount").asInt());
        assertEquals(
                "203.0.113.7/32",
                json(added).path("results").get(0).path("cidrBlock").asText());
        assertEquals(
                List.of("203.0.113.7", "198.51.100.0/24"), simulator.cloud().accessListOf(API_KEY_ID));

        assertError(
                client.tellAs(
                        OWNER, "POST", ACCESS_LIST, "[{\"ipAddress\":\"192.0.2.1\"},{\"ipAddress\":\"203.0.113.7\"}]"),
                409,
                "ADDRESS_ALREADY_IN_WHITELIST");
        assertError(
                client.tellAs(OWNER, "POST", ACCESS_LIST, "[{\"ipAddress\":\"1.1.1.1\",\"cidrBlock\":\"1.1.1.1/32\"}]"),
                400,
                "BAD_WHITELIST_ADD_REQUEST");
        assertError(
                client.tellAs(OWNER, "POST", ACCESS_LIST, "[{\"ipAddress\":\"host.example\"}]"),
                400,
                "CANNOT_ADD_IP_ADDRESS_TO_API_KEY_WHITELIST");
        assertEquals(2, simulator.cloud().accessListOf(API_KEY_ID).size());
    }

    @ParameterizedTest
    @CsvSource({
        "198.51.100.0/24, 198.51.100.255, true",
        "198.51.100.0/24, 198.51.101.0, false",
        "198.51.100.128/25, 198.51.100.127, false",
        "0.0.0.0/0, 203.0.113.7, true",
        "203.0.113.7, 203.0.113.7, true",
        "203.0.113.7, 203.0.113.8, false",
        "2001:db8::/32, 2001:db8:1::1, true",
        "2001:db8::/32, 203.0.113.7, false"
    })
    void anAccessListHoldsAddressesAndRanges(String entry, String seen, boolean accepted) throws Exception {
        simulator.cloud().accessList(ADMIN.id(), entry);
        simulator.behaviour().seenAddress(seen);

        assertEquals(accepted ? 200 : 403, client.askAs(ADMIN, "GET", V1 + KEYS).status());
    }

    @Test
    void nothingIsWrittenDuringAnUpgrade() throws Exception {
        simulator.behaviour().upgrading(true);

        String code = "WRITES_NOT_ALLOWED_DURING_APP_UPGRADES";
        assertError(client.tellAs(ADMIN, "POST", V1 + KEYS, READ_ONLY), 405, code);
        assertError(client.tellAs(ADMIN, "PATCH", V1 + UNASSIGNED, READ_ONLY), 405, code);
        assertError(client.askAs(ADMIN, "DELETE", V1 + ONE_KEY), 405, code);
        assertEquals(200, client.askAs(ADMIN, "GET", V1 + KEYS).status());
        assertTrue(simulator.isAssigned(PROJECT_ID, API_KEY_ID));
    }

    @Test
    void eachWriteIsInAPhaseOfItsOwn() throws Exception {
        client.tellAs(OWNER, "POST", V1 + KEYS, READ_ONLY);
        String id = simulator.cloud().createdKeys().get(0).id();
        client.tellAs(OWNER, "PATCH", V1 + UNASSIGNED, READ_ONLY);
        client.tellAs(OWNER, "POST", ACCESS_LIST, "[{\"ipAddress\":\"203.0.113.7\"}]");
        client.askAs(OWNER, "DELETE", V1 + KEYS + "/" + id);
        client.askAs(OWNER, "DELETE", V1 + "/orgs/" + ORGANIZATION_ID + "/apiKeys/" + id);

        for (Phase phase : List.of(Phase.CREATE, Phase.ASSIGN, Phase.ACCESS_LIST, Phase.UNASSIGN, Phase.DELETE_KEY)) {
            assertEquals(1, simulator.journal().requests(phase), phase::toString);
        }
        assertEquals(2, simulator.journal().requests(Phase.DELETE));
    }

    @Test
    void aDeletedProjectIsKnownToNobodyButOwners() throws Exception {
        simulator.cloud().deleteProject(PROJECT_ID);

        assertError(client.askAs(OWNER, "DELETE", V1 + ONE_KEY), 404, "GROUP_NOT_FOUND");
        assertEquals(401, client.askAs(ADMIN, "DELETE", V1 + ONE_KEY).status());
    }
}
