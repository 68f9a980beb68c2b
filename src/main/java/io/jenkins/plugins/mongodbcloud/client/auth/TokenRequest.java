package io.jenkins.plugins.mongodbcloud.client.auth;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mongodbcloud.client.CallResult.Nothing;
import io.jenkins.plugins.mongodbcloud.client.Operation;
import io.jenkins.plugins.mongodbcloud.client.ServiceAccount;
import io.jenkins.plugins.mongodbcloud.client.UnreadableResponseException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/**
 * A request to the token endpoint of an API: the one place to which Basic authentication is sent. Source: MongoDB's
 * documentation of service accounts, RFC 6749 and RFC 7009.
 *
 * @param <T> what a success carries
 */
public final class TokenRequest<T> {

    private static final int MAX_BYTES = 64 * 1024;
    private static final int MAX_TOKEN = 16 * 1024;
    private static final Duration MAX_LIFETIME = Duration.ofDays(1);

    private final URI baseUrl;
    private final String authorization;
    private final String form;
    private final Operation<T> operation;

    private TokenRequest(URI baseUrl, ServiceAccount account, String form, Operation<T> operation) {
        String pair = account.clientId() + ":" + account.clientSecret();
        this.baseUrl = baseUrl;
        this.authorization = "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        this.form = form;
        this.operation = operation;
    }

    /** Asks for a token, whose life begins with {@code now}. */
    static TokenRequest<AccessToken> mint(URI baseUrl, ServiceAccount account, long now) {
        return new TokenRequest<>(
                baseUrl,
                account,
                "grant_type=client_credentials",
                new Operation<>("POST", "/api/oauth/token", "", "", MAX_BYTES, true, document -> token(document, now)));
    }

    /** Ends a token. */
    static TokenRequest<Nothing> revoke(URI baseUrl, ServiceAccount account, AccessToken token) {
        return new TokenRequest<>(
                baseUrl,
                account,
                "token=" + URLEncoder.encode(token.value(), StandardCharsets.UTF_8) + "&token_type_hint=access_token",
                new Operation<>("POST", "/api/oauth/revoke", "", "", MAX_BYTES, false, document -> Nothing.NOTHING));
    }

    private static AccessToken token(JsonNode document, long now) throws UnreadableResponseException {
        String value = document.path("access_token").asText("");
        String type = document.path("token_type").asText("");
        long seconds = document.path("expires_in").asLong(0);
        if (document.has("error")
                || !value.matches("[\\w.~+/=-]{1," + MAX_TOKEN + "}")
                || !type.equalsIgnoreCase("Bearer")
                || seconds < 1) {
            throw new UnreadableResponseException("not an access token");
        }
        return new AccessToken(value, now, Duration.ofSeconds(Math.min(seconds, MAX_LIFETIME.toSeconds())));
    }

    /** Scheme, host and port of the API, with the path of the token endpoint. */
    public URI uri() {
        return baseUrl.resolve(operation.path());
    }

    /** The value of the {@code Authorization} header, which holds the client secret. */
    public String authorization() {
        return authorization;
    }

    /** The body, which may hold a token. */
    public String form() {
        return form;
    }

    /** How the response is read. */
    public Operation<T> operation() {
        return operation;
    }
}
