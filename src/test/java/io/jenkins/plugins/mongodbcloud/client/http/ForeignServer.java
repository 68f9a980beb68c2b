package io.jenkins.plugins.mongodbcloud.client.http;

import static io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension.await;
import static io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension.ciKey;
import static io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension.show;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jenkins.plugins.mongodbcloud.client.ApiEndpoint;
import io.jenkins.plugins.mongodbcloud.client.ApiKeyPair;
import io.jenkins.plugins.mongodbcloud.client.CallResult;
import io.jenkins.plugins.mongodbcloud.client.ErrorCategory;
import io.jenkins.plugins.mongodbcloud.client.Operations;
import io.jenkins.plugins.mongodbcloud.client.Product;
import io.jenkins.plugins.mongodbcloud.client.ProxyRules;
import io.jenkins.plugins.mongodbcloud.client.Session;
import io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is asked of servers whose digest authentication was written by others. */
final class ForeignServer {

    static final String REALM = "MMS Public API";
    static final String PROJECT = SimulatorExtension.PROJECT;
    static final int CALLS = 5;

    private ForeignServer() {}

    static String path(int number) {
        return "/api/public/v1.0/groups/" + PROJECT + "/apiKeys/" + ciKey(number);
    }

    /** What an access log has to show: every DELETE once, by the authenticated user. */
    static List<String> expected() {
        List<String> lines = new ArrayList<>();
        for (int number = 1; number <= CALLS; number++) {
            lines.add(SimulatorExtension.ADMIN.publicKey() + " DELETE " + path(number));
        }
        return lines;
    }

    /** Unassigns keys on one session, then on one that takes its session up; wrong keys are refused. */
    static void use(int port) {
        ApiEndpoint endpoint =
                ApiEndpoint.of("server", Product.OPS_MANAGER, "http://127.0.0.1:" + port + "/api/public/v1.0");
        try (HttpAdminClient api = new HttpAdminClient(() -> SimulatorExtension.QUICK, ProxyRules.DIRECT)) {
            try (Session session = await(api.openSession(endpoint, SimulatorExtension.ADMIN, () -> false))) {
                for (int number = 1; number < CALLS; number++) {
                    unassign(session, number, number == 1 ? 2 : 1);
                }
            }
            try (Session session = await(api.openSession(endpoint, SimulatorExtension.ADMIN, () -> false))) {
                unassign(session, CALLS, 1);
            }
            try (Session session = await(api.openSession(
                    endpoint, new ApiKeyPair(SimulatorExtension.ADMIN.publicKey(), "wrong"), () -> false))) {
                CallResult<?> answer = await(session.call(Operations.unassignApiKey(PROJECT, ciKey(1))));
                assertEquals(Optional.of(ErrorCategory.WRONG_KEYS), answer.category(), show(answer));
            }
        }
    }

    private static void unassign(Session session, int number, int requests) {
        CallResult<?> answer = await(session.call(Operations.unassignApiKey(PROJECT, ciKey(number))));
        assertEquals(Optional.of(204), answer.status(), show(answer));
        assertEquals(requests, answer.cost().requests(), show(answer));
    }
}
