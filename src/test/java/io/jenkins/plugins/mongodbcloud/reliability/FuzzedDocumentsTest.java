package io.jenkins.plugins.mongodbcloud.reliability;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jenkins.plugins.mongodbcloud.access.BuildResultPolicy;
import io.jenkins.plugins.mongodbcloud.access.KeyResult;
import io.jenkins.plugins.mongodbcloud.access.Outcome;
import io.jenkins.plugins.mongodbcloud.access.ResumeState;
import io.jenkins.plugins.mongodbcloud.client.ApiKey;
import io.jenkins.plugins.mongodbcloud.client.ApiKeyPair;
import io.jenkins.plugins.mongodbcloud.client.CallResult;
import io.jenkins.plugins.mongodbcloud.client.Operation;
import io.jenkins.plugins.mongodbcloud.client.Operations;
import io.jenkins.plugins.mongodbcloud.client.Response;
import io.jenkins.plugins.mongodbcloud.client.ResponseParser;
import io.jenkins.plugins.mongodbcloud.client.auth.Authentication;
import io.jenkins.plugins.mongodbcloud.client.auth.Authentications;
import io.jenkins.plugins.mongodbcloud.journal.JournalLines;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What reads answers, challenges and journals, given by the ten thousands what it should not be given.
 * {@code -Dmongodbcloud.seed} sets the seed.
 */
@Timeout(value = 1, unit = TimeUnit.HOURS)
class FuzzedDocumentsTest {
    /** How many documents there are in a full {@link RunShare}. */
    static final int ALL = 100_000;

    private static final long SEED = Long.getLong("mongodbcloud.seed", 20_261_123L);
    private static final int DOCUMENTS = RunShare.share(ALL);
    /** Far more than any takes, even where the machine has much else to do. */
    private static final long SLOW_MILLIS = 10_000;

    private static final int MOST_SHOWN = 10;
    private static final String PROJECT = "5a0a1e7e0f2912c554080adc";
    private static final String RESPONSE = "0123456789abcdef0123456789abcdef";
    private static final int LINES = 20;
    private static final URI ENDPOINT = URI.create("https://cloud.example/api");
    private static final ApiKeyPair KEYS = new ApiKeyPair("abcdwxyz", "2f1c0b5e-private");
    private static final CallResult.Cost COST = new CallResult.Cost(2, 1, 3, false);
    private static final List<Operation<?>> OPERATIONS = List.of(
            Operations.unassignApiKey(PROJECT, PROJECT),
            Operations.listApiKeys(PROJECT, 1),
            Operations.listProjects(1));

    private static final AtomicLong GIVEN = new AtomicLong();
    private static final AtomicLong FAILED = new AtomicLong();

    @TempDir
    Path folder;

    @AfterAll
    static void total() {
        System.out.println("Reliability: " + GIVEN + " fuzzed documents, seed " + SEED + ", " + FAILED + " failures");
    }

    @Test
    void anyBodyIsReadAsSomething() {
        check(DOCUMENTS * 6 / 10, number -> {
            SeededRandom dice = new SeededRandom(SEED, number);
            int status = FuzzedHead.status(dice);
            Map<String, List<String>> headers = dice.percent(10)
                    ? Map.of("x-error-code", List.of(dice.percent(50) ? RESPONSE : "API_KEY_NOT_FOUND\u00a0"))
                    : Map.of();
            byte[] body = dice.percent(3) ? null : echoed(FuzzedAnswer.body(dice));
            Operation<?> operation = dice.one(OPERATIONS);
            CallResult<?> answer =
                    ResponseParser.parse(operation, new Response(status, headers, body, false), true, COST);
            List<String> flaws = new ArrayList<>(ResultChecker.flaws(answer, RESPONSE));
            if (answer.value().isPresent() && !maySucceed(operation, status, body)) {
                flaws.add("a success that nobody sent: " + status + " " + new String(body, StandardCharsets.UTF_8));
            }
            return flaws;
        });
    }

    /** The rule for a success, read from the body by other means. */
    private static boolean maySucceed(Operation<?> operation, int status, byte[] body) throws IOException {
        if (status < 200 || status > 299) {
            return false;
        }
        if (!operation.expectsContent() && (status == 204 || body == null || body.length == 0)) {
            return true;
        }
        JsonNode json = new JsonMapper().readTree(body);
        boolean enveloped = json.has("content") && json.path("status").asInt() / 100 == 2;
        JsonNode document = enveloped ? json.path("content") : json;
        if (enveloped && document.isNull()) {
            return !operation.expectsContent();
        }
        boolean error = Stream.of("error", "errorCode", "fault").anyMatch(document::hasNonNull)
                || document.path("status").asInt(0) >= 300;
        return document.isObject()
                && !error
                && (!operation.expectsContent() || document.path("results").isArray());
    }

