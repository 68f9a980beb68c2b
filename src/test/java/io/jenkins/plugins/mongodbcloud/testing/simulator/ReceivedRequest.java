package io.jenkins.plugins.mongodbcloud.testing.simulator;

import java.util.List;
import java.util.Locale;

/** What the simulator looks at in a request. Not a record, so that no toString shows secrets. */
final class ReceivedRequest {
    private final int connection;
    private final String protocol;
    private final String method;
    private final String target;
    private final String accept;
    private final List<String> authorization;
    private final String contentType;
    private final String body;

    ReceivedRequest(
            int connection,
            String protocol,
            String method,
            String target,
            String accept,
            List<String> authorization,
            String contentType,
            String body) {
        this.connection = connection;
        this.protocol = protocol;
        this.method = method;
        this.target = target;
        this.accept = accept;
        this.authorization = List.copyOf(authorization);
        this.contentType = contentType;
        this.body = body;
    }

    int connection() {
        return connection;
    }

    String protocol() {
        return protocol;
    }

    String method() {
        return method;
    }

    String target() {
        return target;
    }

    String accept() {
        return accept;
    }

    List<String> authorization() {
        return authorization;
    }

    /** The {@code Content-Type}; empty if there is none. */
    String contentType() {
        return contentType;
    }

    String body() {
        return body;
    }

    boolean basic() {
        return authorization.stream()
                .anyMatch(header -> header.strip().toLowerCase(Locale.ROOT).startsWith("basic"));
    }
}
