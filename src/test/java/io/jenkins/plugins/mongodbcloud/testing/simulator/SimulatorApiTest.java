package io.jenkins.plugins.mongodbcloud.testing.simulator;

import static io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed.ADMIN;
import static io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed.API_KEY_ID;
import static io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed.ORGANIZATION_ID;
import static io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed.PROJECT_ID;
import static io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed.READER;
import static io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed.UNASSIGNED_KEY_ID;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mongodbcloud.testing.simulator.RawClient.Reply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may do what, and how the API says no. */
@Timeout(60)
class SimulatorApiTest extends RawClientFixture {
    private static final SimulatedKey NOBODY = key("5d1d12c087d9d63e6d680003", "nobodyxx");

    @Override
    Simulator.Builder builder() {
        return Simulator.builder()
                .cloud(twoOrganizations().addApiKey(ORGANIZATION_ID, NOBODY).withoutOrganizationRoles(NOBODY.id()));
    }

    @Test
    void unassignsWithoutDeleting() throws Exception {
        Reply reply = client.askAs(ADMIN, "DELETE", V1 + ONE_KEY);

        assertEquals(204, reply.status());
        assertEquals("", reply.header("content-length"));
        assertFalse(simulator.isAssigned(PROJECT_ID, API_KEY_ID));
        assertTrue(simulator.orgKeyExists(ORGANIZATION_ID, API_KEY_ID));
        assertEquals(0, simulator.journal().orgDeletes());
    }

    @Test
    void answersWithJsonWhereSet() throws Exception {
        simulator.behaviour().deleteAnswersOk(true);

        Reply reply = client.askAs(ADMIN, "DELETE", V1 + ONE_KEY);

        assertEquals(200, reply.status());
        assertEquals("{}", reply.body());
    }

    @Test
    void belowOrgsDeletesForGoodAndCounts() throws Exception {
        String target = V1 + "/orgs/" + ORGANIZATION_ID + "/apiKeys/" + API_KEY_ID;
        assertError(client.askAs(ADMIN, "DELETE", target), 401, "USER_UNAUTHORIZED");
        assertTrue(simulator.orgKeyExists(ORGANIZATION_ID, API_KEY_ID));

        assertEquals(204, client.askAs(OWNER, "DELETE", target).status());

        assertFalse(simulator.orgKeyExists(ORGANIZATION_ID, API_KEY_ID));
        assertFalse(simulator.isAssigned(PROJECT_ID, API_KEY_ID));
        assertError(client.askAs(OWNER, "DELETE", target), 404, "API_KEY_NOT_FOUND");
        assertError(
                client.askAs(OWNER, "DELETE", target.replace(ORGANIZATION_ID, PROJECT_ID)), 404, "RESOURCE_NOT_FOUND");
        assertEquals(5, simulator.journal().orgDeletes());
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            mode = EnumSource.Mode.INCLUDE,
            names = {"GROUP_OWNER", "GROUP_USER_ADMIN", "GROUP_READ_ONLY", "GROUP_AUTOMATION_ADMIN"})
    void rolesDecideWhoMayUnassign(Role role) throws Exception {
        simulator.cloud().assign(PROJECT_ID, NOBODY.id(), role);
        boolean may = role == Role.GROUP_OWNER || role == Role.GROUP_USER_ADMIN;

        Reply reply = client.askAs(NOBODY, "DELETE", V1 + ONE_KEY);

        assertEquals(may ? 204 : 401, reply.status());
        assertEquals(!may, simulator.isAssigned(PROJECT_ID, API_KEY_ID));
        assertEquals(200, client.askAs(NOBODY, "GET", V1 + KEYS).status());
    }

    @Test
    void anOrganizationsOwnerMayUnassignInItsProjectsOnly() throws Exception {
        assertEquals(204, client.askAs(OWNER, "DELETE", V1 + ONE_KEY).status());
        String elsewhere = V1 + "/groups/" + OTHER_PROJECT + "/apiKeys/" + STRANGER.id();
        assertError(client.askAs(OWNER, "DELETE", elsewhere), 401, "NOT_IN_GROUP");
    }

