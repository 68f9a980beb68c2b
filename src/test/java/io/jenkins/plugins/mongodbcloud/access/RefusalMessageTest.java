package io.jenkins.plugins.mongodbcloud.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.mongodbcloud.testing.AccessTaskBuilder;
import io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension;
import io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Phase;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row of the API's table of errors: what the user reads. */
class RefusalMessageTest {
    private static final String KEY = SimulatorSeed.API_KEY_ID;
    private static final String ROLES = "Grant it Project User Admin or Project Owner in this project.";
    private static final String ADDRESS = "203.0.113.7";

    @RegisterExtension
    private final SimulatorExtension bench = SimulatorExtension.patient();

    /**
     * A row.
     *
     * @param sure whether it is known that the server did not act
     * @param parts what the message says: status and code, meaning, what to do
     */
    record Row(InjectedFault fault, Outcome outcome, boolean sure, List<String> parts) {
        @Override
        public String toString() {
            return fault.toString();
        }
    }

    private static Row refused(int status, String code, String... parts) {
        String detail = "Detail in the server's words.";
        InjectedFault fault = InjectedFault.error(status, code, detail).on(Phase.DELETE);
        String http = "HTTP " + status + (code == null ? "" : " " + code) + ": " + detail;
        return new Row(
                fault,
                Outcome.REJECTED,
                true,
                Stream.concat(Stream.of(http), Stream.of(parts)).toList());
    }

    private static Row row(InjectedFault fault, Outcome outcome, boolean sure, String... parts) {
        return new Row(fault, outcome, sure, List.of(parts));
    }

