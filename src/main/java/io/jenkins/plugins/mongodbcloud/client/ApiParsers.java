package io.jenkins.plugins.mongodbcloud.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Reads the API's JSON documents. A list with one unreadable entry is unreadable. */
final class ApiParsers {

    private ApiParsers() {}

    static CallResult.Nothing nothing(JsonNode ignored) {
        return CallResult.Nothing.NOTHING;
    }

    static Operation.Reader<Page<ApiKey>> keysOf(String projectId) {
        return json -> page(json, entry -> key(entry, projectId));
    }

    static Page<Project> projects(JsonNode json) throws UnreadableResponseException {
        return page(json, entry -> new Project(id(entry), text(entry, "name")));
    }

    private static <T> Page<T> page(JsonNode json, Operation.Reader<T> reader) throws UnreadableResponseException {
        JsonNode results = json.path("results");
        if (!results.isArray()) {
            throw new UnreadableResponseException("not a list");
        }
        List<T> items = new ArrayList<>(results.size());
        for (JsonNode entry : results) {
            try {
                items.add(reader.read(entry));
            } catch (UnreadableResponseException e) {
                throw new UnreadableResponseException("entry " + (items.size() + 1) + ": " + e.getMessage());
            }
        }
        return new Page<>(items, Math.max(items.size(), json.path("totalCount").asInt(items.size())));
    }

    private static ApiKey key(JsonNode entry, String projectId) throws UnreadableResponseException {
        return new ApiKey(id(entry), text(entry, "publicKey"), text(entry, "desc"), roles(entry, projectId));
    }

    private static String id(JsonNode entry) throws UnreadableResponseException {
        String id = entry.path("id").asText("");
        if (ObjectIdFormat.of(id) != ObjectIdFormat.OK) {
            throw new UnreadableResponseException("no ID");
        }
        return id;
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
}
