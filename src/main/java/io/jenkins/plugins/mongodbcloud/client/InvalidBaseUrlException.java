package io.jenkins.plugins.mongodbcloud.client;

/** A base URL to which no request can be or may be sent. The message never repeats a password in it. */
public final class InvalidBaseUrlException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** What is wrong with it. */
    public enum Problem {
        /** Not an {@code http} or {@code https} URL, no host, a port that is none, or a part that it must not have. */
        FORM,
        /** The host name has a character that host names cannot have, such as an underscore. */
        HOST_NAME,
        /** The host is a link-local or metadata address. */
        FORBIDDEN_HOST
    }

    private final Problem problem;

    InvalidBaseUrlException(Problem problem, String message) {
        super(message);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
