package io.jenkins.plugins.mongodbcloud.client.http;

import static io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension.ADMIN;
import static io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension.KEY;
import static io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension.PROJECT;
import static io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension.await;
import static io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension.pair;
import static io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension.show;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jenkins.plugins.mongodbcloud.client.ApiKeyPair;
import io.jenkins.plugins.mongodbcloud.client.CallResult;
import io.jenkins.plugins.mongodbcloud.client.CallResult.Nothing;
import io.jenkins.plugins.mongodbcloud.client.ErrorCategory;
import io.jenkins.plugins.mongodbcloud.client.Operations;
import io.jenkins.plugins.mongodbcloud.client.Session;
import io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The causes that make the API respond with an error, and what the client makes of it. */
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
