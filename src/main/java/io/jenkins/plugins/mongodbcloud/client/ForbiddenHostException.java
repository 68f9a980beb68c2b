package io.jenkins.plugins.mongodbcloud.client;

/** A base URL whose host may not be sent to. */
public final class ForbiddenHostException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    ForbiddenHostException(String host) {
        super("a link-local or metadata address: " + host);
    }
}
