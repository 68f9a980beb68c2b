package io.jenkins.plugins.mongodbcloud.client;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.mongodbcloud.client.CallResult.Nothing;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The operations of the Administration API that the plugin uses. */
public final class Operations {

    /** Entries per page, the most that the API returns. */
    public static final int PAGE_SIZE = 500;

    /** The most characters of a key's description. Source: the limits of Atlas. */
    public static final int MAX_DESCRIPTION = 250;

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Pattern ROLE = Pattern.compile("GROUP_[A-Z_]+");
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
     * Makes an API key and assigns it to the project; it becomes one of the organization too, as Organization Member.
     * Never repeated after an attempt that may have taken effect, for that would make another key. Source: {@code POST
     * /groups/{PROJECT-ID}/apiKeys} of the Administration API.
     *
     * @param description what lists show of it, 1 to {@link #MAX_DESCRIPTION} characters; a response about a key whose
     *     description has another last word is not believed
     * @param roles names of roles in the project, one at least
     * @throws IllegalArgumentException if an argument has not that form
     */
    public static Operation<CreatedApiKey> createApiKey(String projectId, String description, List<String> roles) {
        if (description.isBlank() || description.length() > MAX_DESCRIPTION) {
            throw new IllegalArgumentException("a description has 1 to " + MAX_DESCRIPTION + " characters");
        }
        ObjectNode body = roles(roles).put("desc", description);
        return new Operation<>(
                "POST",
                "/groups/" + requireId(projectId) + "/apiKeys",
                KEYS_VERSION,
                projectId,
                body.toString(),
                false,
                NO_CONTENT_BYTES,
                true,
                ApiParsers.createdKey(projectId, description, roles));
    }

    /**
     * Assigns a key of the organization to the project; one that is assigned already has these roles in the place of its
     * roles then. Source: {@code PATCH /groups/{PROJECT-ID}/apiKeys/{API-KEY-ID}} of the Administration API, the one that
     * all products have.
     *
     * @param roles names of roles in the project, one at least
     * @throws IllegalArgumentException if an argument has not that form
     */
    public static Operation<ApiKey> assignApiKey(String projectId, String apiKeyId, List<String> roles) {
        return new Operation<>(
                "PATCH",
                "/groups/" + requireId(projectId) + "/apiKeys/" + requireId(apiKeyId),
                KEYS_VERSION,
                projectId,
                roles(roles).toString(),
                true,
                NO_CONTENT_BYTES,
                true,
                ApiParsers.assignedKey(projectId, apiKeyId, roles));
    }

    /**
     * Deletes the key from its organization, and so from all projects. Takes the role Organization Owner. Source:
     * {@code DELETE /orgs/{ORG-ID}/apiKeys/{API-KEY-ID}} of the Administration API.
     *
     * @throws IllegalArgumentException if an ID is not 24 hexadecimal digits
     */
    public static Operation<Nothing> deleteApiKey(String orgId, String apiKeyId) {
        String path = "/orgs/" + requireId(orgId) + "/apiKeys/" + requireId(apiKeyId);
        return new Operation<>("DELETE", path, KEYS_VERSION, orgId, NO_CONTENT_BYTES, false, ApiParsers::nothing);
    }

    /**
     * Adds addresses from which requests of the key are accepted. Takes the role Organization Owner. Source: {@code POST
     * /orgs/{ORG-ID}/apiKeys/{API-KEY-ID}/accessList} of the Administration API.
     *
     * @param addresses IP addresses, or ranges in CIDR notation; one at least
     * @throws IllegalArgumentException if an ID is not 24 hexadecimal digits or there is no address
     */
    public static Operation<Nothing> allowAddresses(String orgId, String apiKeyId, List<String> addresses) {
        if (addresses.isEmpty()) {
            throw new IllegalArgumentException("no address");
        }
        ArrayNode body = JSON.arrayNode();
        addresses.forEach(address -> body.addObject().put(address.contains("/") ? "cidrBlock" : "ipAddress", address));
        return new Operation<>(
                "POST",
                "/orgs/" + requireId(orgId) + "/apiKeys/" + requireId(apiKeyId) + "/accessList",
                KEYS_VERSION,
                orgId,
                body.toString(),
                true,
                LIST_BYTES,
                true,
                ApiParsers::addedAddresses);
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

    /**
     * One page of the projects that the credential sees, {@link #PAGE_SIZE} at most.
     *
     * @param page counted from 1
     */
    public static Operation<Page<Project>> listProjectsPage(int page) {
        String path = "/groups?pageNum=" + page + "&itemsPerPage=" + PAGE_SIZE;
        return new Operation<>("GET", path, KEYS_VERSION, "", LIST_BYTES, true, ApiParsers::projects);
    }

    /**
     * What the API says of the API key that authenticates; empty if it says nothing, as of a service account. Source:
     * {@code GET /} of the Administration API.
     */
    public static Operation<Optional<KeyDetails>> readOwnKey() {
        return new Operation<>("GET", "/", KEYS_VERSION, "", LIST_BYTES, true, ApiParsers::ownKey);
    }

    /**
     * The ID of the organization that a project belongs to. Source: {@code GET /groups/{PROJECT-ID}} of the Administration
     * API.
     *
     * @throws IllegalArgumentException if the ID is not 24 hexadecimal digits
     */
    public static Operation<String> organizationOf(String projectId) {
        String path = "/groups/" + requireId(projectId);
        return new Operation<>(
                "GET", path, KEYS_VERSION, projectId, LIST_BYTES, true, ApiParsers.organizationOf(projectId));
    }

    /**
     * One page of the keys of an organization, {@link #PAGE_SIZE} at most, without their roles in projects. Source:
     * {@code GET /orgs/{ORG-ID}/apiKeys} of the Administration API.
     *
     * @param page counted from 1
     * @throws IllegalArgumentException if the ID is not 24 hexadecimal digits
     */
    public static Operation<Page<ApiKey>> listOrganizationApiKeys(String orgId, int page) {
        String path = "/orgs/" + requireId(orgId) + "/apiKeys?pageNum=" + page + "&itemsPerPage=" + PAGE_SIZE;
        return new Operation<>("GET", path, KEYS_VERSION, orgId, LIST_BYTES, true, ApiParsers.keysOf(""));
    }

    private static ObjectNode roles(List<String> names) {
        ObjectNode body = JSON.objectNode();
        ArrayNode roles = body.putArray("roles");
        for (String name : names) {
            if (!ROLE.matcher(name).matches()) {
                throw new IllegalArgumentException("not the name of a role in a project: GROUP_ is expected first");
            }
            roles.add(name);
        }
        if (roles.isEmpty()) {
            throw new IllegalArgumentException("no role");
        }
        return body;
    }

    private static String requireId(String id) {
        if (ObjectIdFormat.of(id) != ObjectIdFormat.OK) {
            throw new IllegalArgumentException("not an ID: 24 hexadecimal digits are expected");
        }
        return id;
    }
}
