package io.jenkins.plugins.mongodbcloud.testing;

import io.jenkins.plugins.mongodbcloud.access.Grant;
import io.jenkins.plugins.mongodbcloud.access.GrantState;
import java.util.List;

/** Grants for tests. */
public final class GrantFixture {

    /** When they were made. */
    public static final long CREATED = 1_790_000_000_000L;

    private GrantFixture() {}

    /** A grant of a new key of which nothing but the tag is known. */
    public static Grant unknownKey(String id, GrantState state, String controller) {
        return grant(id, state, controller, null);
    }

    /** A grant of the seed's key, as if it had been made for the build. */
    public static Grant knownKey(String id, GrantState state, String controller) {
        return grant(id, state, controller, SimulatorExtension.KEY);
    }

    private static Grant grant(String id, GrantState state, String controller, String apiKeyId) {
        return new Grant(
                id,
                state,
                Grant.Kind.NEW_KEY,
                new Grant.Key(
                        SimulatorExtension.ENDPOINT,
                        "http://localhost",
                        SimulatorExtension.PROJECT,
                        apiKeyId,
                        null,
                        "jenkins-grant-" + id,
                        null,
                        List.of("GROUP_READ_ONLY")),
                new Grant.Holder("deploy", 1, "call", SimulatorExtension.CREDENTIALS, List.of()),
                controller,
                true,
                true,
                CREATED,
                CREATED,
                0,
                Grant.Progress.NONE);
    }
}
