package io.jenkins.plugins.mongodbcloud.configuration;

import hudson.AbortException;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.init.Terminator;
import hudson.model.Run;
import hudson.util.Secret;
import io.jenkins.plugins.mongodbcloud.access.AccessNotGivenException;
import io.jenkins.plugins.mongodbcloud.access.Authority;
import io.jenkins.plugins.mongodbcloud.access.BuildResultPolicy;
import io.jenkins.plugins.mongodbcloud.access.ExistingKeyAssignment;
import io.jenkins.plugins.mongodbcloud.access.GivenKey;
import io.jenkins.plugins.mongodbcloud.access.Grant;
import io.jenkins.plugins.mongodbcloud.access.GrantSchedule;
import io.jenkins.plugins.mongodbcloud.access.GrantState;
import io.jenkins.plugins.mongodbcloud.access.KeyAssignment;
import io.jenkins.plugins.mongodbcloud.access.KeyResult;
import io.jenkins.plugins.mongodbcloud.access.NewKeyAssignment;
import io.jenkins.plugins.mongodbcloud.access.Outcome;
import io.jenkins.plugins.mongodbcloud.client.ApiEndpoint;
import io.jenkins.plugins.mongodbcloud.journal.GrantStore;
import io.jenkins.plugins.mongodbcloud.journal.JournalSnapshot;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.springframework.security.core.Authentication;

/**
 * The access that builds have and that is to be removed: gives it, removes it, and sees to it that none outlives its
 * build. Nothing here blocks; futures complete on threads that may write to disk, but must not wait.
 */
@Extension
public final class Grants {

    private static final Logger LOGGER = Logger.getLogger(Grants.class.getName());

    private final GrantRegistry registry = new GrantRegistry();

    public static Grants get() {
        return ExtensionList.lookupSingleton(Grants.class);
    }

    /** The time by which grants are looked after, in milliseconds of the epoch. */
    public long now() {
        return registry.now();
    }

    /** For tests: milliseconds of the epoch. */
    void setClock(LongSupplier milliseconds) {
        registry.setClock(milliseconds);
    }

    /**
     * Gives access to a build, which holds it until {@link #end} or until the build is over.
     *
     * @param run the build, in whose context the credential is looked up
     * @param as as whom it runs
     * @param log told what the user should know in between
     * @param stopped asked before each request, from any thread; once true none is sent
     * @param cancel completed when the assignment is to be cancelled
     * @return fails with an {@link AbortException} or an {@link AccessNotGivenException} for the user, or with a
     *     {@link CancellationException} if it was cancelled before; whatever may have access then is removed in the background
     */
    public CompletableFuture<GivenAccess> assign(
            GrantRequest request,
            Run<?, ?> run,
            Authentication as,
            Consumer<String> log,
            BooleanSupplier stopped,
            CompletableFuture<?> cancel) {
        BooleanSupplier ended = () -> cancel.isDone() || stopped.getAsBoolean();
        return registry.open()
                .thenCompose(store -> {
                    CompletableFuture<GrantFactory.Order> order = GrantFactory.of(request, run, as, store.controller());
                    // Who cancels it may not wait, and what follows may write to disk.
                    cancel.thenRunAsync(() -> order.cancel(false));
                    return order;
                })
                .thenComposeAsync(
                        order -> {
                            KeyAssignment assignment = assignment(request, order, log, ended);
                            CompletableFuture<GivenKey> key = assignment.start();
                            cancel.thenRunAsync(assignment::cancel);
                            return key.thenApply(order::withPair);
                        },
                        GrantRegistry.executor())
                .thenApply(key -> {
                    registry.held(key.grant(), run);
                    GrantJournal.assigned(key.grant(), run);
                    return access(key);
                });
    }

    private KeyAssignment assignment(
            GrantRequest request, GrantFactory.Order order, Consumer<String> log, BooleanSupplier stopped) {
        return request.existing() == null
                ? new NewKeyAssignment(order.draft(), order.authority(), registry.services(), stopped, log)
                : new ExistingKeyAssignment(order.draft(), order.authority(), registry.services(), stopped);
    }

    private static GivenAccess access(GivenKey key) {
        return key.pair() == null
                ? new GivenAccess(key.grant(), key.grant().key().publicKey(), null)
                : new GivenAccess(
                        key.grant(),
                        key.pair().publicKey(),
                        Secret.fromString(key.pair().privateKey()));
    }

    /**
     * Ends a grant: tries to remove the access once. What cannot be removed is tried again in the background.
     *
     * @param policy what the outcome does to the build
     * @return how the access went; {@link io.jenkins.plugins.mongodbcloud.access.Outcome#PENDING} if it is tried again
     */
    public CompletableFuture<KeyResult> end(
            String grantId, BuildResultPolicy policy, Run<?, ?> run, Authentication as, Consumer<String> log) {
        return registry.open()
                .thenComposeAsync(
                        store -> {
                            Optional<Grant> grant = store.get(grantId);
                            if (grant.isEmpty()) {
                                return CompletableFuture.completedFuture(ended(grantId, run, policy));
                            }
                            return registry.pending()
                                    .remove(grant.get(), () -> authority(grant.get(), run, as), policy, false)
                                    .thenApply(removed -> {
                                        if (removed.warning() != null) {
                                            log.accept(removed.warning());
                                        }
                                        // An attempt of the background that was joined has no policy of the build.
                                        KeyResult result = removed.result()
                                                .with(
                                                        removed.result().outcome(),
                                                        policy,
                                                        removed.result().message());
                                        if (store.get(grantId).isPresent()) {
                                            GrantJournal.ended(grant.get(), run, result, registry.now());
                                        }
                                        return result;
                                    });
                        },
                        GrantRegistry.executor());
    }

