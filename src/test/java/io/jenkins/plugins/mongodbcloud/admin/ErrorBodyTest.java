package io.jenkins.plugins.mongodbcloud.admin;

import static io.jenkins.plugins.mongodbcloud.admin.TestBed.PROJECT;
import static io.jenkins.plugins.mongodbcloud.admin.TestBed.await;
import static io.jenkins.plugins.mongodbcloud.admin.TestBed.show;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.mongodbcloud.admin.Answer.Nothing;
import io.jenkins.plugins.mongodbcloud.admin.Fault.Kind;
import io.jenkins.plugins.mongodbcloud.simulator.Fault;
import io.jenkins.plugins.mongodbcloud.simulator.Phase;
import io.jenkins.plugins.mongodbcloud.simulator.SimulatorSeed;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made of bodies that are not as documented, and of enveloped ones. */
@Timeout(60)
class ErrorBodyTest {

    private static final String JSON = "application/json";
    private static final int ERROR_BYTES = 64 * 1024;

    private static TestBed bed;

    @BeforeAll
    static void start() throws Exception {
        bed = TestBed.plain();
    }

    @AfterEach
    void clear() {
        bed.simulator.faults().clear();
        bed.simulator.behaviour().envelope(false).errorCodeHeader(false).deleteAnswersOk(false);
        bed.simulator.cloud().assign(PROJECT, TestBed.KEY);
    }

    @AfterAll
    static void stop() {
        bed.close();
    }

    private static Answer<Nothing> refused(int status, String body) {
        return unassignWith(Fault.answer(status, JSON, body));
    }

    private static Answer<Nothing> unassignWith(Fault fault) {
        bed.simulator.faults().next(fault.on(Phase.DELETE));
        return bed.unassign();
    }

    static final List<Arguments> PARAMETERS = List.of(
            Arguments.of("{\"errorCode\": \"A\"}", List.of()),
            Arguments.of("{\"errorCode\": \"A\", \"parameters\": null}", List.of()),
            Arguments.of("{\"errorCode\": \"A\", \"parameters\": []}", List.of()),
            Arguments.of(
                    "{\"errorCode\": \"A\", \"parameters\": [\"x\", 7, true, 1.5]}", List.of("x", "7", "true", "1.5")),
            Arguments.of("{\"errorCode\": \"A\", \"parameters\": [[1], {\"a\": 2}, \"x\"]}", List.of("x")),
            Arguments.of("{\"errorCode\": \"A\", \"parameters\": \"x\"}", List.of()),
            Arguments.of("{\"errorCode\": \"A\", \"parameters\": {\"name\": \"x\"}}", List.of("x")));

    @ParameterizedTest(name = "{0}")
    @FieldSource("PARAMETERS")
    void parametersMayBeAbsentNullOrOfAnyKind(String body, List<String> parameters) {
        Answer<Nothing> answer = refused(403, body);

        assertEquals(parameters, answer.error().parameters());
        assertEquals(Optional.of("A"), answer.error().errorCode());
    }

    @Test
    void ofManyParametersTenAreKept() {
        Answer<Nothing> answer = refused(403, "{\"parameters\": [" + "1,".repeat(5_000) + "1]}");

        assertEquals(10, answer.error().parameters().size());
    }

    static final List<String> WITHOUT_CODE = List.of(
            "{\"error\": 404, \"detail\": \"Cannot find it.\"}",
            "{\"errorCode\": null, \"detail\": \"Cannot find it.\"}",
            "{\"errorCode\": \"\", \"detail\": \"Cannot find it.\"}",
            "{\"errorCode\": [\"API_KEY_NOT_FOUND\"], \"detail\": \"Cannot find it.\"}",
            "{\"errorCode\": \"API KEY NOT FOUND\", \"detail\": \"Cannot find it.\"}",
            "{\"detail\": \"\", \"reason\": \"Cannot find it.\"}");

