package io.jenkins.plugins.mongodbcloud.client.http;

import java.io.IOException;

/** An answer that went on past its limit. Its status line was read, its body was not. */
final class ResponseTooLargeException extends IOException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final int limit;

    ResponseTooLargeException(int status, int limit) {
        super("the answer is larger than " + limit + " bytes");
        this.status = status;
        this.limit = limit;
    }

    int status() {
        return status;
    }

    int limit() {
        return limit;
    }
}
