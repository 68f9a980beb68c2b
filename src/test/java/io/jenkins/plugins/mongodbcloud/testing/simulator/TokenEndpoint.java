package io.jenkins.plugins.mongodbcloud.testing.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.mongodbcloud.testing.simulator.AuthorizationVerdict.Refusal;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Mints and revokes access tokens by the client credentials grant (RFC 6749, RFC 7009) and checks them. What MongoDB
 * answers to token number 101 is not documented.
 */
final class TokenEndpoint {
    static final String TOKEN = "/api/oauth/token";
    private static final String REVOKE = "/api/oauth/revoke";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int TOO_MANY_REQUESTS = 429;

    private final SimulatedCloud cloud;
    private final Behaviour behaviour;

    TokenEndpoint(SimulatedCloud cloud, Behaviour behaviour) {
        this.cloud = cloud;
        this.behaviour = behaviour;
    }

    static boolean serves(String path) {
        return path.equals(TOKEN) || path.equals(REVOKE);
    }

    /** Checks the client secret in a request for this endpoint. */
    AuthorizationVerdict verifyClient(ReceivedRequest request) {
        List<String> headers = request.authorization();
        if (headers.isEmpty()) {
            return AuthorizationVerdict.none();
        }
        if (headers.size() > 1) {
            return AuthorizationVerdict.refused(Refusal.SEVERAL_HEADERS);
        }
        if (!AuthorizationHeader.scheme(headers.get(0)).equals("basic")) {
            return AuthorizationVerdict.refused(Refusal.OTHER_SCHEME);
        }
        String[] pair = decode(headers.get(0).strip()).split(":", 2);
        boolean right = pair.length == 2
                && cloud.serviceAccount(pair[0])
                        .filter(account -> account.secrets().contains(pair[1]))
                        .isPresent();
        return right ? AuthorizationVerdict.accepted(pair[0], 0) : AuthorizationVerdict.refused(Refusal.WRONG_SECRET);
    }

    /** Checks the access token of a request to the API; nothing if it has none. */
    Optional<AuthorizationVerdict> verifyToken(List<String> headers) {
        if (headers.size() != 1 || !AuthorizationHeader.scheme(headers.get(0)).equals("bearer")) {
            return Optional.empty();
        }
        return Optional.of(cloud.tokens()
                .clientOf(credentials(headers.get(0).strip()))
                .map(clientId -> AuthorizationVerdict.accepted(clientId, 0))
                .orElseGet(() -> AuthorizationVerdict.refused(Refusal.UNKNOWN_TOKEN)));
    }

    SimulatedResponse answer(ReceivedRequest request, Target target, AuthorizationVerdict verdict) {
        if (!request.method().equals("POST")) {
            return error(METHOD_NOT_ALLOWED, "invalid_request", "Only POST works here.")
                    .with("Allow", "POST");
        }
        boolean form = request.contentType().split(";", 2)[0].strip().equalsIgnoreCase(FORM);
        if (!form || !target.parameters().isEmpty()) {
            return error(BAD_REQUEST, "invalid_request", "The parameters belong in a body of type " + FORM + ".");
        }
        Map<String, List<String>> sent = new QueryStringDecoder(request.body(), false).parameters();
        if (sent.values().stream().anyMatch(values -> values.size() > 1)
                || sent.containsKey("client_secret")
                || sent.containsKey("client_id")) {
            return error(BAD_REQUEST, "invalid_request", "A parameter is repeated or does not belong here.");
        }
        if (!verdict.accepted()) {
            return error(UNAUTHORIZED, "invalid_client", "Invalid credentials provided.")
                    .with("WWW-Authenticate", "Basic realm=\"oauth\"");
        }
        return target.path().equals(TOKEN)
                ? mint(verdict.callerId(), only(sent, "grant_type"))
                : revoke(verdict.callerId(), only(sent, "token"));
    }

    private SimulatedResponse mint(String clientId, String grantType) {
        if (grantType.isEmpty()) {
            return error(BAD_REQUEST, "invalid_request", "grant_type is missing.");
        }
        if (!grantType.equals("client_credentials")) {
            return error(BAD_REQUEST, "unsupported_grant_type", "Only client_credentials is supported.");
        }
        RateLimit limit = behaviour.mintingLimit();
        if (limit.take(clientId) < 0) {
            return limited(limit);
        }
        return cloud.tokens()
                .mint(clientId, behaviour.tokenLifetime())
                .map(this::minted)
                .orElseGet(() -> error(FORBIDDEN, "access_denied", "The account has too many active tokens."));
    }

    private SimulatedResponse minted(String token) {
        ObjectNode body = Json.object();
        body.put("access_token", token);
        body.put("expires_in", behaviour.tokenLifetime().toSeconds());
        body.put("token_type", "Bearer");
        return SimulatedResponse.of(OK, SimulatedResponse.JSON, Json.text(body, false))
                .with("Cache-Control", "no-store");
    }

    private SimulatedResponse revoke(String clientId, String token) {
        if (token.isEmpty()) {
            return error(BAD_REQUEST, "invalid_request", "token is missing.");
        }
        cloud.tokens().revoke(clientId, token);
        return SimulatedResponse.empty(OK);
    }

    private SimulatedResponse limited(RateLimit limit) {
        String detail = "Resource " + TOKEN + " is limited to " + limit.shown() + " requests every 1 minutes.";
        SimulatedResponse refused = behaviour.mintingLimitAsApiError()
                ? ErrorDocument.answer(TOO_MANY_REQUESTS, "RATE_LIMITED", detail, TOKEN, limit.shown(), 1)
                : error(TOO_MANY_REQUESTS, "rate_limited", detail);
        return behaviour
                .retryAfterSeconds()
                .map(seconds -> refused.with("Retry-After", String.valueOf(seconds)))
                .orElse(refused);
    }

    private static SimulatedResponse error(int status, String error, String description) {
        ObjectNode body = Json.object().put("error", error).put("error_description", description);
        return SimulatedResponse.of(status, SimulatedResponse.JSON, Json.text(body, false));
    }

    private static String only(Map<String, List<String>> sent, String name) {
        return sent.getOrDefault(name, List.of("")).get(0);
    }

    private static String decode(String header) {
        try {
            return new String(Base64.getDecoder().decode(credentials(header)), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private static String credentials(String header) {
        return header.substring(header.indexOf(' ') + 1).strip();
    }
}
