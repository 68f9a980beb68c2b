package io.jenkins.plugins.mongodbcloud.testing.simulator;

/**
 * A request as it arrived, without anything secret.
 *
 * @param number counted from 1 over all connections
 * @param connection the number of its connection, counted from 1
 * @param protocol {@code HTTP/1.1}, {@code HTTP/1.0} or {@code HTTP/2}
 * @param method the HTTP method
 * @param target path and query as sent
 * @param authenticated whether its digest response, access token or client secret was right
 * @param nc its nonce counter if it was authenticated with one, else 0
 * @param refusal why its {@code Authorization} was refused, as a word; empty if there was none or it was accepted
 * @param fault the fault that it met, in words; empty if none
 */
public record LoggedRequest(
        long number,
        int connection,
        String protocol,
        String method,
        String target,
        boolean authenticated,
        long nc,
        String refusal,
        String fault) {}
