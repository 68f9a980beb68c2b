package io.jenkins.plugins.mongodbcloud.client;

import java.util.Map;

/**
 * What an HTTP answer that is not a success means for an API key's assignment to a project. The
 * {@code errorCode} decides first, the HTTP status second: the API documents "no such assignment" as
 * 400, and answers 401 for wrong keys, for a missing role and for a foreign project alike.
 */
public enum ErrorCategory {
    /** The key is not assigned to this project, or does not exist. */
    NOT_ASSIGNED,
    BAD_REQUEST,
    /** The public or the private key that authenticates is wrong. */
    WRONG_KEYS,
    MISSING_ROLE,
    /** The authenticating key has no access to the project, or there is no such project. */
    NOT_IN_PROJECT,
    SUSPENDED,
    ACCESS_LIST,
    WRONG_PROJECT,
    /** The endpoint asked for an authentication other than Digest, or for none. */
    NO_DIGEST,
    REDIRECTED,
    VERSION_GONE,
    RATE_LIMITED,
    SERVER_ERROR,
    /** Any other refusal, a 404 without an error code among them. */
    REFUSED;

    private static final Map<String, ErrorCategory> BY_CODE = Map.ofEntries(
            Map.entry("API_KEY_NOT_FOUND", NOT_ASSIGNED),
            Map.entry("INVALID_KEY_ID", NOT_ASSIGNED),
            Map.entry("RESOURCE_NOT_FOUND", NOT_ASSIGNED),
            Map.entry("INVALID_QUERY_PARAMETER", BAD_REQUEST),
            Map.entry("PATH_PARAM_PARSE_ERROR", BAD_REQUEST),
            Map.entry("USER_UNAUTHORIZED", MISSING_ROLE),
            Map.entry("NOT_GROUP_USER_ADMIN", MISSING_ROLE),
            Map.entry("NO_CURRENT_USER", MISSING_ROLE),
            Map.entry("NOT_IN_GROUP", NOT_IN_PROJECT),
            Map.entry("ACCOUNT_SUSPENDED", SUSPENDED),
            Map.entry("IP_ADDRESS_NOT_ON_ACCESS_LIST", ACCESS_LIST),
            Map.entry("IP_ADDRESS_NOT_ON_WHITELIST", ACCESS_LIST),
            Map.entry("RESOURCE_REQUIRES_ACCESS_LIST", ACCESS_LIST),
            Map.entry("RESOURCE_REQUIRES_WHITELIST", ACCESS_LIST),
            Map.entry("GROUP_NOT_FOUND", WRONG_PROJECT),
            Map.entry("INVALID_GROUP_ID", WRONG_PROJECT),
            Map.entry("VERSION_GONE", VERSION_GONE),
            Map.entry("RATE_LIMITED", RATE_LIMITED),
            Map.entry("RATE_LIMITED_TOKEN_BUCKET", RATE_LIMITED),
            Map.entry("SERVICE_UNAVAILABLE", SERVER_ERROR));

    /**
     * Reads a refusal.
     *
     * @param status the HTTP status, outside 200 to 299
     * @param error the body
     * @param authenticated whether the refused request carried a digest response
     */
    public static ErrorCategory of(int status, ErrorBody error, boolean authenticated) {
        // A 5xx says that the server failed, whatever code it found for that; only a 4xx code is a verdict.
        ErrorCategory byCode =
                status >= 500 ? null : error.errorCode().map(BY_CODE::get).orElse(null);
        return byCode != null ? byCode : byStatus(status, authenticated);
    }

    private static ErrorCategory byStatus(int status, boolean authenticated) {
        if (status >= 300 && status < 400) {
            return REDIRECTED;
        }
        if (status >= 500) {
            return SERVER_ERROR;
        }
        return switch (status) {
            case 400 -> BAD_REQUEST;
            case 401 -> authenticated ? WRONG_KEYS : NO_DIGEST;
            case 402 -> SUSPENDED;
            case 408 -> SERVER_ERROR;
            case 410 -> VERSION_GONE;
            case 429 -> RATE_LIMITED;
            default -> REFUSED;
        };
    }
}
