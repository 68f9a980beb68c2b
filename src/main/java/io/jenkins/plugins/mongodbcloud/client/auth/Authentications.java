package io.jenkins.plugins.mongodbcloud.client.auth;

import io.jenkins.plugins.mongodbcloud.client.ApiCredential;
import io.jenkins.plugins.mongodbcloud.client.ApiKeyPair;
import io.jenkins.plugins.mongodbcloud.client.ServiceAccount;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Makes the {@link Authentication} of a session from its credential, and keeps what sessions leave for later ones. */
public final class Authentications {

    private final DigestStates digests = new DigestStates();
    private final TokenCache tokens;

    /** @param transport carries the requests for access tokens */
    public Authentications(TokenTransport transport) {
        this.tokens = new TokenCache(transport, System::nanoTime);
    }

    /**
     * The authentication of one session, which goes on where an earlier one with the same credential was left.
     *
     * @param endpoint the base URL of the endpoint
     * @param idleTime how long ago that may be
     */
    public Authentication open(URI endpoint, ApiCredential credential, Duration idleTime) {
        if (credential instanceof ServiceAccount account) {
            return new BearerAuthentication(endpoint, account, tokens);
        }
        ApiKeyPair keys = (ApiKeyPair) credential;
        DigestStates.Owner owner = digests.owner(endpoint, keys);
        return new DigestAuthentication(
                keys, digests.take(owner, idleTime).orElse(null), state -> digests.keep(owner, state));
    }

    /** Drops what was left longer ago than this, and tokens that have expired. */
    public void dropIdle(Duration idleTime) {
        digests.dropIdle(idleTime);
        tokens.dropExpired();
    }

    /** Revokes all tokens; complete when each request for it has ended, however it did. */
    public CompletableFuture<Void> revokeTokens() {
        return tokens.revokeAll();
    }
}
