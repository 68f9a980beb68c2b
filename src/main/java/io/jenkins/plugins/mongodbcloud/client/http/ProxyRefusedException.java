package io.jenkins.plugins.mongodbcloud.client.http;

import java.io.IOException;

/** The proxy answered in place of the endpoint, to which no connection came about. */
final class ProxyRefusedException extends IOException {

    private static final long serialVersionUID = 1L;

    private final int status;

    ProxyRefusedException(int status) {
        super("HTTP " + status);
        this.status = status;
    }

    int status() {
        return status;
    }
}
