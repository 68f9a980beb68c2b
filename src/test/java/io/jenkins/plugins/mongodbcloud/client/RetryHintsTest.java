package io.jenkins.plugins.mongodbcloud.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryHintsTest {

    private static final String ID = "5d1d12c087d9d63e6d682438";
    private static final CallResult.Cost COST = new CallResult.Cost(2, 1, 3, false);

    private static CallResult<?> parse(int status, Map<String, List<String>> headers, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return ResponseParser.parse(
                Operations.unassignApiKey(ID, ID), new Response(status, headers, bytes, false), true, COST);
    }

    private static Optional<Duration> retryAfter(String header) {
        return parse(429, Map.of("retry-after", List.of(header)), "").retryAfter();
    }

    @ParameterizedTest(name = "{0} is {1} s")
    @CsvSource({"0, 0", "' 7 ', 7", "60, 60", "99999999999999999999, 2147483647"})
    void secondsAreTakenAsTheyAre(String header, long seconds) {
        assertEquals(Optional.of(Duration.ofSeconds(seconds)), retryAfter(header));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-1", "1.5", "Sun, 99 Nov 2094 08:49:37 GMT"})
    void whatIsNoWaitIsIgnored(String header) {
        assertEquals(Optional.empty(), retryAfter(header));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"EEE, dd MMM yyyy HH:mm:ss 'GMT'", "EEEE, dd-MMM-yy HH:mm:ss 'GMT'", "EEE MMM ppd HH:mm:ss yyyy"
            })
    void aDateOfEachFormIsAWaitUntilThen(String pattern) {
        DateTimeFormatter form =
                DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(ZoneOffset.UTC);

        Duration wait =
                retryAfter(form.format(Instant.now().plusSeconds(86_400))).orElseThrow();

        assertTrue(
                wait.compareTo(Duration.ofHours(23)) > 0 && wait.compareTo(Duration.ofHours(24)) <= 0, wait::toString);
        assertEquals(
                Optional.of(Duration.ZERO), retryAfter(form.format(Instant.now().minusSeconds(86_400))));
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({
        "RATE_LIMITED_TOKEN_BUCKET, '\"/api\", 17, 100, 10, 60', 17",
        "RATE_LIMITED_TOKEN_BUCKET, '\"/api\", \"17\"', 17",
        "RATE_LIMITED_TOKEN_BUCKET, '\"/api\"', ",
        "RATE_LIMITED_TOKEN_BUCKET, '\"/api\", \"x\"', ",
        "RATE_LIMITED, '\"/api\", 17', "
    })
    void theWaitInTheBodyOfATokenBucketCounts(String code, String parameters, Long seconds) {
        String body = "{\"errorCode\": \"" + code + "\", \"parameters\": [" + parameters + "]}";

        assertEquals(
                Optional.ofNullable(seconds).map(Duration::ofSeconds),
                parse(429, Map.of(), body).retryAfter());
        assertEquals(
                Optional.of(Duration.ofSeconds(3)),
                parse(429, Map.of("retry-after", List.of("3")), body).retryAfter());
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({
        "400, '', false",
        "404, '', false",
        "405, '', false",
        "405, WRITES_NOT_ALLOWED_DURING_APP_UPGRADES, true",
        "408, '', true",
        "429, '', true",
        "500, '', true",
        "501, '', false",
        "502, '', true",
        "503, '', true",
        "504, '', true"
    })
    void statusAndCodeSayWhetherAnotherAttemptMayEndOtherwise(int status, String code, boolean retriable) {
        String error = "{\"errorCode\": \"" + code + "\"}";

        assertEquals(retriable, parse(status, Map.of(), error).isRetriable());
        assertEquals(
                retriable,
                parse(200, Map.of(), "{\"status\": " + status + ", \"content\": " + error + "}")
                        .isRetriable());
    }

    @Test
    void successIsNotRetried() {
        assertEquals(false, parse(204, Map.of(), "").isRetriable());
    }
}
