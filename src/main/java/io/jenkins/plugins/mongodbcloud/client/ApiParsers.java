package io.jenkins.plugins.mongodbcloud.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads the API's JSON documents. A list of which one entry is not understood is not understood. */
public final class ApiParsers {

    private ApiParsers() {}

    public static Optional<CallResult.Nothing> nothing(JsonNode ignored) {
        return Optional.of(CallResult.Nothing.NOTHING);
    }

    public static Function<JsonNode, Optional<Page<ApiKey>>> keysOf(String projectId) {
        return json -> page(json, entry -> key(entry, projectId));
    }

    public static Optional<Page<Project>> projects(JsonNode json) {
        return page(json, entry -> id(entry).map(id -> new Project(id, text(entry, "name"))));
    }

    private static <T> Optional<Page<T>> page(JsonNode json, Function<JsonNode, Optional<T>> reader) {
        JsonNode results = json.path("results");
        if (!results.isArray()) {
            return Optional.empty();
        }
        List<T> items = new ArrayList<>(results.size());
        for (JsonNode entry : results) {
            Optional<T> item = reader.apply(entry);
            if (item.isEmpty()) {
                return Optional.empty();
            }
            items.add(item.get());
        }
        return Optional.of(
                new Page<>(items, Math.max(items.size(), json.path("totalCount").asInt(items.size()))));
    }

    private static Optional<ApiKey> key(JsonNode entry, String projectId) {
        return id(entry)
                .map(id -> new ApiKey(id, text(entry, "publicKey"), text(entry, "desc"), roles(entry, projectId)));
    }

    private static Optional<String> id(JsonNode entry) {
        String id = entry.path("id").asText("");
        return ObjectIdFormat.of(id) == ObjectIdFormat.OK ? Optional.of(id) : Optional.empty();
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