    static Stream<Row> rows() {
        String checkIds = "Check the project ID and the API key ID.";
        String noProject = "there is no such project for this credential";
        String trouble = "MongoDB Cloud, or a gateway in front of it, returned a server error. Try again later.";
        String unknown = "with an error that this plugin does not know. See the error at the end";
        String notFromApi = "did not come from the MongoDB API but from something else";
        return Stream.of(
                refused(400, "INVALID_QUERY_PARAMETER", "rejects the request as malformed", checkIds),
                refused(400, "PATH_PARAM_PARSE_ERROR", "rejects the request as malformed", checkIds),
                refused(400, null, "rejects the request as malformed", checkIds),
                refused(
                        401,
                        "UNEXPECTED_ERROR",
                        "does not accept the key pair",
                        "Check the public key and the private key"),
                refused(401, "USER_UNAUTHORIZED", "lacks a role", ROLES),
                refused(401, "NOT_GROUP_USER_ADMIN", "lacks a role", ROLES),
                refused(401, "NO_CURRENT_USER", "lacks a role", ROLES),
                refused(401, "NOT_API_KEY_ADMIN", "is valid but lacks a role", ROLES),
                refused(401, "USER_CANNOT_ACCESS_ORG", "no access to the organization", "of that organization"),
                refused(404, "ATLAS_GROUP", "is an Atlas project", "with the product Atlas"),
                refused(404, "NOT_ATLAS_GROUP", "is not an Atlas project", "Cloud Manager or Ops Manager"),
                refused(403, "NO_FREE_TIER_API", "does not support this operation for this project"),
                refused(401, "NOT_IN_GROUP", "has no access to this project", "Check the project ID"),
                refused(402, "ACCOUNT_SUSPENDED", "is suspended", "Settle its account"),
                refused(402, null, "is suspended", "Settle its account"),
                refused(403, "RESOURCE_REQUIRES_ACCESS_LIST", "is not on the access list", "Add the outgoing address"),
                refused(404, "GROUP_NOT_FOUND", noProject, "Check the project ID"),
                refused(404, "INVALID_GROUP_ID", noProject, "Check the project ID"),
                refused(404, null, unknown),
                refused(409, "CANNOT_DO_THAT_NOW", unknown),
                refused(410, "VERSION_GONE", "does not serve the API version", "update the plugin"),
                row(
                        InjectedFault.error(403, "IP_ADDRESS_NOT_ON_ACCESS_LIST", "Not allowed.", ADDRESS)
                                .on(Phase.DELETE),
                        Outcome.REJECTED,
                        true,
                        "HTTP 403 IP_ADDRESS_NOT_ON_ACCESS_LIST",
                        "come from " + ADDRESS,
                        "Add that address"),
                row(
                        InjectedFault.error(
                                        403,
                                        "IP_ADDRESS_NOT_ON_WHITELIST",
                                        "IP address " + ADDRESS + " is not allowed.")
                                .on(Phase.DELETE),
                        Outcome.REJECTED,
                        true,
                        "HTTP 403 IP_ADDRESS_NOT_ON_WHITELIST",
                        "come from " + ADDRESS),
                row(
                        InjectedFault.redirect(302, "http://127.0.0.1:9/").on(Phase.DELETE),
                        Outcome.REJECTED,
                        true,
                        "HTTP 302",
                        "never followed with credentials",
                        "Enter the final address as the base URL"),
                row(
                        InjectedFault.unauthorizedWithoutChallenge().on(Phase.CHALLENGE),
                        Outcome.REJECTED,
                        true,
                        "HTTP 401",
                        "no authentication offered",
                        "does not offer an authentication method that this plugin supports",
                        "Check the base URL"),
                row(
                        InjectedFault.html(404).on(Phase.DELETE),
                        Outcome.REJECTED,
                        true,
                        "HTTP 404: HTML page \"404\"",
                        "no MongoDB API at this path"),
                row(InjectedFault.html(400).on(Phase.CHALLENGE), Outcome.UNAVAILABLE, true, "HTTP 400", notFromApi),
                row(InjectedFault.html(403).on(Phase.DELETE), Outcome.UNAVAILABLE, true, "HTTP 403", notFromApi),
                row(
                        InjectedFault.answer(400, "text/html", "The plain HTTP request was sent to HTTPS port")
                                .on(Phase.CHALLENGE),
                        Outcome.REJECTED,
                        true,
                        "the port of the endpoint expects HTTPS"),
                row(
                        InjectedFault.html(200).instead().on(Phase.DELETE),
                        Outcome.UNAVAILABLE,
                        false,
                        "the response is not one that the MongoDB API sends",
                        "(HTTP 200: HTML page \"200\")"),
                row(
                        InjectedFault.error(404, "RESOURCE_NOT_FOUND", "Cannot find resource /api/v9.", "/api/v9")
                                .on(Phase.DELETE),
                        Outcome.REJECTED,
                        true,
                        "HTTP 404 RESOURCE_NOT_FOUND: Cannot find resource /api/v9.",
                        "the base URL is wrong"),
                row(
                        InjectedFault.error(403, "ORG_REQUIRES_ACCESS_LIST", "Required.", ADDRESS)
                                .on(Phase.DELETE),
                        Outcome.REJECTED,
                        true,
                        "come from " + ADDRESS + ", which is not on the access list"),
                row(
                        InjectedFault.error(405, "WRITES_NOT_ALLOWED_DURING_APP_UPGRADES", "Upgrade.")
                                .on(Phase.DELETE),
                        Outcome.UNAVAILABLE,
                        true,
                        "accepts no changes while it is being upgraded"),
                row(
                        InjectedFault.staleChallenge().on(Phase.DELETE),
                        Outcome.UNAVAILABLE,
                        true,
                        "as stale, which says nothing about the key pair"),
                row(
                        InjectedFault.rateLimited().on(Phase.DELETE),
                        Outcome.UNAVAILABLE,
                        true,
                        "HTTP 429 RATE_LIMITED",
                        "limits the rate of requests",
                        "Try again later, or unassign fewer at once."),
                row(
                        InjectedFault.error(500, "UNEXPECTED_ERROR", "Unexpected error.")
                                .on(Phase.DELETE),
                        Outcome.UNAVAILABLE,
                        false,
                        "HTTP 500 UNEXPECTED_ERROR: Unexpected error.",
                        trouble),
                row(
                        InjectedFault.error(503, "SERVICE_UNAVAILABLE", "Unavailable.")
                                .on(Phase.DELETE),
                        Outcome.UNAVAILABLE,
                        false,
                        "HTTP 503 SERVICE_UNAVAILABLE",
                        trouble),
                row(InjectedFault.html(503).on(Phase.DELETE), Outcome.UNAVAILABLE, false, "HTTP 503", trouble),
                row(InjectedFault.empty(502).on(Phase.CHALLENGE), Outcome.UNAVAILABLE, true, "HTTP 502", trouble));
    }

    // A client of its own for each row: a session from the row before would leave out the challenge.
    @ParameterizedTest
    @MethodSource("rows")
    void messageNamesWhatHappenedToWhatAndWhatToDo(Row row) throws Exception {
        bench.simulator.faults().always(row.fault());

        KeyResult result = bench.runOne(AccessTaskBuilder.ids(KEY));

        assertEquals(row.outcome(), result.outcome(), result::message);
        assertContains(result, "API key " + KEY);
        assertContains(result, "project " + SimulatorExtension.PROJECT + " at " + SimulatorExtension.ENDPOINT);
        row.parts().forEach(part -> assertContains(result, part));
        assertContains(result, "was not unassigned");
        assertEquals(!row.sure(), result.message().contains("the list of the project's API keys still shows it"));
        assertFalse(result.message().contains("{"), result::message);
        assertTrue(bench.simulator.isAssigned(SimulatorExtension.PROJECT, KEY));
    }

    private static void assertContains(KeyResult result, String part) {
        assertTrue(result.message().contains(part), () -> "'" + part + "' is not in: " + result.message());
    }
}
