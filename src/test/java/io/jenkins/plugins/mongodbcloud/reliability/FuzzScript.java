package io.jenkins.plugins.mongodbcloud.reliability;

import io.jenkins.plugins.mongodbcloud.client.CallResult;
import io.jenkins.plugins.mongodbcloud.reliability.RawServer.Ending;
import io.jenkins.plugins.mongodbcloud.reliability.RawServer.Reply;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The answers by number, and what was sent for which; the number is in what is asked for. */
final class FuzzScript implements Function<String, Reply> {
    static final String PROJECT = "5a0a1e7e0f2912c554080adc";
    static final String PRIVATE_KEY = "5ec2e75e-0000-4000-8000-000000000001";

    private static final Pattern NUMBER = Pattern.compile("/apiKeys(?:/([0-9a-f]{24})|\\?pageNum=(\\d+)&)");
    private static final Pattern RESPONSE = Pattern.compile("\\bresponse=\"([0-9a-f]{32})\"");
    private static final Pattern SUCCESS = Pattern.compile("(?i)HTTP/\\d\\.\\d\\s+0?2\\d\\d");
    private static final String CHALLENGED = "HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n"
            + "WWW-Authenticate: Digest realm=\"MMS Public API\", domain=\"\", nonce=\"" + FuzzedHead.NONCE
            + "\", algorithm=MD5, qop=\"auth\", stale=false\r\n\r\n";

    private final long seed;
    private final AtomicLong nonces = new AtomicLong();
    private final Map<Integer, String> sent = new ConcurrentHashMap<>();
    private final Map<Integer, Set<String>> responses = new ConcurrentHashMap<>();

    FuzzScript(long seed) {
        this.seed = seed;
    }

    static String id(int number) {
        return String.format(Locale.ROOT, "%024x", number);
    }

    boolean isOnChallenge(int number) {
        return number % 4 == 0;
    }

    boolean isOnList(int number) {
        return number % 4 == 1;
    }

    @Override
    public Reply apply(String head) {
        int number = number(head);
        Matcher response = RESPONSE.matcher(head);
        boolean authenticated = response.find();
        if (!authenticated && !isOnChallenge(number)) {
            return new Reply(bytes(CHALLENGED.replace(FuzzedHead.NONCE, nonce())), Ending.KEEP);
        }
        SeededRandom dice = new SeededRandom(seed, number);
        int ending = dice.below(20);
        String answer =
                new String(FuzzedAnswer.bytes(dice), StandardCharsets.ISO_8859_1).replace(FuzzedHead.NONCE, nonce());
        if (authenticated) {
            answer = answer.replace(FuzzedJson.ECHO, response.group(1));
            sent.put(number, answer);
            responses
                    .computeIfAbsent(number, ignored -> ConcurrentHashMap.newKeySet())
                    .add(response.group(1));
        }
        return new Reply(bytes(answer), ending < 2 ? Ending.KEEP : ending < 4 ? Ending.RESET : Ending.CLOSE);
    }

    /** What is wrong with the client's answer to a request of this number. */
    List<String> flaws(int number, CallResult<?> answer) {
        String answered = sent.getOrDefault(number, "");
        List<String> flaws = new ArrayList<>();
        responses.getOrDefault(number, Set.of("")).forEach(secret -> flaws.addAll(ResultChecker.flaws(answer, secret)));
        flaws.addAll(ResultChecker.flaws(answer, PRIVATE_KEY));
        if (answer.value().isPresent() && !SUCCESS.matcher(answered).find()) {
            flaws.add("a success that nobody sent: " + answered);
        }
        return flaws;
    }

    private String nonce() {
        return "nonce" + nonces.incrementAndGet();
    }

    private static int number(String head) {
        Matcher asked = NUMBER.matcher(head);
        if (!asked.find()) {
            throw new IllegalArgumentException("not asked for by this test: " + head);
        }
        return asked.group(1) != null ? Integer.parseInt(asked.group(1), 16) : Integer.parseInt(asked.group(2));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