    @Test
    void anyChallengeIsAnsweredOrLeftAlone() {
        check(DOCUMENTS * 2 / 10, number -> {
            SeededRandom dice = new SeededRandom(SEED, number);
            List<String> headers = new ArrayList<>();
            for (int i = 0; i <= dice.below(3); i++) {
                String header = FuzzedHead.challenge(dice);
                byte[] bytes = header.getBytes(StandardCharsets.ISO_8859_1);
                headers.add(new String(
                        dice.percent(30) ? FuzzedAnswer.damaged(dice, bytes) : bytes, StandardCharsets.ISO_8859_1));
            }
            Authentications authentications = new Authentications(null);
            Authentication session = authentications.open(ENDPOINT, KEYS, Duration.ofMinutes(1));
            boolean answerable = session.refused(headers) == Authentication.Reaction.SEND_AGAIN;
            String first = authorization(session);
            session.close();
            Authentication next = authentications.open(ENDPOINT, KEYS, Duration.ofMinutes(1));
            String second = authorization(next);
            boolean told = (first + second).contains(KEYS.privateKey());
            return answerable == !first.isEmpty() && nonce(first).equals(nonce(second)) && !told
                    ? List.of()
                    : List.of("answered otherwise: " + headers + " / " + first + " / " + second);
        });
    }

    private static String authorization(Authentication session) {
        return session.authorize("GET", "/groups").toCompletableFuture().join().orElse("");
    }

    private static String nonce(String authorization) {
        return authorization.replaceAll("(?s).*\\bnonce=\"((?:[^\"\\\\]|\\\\.)*)\".*", "$1");
    }

    @Test
    void anyJournalLeavesItsWholeLines() {
        check(DOCUMENTS * 2 / 10 / LINES, number -> {
            SeededRandom dice = new SeededRandom(SEED, number);
            ByteArrayOutputStream file = new ByteArrayOutputStream();
            List<String> whole = new ArrayList<>();
            for (int i = 0; i < LINES; i++) {
                String id = String.format("%024x", i);
                byte[] line = line(dice, id).getBytes(StandardCharsets.UTF_8);
                file.writeBytes(dice.percent(60) ? FuzzedAnswer.damaged(dice, line) : line);
                file.write('\n');
            }
            for (int i = 0; i < 3; i++) {
                String id = String.format("ffff%020x", i);
                whole.add(id);
                file.writeBytes(("\n" + JournalLines.sending(id) + "\n").getBytes(StandardCharsets.UTF_8));
            }
            GIVEN.addAndGet(LINES - 1L);
            Path journal = folder.resolve(number + ".jsonl");
            Files.write(journal, file.toByteArray());
            ResumeState earlier = JournalLines.resumeState(journal);
            Files.delete(journal);
            return earlier.sent().containsAll(whole) ? List.of() : List.of("lost: " + earlier);
        });
    }

    private static String line(SeededRandom dice, String id) {
        return switch (dice.below(3)) {
            case 0 -> JournalLines.sending(id);
            case 1 -> JournalLines.selected(List.of(new ApiKey(id, "abcdwxyz", "ci \u00fc", List.of("GROUP_OWNER"))));
            default ->
                JournalLines.finished(KeyResult.builder(PROJECT, "Fuzz")
                        .key(new ApiKey(id, "", "ci \u4e2d", List.of()))
                        .outcome(dice.one(List.of(Outcome.values())), BuildResultPolicy.DEFAULT)
                        .build("Schl\u00fcssel"));
        };
    }

    private static byte[] echoed(byte[] body) {
        return new String(body, StandardCharsets.ISO_8859_1)
                .replace(FuzzedJson.ECHO, RESPONSE)
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private interface Trial {
        List<String> flaws(int number) throws Exception;
    }

    private static void check(int count, Trial trial) {
        List<String> found = IntStream.range(0, count)
                .parallel()
                .boxed()
                .flatMap(number -> tried(number, trial).stream()
                        .map(flaw -> "document " + number + " of seed " + SEED + ": " + flaw))
                .toList();
        FAILED.addAndGet(found.size());

        assertEquals(List.of(), found.stream().limit(MOST_SHOWN).toList());
    }

    private static List<String> tried(int number, Trial trial) {
        GIVEN.incrementAndGet();
        long begun = System.nanoTime();
        try {
            List<String> flaws = trial.flaws(number);
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
            return millis > SLOW_MILLIS ? List.of("took " + millis + " ms") : flaws;
        } catch (Exception | StackOverflowError thrown) {
            return List.of(thrown.toString());
        }
    }
}
