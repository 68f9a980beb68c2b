package io.jenkins.plugins.mongodbcloud.testing.simulator;

import static io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed.ADMIN;
import static io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed.ADMIN_ACCOUNT;
import static io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed.API_KEY_ID;
import static io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed.PROJECT_ID;
import static io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed.SERVICE_ACCOUNT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mongodbcloud.testing.simulator.RawClient.Reply;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Access tokens and service accounts. */
@Timeout(60)
class SimulatorTokenTest extends RawClientFixture {
    private static final String TOKEN = "/api/oauth/token";
    private static final String REVOKE = "/api/oauth/revoke";
    private static final String FORM = "Content-Type: application/x-www-form-urlencoded";
    private static final String GRANT = "grant_type=client_credentials";
    private static final String ACCOUNTS = "/groups/" + PROJECT_ID + "/serviceAccounts";
    private static final String ACCOUNT = ACCOUNTS + "/" + SERVICE_ACCOUNT.clientId();
    private static final String ACCOUNT_TYPE = "application/vnd.atlas.2024-08-05+json";

    @AfterEach
    void noBasicAuthenticationIsSeen() {
        assertEquals(0, simulator.basicSeen());
    }

    @Test
    void aTokenServesUntilItIsRevoked() throws Exception {
        Reply minted = post(TOKEN, GRANT, basic(ADMIN_ACCOUNT.secret()), FORM);
        JsonNode body = Json.read(minted.body()).orElseThrow();
        String token = body.path("access_token").asText();

        assertEquals(200, minted.status());
        assertEquals("Bearer 3600", body.path("token_type").asText() + " " + body.path("expires_in"));
        assertEquals(204, as(token, "DELETE", V1 + KEYS + "/" + API_KEY_ID).status());
        assertEquals(1, simulator.tokens().active(ADMIN_ACCOUNT.clientId()));

        String revocation = "token=" + token + "&token_type_hint=access_token";
        assertEquals(
                401, post(REVOKE, revocation, basic("mdb_sa_sk_wrong"), FORM).status());
        assertEquals(200, as(token, "GET", V1 + KEYS).status());
        assertEquals(
                200,
                post(REVOKE, revocation, basic(ADMIN_ACCOUNT.secret()), FORM).status());
        assertEquals(1, simulator.tokens().revoked());
        Reply refused = as(token, "GET", V1 + KEYS);
        assertEquals("401 UNEXPECTED_ERROR", refused.status() + " " + refused.errorCode());
        assertTrue(refused.headers("www-authenticate").contains("Bearer error=\"invalid_token\""));
        assertEquals(2, simulator.journal().requests(Phase.REVOKE));
        assertEquals(2, simulator.journal().requests(Phase.AUTHENTICATED));
    }

    @ParameterizedTest
    @CsvSource({
        "GET, right, form, grant_type=client_credentials, 405 invalid_request",
        "POST, right, json, grant_type=client_credentials, 400 invalid_request",
        "POST, right, form, '', 400 invalid_request",
        "POST, right, form, grant_type=password, 400 unsupported_grant_type",
        "POST, right, form, grant_type=client_credentials&grant_type=client_credentials, 400 invalid_request",
        "POST, right, form, grant_type=client_credentials&client_secret=x, 400 invalid_request",
        "POST, wrong, form, grant_type=client_credentials, 401 invalid_client",
        "POST, unknown, form, grant_type=client_credentials, 401 invalid_client",
        "POST, none, form, grant_type=client_credentials, 401 invalid_client",
        "POST, bearer, form, grant_type=client_credentials, 401 invalid_client"
    })
    void refusesOtherRequestsForATokenInOauthsForm(
            String method, String authorization, String type, String body, String expected) throws Exception {
        String header =
                switch (authorization) {
                    case "right" -> basic(ADMIN_ACCOUNT.secret());
                    case "wrong" -> basic("mdb_sa_sk_wrong");
                    case "unknown" -> basic("mdb_sa_id_ffffffffffffffffffffffff", ADMIN_ACCOUNT.secret());
                    case "bearer" -> "Authorization: Bearer " + ADMIN_ACCOUNT.secret();
                    default -> "X-None: none";
                };

        send(method, TOKEN, body, header, type.equals("form") ? FORM : "Content-Type: application/json");
        Reply reply = client.read(method);

        assertEquals(expected, reply.status() + " " + error(reply));
        assertEquals(0, simulator.tokens().minted());
    }

