package io.jenkins.plugins.mongodbcloud.client.http;

import static io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension.PROJECT;
import static io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension.await;
import static io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension.show;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.mongodbcloud.client.ApiKey;
import io.jenkins.plugins.mongodbcloud.client.ApiKeyPair;
import io.jenkins.plugins.mongodbcloud.client.CallResult;
import io.jenkins.plugins.mongodbcloud.client.CallResult.Nothing;
import io.jenkins.plugins.mongodbcloud.client.ErrorBody;
import io.jenkins.plugins.mongodbcloud.client.ErrorCategory;
import io.jenkins.plugins.mongodbcloud.client.Operations;
import io.jenkins.plugins.mongodbcloud.client.Page;
import io.jenkins.plugins.mongodbcloud.client.Session;
import io.jenkins.plugins.mongodbcloud.client.TransportFailure.Kind;
import io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension;
import io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Phase;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made of bodies that are not as documented, and of enveloped ones. */
@Timeout(60)
class ErrorBodyTest {

    private static final String JSON = "application/json";
    private static final int ERROR_BYTES = 64 * 1024;

    @RegisterExtension
    private static final SimulatorExtension bed = SimulatorExtension.plain();

    @AfterEach
    void clear() {
        bed.simulator.faults().clear();
        bed.simulator.behaviour().envelope(false).errorCodeHeader(false).deleteAnswersOk(false);
        bed.simulator.cloud().assign(PROJECT, SimulatorExtension.KEY);
    }

    private static CallResult<Nothing> refused(int status, String body) {
        return unassignWith(InjectedFault.answer(status, JSON, body));
    }

    private static CallResult<Nothing> unassignWith(InjectedFault fault) {
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
        CallResult<Nothing> answer = refused(403, body);

        assertEquals(parameters, answer.error().parameters());
        assertEquals(Optional.of("A"), answer.error().errorCode());
    }

    @Test
    void ofManyParametersTenAreKept() {
        CallResult<Nothing> answer = refused(403, "{\"parameters\": [" + "1,".repeat(5_000) + "1]}");

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
        CallResult<Nothing> answer = refused(404, body);

        assertEquals(Optional.of(ErrorCategory.REFUSED), answer.category(), show(answer));
        assertEquals(new ErrorBody(Optional.empty(), "Cannot find it.", List.of()), answer.error());
    }

    @Test
    void theHeaderIsBelievedWhereTheBodyHasNoCode() {
        CallResult<Nothing> answer =
                unassignWith(raw("404 Not Found", "X-Error-Code: GROUP_NOT_FOUND\r\n", "<html></html>"));

        assertEquals(Optional.of(ErrorCategory.WRONG_PROJECT), answer.category(), show(answer));
        assertEquals(Optional.of("GROUP_NOT_FOUND"), answer.error().errorCode());
    }

    @Test
    void theBodysCodeWinsOverTheHeaders() {
        CallResult<Nothing> answer =
                unassignWith(raw("404 Not Found", "X-Error-Code: OTHER\r\n", "{\"errorCode\": \"API_KEY_NOT_FOUND\"}"));

        assertEquals(Optional.of(ErrorCategory.NOT_ASSIGNED), answer.category(), show(answer));
    }

    static final List<InjectedFault> UNREADABLE_BODIES = List.of(
            InjectedFault.html(404),
            InjectedFault.empty(404),
            InjectedFault.malformedJson(404),
            InjectedFault.deepJson(404, 10_000),
            InjectedFault.answer(404, JSON, "null"),
            InjectedFault.answer(404, JSON, "[]"),
            InjectedFault.answer(404, JSON, "\"API_KEY_NOT_FOUND\""),
            InjectedFault.answer(404, JSON, "{\"errorCode\": \"API_KEY_NOT_FOUND\"} {}"),
            InjectedFault.answer(404, JSON, "{\"errorCode\": \"API_KEY_NOT_FOUND\""),
            InjectedFault.answer(404, JSON, "{\"n\": " + "9".repeat(2_000) + ", \"errorCode\": \"API_KEY_NOT_FOUND\"}"),
            InjectedFault.answer(404, JSON, "\u0000\u0001\u0002"),
            InjectedFault.answer(404, "text/plain; charset=no-such-charset", "none"));

    @ParameterizedTest(name = "{0}")
    @FieldSource("UNREADABLE_BODIES")
    void whatCannotBeReadIsARefusalWithoutDetail(InjectedFault fault) {
        CallResult<Nothing> answer = unassignWith(fault);

        assertEquals(Optional.of(ErrorCategory.REFUSED), answer.category(), show(answer));
        assertEquals(Optional.of(404), answer.status());
        assertEquals(ErrorBody.NONE, answer.error());
    }

