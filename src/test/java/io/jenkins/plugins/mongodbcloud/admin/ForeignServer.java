package io.jenkins.plugins.mongodbcloud.admin;

import static io.jenkins.plugins.mongodbcloud.admin.TestBed.await;
import static io.jenkins.plugins.mongodbcloud.admin.TestBed.ciKey;
import static io.jenkins.plugins.mongodbcloud.admin.TestBed.show;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is asked of servers whose digest authentication was written by others. */
final class ForeignServer {

    static final String REALM = "MMS Public API";
    static final String PROJECT = TestBed.PROJECT;
    static final int CALLS = 5;

    private ForeignServer() {}

    static String path(int number) {
        return "/api/public/v1.0/groups/" + PROJECT + "/apiKeys/" + ciKey(number);
    }

    /** What an access log has to show: every DELETE once, by the authenticated user. */
    static List<String> expected() {
        List<String> lines = new ArrayList<>();
        for (int number = 1; number <= CALLS; number++) {
            lines.add(TestBed.ADMIN.publicKey() + " DELETE " + path(number));
        }
        return lines;
    }

    /** Unassigns keys on one lane, then on one that takes its session up; wrong keys are refused. */
    static void use(int port) {
        ApiEndpoint endpoint =
                ApiEndpoint.of("server", Product.OPS_MANAGER, "http://127.0.0.1:" + port + "/api/public/v1.0");
        try (AdminApi api = new AdminApi(() -> TestBed.QUICK, ProxyRules.DIRECT)) {
            try (Lane lane = await(api.openLane(endpoint, TestBed.ADMIN, () -> false))) {
                for (int number = 1; number < CALLS; number++) {
                    unassign(lane, number, number == 1 ? 2 : 1);
                }
            }
            try (Lane lane = await(api.openLane(endpoint, TestBed.ADMIN, () -> false))) {
                unassign(lane, CALLS, 1);
            }
            try (Lane lane =
                    await(api.openLane(endpoint, new ApiKeyPair(TestBed.ADMIN.publicKey(), "wrong"), () -> false))) {
                Answer<?> answer = await(lane.unassign(PROJECT, ciKey(1)));
                assertEquals(Optional.of(ErrorMeaning.WRONG_KEYS), answer.meaning(), show(answer));
            }
        }
    }

    private static void unassign(Lane lane, int number, int requests) {
        Answer<?> answer = await(lane.unassign(PROJECT, ciKey(number)));
        assertEquals(Optional.of(204), answer.status(), show(answer));
        assertEquals(requests, answer.cost().requests(), show(answer));
    }
}
