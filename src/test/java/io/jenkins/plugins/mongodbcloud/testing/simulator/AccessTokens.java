package io.jenkins.plugins.mongodbcloud.testing.simulator;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The access tokens of service accounts. Thread-safe. */
public final class AccessTokens {
    /** How many tokens of one account may be active at a time. */
    public static final int MOST_ACTIVE = 100;

    private static final int TOKEN_BYTES = 48;
    private static final String JWT_HEADER = "eyJhbGciOiJFUzUxMiIsInR5cCI6IkpXVCJ9";

    private final SecureRandom random = new SecureRandom();
    private final Map<String, Token> tokens = new LinkedHashMap<>();
    private long minted;
    private long revoked;

    AccessTokens() {}

    /** How many tokens have been minted. */
    public synchronized long minted() {
        return minted;
    }

    /** How many tokens have been revoked through the API. */
    public synchronized long revoked() {
        return revoked;
    }

    /** How many tokens of an account can be used now. */
    public synchronized int active(String clientId) {
        dropExpired();
        return (int) tokens.values().stream()
                .filter(token -> token.clientId.equals(clientId))
                .count();
    }

    /** Ends all tokens, as if they had expired or been revoked elsewhere. */
    public synchronized void endAll() {
        tokens.clear();
    }

    /** A new token; nothing if the account has {@link #MOST_ACTIVE} already. */
    synchronized Optional<String> mint(String clientId, Duration lifetime) {
        if (active(clientId) >= MOST_ACTIVE) {
            return Optional.empty();
        }
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        String token = JWT_HEADER + "." + text.substring(TOKEN_BYTES / 2) + "." + text.substring(0, TOKEN_BYTES / 2);
        tokens.put(token, new Token(clientId, System.nanoTime() + lifetime.toNanos()));
        minted++;
        return Optional.of(token);
    }

    /** The client ID of the account whose token this is, unless it has ended. */
    synchronized Optional<String> clientOf(String token) {
        dropExpired();
        return Optional.ofNullable(tokens.get(token)).map(Token::clientId);
    }

    /** Ends a token if it is the account's own. */
    synchronized void revoke(String clientId, String token) {
        if (clientOf(token).filter(clientId::equals).isPresent()) {
            tokens.remove(token);
            revoked++;
        }
    }

    private void dropExpired() {
        long now = System.nanoTime();
        tokens.values().removeIf(token -> token.expiresAt - now <= 0);
    }

    private record Token(String clientId, long expiresAt) {}
}
