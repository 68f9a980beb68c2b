package io.jenkins.plugins.mongodbcloud.testing.simulator;

import static io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed.ADMIN;
import static io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed.API_KEY_ID;
import static io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed.PROJECT_ID;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.mongodbcloud.testing.simulator.RawClient.Reply;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class SimulatorDigestTest extends RawClientFixture {
    private static final String GROUPS = "/api/public/v1.0/groups";
    private static final String DELETE_TARGET = GROUPS + "/" + PROJECT_ID + "/apiKeys/" + API_KEY_ID;
    private static final String CHALLENGE =
            "Digest realm=\"MMS Public API\", domain=\"\", nonce=\"[A-Za-z0-9+/=]{32}\", "
                    + "algorithm=MD5, %s=\"auth\", stale=%s";

    @Test
    void challengesExactlyAsRecorded() throws Exception {
        Reply reply = client.ask("DELETE", DELETE_TARGET);

        assertEquals(401, reply.status());
        assertEquals(1, reply.headers("www-authenticate").size());
        assertMatches(CHALLENGE.formatted("qop", "false"), reply.challenge());
        assertNotEquals(reply.challenge(), client.ask("DELETE", DELETE_TARGET).challenge());
    }

    @Test
    void acceptsARightResponseAndThenARisingCounterWithGaps() throws Exception {
        String challenge = client.ask("DELETE", DELETE_TARGET).challenge();

        assertEquals(204, ask(challenge, "DELETE", DELETE_TARGET, 1).status());
        assertEquals(200, ask(challenge, "GET", GROUPS, 2).status());
        assertEquals(200, ask(challenge, "GET", GROUPS, 0x20).status());
        assertFalse(simulator.isAssigned(PROJECT_ID, API_KEY_ID));
        assertEquals(
                List.of(0L, 1L, 2L, 32L),
                simulator.log().stream().map(LoggedRequest::nc).toList());
    }

    @Test
    void theClientOfTheseTestsHashesAsTheExamplesOfTheRfcsDo() {
        String nonce = "dcd98b7102dd2f0e8b11d0f600bfb0c093:";
        String request = "GET:/dir/index.html";

        assertEquals(
                "6629fae49393a05397450978507c4ef1",
                DigestByHand.response(
                        "Mufasa:testrealm@host.com:Circle Of Life", nonce + "00000001:0a4f113b:auth:", request),
                "RFC 2617, section 3.5");
        assertEquals(
                "1949323746fe6a43ef61f9606e7febea",
                DigestByHand.response("Mufasa:testrealm@host.com:CircleOfLife", nonce, request),
                "RFC 2069, section 2.4, with the erratum on its response");
    }

    @Test
    void refusesAReplayAndARequestOvertakenByAnotherAndKeepsTheNonceUsable() throws Exception {
        String challenge = client.ask("GET", GROUPS).challenge();
        assertEquals(200, ask(challenge, "GET", GROUPS, 5).status());

        assertRefused(ask(challenge, "GET", GROUPS, 5), "NC_NOT_RISING", "false");
        assertRefused(ask(challenge, "GET", GROUPS, 4), "NC_NOT_RISING", "false");
        assertEquals(200, ask(challenge, "GET", GROUPS, 6).status());
    }

    static Stream<Arguments> spoiltHeaders() {
        return Stream.of(
                spoilt("WRONG_RESPONSE", c -> by(c, "DELETE", ADMIN.publicKey(), "another private key")),
                spoilt("WRONG_RESPONSE", c -> by(c, "GET", ADMIN.publicKey(), ADMIN.privateKey())),
                spoilt("WRONG_RESPONSE", c -> right(c).with("cnonce", "another")),
                spoilt("WRONG_RESPONSE", c -> right(c).with("nc", "00000002")),
                spoilt(
                        "WRONG_RESPONSE",
                        c -> right(c).with("response", right(c).get("response").toUpperCase(Locale.ROOT))),
                spoilt("UNKNOWN_KEY", c -> by(c, "DELETE", "nosuchky", ADMIN.privateKey())),
                spoilt("WRONG_URI", c -> right(c).with("uri", DELETE_TARGET + "?pretty=true")),
                spoilt("WRONG_REALM", c -> right(c).with("realm", "another")),
                spoilt("WRONG_ALGORITHM", c -> right(c).with("algorithm", "SHA-256")),
                spoilt("WRONG_QOP", c -> right(c).with("qop", "auth-int")),
                spoilt("WRONG_NC", c -> right(c).with("nc", "1")),
                spoilt("WRONG_NC", c -> right(c).with("nc", "0000000g")),
                spoilt("UNEXPECTED_PARAMETER", c -> right(c).with("opaque", "")),
                spoilt("MISSING_PARAMETER", c -> right(c).with("username", null)),
                spoilt("MISSING_PARAMETER", c -> right(c).with("realm", null)),
                spoilt("MISSING_PARAMETER", c -> right(c).with("nonce", null)),
                spoilt("MISSING_PARAMETER", c -> right(c).with("uri", null)),
                spoilt("MISSING_PARAMETER", c -> right(c).with("response", null)),
                spoilt("MISSING_PARAMETER", c -> right(c).with("qop", null)),
                spoilt("MISSING_PARAMETER", c -> right(c).with("nc", null)),
                spoilt("MISSING_PARAMETER", c -> right(c).with("cnonce", null)),
                spoilt("MISSING_PARAMETER", c -> right(c).with("cnonce", "")),
                Arguments.of("DUPLICATE_PARAMETER", text(c -> right(c).value() + ", uri=\"" + DELETE_TARGET + "\"")),
                Arguments.of("DUPLICATE_PARAMETER", text(c -> right(c).value() + ", NC=00000001")),
                Arguments.of("MALFORMED_HEADER", text(c -> right(c).value() + ", more=\"unfinished")),
                Arguments.of("MALFORMED_HEADER", text(c -> right(c).value() + ",")),
                Arguments.of("MALFORMED_HEADER", text(c -> right(c).value() + " and more")),
                Arguments.of("MISSING_PARAMETER", text(c -> "Digest")),
                Arguments.of("UNKNOWN_TOKEN", text(c -> "Bearer eyJhbGciOiJub25lIn0")),
                Arguments.of("OTHER_SCHEME", text(c -> "")));
    }

    @ParameterizedTest(name = "{index} {0}")
    @MethodSource("spoiltHeaders")
    void refusesWhateverIsWrongInTheHeader(String refusal, Function<String, String> header) throws Exception {
        String challenge = client.ask("DELETE", DELETE_TARGET).challenge();

        Reply reply = client.ask("DELETE", DELETE_TARGET, "Authorization: " + header.apply(challenge));

        assertRefused(reply, refusal, "false");
        assertTrue(simulator.isAssigned(PROJECT_ID, API_KEY_ID));
        assertEquals(204, ask(challenge, "DELETE", DELETE_TARGET, 1).status(), "the nonce is not used up");
    }

    @Test
    void refusesTwoAuthorizationHeadersThoughBothAreRight() throws Exception {
        String challenge = client.ask("GET", GROUPS).challenge();
        String one = new DigestByHand(challenge, "GET", GROUPS, ADMIN, 1).line();
        String two = new DigestByHand(challenge, "GET", GROUPS, ADMIN, 2).line();

        assertRefused(client.ask("GET", GROUPS, one, two), "SEVERAL_HEADERS", "false");
    }

    @Test
    void refusesAndCountsBasicEvenBesideADigest() throws Exception {
        String pair = ADMIN.publicKey() + ":" + ADMIN.privateKey();
        String basic =
                "Authorization: basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.US_ASCII));
        assertEquals(0, simulator.basicSeen());

        assertRefused(client.ask("DELETE", DELETE_TARGET, basic), "BASIC", "false");
        String challenge = client.ask("GET", GROUPS).challenge();
        client.ask("GET", GROUPS, new DigestByHand(challenge, "GET", GROUPS, ADMIN, 1).line(), basic);

        assertEquals(2, simulator.basicSeen());
        assertTrue(simulator.isAssigned(PROJECT_ID, API_KEY_ID));
    }

    @Test
    void expiresANonceAfterTheSetNumberOfUses() throws Exception {
        simulator.behaviour().nonceUses(2);
        String challenge = client.ask("GET", GROUPS).challenge();
        assertEquals(200, ask(challenge, "GET", GROUPS, 1).status());
        assertEquals(200, ask(challenge, "GET", GROUPS, 2).status());

        Reply third = ask(challenge, "GET", GROUPS, 3);

        assertRefused(third, "EXPIRED_NONCE", "false");
        assertEquals(200, ask(third.challenge(), "GET", GROUPS, 1).status());
    }

    @Test
    void saysStaleWhereSetButOnlyIfTheResponseIsRight() throws Exception {
        simulator.behaviour().staleOnExpiry(true);
        String challenge = client.ask("GET", GROUPS).challenge();
        simulator.expireNonces();

        Reply right = ask(challenge, "GET", GROUPS, 1);
        DigestByHand wrong = new DigestByHand(challenge, "GET", GROUPS, ADMIN.publicKey(), "another", 1);

        assertRefused(right, "EXPIRED_NONCE", "true");
        assertRefused(client.ask("GET", GROUPS, wrong.line()), "WRONG_RESPONSE", "false");
        assertEquals(200, ask(right.challenge(), "GET", GROUPS, 1).status());
    }

    @Test
    void refusesANonceThatItNeverIssued() throws Exception {
        assertRefused(ask("Digest nonce=\"made up\", qop=", "GET", GROUPS, 1), "EXPIRED_NONCE", "false");
    }

    @Test
    void inTheDocumentationsSpellingExpectsAnRfc2069Response() throws Exception {
        simulator.behaviour().challengeSpelling(ChallengeSpelling.OP);

        String challenge = client.ask("GET", GROUPS).challenge();

        assertMatches(CHALLENGE.formatted("op", "false"), challenge);
        assertEquals(200, ask(challenge, "GET", GROUPS, 1).status());
        assertEquals(200, ask(challenge, "GET", GROUPS, 2).status());
        DigestByHand withQop = new DigestByHand(challenge.replace(" op=", " qop="), "GET", GROUPS, ADMIN, 1);
        assertRefused(client.ask("GET", GROUPS, withQop.line()), "UNEXPECTED_PARAMETER", "false");
        DigestByHand wrong = new DigestByHand(challenge, "DELETE", GROUPS, ADMIN, 1);
        assertRefused(client.ask("GET", GROUPS, wrong.line()), "WRONG_RESPONSE", "false");
    }

    @Test
    void inTheRecordedSpellingRefusesAnRfc2069Response() throws Exception {
        String challenge = client.ask("GET", GROUPS).challenge().replace(" qop=", " op=");

        assertRefused(ask(challenge, "GET", GROUPS, 1), "MISSING_PARAMETER", "false");
    }

    @Test
    void keepsSecretsOutOfLogAndText() throws Exception {
        String challenge = client.ask("GET", GROUPS).challenge();
        DigestByHand digest = new DigestByHand(challenge, "GET", GROUPS, ADMIN, 1);
        client.ask("GET", GROUPS, digest.line());

        String text = simulator.log() + " " + ADMIN;

        assertFalse(text.contains(ADMIN.privateKey()), text);
        assertFalse(text.contains(digest.get("response")), text);
        assertFalse(text.contains(digest.get("nonce")), text);
    }

    private Reply ask(String challenge, String method, String target, int nc) throws Exception {
        return client.ask(method, target, new DigestByHand(challenge, method, target, ADMIN, nc).line());
    }

    private void assertRefused(Reply reply, String refusal, String stale) {
        List<LoggedRequest> log = simulator.log();
        assertEquals(refusal, log.get(log.size() - 1).refusal());
        assertFalse(log.get(log.size() - 1).authenticated());
        assertEquals(401, reply.status());
        assertMatches(CHALLENGE.formatted("q?op", stale), reply.challenge());
        assertEquals("UNEXPECTED_ERROR", reply.errorCode());
        assertTrue(reply.body().contains("\"You are not authorized for this resource.\""), reply.body());
    }

    private static void assertMatches(String pattern, String text) {
        assertTrue(text.matches(pattern), text);
    }

    private static Arguments spoilt(String refusal, Function<String, DigestByHand> header) {
        return Arguments.of(refusal, text(challenge -> header.apply(challenge).value()));
    }

    private static Function<String, String> text(Function<String, String> header) {
        return header;
    }

    private static DigestByHand right(String challenge) {
        return by(challenge, "DELETE", ADMIN.publicKey(), ADMIN.privateKey());
    }

    private static DigestByHand by(String challenge, String method, String user, String password) {
        return new DigestByHand(challenge, method, DELETE_TARGET, user, password, 1);
    }
}
