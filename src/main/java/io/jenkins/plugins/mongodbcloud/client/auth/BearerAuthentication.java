package io.jenkins.plugins.mongodbcloud.client.auth;

import io.jenkins.plugins.mongodbcloud.client.ServiceAccount;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Authentication by an access token, which all sessions of a service account share. */
final class BearerAuthentication implements Authentication {

    private final URI baseUrl;
    private final String identity;
    private final TokenCache tokens;
    private ServiceAccount account;
    /** The token of the latest request; null before the first. */
    private AccessToken token;

    /** Whether nothing is known yet of how the latest request ended. */
    private boolean undecided;

    private boolean replaced;

    BearerAuthentication(URI baseUrl, ServiceAccount account, TokenCache tokens) {
        this.baseUrl = baseUrl;
        this.identity = account.identity();
        this.account = account;
        this.tokens = tokens;
    }

    @Override
    public synchronized void beginAttempt() {
        replaced = false;
    }

    @Override
    public synchronized CompletionStage<Optional<String>> authorize(String method, String uri) {
        settle();
        return tokens.get(baseUrl, account).thenApply(this::use);
    }

    private synchronized Optional<String> use(AccessToken next) {
        token = next;
        undecided = true;
        return Optional.of(next.header());
    }

    /** A request that was neither refused nor lost was accepted. */
    private void settle() {
        if (undecided) {
            token.markAccepted();
        }
        undecided = false;
    }

    /** A token may have been revoked, and 401 is also how the API reports a missing role: one other token tells which. */
    @Override
    public synchronized Reaction refused(List<String> challenges) {
        undecided = false;
        boolean again = !replaced && tokens.replace(baseUrl, account, token);
        replaced = true;
        return again ? Reaction.SEND_AGAIN : Reaction.ACCEPT;
    }

    @Override
    public synchronized void reset() {
        undecided = false;
    }

    @Override
    public synchronized void close() {
        settle();
        token = null;
        account = null;
    }

    @Override
    public String toString() {
        return identity;
    }
}
