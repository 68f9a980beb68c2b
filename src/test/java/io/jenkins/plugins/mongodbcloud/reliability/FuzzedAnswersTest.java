package io.jenkins.plugins.mongodbcloud.reliability;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jenkins.plugins.mongodbcloud.client.ApiEndpoint;
import io.jenkins.plugins.mongodbcloud.client.ApiKeyPair;
import io.jenkins.plugins.mongodbcloud.client.CallResult;
import io.jenkins.plugins.mongodbcloud.client.ClientLimits;
import io.jenkins.plugins.mongodbcloud.client.Operations;
import io.jenkins.plugins.mongodbcloud.client.Product;
import io.jenkins.plugins.mongodbcloud.client.ProxyRules;
import io.jenkins.plugins.mongodbcloud.client.Session;
import io.jenkins.plugins.mongodbcloud.client.http.HttpAdminClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Answers that are none, over sockets: the client never hangs, never throws, never takes one for a success that is none, and
 * gives all its sessions and connections back. Seed and number are in every finding; {@code -Dmongodbcloud.seed} sets the
 * seed.
 */
@Timeout(value = 1, unit = TimeUnit.HOURS)
class FuzzedAnswersTest {
    /** How many answers there are in a full {@link RunShare}. */
    static final int ALL = 10_000;

    private static final long SEED = Long.getLong("mongodbcloud.seed", 20_261_123L);
    private static final int ANSWERS = RunShare.share(ALL);
    private static final int AT_ONCE = 32;
    private static final int MOST_SESSIONS = 64;
    private static final long PATIENCE_SECONDS = 60;
    private static final ClientLimits LIMITS = new ClientLimits(
            Duration.ofSeconds(5),
            Duration.ofMillis(250),
            Duration.ofSeconds(30),
            2,
            Duration.ofMillis(1),
            Duration.ofMillis(2),
            Duration.ofSeconds(5));

    private static final AtomicLong GIVEN = new AtomicLong();
    private static final AtomicLong FAILED = new AtomicLong();

    @AfterAll
    static void total() {
        System.out.println(
                "Reliability: " + GIVEN + " fuzzed answers over sockets, seed " + SEED + ", " + FAILED + " failures");
    }

    @Test
    void noAnswerHangsCrashesOrLeaks() throws Exception {
        FuzzScript script = new FuzzScript(SEED);
        List<String> found = new ArrayList<>();
        ExecutorService callers = Executors.newFixedThreadPool(AT_ONCE);
        try (ErrorCollector log = new ErrorCollector();
                RawServer server = new RawServer(script)) {
            ApiEndpoint endpoint = ApiEndpoint.of("Fuzz", Product.CLOUD_MANAGER, server.origin());
            try (HttpAdminClient api = new HttpAdminClient(() -> LIMITS, ProxyRules.DIRECT)) {
                List<Future<List<String>>> calls = new ArrayList<>();
                for (int i = 0; i < ANSWERS; i++) {
                    int number = i;
                    calls.add(callers.submit(() -> call(api, endpoint, script, number)));
                }
                for (Future<List<String>> call : calls) {
                    found.addAll(call.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
                }
                lanesAreFree(api, endpoint);
            }
            server.awaitNoConnections();
            found.addAll(log.errors());
        } finally {
            callers.shutdownNow();
        }
        FAILED.addAndGet(found.size());

        assertEquals(List.of(), found);
    }

    private static List<String> call(HttpAdminClient api, ApiEndpoint endpoint, FuzzScript script, int number)
            throws Exception {
        // Keys that nobody used yet are challenged first; the others meet the answer at once.
        String publicKey = script.isOnChallenge(number) ? String.format(Locale.ROOT, "c%07d", number) : "abcdwxyz";
        ApiKeyPair keys = new ApiKeyPair(publicKey, FuzzScript.PRIVATE_KEY);
        try (Session session = api.openSession(endpoint, keys, () -> false).get(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            CompletableFuture<? extends CallResult<?>> answer = script.isOnList(number)
                    ? session.call(Operations.listApiKeys(FuzzScript.PROJECT, number))
                    : session.call(Operations.unassignApiKey(FuzzScript.PROJECT, FuzzScript.id(number)));
            GIVEN.incrementAndGet();
            List<String> flaws = script.flaws(number, answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
            flaws.replaceAll(flaw -> "answer " + number + " of seed " + SEED + ": " + flaw);
            return flaws;
        } catch (Exception | AssertionError thrown) {
            return List.of("answer " + number + " of seed " + SEED + ": " + thrown);
        }
    }

    /** As many sessions as there can be are to be had without a wait. */
    private static void lanesAreFree(HttpAdminClient api, ApiEndpoint endpoint) throws Exception {
        ApiKeyPair keys = new ApiKeyPair("allagain", FuzzScript.PRIVATE_KEY);
        List<Session> sessions = new ArrayList<>();
        for (int i = 0; i < MOST_SESSIONS; i++) {
            sessions.add(api.openSession(endpoint, keys, () -> false).get(PATIENCE_SECONDS, TimeUnit.SECONDS));
        }
        sessions.forEach(Session::close);
    }
}
