package io.jenkins.plugins.mongodbcloud.testing;

import io.jenkins.plugins.mongodbcloud.testing.simulator.Simulator;
import java.util.regex.Pattern;

/** Fails a test that deletes anything but assignments in projects and keys that were made through the API. */
final class DeletionCheck {

    private static final Pattern ASSIGNMENT = Pattern.compile(
            "/api/(public/v1\\.0|atlas/v2)/groups/[0-9a-f]{24}/(apiKeys/|serviceAccounts/mdb_sa_id_)[0-9a-f]{24}(\\?envelope=true)?");

    private DeletionCheck() {}

    /** Below {@code /orgs} a DELETE deletes the key itself. */
    static void check(Simulator simulator) {
        simulator.log().stream()
                .filter(request -> request.method().equals("DELETE")
                        && !ASSIGNMENT.matcher(request.target()).matches()
                        && !isOfCreatedKey(simulator, request.target()))
                .findFirst()
                .ifPresent(request -> {
                    throw new AssertionError("DELETE of " + request.target());
                });
    }

    private static boolean isOfCreatedKey(Simulator simulator, String target) {
        return target.contains("/orgs/")
                && simulator.cloud().createdKeys().stream().anyMatch(key -> target.endsWith("/apiKeys/" + key.id()));
    }
}
