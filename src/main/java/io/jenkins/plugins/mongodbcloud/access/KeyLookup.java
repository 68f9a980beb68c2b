package io.jenkins.plugins.mongodbcloud.access;

import io.jenkins.plugins.mongodbcloud.client.ApiKey;
import io.jenkins.plugins.mongodbcloud.client.Operation;
import io.jenkins.plugins.mongodbcloud.client.Operations;
import io.jenkins.plugins.mongodbcloud.client.Page;
import io.jenkins.plugins.mongodbcloud.client.Session;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * Reads a project's whole key list, page by page on one session. It is complete if nothing says that there is another
 * page, and if, where there are several, all but the last are the same when they are read once more: the server's count
 * of keys is an estimate, and a key that is removed meanwhile moves another past the reader.
 */
final class KeyLookup {

    /** Keys read of one project, at most. */
    static final int MAX_KEYS = 10_000;

    /** How often a list of several pages is read, until two passes agree. */
    static final int MAX_PASSES = 5;

    private final CallTracker calls;
    private final Authority authority;
    private final IntFunction<Operation<Page<ApiKey>>> pageOf;

    /** @param pageOf the request for a page, counted from 1 */
    KeyLookup(CallTracker calls, Authority authority, IntFunction<Operation<Page<ApiKey>>> pageOf) {
        this.calls = calls;
        this.authority = authority;
        this.pageOf = pageOf;
    }

    /** Calls one of the two, once: with all keys, or with why they are not known. */
    void find(Consumer<List<ApiKey>> listed, Consumer<ListFailure> failed) {
        calls.openSession(authority, (session, failure) -> {
            if (session == null) {
                failed.accept(
                        calls.isCancelled()
                                ? ListFailure.of(ListFailure.Kind.STOPPED)
                                : ListFailure.of(ListFailure.Kind.BUSY, failure));
                return;
            }
            new Reading(session, listed, failed).read();
        });
    }

    private final class Reading {
        private final Session session;
        private final Consumer<List<ApiKey>> listed;
        private final Consumer<ListFailure> failed;
        private final Map<String, ApiKey> found = new LinkedHashMap<>();
        private final List<List<String>> pages = new ArrayList<>();
        // What the pass before found, and its pages but the last.
        private List<ApiKey> foundBefore = List.of();
        private List<List<String>> pagesBefore = List.of();
        private int pass = 1;
        // Whether there is the page that is read, or only the server's count says so.
        private boolean certain = true;

        Reading(Session session, Consumer<List<ApiKey>> listed, Consumer<ListFailure> failed) {
            this.session = session;
            this.listed = listed;
            this.failed = failed;
        }

        void read() {
            Operation<Page<ApiKey>> operation = pageOf.apply(pages.size() + 1);
            calls.call(session, operation, (result, failure) -> {
                if (failure instanceof CancellationException) {
                    fail(ListFailure.of(ListFailure.Kind.STOPPED));
                } else if (result == null) {
                    fail(ListFailure.of(ListFailure.Kind.PLUGIN, failure));
                } else if (result.value().isEmpty()) {
                    fail(ListFailure.of(result));
                } else {
                    add(result.value().get());
                }
            });
        }

        private void add(Page<ApiKey> page) {
            List<String> ids = page.items().stream().map(ApiKey::id).toList();
            int known = found.size();
            page.items().forEach(key -> found.putIfAbsent(key.id(), key));
            boolean anyNew = found.size() > known;
            boolean repeats = found.size() < known + ids.size();
            if (!certain && !anyNew) {
                endPass();
            } else if (repeats || ids.isEmpty() && page.hasNext()) {
                pagesBefore = List.of();
                readAgain();
            } else if (found.size() > MAX_KEYS) {
                fail(ListFailure.of(ListFailure.Kind.TOO_LONG));
            } else {
                pages.add(ids);
                goOn(page);
            }
        }

        private void goOn(Page<ApiKey> page) {
            if (!pagesBefore.isEmpty() && pages.equals(pagesBefore)) {
                succeed(foundBefore);
                return;
            }
            certain = page.items().size() >= Operations.PAGE_SIZE || page.hasNext();
            boolean counted =
                    !page.items().isEmpty() && found.size() < page.totalCount().orElse(0);
            if (certain || counted) {
                read();
            } else {
                endPass();
            }
        }

        /** A key that is removed while pages are read moves others to pages that were read before. */
        private void endPass() {
            if (pages.size() <= 1) {
                succeed(List.copyOf(found.values()));
                return;
            }
            foundBefore = List.copyOf(found.values());
            pagesBefore = List.copyOf(pages.subList(0, pages.size() - 1));
            readAgain();
        }

        private void readAgain() {
            pass++;
            if (pass > MAX_PASSES) {
                fail(ListFailure.of(ListFailure.Kind.UNPROVEN));
                return;
            }
            found.clear();
            pages.clear();
            certain = true;
            read();
        }

        private void succeed(List<ApiKey> all) {
            session.close();
            listed.accept(all);
        }

        private void fail(ListFailure failure) {
            session.close();
            failed.accept(failure);
        }
    }
}