    @ParameterizedTest
    @CsvSource({
        "adminkey, 5a0a1e7e0f2912c554080adc, 5d1d12c087d9d63e6d682439, 400 API_KEY_NOT_FOUND, 404 API_KEY_NOT_FOUND",
        "adminkey, 5a0a1e7e0f2912c554080adc, ffffffffffffffffffffffff, 400 API_KEY_NOT_FOUND, 404 API_KEY_NOT_FOUND",
        "adminkey, 5a0a1e7e0f2912c554080adc, zmmrboas, 404 INVALID_KEY_ID, 400 PATH_PARAM_PARSE_ERROR",
        "adminkey, Production, 5d1d12c087d9d63e6d682438, 404 INVALID_GROUP_ID, 400 PATH_PARAM_PARSE_ERROR",
        "adminkey, ffffffffffffffffffffffff, 5d1d12c087d9d63e6d682438, 401 NOT_IN_GROUP, 401 NOT_IN_GROUP",
        "orgowner, ffffffffffffffffffffffff, 5d1d12c087d9d63e6d682438, 404 GROUP_NOT_FOUND, 404 GROUP_NOT_FOUND",
        "stranger, 5a0a1e7e0f2912c554080adc, 5d1d12c087d9d63e6d682438, 401 NOT_IN_GROUP, 401 NOT_IN_GROUP",
        "zmmrboas, 5a0a1e7e0f2912c554080adc, 5d1d12c087d9d63e6d682438, 401 NOT_GROUP_USER_ADMIN, 401 USER_UNAUTHORIZED",
        "readonly, 5a0a1e7e0f2912c554080adc, 5d1d12c087d9d63e6d682438, 401 NOT_GROUP_USER_ADMIN, 401 USER_UNAUTHORIZED",
        "nobodyxx, 5a0a1e7e0f2912c554080adc, 5d1d12c087d9d63e6d682438, 401 NO_CURRENT_USER, 401 NO_CURRENT_USER"
    })
    void refusesInMongodbsForm(String caller, String project, String apiKey, String v1, String v2) throws Exception {
        SimulatedKey key = simulator.cloud().keyByPublicKey(caller).orElseThrow();
        String target = "/groups/" + project + "/apiKeys/" + apiKey;

        Reply byV1 = client.askAs(key, "DELETE", V1 + target);
        Reply byV2 = client.askAs(key, "DELETE", V2 + target, V2_ACCEPT);

        assertEquals(v1, byV1.status() + " " + byV1.errorCode());
        assertEquals(v2, byV2.status() + " " + byV2.errorCode());
        assertEquals("", byV1.challenge());
        assertTrue(simulator.isAssigned(PROJECT_ID, API_KEY_ID));
        JsonNode body = Json.read(byV1.body()).orElseThrow();
        assertEquals(byV1.status(), body.path("error").asInt());
        assertEquals(
                byV1.head().get(0).substring("HTTP/1.1 xxx ".length()),
                body.path("reason").asText());
        assertFalse(body.path("detail").asText().isEmpty());
    }

    @Test
    void aMissingAssignmentIsReportedAsSet() throws Exception {
        simulator.behaviour().notAssignedStatus(404);

        assertError(client.askAs(ADMIN, "DELETE", V1 + KEYS + "/" + UNASSIGNED_KEY_ID), 404, "API_KEY_NOT_FOUND");
    }

    @Test
    void accessListsAreHeededAndTheSeenAddressIsReported() throws Exception {
        simulator.cloud().accessList(ADMIN.id(), "192.0.2.1", "192.0.2.2");
        simulator.behaviour().seenAddress("203.0.113.7").errorCodeHeader(true);

        Reply refused = client.askAs(ADMIN, "DELETE", V1 + ONE_KEY);

        assertError(refused, 403, "IP_ADDRESS_NOT_ON_ACCESS_LIST");
        assertEquals("IP_ADDRESS_NOT_ON_ACCESS_LIST", refused.header("x-error-code"));
        assertEquals(
                "[\"203.0.113.7\"]",
                Json.read(refused.body()).orElseThrow().path("parameters").toString());
        simulator.behaviour().seenAddress("192.0.2.2");
        assertEquals(204, client.askAs(ADMIN, "DELETE", V1 + ONE_KEY).status());
        simulator.cloud().requireAccessList(ORGANIZATION_ID, true);
        assertError(client.askAs(READER, "GET", V1 + KEYS), 403, "RESOURCE_REQUIRES_ACCESS_LIST");
        assertEquals(200, client.askAs(ADMIN, "GET", V1 + KEYS).status());
    }

