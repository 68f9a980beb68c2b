package io.jenkins.plugins.mongodbcloud.client;

import io.jenkins.plugins.mongodbcloud.client.CallResult.Nothing;

/** The operations of the Administration API that the plugin uses. */
public final class Operations {

    /** Entries per page, the most that the API returns. */
    public static final int PAGE_SIZE = 500;

    private static final String KEYS_VERSION = "2023-01-01";
    private static final String ACCOUNTS_VERSION = "2024-08-05";
    private static final int NO_CONTENT_BYTES = 64 * 1024;
    private static final int LIST_BYTES = 8 * 1024 * 1024;

    private Operations() {}

    /**
     * Removes the key from the project; the key itself stays in its organization. Source:
     * {@code DELETE /groups/{PROJECT-ID}/apiKeys/{API-KEY-ID}} of the Administration API.
     *
     * @throws IllegalArgumentException if an ID is not 24 hexadecimal digits
     */
    public static Operation<Nothing> unassignApiKey(String projectId, String apiKeyId) {
        String path = "/groups/" + requireId(projectId) + "/apiKeys/" + requireId(apiKeyId);
        return new Operation<>("DELETE", path, KEYS_VERSION, projectId, NO_CONTENT_BYTES, false, ApiParsers::nothing);
    }

    /**
     * One page of the keys assigned to a project, {@link #PAGE_SIZE} at most.
     *
     * @param page counted from 1
     * @throws IllegalArgumentException if the ID is not 24 hexadecimal digits
     */
    public static Operation<Page<ApiKey>> listApiKeys(String projectId, int page) {
        String path = "/groups/" + requireId(projectId) + "/apiKeys?pageNum=" + page + "&itemsPerPage=" + PAGE_SIZE;
        return new Operation<>("GET", path, KEYS_VERSION, projectId, LIST_BYTES, true, ApiParsers.keysOf(projectId));
    }

    /**
     * Removes the service account from the project; the account itself stays in its organization, and access tokens that
     * it has stay valid until they expire. Source: {@code DELETE /groups/{groupId}/serviceAccounts/{clientId}} of the
     * Atlas Administration API; Cloud Manager has the same path.
     *
     * @throws IllegalArgumentException if the project ID is not 24 hexadecimal digits or the other not a client ID
     */
    public static Operation<Nothing> unassignServiceAccount(String projectId, String clientId) {
        if (!ServiceAccount.isClientId(clientId)) {
            throw new IllegalArgumentException("not a client ID: mdb_sa_id_ and 24 hexadecimal digits are expected");
        }
        String path = "/groups/" + requireId(projectId) + "/serviceAccounts/" + clientId;
        return new Operation<>(
                "DELETE", path, ACCOUNTS_VERSION, projectId, NO_CONTENT_BYTES, false, ApiParsers::nothing);
    }

    /**
     * One page of the service accounts assigned to a project, {@link #PAGE_SIZE} at most: client ID and name stand where
     * a key has its ID and its description, and they have no public key.
     *
     * @param page counted from 1
     * @throws IllegalArgumentException if the ID is not 24 hexadecimal digits
     */
    public static Operation<Page<ApiKey>> listServiceAccounts(String projectId, int page) {
        String path =
                "/groups/" + requireId(projectId) + "/serviceAccounts?pageNum=" + page + "&itemsPerPage=" + PAGE_SIZE;
        return new Operation<>("GET", path, ACCOUNTS_VERSION, projectId, LIST_BYTES, true, ApiParsers::accounts);
    }

    /**
     * The first projects that the credential sees, and how many there are; with a limit of 1 the cheapest
     * authenticated read, which serves as a connection test.
     *
     * @param limit projects to return, at most {@link #PAGE_SIZE}
     */
    public static Operation<Page<Project>> listProjects(int limit) {
        String path = "/groups?itemsPerPage=" + Math.min(limit, PAGE_SIZE);
        return new Operation<>("GET", path, KEYS_VERSION, "", LIST_BYTES, true, ApiParsers::projects);
    }

    private static String requireId(String id) {
        if (ObjectIdFormat.of(id) != ObjectIdFormat.OK) {
            throw new IllegalArgumentException("not an ID: 24 hexadecimal digits are expected");
        }
        return id;
    }
}
