package io.jenkins.plugins.mongodbcloud.client.http;

import static io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension.ADMIN;
import static io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension.KEY;
import static io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension.PROJECT;
import static io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension.await;
import static io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension.pair;
import static io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension.show;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.mongodbcloud.client.ApiKeyPair;
import io.jenkins.plugins.mongodbcloud.client.CallResult;
import io.jenkins.plugins.mongodbcloud.client.CallResult.Nothing;
import io.jenkins.plugins.mongodbcloud.client.ErrorBody;
import io.jenkins.plugins.mongodbcloud.client.ErrorCategory;
import io.jenkins.plugins.mongodbcloud.client.Operations;
import io.jenkins.plugins.mongodbcloud.client.Session;
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
import org.junit.jupiter.params.provider.CsvSource;

/** Every row of the API's error table, and the causes that make the API give these answers. */
@Timeout(60)
class ErrorTableTest {

    private static final String NO_PROJECT = "5a0a1e7e0f2912c554080add";

    @RegisterExtension
    private static final SimulatorExtension bed = SimulatorExtension.plain();

    @AfterEach
    void clear() {
        bed.simulator.faults().clear();
        bed.simulator.cloud().suspended(SimulatorSeed.ORGANIZATION_ID, false);
        bed.simulator.cloud().requireAccessList(SimulatorSeed.ORGANIZATION_ID, false);
        bed.simulator.cloud().accessList(SimulatorSeed.ADMIN.id());
    }

    @ParameterizedTest(name = "{0} {1} is {2}")
    @CsvSource({
        "400, API_KEY_NOT_FOUND,             NOT_ASSIGNED",
        "400, INVALID_QUERY_PARAMETER,       BAD_REQUEST",
        "400, PATH_PARAM_PARSE_ERROR,        BAD_REQUEST",
        "401, UNEXPECTED_ERROR,              WRONG_KEYS",
        "401, USER_UNAUTHORIZED,             MISSING_ROLE",
        "401, NOT_GROUP_USER_ADMIN,          MISSING_ROLE",
        "401, NO_CURRENT_USER,               MISSING_ROLE",
        "401, NOT_IN_GROUP,                  NOT_IN_PROJECT",
        "402, ACCOUNT_SUSPENDED,             SUSPENDED",
        "403, IP_ADDRESS_NOT_ON_ACCESS_LIST, ACCESS_LIST",
        "403, IP_ADDRESS_NOT_ON_WHITELIST,   ACCESS_LIST",
        "403, RESOURCE_REQUIRES_ACCESS_LIST, ACCESS_LIST",
        "403, RESOURCE_REQUIRES_WHITELIST,   ACCESS_LIST",
        "404, API_KEY_NOT_FOUND,             NOT_ASSIGNED",
        "404, INVALID_KEY_ID,                NOT_ASSIGNED",
        "404, RESOURCE_NOT_FOUND,            NOT_ASSIGNED",
        "404, GROUP_NOT_FOUND,               WRONG_PROJECT",
        "404, INVALID_GROUP_ID,              WRONG_PROJECT",
        "410, VERSION_GONE,                  VERSION_GONE",
        "429, RATE_LIMITED,                  RATE_LIMITED",
        "429, RATE_LIMITED_TOKEN_BUCKET,     RATE_LIMITED",
        "500, UNEXPECTED_ERROR,              SERVER_ERROR",
        "502, UNEXPECTED_ERROR,              SERVER_ERROR",
        "503, SERVICE_UNAVAILABLE,           SERVER_ERROR",
        "504, UNEXPECTED_ERROR,              SERVER_ERROR",
    })
    void statusAndCodeHaveTheirMeaning(int status, String code, ErrorCategory meaning) {
        bed.simulator
                .faults()
                .always(InjectedFault.error(status, code, "A detail.", "a parameter")
                        .on(Phase.DELETE));

        CallResult<Nothing> answer = bed.unassign();

        assertRefused(meaning, status, answer);
        assertEquals(new ErrorBody(Optional.of(code), "A detail.", List.of("a parameter")), answer.error());
        assertEquals(status == 429 || status >= 500 ? 5 : 1, answer.cost().attempts(), show(answer));
        assertTrue(bed.isAssigned());
    }

