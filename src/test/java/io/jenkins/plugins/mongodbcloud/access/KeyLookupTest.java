package io.jenkins.plugins.mongodbcloud.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.mongodbcloud.client.ApiKey;
import io.jenkins.plugins.mongodbcloud.client.CallResult;
import io.jenkins.plugins.mongodbcloud.testing.AccessTaskBuilder;
import io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a list is complete. */
class KeyLookupTest {
    private static final int PAGE = 500;

    private ScriptedClient client;
    private int reads;

    private static List<String> ids(int first, int last) {
        return IntStream.rangeClosed(first, last)
                .mapToObj(number -> String.format(Locale.ROOT, "%024x", number))
                .toList();
    }

    private static CallResult<?> pageOf(List<String> all, int page, int size, boolean links, int totalCount) {
        int from = Math.min((page - 1) * size, all.size());
        int to = Math.min(page * size, all.size());
        return ScriptedClient.page(all.subList(from, to), links && to < all.size(), totalCount);
    }

    /** IDs of the keys found, or the failure. */
    private Object read(IntFunction<CallResult<?>> pages) throws Exception {
        client = new ScriptedClient(operation -> {
            reads++;
            return pages.apply(Integer.parseInt(operation.path().replaceAll(".*pageNum=(\\d+)&.*", "$1")));
        });
        AccessTask task = AccessTaskBuilder.ids(List.of())
                .task()
                .endpoint(SimulatorExtension.at("http://127.0.0.1:1"))
                .build();
        AtomicReference<Object> end = new AtomicReference<>();
        CallTracker calls = new CallTracker(client, Runnable::run, () -> false, end::set);
        new KeyLookup(calls, task.authority(), page -> task.operation().list(task.projectId(), page))
                .find(keys -> end.set(keys.stream().map(ApiKey::id).toList()), failure -> end.set(failure.kind()));
        assertEquals(0, client.open());
        return end.get();
    }

    @ParameterizedTest
    @CsvSource({
        // keys, page size, links, total, reads
        "0, 500, false, -1, 1",
        "0, 500, false, 9999, 1",
        "3, 500, false, -1, 1",
        "499, 500, false, 499, 1",
        "500, 500, false, 500, 3",
        "501, 500, false, 498, 3",
        "501, 500, true, -1, 3",
        "501, 500, true, 0, 3",
        "250, 100, true, -1, 5",
        "250, 100, false, 250, 5",
        "250, 100, false, 253, 6",
        "1001, 500, false, 1001, 5",
        "10000, 500, true, 20000, 41"
    })
    void isReadToItsEndWhateverIsCountedAndLinked(int keys, int size, boolean links, int total, int expected)
            throws Exception {
        List<String> all = ids(1, keys);
        assertEquals(all, read(page -> pageOf(all, page, size, links, total)));
        assertEquals(expected, reads);
    }

    @Test
    void keyThatMovesToAPageReadBeforeIsFound() throws Exception {
        // A key of the first page is removed after that was read.
        List<String> all = new ArrayList<>(ids(1, PAGE + 1));
        Object found = read(page -> {
            if (page == 2 && reads == 2) {
                all.remove(7);
            }
            return pageOf(all, page, PAGE, false, all.size());
        });
        assertEquals(all, found);
    }

    @Test
    void keyThatComesBeforeOthersMeansThatAllIsReadAgain() throws Exception {
        List<String> all = new ArrayList<>(ids(2, PAGE + 2));
        Object found = read(page -> {
            if (page == 2 && reads == 2) {
                all.add(0, ids(1, 1).get(0));
            }
            return pageOf(all, page, PAGE, false, all.size());
        });
        assertEquals(all, found);
        assertEquals(5, reads);
    }

    @Test
    void listThatChangesBetweenAllPassesProvesNothing() throws Exception {
        List<String> all = new ArrayList<>(ids(1, PAGE + 20));
        Object found = read(page -> {
            if (page == 1) {
                all.remove(0);
            }
            return pageOf(all, page, PAGE, true, all.size());
        });
        assertEquals(ListFailure.Kind.UNPROVEN, found);
        assertEquals(2 * KeyLookup.MAX_PASSES, reads);
    }

    @Test
    void listThatChangesOnceTooOftenIsReadAsOftenAsAllowed() throws Exception {
        List<String> all = new ArrayList<>(ids(1, PAGE + 20));
        Object found = read(page -> {
            if (page == 1 && reads < 2 * (KeyLookup.MAX_PASSES - 1)) {
                all.remove(0);
            }
            return pageOf(all, page, PAGE, true, all.size());
        });
        assertEquals(all, found);
    }

    @Test
    void pageThatIsServedWhateverIsAskedForProvesNothing() throws Exception {
        assertEquals(ListFailure.Kind.UNPROVEN, read(page -> ScriptedClient.page(ids(1, PAGE), false, PAGE)));
        assertEquals(2 * KeyLookup.MAX_PASSES, reads);
    }

    @Test
    void keyTwiceOnAPageProvesNothing() throws Exception {
        List<String> twice = List.of(ids(1, 1).get(0), ids(1, 1).get(0));
        assertEquals(ListFailure.Kind.UNPROVEN, read(page -> ScriptedClient.page(twice, false, 2)));
        assertEquals(KeyLookup.MAX_PASSES, reads);
    }

    @Test
    void emptyPagesWithALinkToTheNextAreNotReadForEver() throws Exception {
        assertEquals(ListFailure.Kind.UNPROVEN, read(page -> ScriptedClient.page(List.of(), true, -1)));
        assertEquals(KeyLookup.MAX_PASSES, reads);
    }

    @Test
    void lastPageThatIsServedAgainPastTheEndIsTheLast() throws Exception {
        // The count is an estimate, so that there may be no page more.
        List<String> all = ids(1, 3);
        assertEquals(all, read(page -> ScriptedClient.page(all, false, 5)));
        assertEquals(2, reads);
    }

    @Test
    void moreThanTheLimitAreTooMany() throws Exception {
        List<String> all = ids(1, KeyLookup.MAX_KEYS + 1);
        assertEquals(ListFailure.Kind.TOO_LONG, read(page -> pageOf(all, page, PAGE, true, 3)));
        assertEquals(21, reads);
        assertTrue(client.requests().get(20).contains("pageNum=21&"), client.requests()::toString);
    }
}
