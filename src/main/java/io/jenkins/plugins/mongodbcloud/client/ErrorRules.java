package io.jenkins.plugins.mongodbcloud.client;

import static java.util.Map.entry;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * Which kind of error a response is. The error code decides before the HTTP status: the API documents "no such
 * assignment" as 400, and sends 401 for wrong keys, for a missing role and for a foreign project alike. Sources: the
 * error codes of MongoDB's API documentation, and recorded responses.
 */
final class ErrorRules {

    private static final Map<String, ErrorCategory> BY_CODE = Map.ofEntries(
            entry("API_KEY_NOT_FOUND", ErrorCategory.NOT_ASSIGNED),
            entry("INVALID_KEY_ID", ErrorCategory.NOT_ASSIGNED),
            entry("RESOURCE_NOT_FOUND", ErrorCategory.NOT_ASSIGNED),
            entry("INVALID_QUERY_PARAMETER", ErrorCategory.BAD_REQUEST),
            entry("PATH_PARAM_PARSE_ERROR", ErrorCategory.BAD_REQUEST),
            // From the token endpoint (RFC 6749, section 5.2).
            entry("invalid_client", ErrorCategory.INVALID_CLIENT),
            entry("API_KEY_REQUIRES_DESCRIPTION", ErrorCategory.BAD_REQUEST),
            entry("VALIDATION_ERROR", ErrorCategory.BAD_REQUEST),
            entry("ADDRESS_ALREADY_IN_ACCESS_LIST", ErrorCategory.ALREADY_THERE),
            entry("ADDRESS_ALREADY_IN_WHITELIST", ErrorCategory.ALREADY_THERE),
            entry("MAX_PUBLIC_API_KEY_REACHED", ErrorCategory.KEY_LIMIT),
            entry("API_KEY_CAN_ONLY_BELONG_TO_ONE_ORG", ErrorCategory.OTHER_ORGANIZATION),
            entry("CANNOT_ADD_ORG_ROLE", ErrorCategory.UNSUPPORTED_ROLE),
            entry("CANNOT_ADD_GROUP_ROLE", ErrorCategory.UNSUPPORTED_ROLE),
            entry("ROLE_NEEDS_GROUP_ID", ErrorCategory.UNSUPPORTED_ROLE),
            entry("ROLE_NEEDS_ORG_ID", ErrorCategory.UNSUPPORTED_ROLE),
            entry("UNSUPPORTED_ROLE", ErrorCategory.UNSUPPORTED_ROLE),
            entry("BAD_WHITELIST_ADD_REQUEST", ErrorCategory.ADDRESS_REJECTED),
            entry("CANNOT_ADD_IP_ADDRESS_TO_API_KEY_WHITELIST", ErrorCategory.ADDRESS_REJECTED),
            entry("ACCESS_FORBIDDEN", ErrorCategory.MISSING_ROLE),
            entry("NOT_ORG_OWNER", ErrorCategory.MISSING_ROLE),
            entry("NOT_ORG_USER_ADMIN", ErrorCategory.MISSING_ROLE),
            entry("USER_UNAUTHORIZED", ErrorCategory.MISSING_ROLE),
            entry("NOT_GROUP_USER_ADMIN", ErrorCategory.MISSING_ROLE),
            entry("NO_CURRENT_USER", ErrorCategory.MISSING_ROLE),
            entry("NOT_API_KEY_ADMIN", ErrorCategory.MISSING_ROLE),
            entry("NOT_USER_ADMIN", ErrorCategory.MISSING_ROLE),
            entry("NOT_ORG_GROUP_CREATOR", ErrorCategory.MISSING_ROLE),
            entry("API_KEY_ACCESS_LIST_ACCESS_DENIED", ErrorCategory.MISSING_ROLE),
            entry("API_KEY_WHITELIST_ACCESS_DENIED", ErrorCategory.MISSING_ROLE),
            entry("NOT_IN_GROUP", ErrorCategory.NOT_IN_PROJECT),
            entry("USER_CANNOT_ACCESS_GROUP", ErrorCategory.NOT_IN_PROJECT),
            entry("USER_CANNOT_ACCESS_ORG", ErrorCategory.NOT_IN_ORGANIZATION),
            entry("ACCOUNT_SUSPENDED", ErrorCategory.SUSPENDED),
            entry("IP_ADDRESS_NOT_ON_ACCESS_LIST", ErrorCategory.ACCESS_LIST),
            entry("IP_ADDRESS_NOT_ON_WHITELIST", ErrorCategory.ACCESS_LIST),
            entry("RESOURCE_REQUIRES_ACCESS_LIST", ErrorCategory.ACCESS_LIST),
            entry("RESOURCE_REQUIRES_WHITELIST", ErrorCategory.ACCESS_LIST),
            entry("ORG_REQUIRES_ACCESS_LIST", ErrorCategory.ACCESS_LIST),
            entry("ORG_REQUIRES_WHITELIST", ErrorCategory.ACCESS_LIST),
            entry("GLOBAL_USER_OUTSIDE_SUBNET", ErrorCategory.ACCESS_LIST),
            entry("GROUP_NOT_FOUND", ErrorCategory.WRONG_PROJECT),
            entry("INVALID_GROUP_ID", ErrorCategory.WRONG_PROJECT),
            entry("ATLAS_GROUP", ErrorCategory.ATLAS_PROJECT),
            entry("NOT_ATLAS_GROUP", ErrorCategory.NOT_ATLAS_PROJECT),
            entry("NO_FREE_TIER_API", ErrorCategory.UNSUPPORTED_FEATURE),
            entry("FEATURE_UNSUPPORTED", ErrorCategory.UNSUPPORTED_FEATURE),
            entry("UNSUPPORTED_FOR_CURRENT_PLAN", ErrorCategory.UNSUPPORTED_FEATURE),
            entry("VERSION_GONE", ErrorCategory.UNSUPPORTED_VERSION),
            entry("INVALID_VERSION_DATE", ErrorCategory.UNSUPPORTED_VERSION),
            entry("RATE_LIMITED", ErrorCategory.RATE_LIMITED),
            entry("RATE_LIMITED_IP", ErrorCategory.RATE_LIMITED),
            entry("RATE_LIMITED_TOKEN_BUCKET", ErrorCategory.RATE_LIMITED),
            entry("WRITES_NOT_ALLOWED_DURING_APP_UPGRADES", ErrorCategory.WRITES_DISABLED),
            entry("SERVICE_UNAVAILABLE", ErrorCategory.SERVER_ERROR));

