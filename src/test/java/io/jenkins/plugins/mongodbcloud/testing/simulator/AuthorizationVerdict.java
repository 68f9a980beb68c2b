package io.jenkins.plugins.mongodbcloud.testing.simulator;

/**
 * What became of a request's {@code Authorization} header.
 *
 * @param callerId the ID of the key or the client ID of the service account that authenticated, or null
 * @param nc the request counter of an accepted digest response; 0 if it has none (RFC 2069), for a token, and if it was not accepted
 * @param refusal why the header was refused, or null
 */
record AuthorizationVerdict(String callerId, long nc, Refusal refusal) {
    /** Why an {@code Authorization} header was refused. */
    enum Refusal {
        BASIC,
        OTHER_SCHEME,
        SEVERAL_HEADERS,
        MALFORMED_HEADER,
        DUPLICATE_PARAMETER,
        MISSING_PARAMETER,
        UNEXPECTED_PARAMETER,
        WRONG_REALM,
        WRONG_URI,
        WRONG_ALGORITHM,
        WRONG_QOP,
        WRONG_NC,
        UNKNOWN_KEY,
        WRONG_RESPONSE,
        EXPIRED_NONCE,
        NC_NOT_RISING,
        UNKNOWN_TOKEN,
        WRONG_SECRET
    }

    static AuthorizationVerdict none() {
        return new AuthorizationVerdict(null, 0, null);
    }

    static AuthorizationVerdict refused(Refusal refusal) {
        return new AuthorizationVerdict(null, 0, refusal);
    }

    static AuthorizationVerdict accepted(String callerId, long nc) {
        return new AuthorizationVerdict(callerId, nc, null);
    }

    boolean absent() {
        return callerId == null && refusal == null;
    }

    boolean accepted() {
        return callerId != null;
    }
}
