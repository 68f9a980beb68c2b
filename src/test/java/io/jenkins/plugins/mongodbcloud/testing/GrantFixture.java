package io.jenkins.plugins.mongodbcloud.testing;

import io.jenkins.plugins.mongodbcloud.access.Grant;
import io.jenkins.plugins.mongodbcloud.access.GrantDraft;
import io.jenkins.plugins.mongodbcloud.access.GrantState;
import io.jenkins.plugins.mongodbcloud.client.ApiEndpoint;
import java.util.List;

/** Grants for tests. */
public final class GrantFixture {

    /** When they were made. */
    public static final long CREATED = 1_790_000_000_000L;

    private static final Grant.Holder HOLDER =
            new Grant.Holder("deploy", 1, "call", SimulatorExtension.CREDENTIALS, List.of());

    private GrantFixture() {}

    /** A grant of a new key of which nothing but the tag is known. */
    public static Grant unknownKey(String id, GrantState state, String controller) {
        return grant(id, state, controller, null);
    }

    /** A grant of the seed's key, as if it had been made for the build. */
    public static Grant knownKey(String id, GrantState state, String controller) {
        return grant(id, state, controller, SimulatorExtension.KEY);
    }

    /** The key that a build asks for; one without an ID and public key is made. */
    public static Grant.Key key(ApiEndpoint endpoint, String apiKeyId, String publicKey, String... roles) {
        return new Grant.Key(
                endpoint.name(),
                endpoint.baseUrl().toString(),
                SimulatorExtension.PROJECT,
                apiKeyId,
                publicKey,
                null,
                null,
                List.of(roles));
    }

    /** What a build asks for. */
    public static GrantDraft draft(Grant.Key key, String controller, boolean delete, String... addresses) {
        return new GrantDraft(key, HOLDER, controller, "deploy #1", List.of(addresses), delete);
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
                HOLDER,
                controller,
                true,
                true,
                CREATED,
                CREATED,
                0,
                Grant.Progress.NONE);
    }
}
