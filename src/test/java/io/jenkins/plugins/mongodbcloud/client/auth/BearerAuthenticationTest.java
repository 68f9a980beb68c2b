package io.jenkins.plugins.mongodbcloud.client.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.mongodbcloud.client.CallResult;
import io.jenkins.plugins.mongodbcloud.client.CallResult.Cost;
import io.jenkins.plugins.mongodbcloud.client.Response;
import io.jenkins.plugins.mongodbcloud.client.ResponseParser;
import io.jenkins.plugins.mongodbcloud.client.ServiceAccount;
import io.jenkins.plugins.mongodbcloud.client.auth.Authentication.Reaction;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How access tokens are shared, renewed, replaced and dropped; by a clock of the test's own. */
class BearerAuthenticationTest {

    private static final URI ATLAS = URI.create("https://cloud.example.com/api/atlas/v2");
    private static final URI CLOUD_MANAGER = URI.create("https://cloud.example.com/api/public/v1.0");
    private static final URI ELSEWHERE = URI.create("https://cloud.example.org/api/atlas/v2");
    private static final ServiceAccount ACCOUNT = account("mdb_sa_sk_first");
    private static final Duration HOUR = Duration.ofHours(1);

    private final Endpoint endpoint = new Endpoint();
    private final TokenCache tokens = new TokenCache(endpoint, () -> endpoint.now);

    @Test
    void oneTokenServesAllSessionsAndBothProductsOfAHost() {
        assertEquals("Bearer token-1", authorize(session(ATLAS, ACCOUNT)));
        assertEquals("Bearer token-1", authorize(session(ATLAS, ACCOUNT)));
        assertEquals("Bearer token-1", authorize(session(CLOUD_MANAGER, account("mdb_sa_sk_first"))));
        assertEquals("Bearer token-2", authorize(session(ELSEWHERE, ACCOUNT)));
        assertEquals(
                List.of("https://cloud.example.com/api/oauth/token", "https://cloud.example.org/api/oauth/token"),
                endpoint.uris);
    }

    @Test
    void whoAsksAtTheSameTimeSharesOneRequestAndMayGiveUpAlone() {
        endpoint.held = true;
        List<CompletableFuture<String>> waiting = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            waiting.add(session(ATLAS, ACCOUNT)
                    .authorize("GET", "/")
                    .thenApply(header -> header.orElseThrow())
                    .toCompletableFuture());
        }
        assertEquals(1, endpoint.uris.size());
        waiting.remove(0).cancel(false);

        endpoint.release();