    @ParameterizedTest(name = "{0} {1} is {2}")
    @CsvSource({
        "400, , BAD_REQUEST",
        "400, NEW_CODE, BAD_REQUEST",
        "400, GROUP_NOT_FOUND, WRONG_PROJECT",
        "401, NEW_CODE, WRONG_KEYS",
        "401, , WRONG_KEYS",
        "402, , SUSPENDED",
        "403, , REFUSED",
        "403, UNEXPECTED_ERROR, REFUSED",
        "404, , REFUSED",
        "404, NEW_CODE, REFUSED",
        "405, , REFUSED",
        "408, , SERVER_ERROR",
        "409, API_KEY_NOT_FOUND, NOT_ASSIGNED",
        "410, , VERSION_GONE",
        "429, , RATE_LIMITED",
        "501, , SERVER_ERROR",
        "500, API_KEY_NOT_FOUND, SERVER_ERROR",
        "503, RATE_LIMITED, SERVER_ERROR",
    })
    void theCodeDecidesFirstAndTheStatusSecond(int status, String code, ErrorCategory meaning) {
        bed.simulator
                .faults()
                .always(InjectedFault.error(status, code, "A detail.").on(Phase.DELETE));

        CallResult<Nothing> answer = bed.unassign();

        assertRefused(meaning, status, answer);
        assertEquals(Optional.ofNullable(code), answer.error().errorCode());
    }

    @Test
    void aKeyThatIsNotAssignedIsToldAs400AndByAtlasAs404() {
        try (Session session = bed.session();
                Session atlas = bed.session(bed.atlas(), ADMIN)) {
            assertRefused(ErrorCategory.NOT_ASSIGNED, 400, unassign(session, SimulatorSeed.UNASSIGNED_KEY_ID));
            assertRefused(ErrorCategory.NOT_ASSIGNED, 404, unassign(atlas, SimulatorSeed.UNASSIGNED_KEY_ID));
        }
    }

    @Test
    void aWrongPrivateKeyAndAnUnknownPublicKeyAreWrongKeys() {
        try (Session wrong = bed.session(new ApiKeyPair(ADMIN.publicKey(), "wrong"));
                Session unknown = bed.session(new ApiKeyPair("nosuchkey", "wrong"))) {
            assertRefused(ErrorCategory.WRONG_KEYS, 401, unassign(wrong, KEY));
            assertRefused(ErrorCategory.WRONG_KEYS, 401, unassign(unknown, KEY));
        }
    }

    @Test
    void keysThatMayOnlyReadMissARole() {
        try (Session reader = bed.session(pair(SimulatorSeed.READER));
                Session atlas = bed.session(bed.atlas(), pair(SimulatorSeed.READER))) {
            assertRefused(ErrorCategory.MISSING_ROLE, 401, unassign(reader, KEY));
            assertRefused(ErrorCategory.MISSING_ROLE, 401, unassign(atlas, KEY));
        }
    }

    @Test
    void keysOfAnotherProjectAreNotInTheProject() {
        try (Session session = bed.session()) {
            assertRefused(
                    ErrorCategory.NOT_IN_PROJECT, 401, await(session.call(Operations.unassignApiKey(NO_PROJECT, KEY))));
            assertRefused(
                    ErrorCategory.NOT_IN_PROJECT, 401, await(session.call(Operations.listApiKeys(NO_PROJECT, 1))));
        }
    }

    @Test
    void aSuspendedAccountIsToldAsSuch() {
        bed.simulator.cloud().suspended(SimulatorSeed.ORGANIZATION_ID, true);

        assertRefused(ErrorCategory.SUSPENDED, 402, bed.unassign());
    }

    @Test
    void anAddressNotOnTheAccessListIsShownAsTheApiSawIt() {
        bed.simulator.cloud().accessList(SimulatorSeed.ADMIN.id(), "192.0.2.1");
        bed.simulator.behaviour().seenAddress("203.0.113.7");

        CallResult<Nothing> answer = bed.unassign();

        assertRefused(ErrorCategory.ACCESS_LIST, 403, answer);
        assertEquals(Optional.of("203.0.113.7"), answer.error().addressSeen());
    }

    @Test
    void aMissingAccessListIsToldWithoutAnAddress() {
        bed.simulator.cloud().requireAccessList(SimulatorSeed.ORGANIZATION_ID, true);

        CallResult<Nothing> answer = bed.unassign();

        assertRefused(ErrorCategory.ACCESS_LIST, 403, answer);
        assertEquals(Optional.empty(), answer.error().addressSeen());
    }

    private static CallResult<Nothing> unassign(Session session, String key) {
        return await(session.call(Operations.unassignApiKey(PROJECT, key)));
    }

    private static void assertRefused(ErrorCategory meaning, int status, CallResult<?> answer) {
        assertEquals(Optional.of(meaning), answer.category(), show(answer));
        assertEquals(Optional.of(status), answer.status(), show(answer));
        assertEquals(Optional.empty(), answer.value(), show(answer));
        assertEquals(Optional.empty(), answer.failure(), show(answer));
    }
}
