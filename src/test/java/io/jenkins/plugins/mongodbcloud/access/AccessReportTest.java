package io.jenkins.plugins.mongodbcloud.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.mongodbcloud.client.ApiKey;
import io.jenkins.plugins.mongodbcloud.client.CallResult;
import io.jenkins.plugins.mongodbcloud.testing.RecordingJournal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a script gets of results, and how messages list keys. */
class AccessReportTest {

    private static final String ACCOUNT = "mdb_sa_id_5d1d12c087d9d63e6d68a001";

    private static KeyResult result(String id, Outcome outcome, long millis) {
        return KeyResult.builder("project", "endpoint")
                .key(new ApiKey(id, "public", "description", List.of()))
                .outcome(outcome, BuildResultPolicy.DEFAULT)
                .call(CallResult.success(204, CallResult.Nothing.NOTHING, new CallResult.Cost(2, 1, millis, false)))
                .build(outcome + " " + id);
    }

    private static AccessReport report(KeyResult... results) {
        return new AccessReport(Arrays.asList(results), 7, 5);
    }

    @Test
    void singleResultIsTheWhole() {
        Map<String, Object> map = report(result("a", Outcome.UNASSIGNED, 3)).toMap();
        assertEquals("a", map.get("apiKeyId"));
        assertEquals(204, map.get("httpStatus"));
        assertEquals(1, map.get("attempts"));
        assertEquals(7, map.get("requests"));
    }

    @Test
    void severalResultsLeaveOutWhatIsOfOneKey() {
        Map<String, Object> map = report(result("a", Outcome.UNASSIGNED, 3), result("b", Outcome.REJECTED, 3))
                .toMap();
        assertEquals("REJECTED", map.get("outcome"));
        assertEquals("FAILURE", map.get("effect"));
        assertEquals("project", map.get("projectId"));
        assertNull(map.get("apiKeyId"));
        assertNull(map.get("httpStatus"));
        assertEquals(2, map.get("attempts"));
        assertEquals(2, ((List<?>) map.get("keys")).size());
    }

    @Test
    void noResultHasTheSamePartsWithoutValues() {
        Map<String, Object> none = report().toMap();
        assertEquals(
                report(result("a", Outcome.UNASSIGNED, 3)).toMap().keySet(), withAccountParts(none), none::toString);
        for (String part : List.of("outcome", "projectId", "message", "apiKeyId", "httpStatus")) {
            assertTrue(none.containsKey(part) && none.get(part) == null, part);
        }
        assertEquals("SUCCESS", none.get("effect"));
    }

    private static Set<String> withAccountParts(Map<String, Object> map) {
        Set<String> parts = new HashSet<>(map.keySet());
        parts.removeAll(List.of("clientId", "name"));
        return parts;
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "2147483646, 2147483646", "2147483647, 2147483647", "2147483648, 2147483647"})
    void timeIsANumberThatScriptsCanTake(long millis, int shown) {
        assertEquals(shown, result("a", Outcome.UNASSIGNED, millis).toMap().get("millis"));
        assertEquals(shown, new AccessReport(List.of(), 0, millis).toMap().get("millis"));
    }

    @Test
    void accountsAreNotCalledKeys() {
        assertEquals("API keys", ApiKeyFormat.noun(report(result("a", Outcome.UNASSIGNED, 3))));
        assertEquals("service accounts", ApiKeyFormat.noun(report(result(ACCOUNT, Outcome.UNASSIGNED, 3))));
        KeyResult noKey = KeyResult.builder("project", "endpoint")
                .outcome(Outcome.NOT_ASSIGNED, BuildResultPolicy.DEFAULT)
                .build("none");
        assertEquals("API keys", ApiKeyFormat.noun(report(noKey)));
        assertEquals("service accounts", ApiKeyFormat.noun(report(noKey, result(ACCOUNT, Outcome.UNASSIGNED, 3))));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 11, 12})
    void tenKeysAreListedAndTheOthersCounted(int count) {
        List<ApiKey> keys = IntStream.range(0, count)
                .mapToObj(number -> ApiKeyFormat.unlisted("key" + number))
                .toList();
        String listing = ApiKeyFormat.listing(keys);
        assertEquals(Math.min(count, 10), listing.split("API key key", -1).length - 1, listing);
        assertEquals(count > 10, listing.contains(String.valueOf(count - 10) + " more"), listing);
    }

    @Test
    void idsAreDescribedAsTheyAreAndNotCounted() {
        KeySelector ids = new KeySelector.ByIds(List.of("a", "b", "a"));
        assertEquals("a, b", ids.describe());
        assertEquals(Integer.MAX_VALUE, ids.usualMaximum());
    }

    @Test
    void resultsAreKeptUntilTheCollectionIsClosedAndNotAfterwards() {
        List<KeyResult> finished = new ArrayList<>();
        List<KeyResult> replaced = new ArrayList<>();
        ResultCollector results = new ResultCollector(new ProgressRecorder() {
            @Override
            public void selected(List<ApiKey> keys) {}

            @Override
            public void sending(String apiKeyId) {}

            @Override
            public KeyResult replace(KeyResult ended) {
                replaced.add(ended);
                return ended.with(Outcome.PENDING, BuildResultPolicy.DEFAULT, "kept");
            }

            @Override
            public void finished(KeyResult result) {
                finished.add(result);
            }
        });
        results.record(result("a", Outcome.UNAVAILABLE, 3));
        assertEquals(List.of("kept"), finished.stream().map(KeyResult::message).toList());
        assertEquals(finished, results.close());
        results.record(result("b", Outcome.UNAVAILABLE, 3));
        assertEquals(1, replaced.size(), "nothing is kept for a report that is made");
        assertEquals(finished, results.close());
        assertEquals(1, finished.size());
    }

    @Test
    void keyWithoutAResultGetsOneThatKnowsWhetherARequestWasSent() {
        ResultCollector results = new ResultCollector(new RecordingJournal());
        results.expect(ApiKeyFormat.unlisted("a"));
        results.expect(ApiKeyFormat.unlisted("b"));
        results.sent("b");
        results.complete((key, sent) -> result(key.id(), sent ? Outcome.UNAVAILABLE : Outcome.REJECTED, 3));
        assertEquals(
                List.of("REJECTED a", "UNAVAILABLE b"),
                results.close().stream().map(KeyResult::message).toList());
    }
}