        waiting.forEach(header -> assertEquals("Bearer token-1", header.join()));
    }

    @Test
    void afterTwoThirdsOfItsLifeATokenIsRenewedWhileItServesOn() {
        Authentication session = session(ATLAS, ACCOUNT);
        authorize(session);
        endpoint.pass(HOUR.dividedBy(3).multipliedBy(2).minusSeconds(1));
        assertEquals("Bearer token-1", authorize(session));
        assertEquals(1, endpoint.uris.size());

        endpoint.pass(Duration.ofSeconds(1));
        endpoint.held = true;

        assertEquals("Bearer token-1", authorize(session));
        assertEquals("Bearer token-1", authorize(session));
        assertEquals(2, endpoint.uris.size());
        endpoint.release();
        assertEquals("Bearer token-2", authorize(session));
    }

    @Test
    void aTokenServesToItsEndIfItCannotBeRenewedAndIsNotAskedForAllTheTime() {
        Authentication session = session(ATLAS, ACCOUNT);
        authorize(session);
        endpoint.status = 503;
        endpoint.pass(Duration.ofMinutes(50));

        assertEquals("Bearer token-1", authorize(session));
        assertEquals("Bearer token-1", authorize(session));
        assertEquals(2, endpoint.uris.size());
        endpoint.pass(Duration.ofSeconds(10));
        assertEquals("Bearer token-1", authorize(session));
        assertEquals(3, endpoint.uris.size());

        endpoint.pass(Duration.ofMinutes(10));
        CompletionException e = assertThrows(CompletionException.class, () -> authorize(session));
        assertInstanceOf(TokenUnavailableException.class, e.getCause());
        assertEquals(
                503,
                ((TokenUnavailableException) e.getCause()).result().status().orElseThrow());
        endpoint.status = 200;
        assertEquals("Bearer token-2", authorize(session));
    }

    @Test
    void aRefusedTokenThatWasGoodIsReplacedOnceThenTheRefusalIsBelieved() {
        Authentication session = session(ATLAS, ACCOUNT);
        authorize(session);
        session.beginAttempt();
        authorize(session);

        assertEquals(Reaction.SEND_AGAIN, session.refused(List.of()));
        assertEquals("Bearer token-2", authorize(session));
        assertEquals(Reaction.ACCEPT, session.refused(List.of()));
    }

    @Test
    void aNewTokenThatIsRefusedIsBelievedAndNotMintedAgainForEachCall() {
        for (int call = 0; call < 10; call++) {
            Authentication session = session(ATLAS, ACCOUNT);
            session.beginAttempt();
            assertEquals("Bearer token-1", authorize(session));
            assertEquals(Reaction.ACCEPT, session.refused(List.of()));
            session.close();
        }
        assertEquals(1, endpoint.uris.size());

        endpoint.pass(Duration.ofMinutes(1));
        Authentication later = session(ATLAS, ACCOUNT);
        authorize(later);
        assertEquals(Reaction.SEND_AGAIN, later.refused(List.of()));
    }

    @Test
    void aTokenThatAnotherSessionHasReplacedIsNotMintedOnceMore() {
        Authentication one = session(ATLAS, ACCOUNT);
        Authentication other = session(ATLAS, ACCOUNT);
        List.of(one, other).forEach(BearerAuthenticationTest::authorize);
        List.of(one, other).forEach(BearerAuthenticationTest::authorize);

        assertEquals(Reaction.SEND_AGAIN, one.refused(List.of()));
        assertEquals("Bearer token-2", authorize(one));
        assertEquals(Reaction.SEND_AGAIN, other.refused(List.of()));
        assertEquals("Bearer token-2", authorize(other));
    }

    @Test
    void aTokenOfAnotherSecretIsNotUsedAndTwoSecretsKeepOneEach() {
        assertEquals("Bearer token-1", authorize(session(ATLAS, account("mdb_sa_sk_first"))));
        assertEquals("Bearer token-2", authorize(session(ATLAS, account("mdb_sa_sk_second"))));
        assertEquals("Bearer token-1", authorize(session(ATLAS, account("mdb_sa_sk_first"))));
        assertEquals("Bearer token-3", authorize(session(ATLAS, account("mdb_sa_sk_third"))));
        assertEquals("Bearer token-1", authorize(session(ATLAS, account("mdb_sa_sk_first"))));
        assertEquals("Bearer token-4", authorize(session(ATLAS, account("mdb_sa_sk_second"))));
    }

    @Test
    void tokensAreBoundedInNumberAndTheOldestIsDropped() {
        for (int i = 0; i <= TokenCache.MAX_ACCOUNTS; i++) {
            authorize(session(ATLAS, new ServiceAccount("mdb_sa_id_" + i, "secret")));
        }

        authorize(session(ATLAS, new ServiceAccount("mdb_sa_id_1", "secret")));
        assertEquals(TokenCache.MAX_ACCOUNTS + 1, endpoint.uris.size());
        authorize(session(ATLAS, new ServiceAccount("mdb_sa_id_0", "secret")));
        assertEquals(TokenCache.MAX_ACCOUNTS + 2, endpoint.uris.size());
    }

    @Test
    void whatHasNotExpiredIsRevokedOnce() {
        authorize(session(ELSEWHERE, ACCOUNT));
        endpoint.pass(HOUR);
        authorize(session(ATLAS, ACCOUNT));
        endpoint.status = 503;

        tokens.revokeAll().join();
        tokens.revokeAll().join();

        assertEquals("https://cloud.example.com/api/oauth/revoke", endpoint.uris.get(2));
        assertEquals("token=token-2&token_type_hint=access_token", endpoint.forms.get(2));
        assertEquals(3, endpoint.uris.size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "<html>",
                "{\"access_token\":\"a b\",\"expires_in\":1,\"token_type\":\"Bearer\"}",
                "{\"access_token\":\"a\",\"expires_in\":0,\"token_type\":\"Bearer\"}",
                "{\"access_token\":\"a\",\"token_type\":\"Bearer\"}",
                "{\"access_token\":\"a\",\"expires_in\":1,\"token_type\":\"mac\"}",
                "{\"error\":\"invalid_client\",\"access_token\":\"a\",\"expires_in\":1,\"token_type\":\"Bearer\"}"
            })
    void whatIsNoTokenIsNotTakenForOne(String body) {
        endpoint.body = body;

        assertThrows(CompletionException.class, () -> authorize(session(ATLAS, ACCOUNT)));
    }

    @Test
    void nothingShowsASecret() {
        Authentication session = session(ATLAS, ACCOUNT);
        authorize(session);

        TokenRequest<AccessToken> request = TokenRequest.mint(ATLAS, ACCOUNT, 0);
        for (Object shown : List.of(ACCOUNT, session, request, new AccessToken("token-1", 0, HOUR), tokens)) {
            assertFalse(shown.toString().contains("token-1"), shown::toString);
            assertFalse(shown.toString().contains("mdb_sa_sk_"), shown::toString);
        }
        assertTrue(request.authorization().startsWith("Basic "));
    }

    private Authentication session(URI baseUrl, ServiceAccount account) {
        return new BearerAuthentication(baseUrl, account, tokens);
    }

    private static ServiceAccount account(String secret) {
        return new ServiceAccount("mdb_sa_id_6650c1e09a1f4b2c3d4e5f60", secret);
    }

    private static String authorize(Authentication session) {
        return session.authorize("GET", "/").toCompletableFuture().join().orElseThrow();
    }

    /** A token endpoint without a wire. */
    private static final class Endpoint implements TokenTransport {
        private final List<String> uris = new ArrayList<>();
        private final List<String> forms = new ArrayList<>();
        private final List<Runnable> waiting = new ArrayList<>();
        private boolean held;
        private long now = -5;
        private int status = 200;
        private String body;
        private int minted;

        private void pass(Duration time) {
            now += time.toNanos();
        }

        private void release() {
            held = false;
            waiting.forEach(Runnable::run);
            waiting.clear();
        }

        @Override
        public <T> CompletableFuture<CallResult<T>> send(TokenRequest<T> request) {
            uris.add(request.uri().toString());
            forms.add(request.form());
            CompletableFuture<CallResult<T>> result = new CompletableFuture<>();
            Runnable respond = () -> result.complete(
                    ResponseParser.parse(request.operation(), response(), true, new Cost(1, 1, 0, false)));
            if (held) {
                waiting.add(respond);
            } else {
                respond.run();
            }
            return result;
        }

        private Response response() {
            minted += status == 200 ? 1 : 0;
            String usual = "{\"access_token\":\"token-" + minted + "\",\"expires_in\":3600,\"token_type\":\"Bearer\"}";
            String text = status != 200 ? "" : body == null ? usual : body;
            return new Response(status, Map.of(), text.getBytes(StandardCharsets.UTF_8), false);
        }
    }
}
