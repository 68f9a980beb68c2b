package io.jenkins.plugins.mongodbcloud.client;

import java.util.Objects;

/**
 * Why a call has no response of the API. It has no HTTP status of its own; that of a response that could not be read
 * is in the detail.
 *
 * @param kind what failed
 * @param detail one line for people, without control characters
 */
public record TransportFailure(Kind kind, String detail) {

    /** The kinds that are fixed in different ways. */
    public enum Kind {
        /** The host name could not be resolved. */
        NAME,
        /** The host is at an address that is never connected to, see {@link ForbiddenHosts}. */
        FORBIDDEN,
        /** Nothing accepted the connection, or it was closed or reset. */
        CONNECTION,
        /** The TLS handshake failed: the certificate or the host name in it is not trusted, or no protocol in common. */
        TLS,
        /** No response in time, or the whole call took longer than its limit. */
        TIMEOUT,
        /** What came is not HTTP, or has a success status and a body that the API does not send. */
        UNREADABLE,
        /** The response is larger than its limit. */
        TOO_LARGE,
        /** The proxy refused the request or asked for other credentials. */
        PROXY,
        /** This JVM lacks the MD5 algorithm that MongoDB's digest authentication uses, as in FIPS mode. */
        NO_MD5,
        /** The call was cancelled. */
        CANCELLED
    }

    public TransportFailure {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(detail, "detail");
    }
}
