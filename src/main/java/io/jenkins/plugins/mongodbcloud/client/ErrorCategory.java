package io.jenkins.plugins.mongodbcloud.client;

/** Which kind of error a response is, and so what there is to be done about it. */
public enum ErrorCategory {
    /** The key is not assigned to this project, or does not exist. */
    NOT_ASSIGNED,
    /** The API calls the request malformed. */
    BAD_REQUEST,
    /** The authentication was refused: the public or the private key is wrong. */
    WRONG_KEYS,
    /** The client ID or the client secret of a service account is wrong, or the secret has expired. */
    INVALID_CLIENT,
    /** The key pair is right, but lacks a role. */
    MISSING_ROLE,
    /** The key pair has no access to the project, or there is no such project. */
    NOT_IN_PROJECT,
    /** The key pair has no access to the organization of the project. */
    NOT_IN_ORGANIZATION,
    SUSPENDED,
    /** The request came from an address that is not on an access list. */
    ACCESS_LIST,
    WRONG_PROJECT,
    /** The project is one of Atlas, and the endpoint is not. */
    ATLAS_PROJECT,
    /** The endpoint is one of Atlas, and the project is not. */
    NOT_ATLAS_PROJECT,
    /** The project, for its tier or its product, does not offer the operation. */
    UNSUPPORTED_FEATURE,
    /** The 401 offers no authentication that this client can use; the detail says what it offers. */
    UNSUPPORTED_AUTHENTICATION,
    /** The server called one nonce after the other stale. */
    STALE_NONCES,
    REDIRECTED,
    /** What was to be added is there already. */
    ALREADY_THERE,
    /** The organization has as many API keys as it may have. */
    KEY_LIMIT,
    /** The key is one of another organization than the project. */
    OTHER_ORGANIZATION,
    /** A role that was asked for does not exist, or not in a project of this product. */
    UNSUPPORTED_ROLE,
    /** An address that was to be put on an access list is none, or not one that may be there. */
    ADDRESS_REJECTED,
    /** The endpoint does not serve the version of the API. */
    UNSUPPORTED_VERSION,
    RATE_LIMITED,
    /** The API accepts no changes for the time of an upgrade. */
    WRITES_DISABLED,
    /** The server failed, or a gateway on the way to it. */
    SERVER_ERROR,
    /** There is no API at this path. */
    WRONG_BASE_URL,
    /** The base URL begins with {@code http:}, and the port expects TLS. */
    HTTPS_REQUIRED,
    /** Something other than the API sent the response: a firewall, a proxy, a gateway, a sign-in page. */
    NOT_FROM_API,
    /** Any other error of the API. */
    UNKNOWN
}
