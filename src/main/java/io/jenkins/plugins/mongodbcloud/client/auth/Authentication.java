package io.jenkins.plugins.mongodbcloud.client.auth;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * How one session proves to an endpoint who it is. Used by one call at a time, from any thread; it holds the secret of
 * its credential until {@link #close}.
 */
public interface Authentication extends AutoCloseable {

    /** What is to be done about a refusal with status 401. */
    enum Reaction {
        /** Another request is likely to be accepted. */
        SEND_AGAIN,
        /** Nothing: the response says why. */
        ACCEPT,
        /** Nothing: this Java platform lacks the algorithm that the endpoint asked for. */
        ALGORITHM_MISSING
    }

    /** Begins another attempt, in which refusals are counted anew. */
    void beginAttempt();

    /**
     * The value of the request's {@code Authorization} header; empty if the endpoint has to challenge first. The stage
     * may take an exchange of its own, for a token; it fails if there is none to be had.
     *
     * @param method the HTTP method of the request
     * @param uri path and query as the endpoint sees them
     */
    CompletionStage<Optional<String>> authorize(String method, String uri);

    /**
     * Decides about the latest request, which was refused with status 401.
     *
     * @param challenges the values of the response's {@code WWW-Authenticate} headers, each byte as one character
     */
    Reaction refused(List<String> challenges);

    /** Forgets what the endpoint said: whether it processed the latest request is not known. */
    void reset();

    /** Keeps what the next session with the same credential can use, and drops the secret. */
    @Override
    void close();
}
