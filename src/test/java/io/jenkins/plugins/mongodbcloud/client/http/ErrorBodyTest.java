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
import io.jenkins.plugins.mongodbcloud.client.ErrorCategory;
import io.jenkins.plugins.mongodbcloud.client.Operations;
import io.jenkins.plugins.mongodbcloud.client.Page;
import io.jenkins.plugins.mongodbcloud.client.Session;
import io.jenkins.plugins.mongodbcloud.client.TransportFailure;
import io.jenkins.plugins.mongodbcloud.client.TransportFailure.Kind;
import io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension;
import io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Phase;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that are not as documented, and enveloped ones, as they come over a connection. */
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

    private static CallResult<Nothing> unassignWith(InjectedFault fault) {
        bed.simulator.faults().next(fault.on(Phase.DELETE));
        return bed.unassign();
    }

    @ParameterizedTest(name = "{0} bytes more than are read")
    @ValueSource(ints = {0, 1, 1_000_000})
    void aBodyIsReadUpToItsLimit(int more) {
        String start = "{\"errorCode\": \"API_KEY_NOT_FOUND\", \"detail\": \"";
        String body = start + "x".repeat(ERROR_BYTES + more - start.length() - 2) + "\"}";

        CallResult<Nothing> answer = unassignWith(InjectedFault.answer(404, JSON, body));

        assertEquals(Optional.of(404), answer.status(), show(answer));
        assertEquals(
                Optional.of(more == 0 ? ErrorCategory.NOT_ASSIGNED : ErrorCategory.WRONG_BASE_URL),
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
            assertEquals(
                    SimulatorSeed.CI_KEYS + 2,
                    list.value().orElseThrow().totalCount().orElseThrow());
        }
    }

    @Test
    void anEnvelopedServerErrorMayComeAfterTheFact() {
        bed.simulator.behaviour().envelope(true);

        CallResult<Nothing> answer = unassignWith(InjectedFault.lostThenError(503));

        assertFalse(bed.isAssigned());
        assertEquals(Optional.of(ErrorCategory.NOT_ASSIGNED), answer.category(), show(answer));
        assertTrue(answer.cost().mayHaveTakenEffect(), show(answer));
    }

    @Test
    void anUnknownCharacterSetDoesNotKeepFromReading() {
        CallResult<Nothing> answer = unassignWith(InjectedFault.answer(
                404, "text/plain; charset=no-such-charset", "{\"errorCode\": \"GROUP_NOT_FOUND\"}"));

        assertEquals(Optional.of(ErrorCategory.WRONG_PROJECT), answer.category(), show(answer));
    }

    @Test
    void aPageInPlaceOfTheAnswerToADeleteIsNoSuccess() {
        CallResult<Nothing> answer = unassignWith(InjectedFault.html(200).instead());

        assertTrue(bed.isAssigned());
        assertEquals(Optional.of(Kind.UNREADABLE), answer.failure().map(TransportFailure::kind), show(answer));
        assertTrue(answer.cost().mayHaveTakenEffect(), show(answer));
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

                assertEquals(Optional.of(ErrorCategory.NOT_FROM_API), answer.category(), show(answer));
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
}
