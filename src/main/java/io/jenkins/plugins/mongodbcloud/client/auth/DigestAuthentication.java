package io.jenkins.plugins.mongodbcloud.client.auth;

import io.jenkins.plugins.mongodbcloud.client.ApiKeyPair;
import io.jenkins.plugins.mongodbcloud.client.auth.ChallengeParser.Challenge;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.apache.hc.client5.http.auth.AuthenticationException;
import org.apache.hc.client5.http.auth.MalformedChallengeException;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.impl.auth.DigestScheme;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.message.BasicHttpRequest;

/**
 * Digest authentication with a nonce that no other session uses. MongoDB Cloud refuses a request whose count is not the next one of
 * its nonce, so requests at the same time need different nonces.
 */
final class DigestAuthentication implements Authentication {

    /** How often in an attempt a nonce that is called stale is replaced: each node of an endpoint may have its own. */
    private static final int MAX_STALE = 3;

    /** The library's scheme wants a host, of which nothing gets into the response. */
    private static final HttpHost HOST = new HttpHost("endpoint");

    private static final UsernamePasswordCredentials NOBODY = new UsernamePasswordCredentials("nobody", new char[0]);

    /**
     * What is kept of a session between builds: nothing that was made from the private key.
     *
     * @param uses how many requests were authenticated with the challenge's nonce
     */
    record State(DigestChallenge challenge, long uses) {}

    private final String identity;
    private final Consumer<State> keep;
    private ApiKeyPair keys;
    private DigestChallenge challenge;
    private DigestScheme scheme;
    private long uses;
    private boolean authenticated;
    private boolean renewed;
    private int stale;

    /**
     * @param state where an earlier session was left; null for a new one
     * @param keep is handed the state of this one at its end
     */
    DigestAuthentication(ApiKeyPair keys, State state, Consumer<State> keep) {
        this.identity = keys.identity();
        this.keys = keys;
        this.keep = keep;
        if (state != null) {
            resume(state);
        }
    }

    /** The scheme offers no way to set its count, so it is made to count, on requests of nobody that stay here. */
    private void resume(State state) {
        try {
            begin(state.challenge());
            ready(NOBODY);
            while (uses < state.uses()) {
                respond("GET", "/");
            }
            ready(credentials());
        } catch (AuthenticationException | MalformedChallengeException | IllegalArgumentException e) {
            reset();
        }
    }

    @Override
    public synchronized void beginAttempt() {
        renewed = false;
        stale = 0;
    }

    @Override
    public synchronized CompletionStage<Optional<String>> authorize(String method, String uri) {
        authenticated = false;
        if (scheme == null) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        try {
            String header = respond(method, uri);
            authenticated = true;
            return CompletableFuture.completedFuture(Optional.of(header));
        } catch (AuthenticationException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private String respond(String method, String uri) throws AuthenticationException {
        uses++;
        return scheme.generateAuthResponse(HOST, new BasicHttpRequest(method, HOST, uri), null);
    }

    @Override
    public synchronized Reaction refused(List<String> challenges) {
        List<Challenge> offered = ChallengeParser.parse(challenges);
        Optional<DigestChallenge> strongest = DigestChallenge.strongest(offered);
        if (strongest.isEmpty()) {
            boolean missing = !authenticated && DigestChallenge.isAlgorithmMissing(offered);
            return missing ? Reaction.ALGORITHM_MISSING : Reaction.ACCEPT;
        }
        DigestChallenge next = strongest.get();
        boolean fresh = challenge == null || !challenge.nonce().equals(next.nonce());
        boolean again = !authenticated || (next.isStale() ? mayReplaceStale() : fresh && mayRenew());
        if (!again && !fresh) {
            reset();
            return Reaction.ACCEPT;
        }
        // After a refusal that is accepted the next call begins with the new nonce.
        return answer(next) && again ? Reaction.SEND_AGAIN : Reaction.ACCEPT;
    }

    private boolean mayReplaceStale() {
        stale++;
        return stale <= MAX_STALE;
    }

    /** A nonce may have expired without a word of it, once. */
    private boolean mayRenew() {
        boolean may = !renewed;
        renewed = true;
        return may;
    }

    private boolean answer(DigestChallenge next) {
        try {
            begin(next);
            ready(credentials());
            return true;
        } catch (AuthenticationException | MalformedChallengeException | IllegalArgumentException e) {
            reset();
            return false;
        }
    }

    private void begin(DigestChallenge next) throws MalformedChallengeException {
        challenge = next;
        uses = 0;
        scheme = new DigestScheme();
        scheme.processChallenge(next.forScheme(), null);
    }

    private void ready(UsernamePasswordCredentials credentials) throws AuthenticationException {
        scheme.isResponseReady(HOST, (scope, context) -> credentials, null);
    }

    private UsernamePasswordCredentials credentials() {
        return new UsernamePasswordCredentials(
                bytewise(keys.publicKey()), bytewise(keys.privateKey()).toCharArray());
    }

    /** One character for each byte of the text in UTF-8, as the challenge has them. */
    private static String bytewise(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    @Override
    public synchronized void reset() {
        challenge = null;
        scheme = null;
        uses = 0;
        authenticated = false;
    }

    @Override
    public synchronized void close() {
        if (challenge != null && uses > 0) {
            keep.accept(new State(challenge, uses));
        }
        reset();
        keys = null;
    }

    @Override
    public String toString() {
        return identity;
    }
}
