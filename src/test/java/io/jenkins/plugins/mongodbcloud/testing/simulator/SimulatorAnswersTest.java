package io.jenkins.plugins.mongodbcloud.testing.simulator;

import static io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed.ADMIN;
import static io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed.API_KEY;
import static io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed.API_KEY_ID;
import static io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed.ORGANIZATION_ID;
import static io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed.PROJECT_ID;
import static io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed.READER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mongodbcloud.testing.simulator.RawClient.Reply;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What successful answers hold, and in which form. */
@Timeout(60)
class SimulatorAnswersTest extends RawClientFixture {
    @Override
    Simulator.Builder builder() {
        return Simulator.builder().cloud(twoOrganizations());
    }

    @Test
    void pagesThroughAllKeysOnce() throws Exception {
        List<String> onOnePage = ids(client.askAs(ADMIN, "GET", V1 + KEYS + "?itemsPerPage=500"));
        List<String> first = ids(client.askAs(ADMIN, "GET", V1 + KEYS));
        List<String> second = ids(client.askAs(ADMIN, "GET", V1 + KEYS + "?pageNum=2"));
        Reply beyond = client.askAs(ADMIN, "GET", V1 + KEYS + "?pageNum=2000000000&itemsPerPage=500");

        assertEquals(103, onOnePage.size());
        assertEquals(100, first.size());
        assertEquals(3, second.size());
        assertEquals(onOnePage.subList(0, 100), first);
        assertEquals(onOnePage.subList(100, 103), second);
        assertEquals(List.of(), ids(beyond));
        assertEquals(
                103, Json.read(beyond.body()).orElseThrow().path("totalCount").asInt());
    }

    @Test
    void listsKeysAsTheServiceDoes() throws Exception {
        simulator.cloud().assign(PROJECT_ID, API_KEY_ID, Role.GROUP_READ_ONLY, Role.GROUP_AUTOMATION_ADMIN);

        Reply reply = client.askAs(READER, "GET", V1 + KEYS + "?pageNum=2&itemsPerPage=2");

        JsonNode page = Json.read(reply.body()).orElseThrow();
        JsonNode key = page.path("results").get(0);
        assertEquals(API_KEY_ID, key.path("id").asText());
        assertEquals(API_KEY.publicKey(), key.path("publicKey").asText());
        assertEquals(API_KEY.description(), key.path("desc").asText());
        assertEquals("********-****-****-7c1e5b1a9f01", key.path("privateKey").asText());
        assertEquals(
                "[{\"orgId\":\"" + ORGANIZATION_ID + "\",\"roleName\":\"ORG_MEMBER\"},{\"groupId\":\"" + PROJECT_ID
                        + "\",\"roleName\":\"GROUP_AUTOMATION_ADMIN\"},{\"groupId\":\"" + PROJECT_ID
                        + "\",\"roleName\":\"GROUP_READ_ONLY\"}]",
                key.path("roles").toString());
        assertEquals(List.of("self", "previous", "next"), page.path("links").findValuesAsText("rel"));
        assertEquals(
                simulator.baseUrl() + KEYS + "?pageNum=3&itemsPerPage=2",
                page.path("links").get(2).path("href").asText());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "itemsPerPage=501",
                "itemsPerPage=0",
                "pageNum=0",
                "pageNum=x",
                "pageNum=99999999999",
                "pretty=yes",
                "sort=name"
            })
    void refusesQueryParametersItDoesNotKnow(String query) throws Exception {
        assertError(client.askAs(ADMIN, "GET", V1 + KEYS + "?" + query), 400, "INVALID_QUERY_PARAMETER");
    }

    @Test
    void listsTheProjectsThatTheCallerSees() throws Exception {
        assertEquals(List.of(PROJECT_ID), ids(client.askAs(ADMIN, "GET", V1 + "/groups?itemsPerPage=1")));
        assertEquals(List.of(PROJECT_ID), ids(client.askAs(OWNER, "GET", V1 + "/groups")));
        assertEquals(List.of(OTHER_PROJECT), ids(client.askAs(STRANGER, "GET", V1 + "/groups")));
        assertEquals(200, client.askAs(ADMIN, "GET", V1 + "/").status());
        assertEquals(200, client.askAs(ADMIN, "GET", V1).status());
    }

    @Test
    void envelopesWhereTheQueryAsksForIt() throws Exception {
        Reply gone = client.askAs(ADMIN, "DELETE", V1 + ONE_KEY + "?envelope=true");
        Reply again = client.askAs(ADMIN, "DELETE", V1 + ONE_KEY + "?envelope=true");

        assertEquals(200, gone.status());
        assertEquals("{\"status\":204,\"content\":{}}", gone.body());
        assertEquals(200, again.status());
        JsonNode body = Json.read(again.body()).orElseThrow();
        assertEquals(400, body.path("status").asInt());
        assertEquals("API_KEY_NOT_FOUND", body.path("content").path("errorCode").asText());
    }

    @Test
    void aGatewayThatEnvelopesLeavesChallengesAndHtmlAlone() throws Exception {
        simulator.behaviour().envelope(true);
        assertEquals(401, client.ask("GET", V1 + "/groups").status());

        Reply list = client.askAs(ADMIN, "GET", V1 + "/groups");
        simulator
                .faults()
                .next(
                        InjectedFault.error(503, "SERVICE_UNAVAILABLE", "Later."),
                        InjectedFault.html(503),
                        InjectedFault.malformedJson(500));

        assertTrue(list.body().startsWith("{\"status\":200,\"content\":{\"links\":"), list.body());
        assertTrue(client.askAs(ADMIN, "GET", V1).body().startsWith("{\"status\":503,"));
        assertEquals(503, client.askAs(ADMIN, "GET", V1).status());
        assertEquals(500, client.askAs(ADMIN, "GET", V1).status());
    }

    @Test
    void atlasDemandsAVersionedMediaTypeAndAnswersWithIt() throws Exception {
        assertEquals(406, client.askAs(ADMIN, "DELETE", V2 + ONE_KEY).status());
        assertEquals(
                406,
                client.askAs(ADMIN, "DELETE", V2 + ONE_KEY, "Accept: application/json")
                        .status());
        assertError(
                client.askAs(ADMIN, "DELETE", V2 + ONE_KEY, "Accept: application/vnd.atlas.2022-01-01+json"),
                410,
                "VERSION_GONE");
        assertTrue(simulator.isAssigned(PROJECT_ID, API_KEY_ID));

        assertEquals(V2_TYPE, client.askAs(ADMIN, "GET", V2 + KEYS, V2_ACCEPT).header("content-type"));
        assertEquals(204, client.askAs(ADMIN, "DELETE", V2 + ONE_KEY, V2_ACCEPT).status());
        assertEquals("application/json", client.askAs(ADMIN, "GET", V1 + KEYS).header("content-type"));
    }

    private static List<String> ids(Reply reply) {
        assertEquals(200, reply.status(), reply.body());
        JsonNode results = Json.read(reply.body()).orElseThrow().path("results");
        return StreamSupport.stream(results.spliterator(), false)
                .map(entry -> entry.path("id").asText())
                .toList();
    }
}
