package io.jenkins.plugins.mongodbcloud.client.auth;

import io.jenkins.plugins.mongodbcloud.client.ApiCredential;
import io.jenkins.plugins.mongodbcloud.client.ApiKeyPair;
import java.net.URI;
import java.time.Duration;

/** Makes the {@link Authentication} of a session from its credential, and keeps what sessions leave for later ones. */
public final class Authentications {

    private final DigestStates digests = new DigestStates();

    /**
     * The authentication of one session, which goes on where an earlier one with the same credential was left.
     *
     * @param endpoint the base URL of the endpoint
     * @param idleTime how long ago that may be
     */
    public Authentication open(URI endpoint, ApiCredential credential, Duration idleTime) {
        ApiKeyPair keys = (ApiKeyPair) credential;
        DigestStates.Owner owner = digests.owner(endpoint, keys);
        return new DigestAuthentication(
                keys, digests.take(owner, idleTime).orElse(null), state -> digests.keep(owner, state));
    }

    /** Drops what was left longer ago than this. */
    public void dropIdle(Duration idleTime) {
        digests.dropIdle(idleTime);
    }
}
