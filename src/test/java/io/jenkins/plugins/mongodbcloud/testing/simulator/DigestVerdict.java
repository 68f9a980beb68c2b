package io.jenkins.plugins.mongodbcloud.testing.simulator;

/**
 * What the digest check made of a request's {@code Authorization} header.
 *
 * @param key the key that authenticated, or null
 * @param nc the request counter of an accepted request; 0 if the response has none (RFC 2069) or was not accepted
 * @param refusal why the header was refused, or null
 */
record DigestVerdict(SimulatedKey key, long nc, Refusal refusal) {
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
        NC_NOT_RISING
    }

    static DigestVerdict none() {
        return new DigestVerdict(null, 0, null);
    }

    static DigestVerdict refused(Refusal refusal) {
        return new DigestVerdict(null, 0, refusal);
    }

    static DigestVerdict accepted(SimulatedKey key, long nc) {
        return new DigestVerdict(key, nc, null);
    }

    boolean absent() {
        return key == null && refusal == null;
    }

    boolean accepted() {
        return key != null;
    }
}