    @ParameterizedTest(name = "{0}")
    @FieldSource("WITHOUT_CODE")
    void aNotFoundWithoutACodeIsNotTakenForAMissingAssignment(String body) {
        Answer<Nothing> answer = refused(404, body);

        assertEquals(Optional.of(ErrorMeaning.REFUSED), answer.meaning(), show(answer));
        assertEquals(new ApiError(Optional.empty(), "Cannot find it.", List.of()), answer.error());
    }

    @Test
    void theHeaderIsBelievedWhereTheBodyHasNoCode() {
        Answer<Nothing> answer =
                unassignWith(raw("404 Not Found", "X-Error-Code: GROUP_NOT_FOUND\r\n", "<html></html>"));

        assertEquals(Optional.of(ErrorMeaning.WRONG_PROJECT), answer.meaning(), show(answer));
        assertEquals(Optional.of("GROUP_NOT_FOUND"), answer.error().errorCode());
    }

    @Test
    void theBodysCodeWinsOverTheHeaders() {
        Answer<Nothing> answer =
                unassignWith(raw("404 Not Found", "X-Error-Code: OTHER\r\n", "{\"errorCode\": \"API_KEY_NOT_FOUND\"}"));

        assertEquals(Optional.of(ErrorMeaning.NOT_ASSIGNED), answer.meaning(), show(answer));
    }

    static final List<Fault> UNREADABLE_BODIES = List.of(
            Fault.html(404),
            Fault.empty(404),
            Fault.malformedJson(404),
            Fault.deepJson(404, 10_000),
            Fault.answer(404, JSON, "null"),
            Fault.answer(404, JSON, "[]"),
            Fault.answer(404, JSON, "\"API_KEY_NOT_FOUND\""),
            Fault.answer(404, JSON, "{\"errorCode\": \"API_KEY_NOT_FOUND\"} {}"),
            Fault.answer(404, JSON, "{\"errorCode\": \"API_KEY_NOT_FOUND\""),
            Fault.answer(404, JSON, "{\"n\": " + "9".repeat(2_000) + ", \"errorCode\": \"API_KEY_NOT_FOUND\"}"),
            Fault.answer(404, JSON, "\u0000\u0001\u0002"),
            Fault.answer(404, "text/plain; charset=no-such-charset", "none"));

    @ParameterizedTest(name = "{0}")
    @FieldSource("UNREADABLE_BODIES")
    void whatCannotBeReadIsARefusalWithoutDetail(Fault fault) {
        Answer<Nothing> answer = unassignWith(fault);

        assertEquals(Optional.of(ErrorMeaning.REFUSED), answer.meaning(), show(answer));
        assertEquals(Optional.of(404), answer.status());
        assertEquals(ApiError.NONE, answer.error());
    }

    @Test
    void aDetailWithControlCharactersComesAsOneShortLine() {
        Answer<Nothing> answer =
                refused(403, "{\"detail\": \"One\\r\\nTwo\\u001b[8mha:\\u2028" + "x".repeat(2_000) + "\"}");

        String detail = answer.error().detail();
        assertTrue(detail.startsWith("One Two [8mha: xxx"), detail);
        assertTrue(detail.length() <= 501, () -> detail.length() + " characters");
    }