    @Test
    void aDetailWithControlCharactersComesAsOneShortLine() {
        CallResult<Nothing> answer =
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

        CallResult<Nothing> answer = refused(404, body);

        assertEquals(Optional.of(404), answer.status(), show(answer));
        assertEquals(
                Optional.of(more == 0 ? ErrorCategory.NOT_ASSIGNED : ErrorCategory.REFUSED),
                answer.category(),
                show(answer));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void envelopedAnswersAreUnpacked(boolean deleteAnswersOk) {
        bed.simulator.behaviour().envelope(true).deleteAnswersOk(deleteAnswersOk);
        try (Session session = bed.session()) {
            CallResult<Nothing> done = await(session.call(Operations.unassignApiKey(PROJECT, SimulatorExtension.KEY)));
            CallResult<Nothing> again = await(session.call(Operations.unassignApiKey(PROJECT, SimulatorExtension.KEY)));
            CallResult<Page<ApiKey>> list = await(session.call(Operations.listApiKeys(PROJECT, 1)));

            assertEquals(Optional.of(deleteAnswersOk ? 200 : 204), done.status(), show(done));
            assertTrue(done.value().isPresent());
            assertEquals(Optional.of(400), again.status());
            assertEquals(Optional.of(ErrorCategory.NOT_ASSIGNED), again.category());
            assertEquals(Optional.of("API_KEY_NOT_FOUND"), again.error().errorCode());
            assertEquals(SimulatorSeed.CI_KEYS + 2, list.value().orElseThrow().totalCount());
        }
    }

    @Test
    void anEnvelopedServerErrorMayComeAfterTheFact() {
        bed.simulator.behaviour().envelope(true);

        CallResult<Nothing> answer = unassignWith(InjectedFault.lostThenError(503));

        assertFalse(bed.isAssigned());
        assertEquals(Optional.of(ErrorCategory.SERVER_ERROR), answer.category(), show(answer));
        assertTrue(answer.cost().mayHaveTakenEffect(), show(answer));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(ints = {301, 403, 404, 418, 501})
    void anErrorStaysAnErrorWhateverItsBodyClaims(int status) {
        CallResult<Nothing> answer = refused(status, "{\"status\": 204, \"content\": {}}");

        assertEquals(Optional.of(status), answer.status(), show(answer));
        assertTrue(answer.category().isPresent());
        assertTrue(bed.isAssigned());
    }

    @ParameterizedTest(name = "status {0}")
    @ValueSource(ints = {0, 99, 100, 199, 600, 1000})
    void anEnvelopeWithAnImpossibleStatusIsNotUnderstood(int status) {
        CallResult<Nothing> answer = refused(200, "{\"status\": " + status + ", \"content\": {}}");

        assertEquals(Optional.of(Kind.UNREADABLE), answer.failure().map(fault -> fault.kind()), show(answer));
        assertEquals(Optional.empty(), answer.status());
    }

    @Test
    void aSuccessWithoutAuthenticationIsNoSuccess() {
        for (InjectedFault signIn : List.of(
                InjectedFault.html(200), InjectedFault.empty(204), InjectedFault.oversizedBody(200, 1_000_000))) {
            bed.simulator.faults().next(signIn.on(Phase.CHALLENGE));
            try (Session cold =
                    bed.session(bed.atlas(), new ApiKeyPair(SimulatorExtension.ADMIN.publicKey(), signIn.toString()))) {
                CallResult<Nothing> answer =
                        await(cold.call(Operations.unassignApiKey(PROJECT, SimulatorExtension.KEY)));

                assertEquals(Optional.of(ErrorCategory.NO_DIGEST), answer.category(), show(answer));
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
                        InjectedFault.html(200).on(Phase.LIST),
                        InjectedFault.answer(200, JSON, "{}").on(Phase.LIST));
        try (Session session = bed.session()) {
            for (int call = 0; call < 2; call++) {
                CallResult<Page<ApiKey>> answer = await(session.call(Operations.listApiKeys(PROJECT, 1)));
                assertEquals(Optional.of(Kind.UNREADABLE), answer.failure().map(fault -> fault.kind()), show(answer));
                assertEquals(Optional.empty(), answer.status());
            }
            assertTrue(await(session.call(Operations.listApiKeys(PROJECT, 1)))
                    .value()
                    .isPresent());
        }
    }

    private static InjectedFault raw(String status, String headers, String body) {
        String answer =
                "HTTP/1.1 " + status + "\r\n" + headers + "Content-Length: " + body.length() + "\r\n\r\n" + body;
        return InjectedFault.raw(answer.getBytes(StandardCharsets.ISO_8859_1));
    }
}
