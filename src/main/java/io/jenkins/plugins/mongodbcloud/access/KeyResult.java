package io.jenkins.plugins.mongodbcloud.access;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How the attempt on one API key ended. What is not known is null: a fault has no HTTP status, and a
 * selection that could not be looked up has no key.
 *
 * @param projectId the project
 * @param endpoint the endpoint's name
 * @param apiKeyId the key's ID, null if the selection matched none or could not be looked up
 * @param publicKey the key's public half, where known
 * @param description the key's description, where known
 * @param roles the key's roles in the project, where known
 * @param outcome how it ended
 * @param effect what that does to the build
 * @param httpStatus the deciding answer's HTTP status
 * @param errorCode the deciding answer's {@code errorCode}
 * @param requests HTTP requests sent for this key
 * @param attempts tries, one plus the retries
 * @param millis milliseconds from the first request to the answer
 * @param message one sentence or more for people: what happened, to what, and what to do
 */
public record KeyResult(
        String projectId,
        String endpoint,
        String apiKeyId,
        String publicKey,
        String description,
        List<String> roles,
        Outcome outcome,
        BuildEffect effect,
        Integer httpStatus,
        String errorCode,
        int requests,
        int attempts,
        long millis,
        String message) {

    public KeyResult {
        roles = List.copyOf(roles);
    }

    /** For a script: texts, numbers and null only. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("outcome", outcome.name());
        map.put("effect", effect.name());
        map.put("projectId", projectId);
        map.put("apiKeyId", apiKeyId);
        map.put("publicKey", publicKey);
        map.put("description", description);
        map.put("httpStatus", httpStatus);
        map.put("errorCode", errorCode);
        map.put("requests", requests);
        map.put("attempts", attempts);
        map.put("millis", millis > Integer.MAX_VALUE ? Integer.MAX_VALUE : (int) millis);
        map.put("message", message);
        return map;
    }
}