    @Test
    void aSuspendedOrganizationMustPayFirst() throws Exception {
        simulator.cloud().suspended(ORGANIZATION_ID, true);
        assertError(client.askAs(ADMIN, "DELETE", V1 + ONE_KEY), 402, "ACCOUNT_SUSPENDED");

        simulator.cloud().suspended(ORGANIZATION_ID, false);
        assertEquals(204, client.askAs(ADMIN, "DELETE", V1 + ONE_KEY).status());
    }

    @Test
    void theRateLimitRefusesAsOftenAsSetThenPermitsAgain() throws Exception {
        simulator.behaviour().rateLimit(2, 2).retryAfterSeconds(7);
        assertEquals(200, client.askAs(ADMIN, "GET", V1 + KEYS).status());
        assertEquals(200, client.askAs(ADMIN, "GET", V1 + KEYS).status());

        Reply first = client.askAs(ADMIN, "DELETE", V1 + ONE_KEY);
        simulator.behaviour().noRetryAfter();
        Reply second = client.askAs(ADMIN, "DELETE", V2 + ONE_KEY, V2_ACCEPT);

        assertError(first, 429, "RATE_LIMITED");
        assertEquals("7", first.header("retry-after"));
        assertError(second, 429, "RATE_LIMITED_TOKEN_BUCKET");
        assertEquals("", second.header("retry-after"));
        assertTrue(simulator.isAssigned(PROJECT_ID, API_KEY_ID));
        assertEquals(204, client.askAs(ADMIN, "DELETE", V1 + ONE_KEY).status());
    }

    @Test
    void atlasTellsTheRateLimitWhereSet() throws Exception {
        simulator.behaviour().rateLimitHeaders(true).rateLimit(3, 1);

        Reply list = client.askAs(ADMIN, "GET", V2 + KEYS, V2_ACCEPT);
        Reply refused = client.askAs(READER, "DELETE", V2 + ONE_KEY, V2_ACCEPT);

        assertEquals("3", list.header("ratelimit-limit"));
        assertEquals("2", list.header("ratelimit-remaining"));
        assertEquals("1", refused.header("ratelimit-remaining"));
        assertEquals("", client.askAs(ADMIN, "GET", V1 + KEYS).header("ratelimit-limit"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/other", V1 + "x", V1 + KEYS + "/", V1 + "/users", "/%zz"})
    void knowsNoOtherResource(String target) throws Exception {
        Reply reply = client.askAs(ADMIN, "DELETE", target);

        assertEquals(404, reply.status(), reply.body());
    }

    @Test
    void projectNamesItsOrganizationToThoseInIt() throws Exception {
        Reply reply = client.askAs(READER, "GET", V1 + "/groups/" + SimulatorSeed.PROJECT_ID);

        assertEquals(200, reply.status(), reply.body());
        assertTrue(reply.body().contains("\"orgId\":\"" + SimulatorSeed.ORGANIZATION_ID + "\""), reply.body());
        assertEquals(
                401,
                client.askAs(STRANGER, "GET", V1 + "/groups/" + SimulatorSeed.PROJECT_ID)
                        .status());
    }

    @Test
    void knowsNoOtherMethod() throws Exception {
        assertEquals(405, client.askAs(ADMIN, "GET", V1 + ONE_KEY).status());
        assertEquals(405, client.askAs(ADMIN, "PUT", V1 + KEYS).status());
        assertEquals(405, client.askAs(ADMIN, "POST", V1 + ONE_KEY).status());
        assertEquals(405, client.askAs(ADMIN, "HEAD", V1 + KEYS).status());
        assertEquals(200, client.askAs(ADMIN, "GET", V1 + KEYS).status());
    }
}