    @ParameterizedTest(name = "{0} bytes more than are read")
    @ValueSource(ints = {0, 1, 1_000_000})
    void aBodyIsReadUpToItsLimit(int more) {
        String start = "{\"errorCode\": \"API_KEY_NOT_FOUND\", \"detail\": \"";
        String body = start + "x".repeat(ERROR_BYTES + more - start.length() - 2) + "\"}";

        Answer<Nothing> answer = refused(404, body);

        assertEquals(Optional.of(404), answer.status(), show(answer));
        assertEquals(
                Optional.of(more == 0 ? ErrorMeaning.NOT_ASSIGNED : ErrorMeaning.REFUSED),
                answer.meaning(),
                show(answer));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void envelopedAnswersAreUnpacked(boolean deleteAnswersOk) {
        bed.simulator.behaviour().envelope(true).deleteAnswersOk(deleteAnswersOk);
        try (Lane lane = bed.lane()) {
            Answer<Nothing> done = await(lane.unassign(PROJECT, TestBed.KEY));
            Answer<Nothing> again = await(lane.unassign(PROJECT, TestBed.KEY));
            Answer<Page<ApiKey>> list = await(lane.listApiKeys(PROJECT, 1));

            assertEquals(Optional.of(deleteAnswersOk ? 200 : 204), done.status(), show(done));
            assertTrue(done.value().isPresent());
            assertEquals(Optional.of(400), again.status());
            assertEquals(Optional.of(ErrorMeaning.NOT_ASSIGNED), again.meaning());
            assertEquals(Optional.of("API_KEY_NOT_FOUND"), again.error().errorCode());
            assertEquals(SimulatorSeed.CI_KEYS + 2, list.value().orElseThrow().totalCount());
        }
    }

    @Test
    void anEnvelopedServerErrorMayComeAfterTheFact() {
        bed.simulator.behaviour().envelope(true);

        Answer<Nothing> answer = unassignWith(Fault.lostThenError(503));

        assertFalse(bed.isAssigned());
        assertEquals(Optional.of(ErrorMeaning.SERVER_ERROR), answer.meaning(), show(answer));
        assertTrue(answer.cost().actedUnanswered(), show(answer));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(ints = {301, 403, 404, 418, 501})
    void anErrorStaysAnErrorWhateverItsBodyClaims(int status) {
        Answer<Nothing> answer = refused(status, "{\"status\": 204, \"content\": {}}");

        assertEquals(Optional.of(status), answer.status(), show(answer));
        assertTrue(answer.meaning().isPresent());
        assertTrue(bed.isAssigned());
    }

    @ParameterizedTest(name = "status {0}")
    @ValueSource(ints = {0, 99, 100, 199, 600, 1000})
    void anEnvelopeWithAnImpossibleStatusIsNotUnderstood(int status) {
        Answer<Nothing> answer = refused(200, "{\"status\": " + status + ", \"content\": {}}");

        assertEquals(Optional.of(Kind.UNREADABLE), answer.fault().map(fault -> fault.kind()), show(answer));
        assertEquals(Optional.empty(), answer.status());
    }

    @Test
    void aSuccessWithoutAuthenticationIsNoSuccess() {
        for (Fault signIn : List.of(Fault.html(200), Fault.empty(204), Fault.oversizedBody(200, 1_000_000))) {
            bed.simulator.faults().next(signIn.on(Phase.CHALLENGE));
            try (Lane cold = bed.lane(bed.atlas(), new ApiKeyPair(TestBed.ADMIN.publicKey(), signIn.toString()))) {
                Answer<Nothing> answer = await(cold.unassign(PROJECT, TestBed.KEY));

                assertEquals(Optional.of(ErrorMeaning.NO_DIGEST), answer.meaning(), show(answer));
                assertEquals(1, answer.cost().requests());
            }
        }
        assertTrue(bed.isAssigned());
    }

    @Test
    void aListThatIsNoneIsNotUnderstood() {
        bed.simulator
                .faults()
                .next(
                        Fault.html(200).on(Phase.LIST),
                        Fault.answer(200, JSON, "{}").on(Phase.LIST));
        try (Lane lane = bed.lane()) {
            for (int call = 0; call < 2; call++) {
                Answer<Page<ApiKey>> answer = await(lane.listApiKeys(PROJECT, 1));
                assertEquals(Optional.of(Kind.UNREADABLE), answer.fault().map(fault -> fault.kind()), show(answer));
                assertEquals(Optional.empty(), answer.status());
            }
            assertTrue(await(lane.listApiKeys(PROJECT, 1)).value().isPresent());
        }
    }

    private static Fault raw(String status, String headers, String body) {
        String answer =
                "HTTP/1.1 " + status + "\r\n" + headers + "Content-Length: " + body.length() + "\r\n\r\n" + body;
        return Fault.raw(answer.getBytes(StandardCharsets.ISO_8859_1));
    }
}
