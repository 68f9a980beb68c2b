package io.jenkins.plugins.mongodbcloud.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jenkins.plugins.mongodbcloud.client.CallResult;
import io.jenkins.plugins.mongodbcloud.client.ErrorBody;
import io.jenkins.plugins.mongodbcloud.client.ErrorCategory;
import io.jenkins.plugins.mongodbcloud.client.TransportFailure;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the failure of a list means for the task that read it, and for others that wait for the same list. */
class ListFailureTest {

    private static ListFailure of(ErrorCategory category) {
        return ListFailure.of(
                CallResult.refusal(400, category, ErrorBody.NONE, Optional.empty(), ScriptedClient.ONE_REQUEST));
    }

    private static ListFailure of(TransportFailure.Kind kind) {
        return ListFailure.of(CallResult.failure(new TransportFailure(kind, ""), ScriptedClient.ONE_REQUEST));
    }

    @ParameterizedTest
    @CsvSource({
        "NOT_ASSIGNED, true",
        "NOT_FROM_API, true",
        "WRONG_BASE_URL, true",
        "HTTPS_REQUIRED, true",
        "MISSING_ROLE, false",
        "SERVER_ERROR, false"
    })
    void responseThatTheApiDoesNotGiveToAListIsForeign(ErrorCategory category, boolean foreign) {
        assertEquals(foreign, of(category).isForeign());
    }

    @ParameterizedTest
    @CsvSource({"UNREADABLE, true", "CONNECTION, false", "CANCELLED, false"})
    void unreadableResponseIsForeign(TransportFailure.Kind kind, boolean foreign) {
        assertEquals(foreign, of(kind).isForeign());
    }

    @ParameterizedTest
    @CsvSource({
        // kind, the endpoint's, the build's
        "BUSY, true, false",
        "PLUGIN, false, true",
        "STOPPED, false, true",
        "TOO_LONG, true, false",
        "UNPROVEN, true, false"
    })
    void failureMeetsOthersToo(ListFailure.Kind kind, boolean endpoint, boolean build) {
        assertEquals(endpoint, ListFailure.of(kind).isOfTheEndpoint());
        assertEquals(build, ListFailure.of(kind).isOfTheBuild());
    }

    @ParameterizedTest
    @CsvSource({"CONNECTION, true, false", "CANCELLED, false, true"})
    void failureOfACallMeetsOthersTooUnlessItWasCancelled(TransportFailure.Kind kind, boolean endpoint, boolean build) {
        assertEquals(endpoint, of(kind).isOfTheEndpoint());
        assertEquals(build, of(kind).isOfTheBuild());
    }

    @ParameterizedTest
    @CsvSource({"SERVER_ERROR, true", "MISSING_ROLE, false"})
    void responseThatDependsOnWhoAsksIsNeither(ErrorCategory category, boolean endpoint) {
        assertEquals(endpoint, of(category).isOfTheEndpoint());
        assertEquals(false, of(category).isOfTheBuild());
    }
}