    /** What MongoDB Cloud sends with the 401 for wrong keys, among others. */
    private static final String UNEXPECTED_ERROR = "UNEXPECTED_ERROR";

    private static final Pattern PATH =
            Pattern.compile("(?i)cannot find resource|(?:^|[\\s\"'(])(?:https?:/)?/[\\w.~-]+");

    // nginx; Go; Apache httpd; Tomcat.
    private static final Pattern PLAIN_HTTP_TO_HTTPS_PORT =
            Pattern.compile("(?i)plain HTTP request was sent to HTTPS port"
                    + "|sent an HTTP request to an HTTPS server"
                    + "|speaking plain HTTP to an SSL-enabled server port"
                    + "|combination of host and port requires TLS");

    private ErrorRules() {}

    /**
     * The category of an error.
     *
     * @param status the HTTP status, 300 or more, of the envelope if there is one
     * @param error what the body says of itself
     * @param authenticated whether the request was authenticated
     */
    static ErrorCategory category(
            int status, Response response, ResponseBody body, ErrorBody error, boolean authenticated) {
        if (status < 400) {
            return ErrorCategory.REDIRECTED;
        }
        // A 5xx says that the server failed, whatever code it found for that.
        if (status >= 500 || status == 408) {
            return ErrorCategory.SERVER_ERROR;
        }
        if (status == 429) {
            return ErrorCategory.RATE_LIMITED;
        }
        if (PLAIN_HTTP_TO_HTTPS_PORT.matcher(body.text()).find()) {
            return ErrorCategory.HTTPS_REQUIRED;
        }
        ErrorCategory byCode = error.errorCode().map(BY_CODE::get).orElse(null);
        if (byCode == ErrorCategory.NOT_ASSIGNED && namesPath(error)) {
            byCode = ErrorCategory.WRONG_BASE_URL;
        }
        if (!authenticated) {
            return unauthenticated(status, byCode);
        }
        if (status == 401) {
            return unauthorized(response, body, error, byCode);
        }
        if (byCode != null) {
            return byCode;
        }
        if (!isErrorDocument(body, error)) {
            return status == 404 ? ErrorCategory.WRONG_BASE_URL : ErrorCategory.NOT_FROM_API;
        }
        return switch (status) {
            case 400 -> ErrorCategory.BAD_REQUEST;
            case 402 -> ErrorCategory.SUSPENDED;
            case 404 -> namesPath(error) ? ErrorCategory.WRONG_BASE_URL : ErrorCategory.UNKNOWN;
            case 406, 410 -> ErrorCategory.UNSUPPORTED_VERSION;
            default -> ErrorCategory.UNKNOWN;
        };
    }

    /** Nothing about keys, IDs, roles or billing: the API looks at none of them before it knows who sends the request. */
    private static ErrorCategory unauthenticated(int status, ErrorCategory byCode) {
        if (byCode == ErrorCategory.UNSUPPORTED_VERSION || byCode == ErrorCategory.WRITES_DISABLED) {
            return byCode;
        }
        return switch (status) {
            case 401 -> ErrorCategory.UNSUPPORTED_AUTHENTICATION;
            case 404 -> ErrorCategory.WRONG_BASE_URL;
            default -> ErrorCategory.NOT_FROM_API;
        };
    }

    private static ErrorCategory unauthorized(
            Response response, ResponseBody body, ErrorBody error, ErrorCategory byCode) {
        // A refused authentication says nothing of the assignment.
        if (byCode != null && byCode != ErrorCategory.NOT_ASSIGNED) {
            return byCode;
        }
        OfferedAuthentication offered = OfferedAuthentication.in(response);
        if (offered.isStale()) {
            return ErrorCategory.STALE_NONCES;
        }
        if (!offered.isNothing()
                || error.errorCode().filter(UNEXPECTED_ERROR::equals).isPresent()) {
            return ErrorCategory.WRONG_KEYS;
        }
        if (error.errorCode().isPresent()) {
            return ErrorCategory.MISSING_ROLE;
        }
        return isErrorDocument(body, error) ? ErrorCategory.UNKNOWN : ErrorCategory.NOT_FROM_API;
    }

    /** Whether the body has the form of MongoDB's errors, as far as it is always there. */
    private static boolean isErrorDocument(ResponseBody body, ErrorBody error) {
        return error.errorCode().isPresent()
                || body.json().path("error").isNumber()
                || !body.json().path("detail").asText("").isBlank()
                || !body.json().path("reason").asText("").isBlank();
    }

    private static boolean namesPath(ErrorBody error) {
        return PATH.matcher(error.detail()).find()
                || error.parameters().stream().anyMatch(parameter -> parameter.contains("/"));
    }
}
