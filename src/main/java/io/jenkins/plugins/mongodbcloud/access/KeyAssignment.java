package io.jenkins.plugins.mongodbcloud.access;

import io.jenkins.plugins.mongodbcloud.client.CallResult;
import io.jenkins.plugins.mongodbcloud.client.ErrorCategory;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Gives access to a key for a build. A request that gives access has its grant on disk before it is sent; if nobody knows
 * what became of it, that grant is pending. No thread waits for it.
 */
public abstract class KeyAssignment {

    private static final Logger LOGGER = Logger.getLogger(KeyAssignment.class.getName());

    final GrantDraft draft;
    final Authority authority;
    final GrantServices services;
    final CallTracker calls;
    private final CompletableFuture<GivenKey> given = new CompletableFuture<>();
    // The grant of the request under way; null if there is none.
    volatile Grant current;
    // Whether one was let go.
    private volatile boolean pending;

    KeyAssignment(GrantDraft draft, Authority authority, GrantServices services, BooleanSupplier stopped) {
        this.draft = draft;
        this.authority = authority;
        this.services = services;
        this.calls = new CallTracker(services.api(), services.executor(), stopped, this::breakDown);
    }

    /**
     * Starts and returns at once.
     *
     * @return the key, whose grant is held; or exceptionally an {@link AccessNotGivenException}, and whatever may have
     *     access nevertheless is pending
     */
    public final CompletableFuture<GivenKey> start() {
        calls.start(this::begin);
        return given;
    }

    /** Cancels the request under way and sends no more. */
    public final void cancel() {
        calls.cancel();
    }

    abstract void begin();

    /** Whether access may have been given: something on the way may have put its own response in the place of the API's. */
    static boolean mayHaveActed(CallResult<?> result) {
        return result.cost().mayHaveTakenEffect()
                || result.category().filter(ErrorCategory.NOT_FROM_API::equals).isPresent();
    }

    /** Has the grant on disk before a request is sent; if it cannot be, none is. */
    final boolean isRecorded(Grant grant) {
        try {
            services.recorder().save(grant);
            current = grant;
            return true;
        } catch (IOException | RuntimeException e) {
            fail(Outcome.UNAVAILABLE, Messages.Assign_NotRecorded(FailureMessages.describe(e)));
            return false;
        }
    }

    /** Has it on disk that the key has access; if that cannot be, the access is removed. */
    final boolean isHeld(Grant held) {
        current = held;
        try {
            services.recorder().save(held);
            return true;
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot write the grant " + held.id());
            letGo();
            fail(Outcome.UNAVAILABLE, Messages.Assign_NotRecorded(FailureMessages.describe(e)));
            return false;
        }
    }

    /** Nothing has access by the grant. */
    final void forget() {
        try {
            services.recorder().remove(current);
            current = null;
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot remove the grant " + current.id());
            letGo();
        }
    }

    /** Has the access removed that there is or may be. If that cannot be written, what is on disk says enough. */
    final void letGo() {
        Grant grant = current;
        if (grant == null) {
            return;
        }
        current = null;
        pending = true;
        try {
            services.recorder().save(grant.pending(services.now().getAsLong()));
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot write that the grant " + grant.id() + " is pending");
        }
    }

    void give(GivenKey key) {
        given.complete(key);
    }

    void fail(Outcome outcome, String reason) {
        String project = draft.key().projectId();
        String endpoint = authority.endpoint().name();
        String message = pending
                ? Messages.Assign_Pending(project, endpoint, reason)
                : Messages.Assign_Failed(project, endpoint, reason);
        given.completeExceptionally(new AccessNotGivenException(outcome, message, pending));
    }

    /** The last resort, whatever threw. */
    final void breakDown(Throwable failure) {
        LOGGER.log(
                Level.WARNING,
                failure,
                () -> "An assignment in project " + draft.key().projectId() + " failed unexpectedly");
        calls.abandon();
        // The thread at hand may be HttpClient's, which must not write to disk.
        ForkJoinPool.commonPool().execute(() -> {
            letGo();
            fail(Outcome.UNAVAILABLE, FailureMessages.broken(failure));
        });
    }
}