    /** What became of a grant whose end came before a restart, or that was given up. */
    private static KeyResult ended(String grantId, Run<?, ?> run, BuildResultPolicy policy) {
        try {
            Optional<KeyResult> result = JournalSnapshot.of(run).resultOf(grantId);
            if (result.isPresent()) {
                return result.get();
            }
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot read the journal of " + run);
        }
        return GrantFactory.givenUp(policy);
    }

    private static CompletableFuture<Authority> authority(Grant grant, Run<?, ?> run, Authentication as) {
        try {
            ApiEndpoint endpoint = GrantFactory.endpoint(grant.key().endpoint());
            String id = grant.holder().credentialsId();
            return CredentialsLookup.get()
                    .find(id, run, endpoint, as)
                    .thenApply(credential -> new Authority(endpoint, credential, id));
        } catch (AbortException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /**
     * Has all that was given to a call removed in the background, also by an earlier process. Returns at once.
     *
     * @param except the name of the grant that the call needs; null if it needs none
     */
    public CompletableFuture<Void> handOver(String call, String except) {
        return registry.open()
                .thenAcceptAsync(
                        store -> store.all().stream()
                                .filter(grant -> grant.holder().call().equals(call)
                                        && !grant.id().equals(except))
                                .forEach(registry::release),
                        GrantRegistry.executor())
                .exceptionally(PendingUnassignments::report);
    }

    /**
     * Has it in the journal of a build that what was given to a call of it is to be removed in the background. For a thread
     * that may write to disk.
     *
     * @return whether anything was given
     */
    public boolean journalPending(String call, Run<?, ?> run, BuildResultPolicy policy, String message) {
        return registry.journalPending(call, run, policy, message);
    }

    /** Completes when grants can be kept; fails with an {@link AbortException} for the user if they cannot be. */
    public CompletableFuture<?> ready() {
        return registry.open();
    }

    /**
     * Keeps an unassignment that did not come to its end, and tries it until it does. For a thread that may write to disk.
     *
     * @return the result with the outcome {@link Outcome#PENDING}; as it was if it cannot be kept
     */
    public KeyResult keepTrying(KeyResult result, Unassignment unassignment) {
        try {
            registry.keep(unassignment.grant(result, registry.now()));
        } catch (IOException | RuntimeException e) {
            String message = result.message() + " " + Messages.Grants_NotKept(e.getMessage());
            return result.with(result.outcome(), unassignment.policy(), message);
        }
        return result.with(Outcome.PENDING, unassignment.policy(), result.message() + " " + Messages.Grants_Kept());
    }

    /** Every grant and every pending unassignment that is known. Cheap. */
    public List<Grant> all() {
        return registry.store().map(GrantStore::all).orElse(List.of());
    }

    /** The names of files of grants that cannot be read. Cheap. */
    public List<String> unreadable() {
        return registry.store().map(store -> List.copyOf(store.unreadable())).orElse(List.of());
    }

    /** Tries at once to remove an access that is pending, as an administrator says, whatever its age and roles. */
    public void tryNow(String grantId) {
        change(grantId, grant -> {
            if (grant.state() == GrantState.PENDING) {
                registry.save(GrantSchedule.confirm(grant));
            }
        });
    }

    /** Forgets a pending unassignment although the access may be there, as an administrator says. */
    public void giveUp(String grantId) {
        change(grantId, grant -> {
            if (grant.state() == GrantState.PENDING) {
                registry.giveUp(grant);
            }
        });
    }

    /** What is done to a grant. */
    @FunctionalInterface
    private interface Change {
        void to(Grant grant) throws IOException;
    }

    private void change(String grantId, Change change) {
        registry.open()
                .thenAcceptAsync(
                        store -> store.get(grantId).ifPresent(grant -> {
                            try {
                                change.to(grant);
                            } catch (IOException e) {
                                throw new CompletionException(e);
                            }
                        }),
                        GrantRegistry.executor())
                .exceptionally(PendingUnassignments::report);
    }

    /** A build has come to its end, or is deleted. Returns at once. */
    void release(Run<?, ?> run) {
        registry.release(run);
    }

    /** A job has another full name now. Returns at once. */
    void moved(String from, String to) {
        registry.moved(from, to);
    }

    /** Done at start-up and each minute: what other controllers left, builds that are over, and what is due. */
    CompletableFuture<Void> work() {
        return registry.work();
    }

    /** Called by Jenkins as it goes down: the next process looks after the grants. */
    @Terminator
    public static void stop() {
        ExtensionList.lookup(Grants.class)
                .forEach(grants -> grants.registry.store().ifPresent(GrantStore::close));
    }
}
