package io.jenkins.plugins.mongodbcloud.unassign;

import io.jenkins.plugins.mongodbcloud.admin.Answer;
import io.jenkins.plugins.mongodbcloud.admin.ApiKey;
import io.jenkins.plugins.mongodbcloud.admin.Lane;
import io.jenkins.plugins.mongodbcloud.admin.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** Reads a project's whole key list, page by page on one lane. */
final class KeyFinder {

    /** Keys read of one project, at most. */
    static final int MAX_KEYS = 10_000;

    private final Calls calls;
    private final Job job;
    private final Verdicts verdicts;
    private final Function<Answer<?>, KeyResult> onRefusal;

    /** @param onRefusal the verdict on a list that MongoDB Cloud did not give */
    KeyFinder(Calls calls, Job job, Verdicts verdicts, Function<Answer<?>, KeyResult> onRefusal) {
        this.calls = calls;
        this.job = job;
        this.verdicts = verdicts;
        this.onRefusal = onRefusal;
    }

    /** Calls one of the two, once: with all keys, or with the verdict on why they are not known. */
    void find(Consumer<List<ApiKey>> listed, Consumer<KeyResult> failed) {
        calls.openLane(job, (lane, failure) -> {
            if (failure != null) {
                failed.accept(calls.isCancelled() ? verdicts.interruptedList() : verdicts.listBusy(failure));
                return;
            }
            new Reading(lane, listed, failed).read(1);
        });
    }

    private final class Reading {
        private final Lane lane;
        private final Consumer<List<ApiKey>> listed;
        private final Consumer<KeyResult> failed;
        private final List<ApiKey> found = new ArrayList<>();

        Reading(Lane lane, Consumer<List<ApiKey>> listed, Consumer<KeyResult> failed) {
            this.lane = lane;
            this.listed = listed;
            this.failed = failed;
        }

        void read(int page) {
            calls.await(lane.listApiKeys(job.request().projectId(), page), (answer, failure) -> {
                if (failure != null) {
                    fail(verdicts.interruptedList());
                } else if (answer.value().isEmpty()) {
                    fail(onRefusal.apply(answer));
                } else {
                    add(answer.value().get(), page);
                }
            });
        }

        private void add(Page<ApiKey> read, int page) {
            found.addAll(read.items());
            if (read.totalCount() > MAX_KEYS || found.size() > MAX_KEYS) {
                fail(verdicts.listTooLong(MAX_KEYS));
            } else if (found.size() < read.totalCount() && !read.items().isEmpty()) {
                read(page + 1);
            } else {
                lane.close();
                listed.accept(List.copyOf(found));
            }
        }

        private void fail(KeyResult verdict) {
            lane.close();
            failed.accept(verdict);
        }
    }
}
