package io.jenkins.plugins.mongodbcloud.access;

import io.jenkins.plugins.mongodbcloud.client.ApiKey;
import io.jenkins.plugins.mongodbcloud.client.Operations;
import io.jenkins.plugins.mongodbcloud.client.Page;
import io.jenkins.plugins.mongodbcloud.client.Session;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Reads a project's whole key list, page by page on one session. */
final class KeyLookup {

    /** ApiKeyFormat read of one project, at most. */
    static final int MAX_KEYS = 10_000;

    private final CallTracker calls;
    private final AccessTask job;
    private final OutcomeRules verdicts;
    private final OutcomeRules.ListUse use;

    KeyLookup(CallTracker calls, AccessTask job, OutcomeRules verdicts, OutcomeRules.ListUse use) {
        this.calls = calls;
        this.job = job;
        this.verdicts = verdicts;
        this.use = use;
    }

    /** CallTracker one of the two, once: with all keys, or with the verdict on why they are not known. */
    void find(Consumer<List<ApiKey>> listed, Consumer<KeyResult> failed) {
        calls.openSession(job, (session, failure) -> {
            if (failure != null) {
                failed.accept(calls.isCancelled() ? verdicts.listInterrupted(use) : verdicts.listBusy(use, failure));
                return;
            }
            new Reading(session, listed, failed).read(1);
        });
    }

    private final class Reading {
        private final Session session;
        private final Consumer<List<ApiKey>> listed;
        private final Consumer<KeyResult> failed;
        // While pages are read, keys that come or go move others from one page to the next.
        private final Map<String, ApiKey> found = new LinkedHashMap<>();
        private int entries;

        Reading(Session session, Consumer<List<ApiKey>> listed, Consumer<KeyResult> failed) {
            this.session = session;
            this.listed = listed;
            this.failed = failed;
        }

        void read(int page) {
            calls.await(session.call(Operations.listApiKeys(job.request().projectId(), page)), (answer, failure) -> {
                if (failure != null) {
                    fail(verdicts.listInterrupted(use));
                } else if (answer.value().isEmpty()) {
                    fail(verdicts.listFailed(use, answer));
                } else {
                    add(answer.value().get(), page);
                }
            });
        }

        private void add(Page<ApiKey> read, int page) {
            entries += read.items().size();
            read.items().forEach(key -> found.putIfAbsent(key.id(), key));
            int total = Math.max(read.items().size(), read.totalCount().orElse(0));
            if (total > MAX_KEYS || entries > MAX_KEYS) {
                fail(verdicts.listTooLong(use, MAX_KEYS));
            } else if (entries < total && !read.items().isEmpty()) {
                read(page + 1);
            } else {
                session.close();
                listed.accept(List.copyOf(found.values()));
            }
        }

        private void fail(KeyResult verdict) {
            session.close();
            failed.accept(verdict);
        }
    }
}
