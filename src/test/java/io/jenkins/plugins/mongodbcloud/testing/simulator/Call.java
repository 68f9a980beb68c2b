package io.jenkins.plugins.mongodbcloud.testing.simulator;

/** A request whose sender is known, taken apart. */
record Call(ReceivedRequest request, Target target, Query query, ApiVersion dialect, Caller caller) {

    String method() {
        return request.method();
    }

    /** The segments of the path below the base URL; one that is empty for the base URL itself. */
    String[] segments() {
        String path = target.path().substring(dialect.base().length());
        return path.startsWith("/") ? path.substring(1).split("/", -1) : new String[] {path};
    }
}
