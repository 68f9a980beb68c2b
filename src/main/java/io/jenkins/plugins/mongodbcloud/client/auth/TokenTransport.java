package io.jenkins.plugins.mongodbcloud.client.auth;

import io.jenkins.plugins.mongodbcloud.client.CallResult;
import java.util.concurrent.CompletableFuture;

/** Sends requests to token endpoints. */
public interface TokenTransport {

    /**
     * One attempt at one request. The future never completes exceptionally, except by being cancelled, which cancels
     * the request.
     */
    <T> CompletableFuture<CallResult<T>> send(TokenRequest<T> request);
}
