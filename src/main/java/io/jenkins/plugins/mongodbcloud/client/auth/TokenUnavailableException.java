package io.jenkins.plugins.mongodbcloud.client.auth;

import io.jenkins.plugins.mongodbcloud.client.CallResult;

/** There is no access token to authenticate a request with. */
public final class TokenUnavailableException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient CallResult<?> result;

    TokenUnavailableException(CallResult<?> result) {
        super("no access token");
        this.result = result;
    }

    /** How the request for a token ended: a refusal or a failure. */
    public CallResult<?> result() {
        return result;
    }
}
