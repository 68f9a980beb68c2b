package io.jenkins.plugins.mongodbcloud.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Reads the API's JSON documents. A list with one malformed entry is unreadable. */
final class ApiParsers {

    private static final int MAX_SHOWN = 60;

    private ApiParsers() {}

    static CallResult.Nothing nothing(JsonNode ignored) {
        return CallResult.Nothing.NOTHING;
    }

    static Operation.Reader<Page<ApiKey>> keysOf(String projectId) {
        return json -> page(json, entry -> key(entry, projectId));
    }

    /** The private key is sent once, in this response; later ones have all but its end starred out. */
    static Operation.Reader<CreatedApiKey> createdKey(String projectId, String description, List<String> roles) {
        return json -> {
            ApiKey key = key(json, projectId);
            JsonNode described = json.path("desc");
            if (described.isTextual() && !lastWord(described.asText()).equals(lastWord(description))) {
                throw new UnreadableResponseException("an API key with another description, " + key.id());
            }
            requireRoles(key.id(), key.roles(), roles);
            String privateKey = json.path("privateKey").asText("");
            if (privateKey.isBlank() || privateKey.contains("*")) {
                throw new UnreadableResponseException("a new API key without its private key, " + key.id());
            }
            return new CreatedApiKey(key, organization(json), new ApiKeyPair(key.publicKey(), privateKey));
        };
    }

    /** A server may tidy up the spaces of a text. */
    private static String lastWord(String text) {
        return text.substring(text.lastIndexOf(' ') + 1);
    }

    private static String organization(JsonNode key) {
        for (JsonNode role : key.path("roles")) {
            String id = role.path("orgId").asText("");
            if (ObjectIdFormat.of(id) == ObjectIdFormat.OK) {
                return id;
            }
        }
        return null;
    }

    /** Without its public key and description where the response leaves them out. */
    static Operation.Reader<ApiKey> assignedKey(String projectId, String apiKeyId, List<String> roles) {
        return json -> {
            if (!apiKeyId.equals(id(json))) {
                throw new UnreadableResponseException("another API key than the one assigned, " + id(json));
            }
            requireRoles(apiKeyId, roles(json, projectId), roles);
            return new ApiKey(apiKeyId, text(json, "publicKey"), text(json, "desc"), roles(json, projectId));
        };
    }

    /** A response that leaves the roles out says nothing against it. */
    private static void requireRoles(String apiKeyId, List<String> given, List<String> wanted)
            throws UnreadableResponseException {
        if (!given.isEmpty() && !Set.copyOf(given).equals(Set.copyOf(wanted))) {
            throw new UnreadableResponseException(
                    "an API key with other roles, " + String.join(", ", given) + ", " + apiKeyId);
        }
    }

    static CallResult.Nothing addedAddresses(JsonNode json) throws UnreadableResponseException {
        if (json.path("results").isEmpty()) {
            throw new UnreadableResponseException("no list of addresses: " + show(json));
        }
        return CallResult.Nothing.NOTHING;
    }

    static Page<ApiKey> accounts(JsonNode json) throws UnreadableResponseException {
        return page(json, ApiParsers::account);
    }

    static Page<Project> projects(JsonNode json) throws UnreadableResponseException {
        return page(json, entry -> new Project(id(entry), text(entry, "name")));
    }

    static Optional<KeyDetails> ownKey(JsonNode json) throws UnreadableResponseException {
        if (!json.path("links").isArray() && !json.path("appName").isTextual()) {
            throw new UnreadableResponseException("not the root of the API: " + show(json));
        }
        JsonNode key = json.path("apiKey");
        if (!key.path("roles").isArray()) {
            return Optional.empty();
        }
        List<String> roles = new ArrayList<>();
        key.path("roles").forEach(role -> roles.add(text(role, "roleName")));
        List<String> accessList = new ArrayList<>();
        key.path("accessList").forEach(entry -> {
            String address = text(entry, "ipAddress");
            accessList.add(address.isEmpty() ? text(entry, "cidrBlock") : address);
        });
        return Optional.of(new KeyDetails(roles, accessList));
    }

    static Operation.Reader<String> organizationOf(String projectId) {
        return json -> {
            if (!projectId.equals(id(json))) {
                throw new UnreadableResponseException("another project than the one asked for, " + id(json));
            }
            String organization = json.path("orgId").asText("");
            if (ObjectIdFormat.of(organization) != ObjectIdFormat.OK) {
                throw new UnreadableResponseException("a project without an organization, " + projectId);
            }
            return organization;
        };
    }

    private static <T> Page<T> page(JsonNode json, Operation.Reader<T> reader) throws UnreadableResponseException {
        JsonNode results = json.path("results");
        if (!results.isArray()) {
            throw new UnreadableResponseException("not a list: " + show(json));
        }
        List<T> items = new ArrayList<>(results.size());
        for (JsonNode entry : results) {
            try {
                items.add(reader.read(entry));
            } catch (UnreadableResponseException e) {
                int position = items.size() + 1;
                throw new UnreadableResponseException(
                        "entry " + position + " of " + results.size() + " is malformed: " + e.getMessage());
            }
        }
        return new Page<>(items, hasNext(json), totalCount(json.path("totalCount")));
    }

    private static boolean hasNext(JsonNode json) {
        for (JsonNode link : json.path("links")) {
            if (link.path("rel").asText("").equalsIgnoreCase("next")) {
                return true;
            }
        }
        return false;
    }

    private static OptionalInt totalCount(JsonNode count) {
        return count.isInt() && count.intValue() >= 0 ? OptionalInt.of(count.intValue()) : OptionalInt.empty();
    }

    private static ApiKey key(JsonNode entry, String projectId) throws UnreadableResponseException {
        String id = id(entry);
        if (text(entry, "publicKey").isEmpty()) {
            throw new UnreadableResponseException("an API key without a public key, " + id);
        }
        return new ApiKey(id, text(entry, "publicKey"), text(entry, "desc"), roles(entry, projectId));
    }

    private static ApiKey account(JsonNode entry) throws UnreadableResponseException {
        String clientId = entry.path("clientId").asText("");
        if (!ServiceAccount.isClientId(clientId)) {
            throw new UnreadableResponseException("a service account without a client ID in " + show(entry));
        }
        List<String> roles = new ArrayList<>();
        entry.path("roles").forEach(role -> roles.add(LogSanitizer.printable(role.asText(""))));
        return new ApiKey(clientId, "", text(entry, "name"), roles);
    }

    private static String id(JsonNode entry) throws UnreadableResponseException {
        String id = entry.path("id").asText("");
        return switch (ObjectIdFormat.of(id)) {
            case OK -> id;
            case CLIENT_ID -> throw new UnreadableResponseException("a service account, " + id);
            case BLANK -> throw new UnreadableResponseException("no ID in " + show(entry));
            default -> throw new UnreadableResponseException("an ID that is none in " + show(entry));
        };
    }

    private static List<String> roles(JsonNode entry, String projectId) {
        List<String> names = new ArrayList<>();
        for (JsonNode role : entry.path("roles")) {
            if (projectId.equals(role.path("groupId").asText(""))) {
                names.add(text(role, "roleName"));
            }
        }
        return names;
    }

    private static String text(JsonNode entry, String field) {
        return LogSanitizer.printable(entry.path(field).asText(""));
    }

    private static String show(JsonNode json) {
        String line = LogSanitizer.oneLine(json.toString());
        return line.length() <= MAX_SHOWN ? line : line.substring(0, MAX_SHOWN) + "…";
    }
}
