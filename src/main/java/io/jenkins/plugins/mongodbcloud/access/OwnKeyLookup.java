package io.jenkins.plugins.mongodbcloud.access;

import io.jenkins.plugins.mongodbcloud.client.ApiKey;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Finds out which key of a project is the one that authenticates, from the project's list. Tasks that start together
 * read the list once.
 */
final class OwnKeyLookup {

    private final AccessTask task;
    private final CallTracker calls;
    private final OwnKeyIds ids;
    private final BiConsumer<Consumer<List<ApiKey>>, Consumer<ListFailure>> reader;
    // Whether other tasks wait for the list that this one reads.
    private volatile boolean leads;

    /** @param reader reads the list, has the IDs learn from it, and calls one of the two */
    OwnKeyLookup(
            AccessTask task,
            CallTracker calls,
            OwnKeyIds ids,
            BiConsumer<Consumer<List<ApiKey>>, Consumer<ListFailure>> reader) {
        this.task = task;
        this.calls = calls;
        this.ids = ids;
        this.reader = reader;
    }

    /** Calls one of the two, once: with the ID, empty if the project does not have the key, or with why it is not known. */
    void find(Consumer<Optional<String>> found, Consumer<ListFailure> failed) {
        Optional<CompletableFuture<Optional<ListFailure>>> other = ids.joinLookup(task);
        if (other.isEmpty()) {
            leads = true;
            read(found, failed);
            return;
        }
        calls.await(other.get(), (failure, cancelled) -> {
            Optional<Optional<String>> known = ids.find(task);
            if (cancelled != null || calls.isCancelled()) {
                failed.accept(ListFailure.of(ListFailure.Kind.STOPPED));
            } else if (known.isPresent()) {
                found.accept(known.get());
            } else if (failure.filter(ListFailure::isOfTheEndpoint).isPresent()) {
                failed.accept(failure.get());
            } else if (failure.filter(ListFailure::isOfTheBuild).isPresent()) {
                find(found, failed);
            } else {
                // What was refused to the other task may be granted to this one, with another secret of the same key.
                read(found, failed);
            }
        });
    }

    private void read(Consumer<Optional<String>> found, Consumer<ListFailure> failed) {
        reader.accept(
                listed -> {
                    end(Optional.empty());
                    found.accept(ids.find(task).flatMap(Function.identity()));
                },
                failure -> {
                    end(Optional.of(failure));
                    failed.accept(failure);
                });
    }

    /** For when the task ends, whatever ended it: nobody waits for it any longer. */
    void end() {
        end(Optional.of(ListFailure.of(ListFailure.Kind.STOPPED)));
    }

    private void end(Optional<ListFailure> failure) {
        if (leads) {
            leads = false;
            ids.endLookup(task, failure);
        }
    }
}
