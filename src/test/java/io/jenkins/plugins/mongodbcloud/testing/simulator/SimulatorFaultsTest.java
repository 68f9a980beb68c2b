package io.jenkins.plugins.mongodbcloud.testing.simulator;

import static io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed.ADMIN;
import static io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed.API_KEY_ID;
import static io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed.PROJECT_ID;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.mongodbcloud.testing.simulator.RawClient.Reply;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** FaultPlan that are whole answers, and the script that deals faults out. */
@Timeout(60)
class SimulatorFaultsTest extends RawClientFixture {
    private static final String LIST = "/api/public/v1.0/groups/" + PROJECT_ID + "/apiKeys";
    private static final String DELETE = LIST + "/" + API_KEY_ID;
    private static final String ELSEWHERE = "http://127.0.0.1:9/elsewhere";

    static Stream<Arguments> wholeAnswers() {
        return Stream.of(
                Arguments.of(InjectedFault.rateLimited(), "429 retry-after", ""),
                Arguments.of(InjectedFault.rateLimited(3), "429 retry-after", "3"),
                Arguments.of(
                        InjectedFault.rateLimitedUntil(Instant.parse("2026-06-03T11:05:30.9Z")),
                        "429 retry-after",
                        "Wed, 03 Jun 2026 11:05:30 GMT"),
                Arguments.of(InjectedFault.rateLimited("soon"), "429 retry-after", "soon"),
                Arguments.of(InjectedFault.redirect(302, ELSEWHERE), "302 location", ELSEWHERE),
                Arguments.of(InjectedFault.redirect(307, ELSEWHERE), "307 location", ELSEWHERE),
                Arguments.of(InjectedFault.empty(502), "502 content-length", "0"),
                Arguments.of(InjectedFault.html(503), "503 content-type", "text/html; charset=utf-8"),
                Arguments.of(InjectedFault.answer(418, "text/plain", "short"), "418 content-type", "text/plain"),
                Arguments.of(InjectedFault.unauthorizedWithoutChallenge(), "401 www-authenticate", ""),
                Arguments.of(
                        InjectedFault.challengeHeaders("Basic realm=\"x\""),
                        "401 www-authenticate",
                        "Basic realm=\"x\""),
                Arguments.of(
                        InjectedFault.garbledChallenge(),
                        "401 www-authenticate",
                        "Digest realm=\"MMS Public API, nonce=,,qop=\"\"=au"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wholeAnswers")
    void isAnsweredOnceWithoutCarryingOutTheRequest(InjectedFault fault, String statusAndHeader, String value)
            throws Exception {
        simulator.faults().next(fault.on(Phase.DELETE));

        Reply reply = client.askAs(ADMIN, "DELETE", DELETE);

        String[] expected = statusAndHeader.split(" ");
        assertEquals(Integer.parseInt(expected[0]), reply.status());
        assertEquals(value, reply.header(expected[1]));
        assertTrue(simulator.isAssigned(PROJECT_ID, API_KEY_ID));
        assertEquals(fault.on(Phase.DELETE).toString(), simulator.log().get(1).fault());
        assertEquals(204, client.askAs(ADMIN, "DELETE", DELETE).status(), "on the same connection");
        assertEquals(1, simulator.journal().connectionsAccepted());
    }

    @Test
    void errorsHaveTheirParametersAsAsked() throws Exception {
        simulator.behaviour().errorCodeHeader(true);
        simulator
                .faults()
                .next(
                        InjectedFault.error(400, "A_CODE", "A detail."),
                        InjectedFault.error(500, null, "A detail.", (Object[]) null),
                        InjectedFault.error(409, "A_CODE", "A detail.", "text", 7, null));

        Reply without = client.ask("GET", LIST);
        Reply withNull = client.ask("GET", LIST);
        Reply withMixed = client.ask("GET", LIST);

        assertEquals(
                "{\"error\":400,\"reason\":\"Bad Request\",\"detail\":\"A detail.\",\"errorCode\":\"A_CODE\"}",
                without.body());
        assertEquals("A_CODE", without.header("x-error-code"));
        assertEquals(
                "{\"error\":500,\"reason\":\"Internal Server Error\",\"detail\":\"A detail.\",\"parameters\":null}",
                withNull.body());
        assertEquals("", withNull.header("x-error-code"));
        assertTrue(withMixed.body().endsWith("\"parameters\":[\"text\",7,null]}"), withMixed.body());
    }

    @ParameterizedTest
    @EnumSource(ChallengeSpelling.class)
    void anExtraChallengeInEitherSpellingCanBeAnswered(ChallengeSpelling spelling) throws Exception {
        simulator.faults().next(InjectedFault.challenge(spelling).on(Phase.DELETE));

        Reply challenged = client.askAs(ADMIN, "DELETE", DELETE);

        assertEquals(401, challenged.status());
        assertTrue(challenged.challenge().contains(" " + spelling.parameter() + ", stale=false"));
        assertEquals(204, answer(challenged.challenge()).status());
    }

    @Test
    void aStaleChallengeCanBeAnswered() throws Exception {
        simulator.faults().next(InjectedFault.staleChallenge().on(Phase.DELETE));

        Reply challenged = client.askAs(ADMIN, "DELETE", DELETE);

        assertTrue(challenged.challenge().endsWith(", qop=\"auth\", stale=true"), challenged.challenge());
        assertEquals(204, answer(challenged.challenge()).status());
    }

    @Test
    void eitherOfTwoChallengesCanBeAnswered() throws Exception {
        simulator.faults().next(InjectedFault.duplicatedChallenge());

        List<String> challenges = client.ask("DELETE", DELETE).headers("www-authenticate");

        assertEquals(2, challenges.size());
        assertNotEquals(challenges.get(0), challenges.get(1));
        assertEquals(204, answer(challenges.get(1)).status());
        assertEquals(400, answer(challenges.get(0)).status());
    }

    @Test
    void malformedAndDeepJsonCannotBeRead() throws Exception {
        simulator.faults().next(InjectedFault.malformedJson(500), InjectedFault.deepJson(500, 100_000));

        Reply malformed = client.ask("GET", LIST);
        Reply deep = client.ask("GET", LIST);

        assertEquals("application/json", malformed.header("content-type"));
        assertTrue(Json.read(malformed.body()).isEmpty());
        assertEquals(200_000 + "{\"detail\":}".length(), deep.body().length());
        assertTrue(Json.read(deep.body()).isEmpty());
    }

    @Test
    void aWrongContentEncodingIsOnTheTrueAnswer() throws Exception {
        simulator.faults().repeat(2, InjectedFault.wrongContentEncoding("gzip").on(Phase.AUTHENTICATED));

        Reply list = client.askAs(ADMIN, "GET", LIST);
        Reply deleted = client.askAs(ADMIN, "DELETE", DELETE);

        assertEquals("gzip", list.header("content-encoding"));
        assertTrue(list.body().startsWith("{\"links\""), list.body());
        assertEquals(200, deleted.status());
        assertEquals("{}", deleted.body());
        assertFalse(simulator.isAssigned(PROJECT_ID, API_KEY_ID));
    }

    @Test
    void anAnswerLostAfterTheFactLeavesTheKeyUnassigned() throws Exception {
        simulator.faults().next(InjectedFault.lostThenError(503).on(Phase.DELETE));

        assertEquals(503, client.askAs(ADMIN, "DELETE", DELETE).status());

        assertFalse(simulator.isAssigned(PROJECT_ID, API_KEY_ID));
        assertEquals("API_KEY_NOT_FOUND", client.askAs(ADMIN, "DELETE", DELETE).errorCode());
    }

    @Test
    void aFaultThatClaimsSuccessTellsTheTruth() throws Exception {
        simulator.faults().next(InjectedFault.html(200).on(Phase.DELETE));

        assertEquals(200, client.askAs(ADMIN, "DELETE", DELETE).status());

        assertFalse(simulator.isAssigned(PROJECT_ID, API_KEY_ID));
    }

    @Test
    void aGatewaysAnswerInsteadClaimsASuccessThatIsNone() throws Exception {
        simulator.faults().next(InjectedFault.html(200).instead().on(Phase.DELETE));

        assertEquals(200, client.askAs(ADMIN, "DELETE", DELETE).status());

        assertTrue(simulator.isAssigned(PROJECT_ID, API_KEY_ID));
    }

    @Test
    void eachRequestTakesTheFirstFaultOfAPhaseOfItsOwn() throws Exception {
        simulator
                .faults()
                .next(
                        InjectedFault.empty(501).on(Phase.DELETE),
                        InjectedFault.empty(502).on(Phase.LIST),
                        InjectedFault.empty(503).on(Phase.CHALLENGE),
                        InjectedFault.empty(504).on(Phase.AUTHENTICATED),
                        InjectedFault.empty(505));

        assertEquals(503, client.ask("GET", LIST).status());
        assertEquals(505, client.ask("GET", LIST).status());
        assertEquals(502, client.askAs(ADMIN, "GET", LIST).status());
        assertEquals(504, client.askAs(ADMIN, "GET", LIST).status());
        assertEquals(200, client.askAs(ADMIN, "GET", LIST).status());
        assertEquals(
                List.of(InjectedFault.empty(501).on(Phase.DELETE)),
                simulator.faults().pending());
        assertEquals(501, client.askAs(ADMIN, "DELETE", DELETE).status());
        assertEquals(List.of(), simulator.faults().pending());
    }

    @Test
    void aRefusedRequestIsInNoPhaseButAny() throws Exception {
        for (Phase phase : List.of(Phase.CHALLENGE, Phase.AUTHENTICATED, Phase.DELETE)) {
            simulator.faults().next(InjectedFault.empty(500).on(phase));
        }

        assertEquals(401, client.ask("DELETE", DELETE, "Authorization: Digest").status());

        assertEquals(3, simulator.faults().pending().size());
        assertEquals(1, simulator.journal().refused());
    }

    @Test
    void aStandingFaultMeetsWhatTheQueueDoesNotUntilCleared() throws Exception {
        simulator
                .faults()
                .always(InjectedFault.empty(503))
                .next(InjectedFault.empty(502))
                .repeat(2, InjectedFault.empty(504));

        for (int expected : new int[] {502, 504, 504, 503, 503}) {
            assertEquals(expected, client.ask("GET", LIST).status());
        }
        simulator.faults().next(InjectedFault.empty(502)).clear();
        assertEquals(401, client.ask("GET", LIST).status());
    }

    @Test
    void faultsAreValuesWithLabelsThatTellThemApart() {
        List<InjectedFault> all = FaultCatalogue.all(ELSEWHERE);

        assertEquals(all, FaultCatalogue.all(ELSEWHERE));
        assertEquals(new HashSet<>(all), new HashSet<>(FaultCatalogue.all(ELSEWHERE)));
        assertEquals(
                all.size(), all.stream().map(InjectedFault::toString).distinct().count());
        assertNotEquals(InjectedFault.reset(), InjectedFault.reset().on(Phase.LIST));
        assertNotEquals(InjectedFault.reset(), InjectedFault.lostThenReset());
        assertNotEquals(InjectedFault.raw(new byte[] {1}), InjectedFault.raw(new byte[] {2}));
        assertEquals(
                "connection reset, after the request was carried out [DELETE]",
                InjectedFault.lostThenReset().on(Phase.DELETE).toString());
    }

    private Reply answer(String challenge) throws Exception {
        return client.ask("DELETE", DELETE, new DigestByHand(challenge, "DELETE", DELETE, ADMIN, 1).line());
    }
}
