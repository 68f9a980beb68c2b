package io.jenkins.plugins.mongodbcloud.admin;

import static io.jenkins.plugins.mongodbcloud.admin.TestBed.ADMIN;
import static io.jenkins.plugins.mongodbcloud.admin.TestBed.KEY;
import static io.jenkins.plugins.mongodbcloud.admin.TestBed.PROJECT;
import static io.jenkins.plugins.mongodbcloud.admin.TestBed.await;
import static io.jenkins.plugins.mongodbcloud.admin.TestBed.pair;
import static io.jenkins.plugins.mongodbcloud.admin.TestBed.show;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.mongodbcloud.admin.Answer.Nothing;
import io.jenkins.plugins.mongodbcloud.simulator.Fault;
import io.jenkins.plugins.mongodbcloud.simulator.Phase;
import io.jenkins.plugins.mongodbcloud.simulator.SimulatorSeed;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every row of the API's error table, and the causes that make the API give these answers. */
@Timeout(60)
class ErrorTableTest {

    private static final String NO_PROJECT = "5a0a1e7e0f2912c554080add";

    private static TestBed bed;

    @BeforeAll
    static void start() throws Exception {
        bed = TestBed.plain();
    }

    @AfterEach
    void clear() {
        bed.simulator.faults().clear();
        bed.simulator.cloud().suspended(SimulatorSeed.ORGANIZATION_ID, false);
        bed.simulator.cloud().requireAccessList(SimulatorSeed.ORGANIZATION_ID, false);
        bed.simulator.cloud().accessList(SimulatorSeed.ADMIN.id());
    }

    @AfterAll
    static void stop() {
        bed.close();
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
    void statusAndCodeHaveTheirMeaning(int status, String code, ErrorMeaning meaning) {
        bed.simulator
                .faults()
                .always(Fault.error(status, code, "A detail.", "a parameter").on(Phase.DELETE));

        Answer<Nothing> answer = bed.unassign();

        assertRefused(meaning, status, answer);
        assertEquals(new ApiError(Optional.of(code), "A detail.", List.of("a parameter")), answer.error());
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
    void theCodeDecidesFirstAndTheStatusSecond(int status, String code, ErrorMeaning meaning) {
        bed.simulator.faults().always(Fault.error(status, code, "A detail.").on(Phase.DELETE));

        Answer<Nothing> answer = bed.unassign();

        assertRefused(meaning, status, answer);
        assertEquals(Optional.ofNullable(code), answer.error().errorCode());
    }

    @Test
    void aKeyThatIsNotAssignedIsToldAs400AndByAtlasAs404() {
        try (Lane lane = bed.lane();
                Lane atlas = bed.lane(bed.atlas(), ADMIN)) {
            assertRefused(ErrorMeaning.NOT_ASSIGNED, 400, unassign(lane, SimulatorSeed.UNASSIGNED_KEY_ID));
            assertRefused(ErrorMeaning.NOT_ASSIGNED, 404, unassign(atlas, SimulatorSeed.UNASSIGNED_KEY_ID));
        }
    }

    @Test
    void aWrongPrivateKeyAndAnUnknownPublicKeyAreWrongKeys() {
        try (Lane wrong = bed.lane(new ApiKeyPair(ADMIN.publicKey(), "wrong"));
                Lane unknown = bed.lane(new ApiKeyPair("nosuchkey", "wrong"))) {
            assertRefused(ErrorMeaning.WRONG_KEYS, 401, unassign(wrong, KEY));
            assertRefused(ErrorMeaning.WRONG_KEYS, 401, unassign(unknown, KEY));
        }
    }

    @Test
    void keysThatMayOnlyReadMissARole() {
        try (Lane reader = bed.lane(pair(SimulatorSeed.READER));
                Lane atlas = bed.lane(bed.atlas(), pair(SimulatorSeed.READER))) {
            assertRefused(ErrorMeaning.MISSING_ROLE, 401, unassign(reader, KEY));
            assertRefused(ErrorMeaning.MISSING_ROLE, 401, unassign(atlas, KEY));
        }
    }

    @Test
    void keysOfAnotherProjectAreNotInTheProject() {
        try (Lane lane = bed.lane()) {
            assertRefused(ErrorMeaning.NOT_IN_PROJECT, 401, await(lane.unassign(NO_PROJECT, KEY)));
            assertRefused(ErrorMeaning.NOT_IN_PROJECT, 401, await(lane.listApiKeys(NO_PROJECT, 1)));
        }
    }

    @Test
    void aSuspendedAccountIsToldAsSuch() {
        bed.simulator.cloud().suspended(SimulatorSeed.ORGANIZATION_ID, true);

        assertRefused(ErrorMeaning.SUSPENDED, 402, bed.unassign());
    }

    @Test
    void anAddressNotOnTheAccessListIsShownAsTheApiSawIt() {
        bed.simulator.cloud().accessList(SimulatorSeed.ADMIN.id(), "192.0.2.1");
        bed.simulator.behaviour().seenAddress("203.0.113.7");

        Answer<Nothing> answer = bed.unassign();

        assertRefused(ErrorMeaning.ACCESS_LIST, 403, answer);
        assertEquals(Optional.of("203.0.113.7"), answer.error().addressSeen());
    }

    @Test
    void aMissingAccessListIsToldWithoutAnAddress() {
        bed.simulator.cloud().requireAccessList(SimulatorSeed.ORGANIZATION_ID, true);

        Answer<Nothing> answer = bed.unassign();

        assertRefused(ErrorMeaning.ACCESS_LIST, 403, answer);
        assertEquals(Optional.empty(), answer.error().addressSeen());
    }

    private static Answer<Nothing> unassign(Lane lane, String key) {
        return await(lane.unassign(PROJECT, key));
    }

    private static void assertRefused(ErrorMeaning meaning, int status, Answer<?> answer) {
        assertEquals(Optional.of(meaning), answer.meaning(), show(answer));
        assertEquals(Optional.of(status), answer.status(), show(answer));
        assertEquals(Optional.empty(), answer.value(), show(answer));
        assertEquals(Optional.empty(), answer.fault(), show(answer));
    }
}
