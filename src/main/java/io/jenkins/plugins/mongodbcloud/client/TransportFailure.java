package io.jenkins.plugins.mongodbcloud.client;

import java.util.Objects;

/**
 * Why there is no HTTP answer to speak of. A fault has no HTTP status, and none is invented for it.
 *
 * @param kind what failed
 * @param detail one line for people, without control characters
 */
public record TransportFailure(Kind kind, String detail) {

    /** The kinds that call for different cures. */
    public enum Kind {
        /** The host name could not be resolved. */
        NAME,
        /** The host is at an address that is never connected to, see {@link ForbiddenHosts}. */
        FORBIDDEN,
        /** Nothing accepted the connection, or it broke. */
        CONNECTION,
        /** The certificate, the host name in it or the TLS handshake was refused. */
        TLS,
        /** No answer in time, or the whole call took longer than its limit. */
        TIMEOUT,
        /** Something answered, but not in HTTP, or cut off. */
        UNREADABLE,
        /** The answer was larger than its limit. */
        TOO_LARGE,
        /** The proxy refused or asked for other credentials. */
        PROXY,
        /** This JVM lacks the MD5 algorithm that MongoDB's digest authentication uses, as in FIPS mode. */
        NO_MD5,
        /** More calls are waiting on the controller than its limits allow. */
        BUSY,
        /** The call was cancelled. */
        CANCELLED
    }

    public TransportFailure {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(detail, "detail");
    }
}
