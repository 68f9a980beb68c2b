package io.jenkins.plugins.mongodbcloud.testing.simulator;

import java.util.Optional;

/** What can be assigned to a project, and how its resources differ. */
enum Assignable {
    API_KEY("apiKeys", "API key", ApiVersion.FIRST_VERSION),
    SERVICE_ACCOUNT("serviceAccounts", "service account", "2024-08-05");

    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;

    private final String segment;
    private final String words;
    private final String firstVersion;

    Assignable(String segment, String words, String firstVersion) {
        this.segment = segment;
        this.words = words;
        this.firstVersion = firstVersion;
    }

    /** What a path is about. */
    static Assignable of(String path) {
        return path.contains("/" + SERVICE_ACCOUNT.segment) ? SERVICE_ACCOUNT : API_KEY;
    }

    String segment() {
        return segment;
    }

    String words() {
        return words;
    }

    /** The first version of Atlas v2 that has the resource, and the newest one. */
    String firstVersion() {
        return firstVersion;
    }

    boolean isId(String text) {
        return this == API_KEY ? SimulatedKey.isId(text) : SimulatedServiceAccount.isClientId(text);
    }

    /** Whether a role in the project is enough; Atlas wants the owner for service accounts. */
    boolean mayUnassign(Role role, ApiVersion dialect) {
        return role == Role.GROUP_OWNER
                || role == Role.GROUP_USER_ADMIN && (this == API_KEY || dialect == ApiVersion.PUBLIC_V1);
    }

    /** The refusal for one that is not there. No error code is documented for service accounts. */
    ApiRefusal notAssigned(String id, ApiVersion dialect, Optional<Integer> status) {
        if (this == SERVICE_ACCOUNT) {
            return new ApiRefusal(NOT_FOUND, "RESOURCE_NOT_FOUND", "No service account " + id + " exists.", id);
        }
        int usual = dialect == ApiVersion.PUBLIC_V1 ? BAD_REQUEST : NOT_FOUND;
        return new ApiRefusal(status.orElse(usual), "API_KEY_NOT_FOUND", "No API key with ID " + id + " exists.", id);
    }
}