    @Test
    void anExpiredSecretIsAsWrongAsAnyAndTwoAreGoodAtATime() throws Exception {
        simulator.cloud().secrets(ADMIN_ACCOUNT.clientId(), "mdb_sa_sk_second", ADMIN_ACCOUNT.secret());
        assertEquals(
                200, post(TOKEN, GRANT, basic(ADMIN_ACCOUNT.secret()), FORM).status());
        assertEquals(200, post(TOKEN, GRANT, basic("mdb_sa_sk_second"), FORM).status());

        simulator.cloud().secrets(ADMIN_ACCOUNT.clientId());
        assertEquals("invalid_client", error(post(TOKEN, GRANT, basic(ADMIN_ACCOUNT.secret()), FORM)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theMintingLimitRefusesInBothShapes(boolean asApiError) throws Exception {
        simulator
                .behaviour()
                .mintingLimit(1, 1)
                .mintingLimitAsApiError(asApiError)
                .retryAfterSeconds(3);
        mint();

        Reply refused = post(TOKEN, GRANT, basic(ADMIN_ACCOUNT.secret()), FORM);

        assertEquals("429 3", refused.status() + " " + refused.header("retry-after"));
        assertEquals(asApiError ? "429" : "rate_limited", error(refused));
        assertEquals(asApiError, refused.body().contains("\"errorCode\":\"RATE_LIMITED\""));
        mint();
    }

    @Test
    void anAccountHasAHundredActiveTokens() throws Exception {
        for (int i = 0; i < AccessTokens.MOST_ACTIVE; i++) {
            mint();
        }
        assertEquals(
                403, post(TOKEN, GRANT, basic(ADMIN_ACCOUNT.secret()), FORM).status());

        simulator.tokens().endAll();
        mint();
    }

    @Test
    void aTokenEndsInMidLifeAndItsAnswerCanBeLost() throws Exception {
        String token = mint();
        assertEquals(200, as(token, "GET", V1 + KEYS).status());
        simulator.tokens().endAll();
        assertEquals(401, as(token, "GET", V1 + KEYS).status());

        simulator.faults().next(InjectedFault.lostThenReset().on(Phase.TOKEN));
        send("POST", TOKEN, GRANT, basic(ADMIN_ACCOUNT.secret()), FORM);
        assertThrows(SocketException.class, client::readByte);
        assertEquals(2, simulator.tokens().minted());
    }

    @Test
    void theAccessListAppliesToTheCallNotToTheToken() throws Exception {
        simulator.cloud().accessList(ADMIN_ACCOUNT.clientId(), "192.0.2.1");

        Reply refused = as(mint(), "GET", V1 + KEYS);

        assertEquals("403 IP_ADDRESS_NOT_ON_ACCESS_LIST", refused.status() + " " + refused.errorCode());
    }

    @Test
    void listsServiceAccountsApartFromKeys() throws Exception {
        Reply list = as(mint(), "GET", V2 + ACCOUNTS, "Accept: " + ACCOUNT_TYPE);
        JsonNode body = Json.read(list.body()).orElseThrow();

        assertEquals(ACCOUNT_TYPE, list.header("content-type"));
        assertEquals(2, body.path("results").size());
        assertEquals(SERVICE_ACCOUNT.clientId(), body.at("/results/1/clientId").asText());
        assertEquals("[\"GROUP_AUTOMATION_ADMIN\"]", body.at("/results/1/roles").toString());
        assertFalse(list.body().contains(SERVICE_ACCOUNT.secret()));
        assertFalse(as(mint(), "GET", V1 + KEYS).body().contains("mdb_sa_"));
    }

    @ParameterizedTest
    @CsvSource({
        "GROUP_OWNER, 204, 204",
        "GROUP_USER_ADMIN, 204, 401 USER_UNAUTHORIZED",
        "GROUP_READ_ONLY, 401 NOT_GROUP_USER_ADMIN, 401 USER_UNAUTHORIZED"
    })
    void rolesDecideWhoMayUnassignAnAccount(Role role, String v1, String v2) throws Exception {
        simulator.cloud().assign(PROJECT_ID, ADMIN.id(), role);

        Reply byV2 = client.askAs(ADMIN, "DELETE", V2 + ACCOUNT, "Accept: " + ACCOUNT_TYPE);
        assertEquals(v2, byV2.status() + (byV2.status() == 204 ? "" : " " + byV2.errorCode()));
        simulator.cloud().assign(PROJECT_ID, SERVICE_ACCOUNT.clientId());
        Reply byV1 = client.askAs(ADMIN, "DELETE", V1 + ACCOUNT);

        assertEquals(v1, byV1.status() + (byV1.status() == 204 ? "" : " " + byV1.errorCode()));
        assertEquals(!v1.equals("204"), simulator.isAssigned(PROJECT_ID, SERVICE_ACCOUNT.clientId()));
    }

    @ParameterizedTest
    @CsvSource({
        "serviceAccounts/mdb_sa_id_ffffffffffffffffffffffff, 2024-08-05, 404 RESOURCE_NOT_FOUND",
        "serviceAccounts/5d1d12c087d9d63e6d682438, 2024-08-05, 400 PATH_PARAM_PARSE_ERROR",
        "apiKeys/mdb_sa_id_6650c1e09a1f4b2c3d4e5f61, 2024-08-05, 400 PATH_PARAM_PARSE_ERROR",
        "serviceAccounts/mdb_sa_id_6650c1e09a1f4b2c3d4e5f61, 2023-01-01, 406 "
    })
    void refusesWhatIsNoAssignedAccount(String what, String version, String expected) throws Exception {
        String accept = "Accept: application/vnd.atlas." + version + "+json";

        Reply reply = as(mint(), "DELETE", V2 + "/groups/" + PROJECT_ID + "/" + what, accept);

        assertEquals(expected.strip(), (reply.status() + " " + reply.errorCode()).strip());
        assertTrue(simulator.isAssigned(PROJECT_ID, SERVICE_ACCOUNT.clientId()));
        assertTrue(simulator.isAssigned(PROJECT_ID, API_KEY_ID));
    }

    private String mint() throws Exception {
        Reply minted = post(TOKEN, GRANT, basic(ADMIN_ACCOUNT.secret()), FORM);
        assertEquals(200, minted.status(), minted.body());
        return Json.read(minted.body()).orElseThrow().path("access_token").asText();
    }

    private Reply as(String token, String method, String target, String... lines) throws Exception {
        String[] all = Arrays.copyOf(lines, lines.length + 1);
        all[lines.length] = "Authorization: Bearer " + token;
        return client.ask(method, target, all);
    }

    private Reply post(String target, String body, String... lines) throws Exception {
        send("POST", target, body, lines);
        return client.read("POST");
    }

    private void send(String method, String target, String body, String... lines) throws Exception {
        client.sendBytes(method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n" + String.join("\r\n", lines)
                + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
    }

    private static String error(Reply reply) {
        return Json.read(reply.body()).orElseThrow().path("error").asText();
    }

    private static String basic(String secret) {
        return basic(ADMIN_ACCOUNT.clientId(), secret);
    }

    private static String basic(String clientId, String secret) {
        byte[] pair = (clientId + ":" + secret).getBytes(StandardCharsets.US_ASCII);
        return "Authorization: Basic " + Base64.getEncoder().encodeToString(pair);
    }
}
