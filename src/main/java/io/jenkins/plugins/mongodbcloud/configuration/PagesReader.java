package io.jenkins.plugins.mongodbcloud.configuration;

import io.jenkins.plugins.mongodbcloud.client.CallResult;
import io.jenkins.plugins.mongodbcloud.client.Operation;
import io.jenkins.plugins.mongodbcloud.client.Operations;
import io.jenkins.plugins.mongodbcloud.client.Page;
import io.jenkins.plugins.mongodbcloud.client.Session;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;

/**
 * Reads the pages of a list on one session, one after another, {@value #MAX_PAGES} at most. What was read until then can
 * be had at any time. That nothing moved from page to page meanwhile is not proven, as nothing is done by such a list.
 */
final class PagesReader<T> {

    static final int MAX_PAGES = 20;

    private final IntFunction<Operation<Page<T>>> pages;
    // Guarded by this.
    private final Set<T> items = new LinkedHashSet<>();
    private boolean isComplete;

    /** @param pages the request for a page, counted from 1 */
    PagesReader(IntFunction<Operation<Page<T>>> pages) {
        this.pages = pages;
    }

    /** Starts to read and returns at once; completes with the last response. Cancelling it ends the reading. */
    CompletableFuture<CallResult<Page<T>>> read(Session session) {
        CompletableFuture<CallResult<Page<T>>> end = new CompletableFuture<>();
        read(session, 1, end);
        return end;
    }

    private void read(Session session, int number, CompletableFuture<CallResult<Page<T>>> end) {
        try {
            CompletableFuture<CallResult<Page<T>>> call = session.call(pages.apply(number));
            end.whenComplete((last, over) -> call.cancel(false));
            call.whenComplete((result, cancelled) -> {
                if (cancelled != null) {
                    end.completeExceptionally(cancelled);
                } else if (result.value().isPresent() && hasMore(result.value().get()) && number < MAX_PAGES) {
                    read(session, number + 1, end);
                } else {
                    end.complete(result);
                }
            });
        } catch (RuntimeException over) {
            end.completeExceptionally(over);
        }
    }

    private synchronized boolean hasMore(Page<T> page) {
        boolean anyNew = items.addAll(page.items());
        boolean more = page.items().size() >= Operations.PAGE_SIZE || page.hasNext();
        isComplete = !more;
        return more && anyNew;
    }

    /** What has been read so far. */
    synchronized List<T> items() {
        return new ArrayList<>(items);
    }

    /** Whether that is all. */
    synchronized boolean isComplete() {
        return isComplete;
    }
}
