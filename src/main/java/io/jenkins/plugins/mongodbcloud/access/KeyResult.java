package io.jenkins.plugins.mongodbcloud.access;

import io.jenkins.plugins.mongodbcloud.client.ApiKey;
import io.jenkins.plugins.mongodbcloud.client.CallResult;
import io.jenkins.plugins.mongodbcloud.client.ServiceAccount;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How the operation on one API key or service account ended; made by {@link #builder}. What is not known is null: a transport failure
 * has no HTTP status, and a selection that could not be looked up has no key.
 *
 * @param projectId the project
 * @param endpoint the endpoint's name
 * @param apiKeyId the key's ID or the account's client ID, null if the selection matched none or could not be looked up
 * @param publicKey the key's public half, where known
 * @param description the key's description or the account's name, where known
 * @param roles the key's roles in the project, where known
 * @param outcome how it ended
 * @param effect what that does to the build
 * @param httpStatus the last response's HTTP status
 * @param errorCode the last response's {@code errorCode}
 * @param requests HTTP requests sent for this key
 * @param attempts tries, one plus the retries
 * @param millis milliseconds from the first request to the last response
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

    /** A builder of a result without a key. */
    public static Builder builder(String projectId, String endpoint) {
        return new Builder(projectId, endpoint);
    }

    /** For a script: texts, numbers and null only. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("outcome", outcome.name());
        map.put("effect", effect.name());
        map.put("projectId", projectId);
        if (apiKeyId != null && ServiceAccount.isClientId(apiKeyId)) {
            map.put("clientId", apiKeyId);
            map.put("name", description);
        } else {
            map.put("apiKeyId", apiKeyId);
            map.put("publicKey", publicKey);
            map.put("description", description);
        }
        map.put("httpStatus", httpStatus);
        map.put("errorCode", errorCode);
        map.put("requests", requests);
        map.put("attempts", attempts);
        map.put("millis", millis > Integer.MAX_VALUE ? Integer.MAX_VALUE : (int) millis);
        map.put("message", message);
        return map;
    }

    /** The same with another outcome and message. */
    public KeyResult with(Outcome how, BuildResultPolicy policy, String words) {
        return new KeyResult(
                projectId,
                endpoint,
                apiKeyId,
                publicKey,
                description,
                roles,
                how,
                policy.of(how),
                httpStatus,
                errorCode,
                requests,
                attempts,
                millis,
                words);
    }

    /** Collects the parts of a result by name. */
    public static final class Builder {

        private final String projectId;
        private final String endpoint;
        private String apiKeyId;
        private String publicKey;
        private String description;
        private List<String> roles = List.of();
        private Outcome outcome;
        private BuildEffect effect;
        private Integer httpStatus;
        private String errorCode;
        private CallResult.Cost cost = new CallResult.Cost(0, 0, 0, false);

        private Builder(String projectId, String endpoint) {
            this.projectId = projectId;
            this.endpoint = endpoint;
        }

        /** What is known of the key. */
        public Builder key(ApiKey key) {
            apiKeyId = key.id();
            publicKey = key.publicKey().isEmpty() ? null : key.publicKey();
            description = key.description().isEmpty() ? null : key.description();
            roles = key.roles();
            return this;
        }

        /** How it ended, and what the policy makes of that. */
        public Builder outcome(Outcome how, BuildResultPolicy policy) {
            outcome = how;
            effect = policy.of(how);
            return this;
        }

        /** Status, error code and cost of the last call. */
        public Builder call(CallResult<?> result) {
            httpStatus = result.status().orElse(null);
            errorCode = result.error().errorCode().orElse(null);
            cost = result.cost();
            return this;
        }

        /** The result with this message for people. */
        public KeyResult build(String message) {
            return new KeyResult(
                    projectId,
                    endpoint,
                    apiKeyId,
                    publicKey,
                    description,
                    roles,
                    outcome,
                    effect,
                    httpStatus,
                    errorCode,
                    cost.requests(),
                    cost.attempts(),
                    cost.millis(),
                    message);
        }
    }
}
