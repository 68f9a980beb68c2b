package io.jenkins.plugins.mongodbcloud.configuration;

import hudson.AbortException;
import hudson.model.Job;
import hudson.model.Run;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.mongodbcloud.access.BuildResultPolicy;
import io.jenkins.plugins.mongodbcloud.access.Grant;
import io.jenkins.plugins.mongodbcloud.access.GrantRecorder;
import io.jenkins.plugins.mongodbcloud.access.GrantSchedule;
import io.jenkins.plugins.mongodbcloud.access.GrantServices;
import io.jenkins.plugins.mongodbcloud.access.GrantState;
import io.jenkins.plugins.mongodbcloud.access.KeyResult;
import io.jenkins.plugins.mongodbcloud.journal.GrantFile;
import io.jenkins.plugins.mongodbcloud.journal.GrantStore;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;

/**
 * The grants on disk and the builds that hold them. The directory is opened by whoever needs it first, and again after a
 * failure; what an earlier process left is taken over then.
 */
final class GrantRegistry implements GrantRecorder {

    private static final Logger LOGGER = Logger.getLogger(GrantRegistry.class.getName());

    private final PendingUnassignments pending = new PendingUnassignments(this);
    // The builds that hold a grant, whose jobs may be renamed meanwhile.
    private final Map<String, Run<?, ?>> runs = new ConcurrentHashMap<>();
    // Those that were given up while an attempt was under way.
    private final Set<String> givenUp = ConcurrentHashMap.newKeySet();
    // Held so that nothing is said to be pending after its end.
    private final Object journal = new Object();
    private volatile LongSupplier clock = System::currentTimeMillis;
    private CompletableFuture<GrantStore> opened;

    /** What is removed in the background. */
    PendingUnassignments pending() {
        return pending;
    }

    void setClock(LongSupplier milliseconds) {
        clock = milliseconds;
    }

    long now() {
        return clock.getAsLong();
    }

    static Executor executor() {
        return MongoDbCloudClient.get().executor();
    }

    GrantServices services() {
        MongoDbCloudClient client = MongoDbCloudClient.get();
        return new GrantServices(client.api(), executor(), client.accessWorker(), this, this::now);
    }

    /** Fails with an {@link AbortException} for the user if the directory cannot be used. */
    synchronized CompletableFuture<GrantStore> open() {
        if (opened == null || opened.isCompletedExceptionally()) {
            try {
                opened = CompletableFuture.supplyAsync(this::openStore, executor());
            } catch (RuntimeException full) {
                return CompletableFuture.failedFuture(full);
            }
        }
        return opened;
    }

    private GrantStore openStore() {
        try {
            GrantStore store = GrantStore.open(GrantStore.directory());
            takeOver(store, true);
            return store;
        } catch (IOException e) {
            throw new CompletionException(new AbortException(Messages.Grants_Unavailable(e.getMessage())));
        }
    }

    /** Empty as long as the directory is not open. Cheap. */
    synchronized Optional<GrantStore> store() {
        return opened == null || opened.isCompletedExceptionally()
                ? Optional.empty()
                : Optional.ofNullable(opened.getNow(null));
    }

    /** For grants, which nobody has before the directory is open. */
    private GrantStore required() {
        return store().orElseThrow();
    }

    Optional<Grant> current(String grantId) {
        return store().flatMap(store -> store.get(grantId));
    }

    /** Takes over what controllers left that have ended, and starts what is due. */
    CompletableFuture<Void> work() {
        return open().thenAcceptAsync(
                        store -> {
                            takeOver(store, false);
                            List<Grant> own =
                                    store.all().stream().filter(store::owns).toList();
                            own.stream()
                                    .filter(grant -> grant.state() == GrantState.HELD && !isRunning(grant))
                                    .forEach(this::release);
                            pending.offer(own.stream()
                                    .filter(grant -> grant.due(now()))
                                    .toList());
                        },
                        executor())
                .exceptionally(PendingUnassignments::report);
    }

    private void takeOver(GrantStore store, boolean atStart) {
        try {
            store.refresh(grant -> {
                if (grant.state() == GrantState.HELD && isRunning(grant)) {
                    return grant;
                }
                Grant released = grant.pending(now());
                return atStart ? GrantSchedule.atStart(released, now()) : released;
            });
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot read the grants on disk");
        }
    }

    /** A build holds a grant. */
    void held(Grant grant, Run<?, ?> run) {
        runs.put(grant.id(), run);
    }

    /** A build has come to its end, or is deleted. */
    void release(Run<?, ?> run) {
        open().thenAcceptAsync(
                        store -> store.all().stream()
                                .filter(grant -> grant.state() == GrantState.HELD && isHolder(grant, run))
                                .filter(store::owns)
                                .forEach(this::release),
                        executor())
                .exceptionally(PendingUnassignments::report);
    }

    private boolean isHolder(Grant grant, Run<?, ?> run) {
        Run<?, ?> known = runs.get(grant.id());
        return known == run
                || known == null
                        && grant.holder().build() == run.getNumber()
                        && grant.holder().job().equals(run.getParent().getFullName());
    }

    /** A job was renamed or moved. */
    void moved(String from, String to) {
        // Known at once, since the credential may be looked up next; on disk soon.
        open().thenAccept(store -> {
                    if (store.moved(from, to)) {
                        executor().execute(store::saveAgain);
                    }
                })
                .exceptionally(PendingUnassignments::report);
    }

    /** The access is to be removed, whatever the build does. */
    void release(Grant grant) {
        // What is pending may be so for days.
        runs.computeIfPresent(grant.id(), (id, run) -> run.isBuilding() ? run : null);
        if (grant.state() == GrantState.PENDING) {
            // An attempt may know more of it by now.
            pending.offer(grant.due(now()) ? List.of(grant) : List.of());
            return;
        }
        try {
            save(grant.pending(now()));
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot write that the grant " + grant.id() + " is pending");
        }
    }

    private boolean isRunning(Grant grant) {
        Run<?, ?> run = runs.get(grant.id());
        if (run == null) {
            run = find(grant.holder()).orElse(null);
            if (run != null && run.isBuilding()) {
                runs.put(grant.id(), run);
            }
        }
        return run != null && run.isBuilding();
    }

    @SuppressWarnings({"rawtypes", "try"})
    private static Optional<Run<?, ?>> find(Grant.Holder holder) {
        try (ACLContext context = ACL.as2(ACL.SYSTEM2)) {
            Job job = Jenkins.get().getItemByFullName(holder.job(), Job.class);
            return job == null
                    ? Optional.empty()
                    : Optional.ofNullable((Run<?, ?>) job.getBuildByNumber(holder.build()));
        }
    }

    /** An administrator gives a pending unassignment up, also during an attempt, whose end does not bring it back. */
    void giveUp(Grant grant) throws IOException {
        givenUp.add(grant.id());
        remove(grant);
        if (!pending.isUnderWay(grant.id())) {
            attemptEnded(grant.id());
        }
    }

    /** Nothing more is said of the grant by an attempt. */
    void attemptEnded(String grantId) {
        givenUp.remove(grantId);
    }

    /** Has an unassignment on disk when it returns, also if what is there is not read yet. */
    void keep(Grant unassignment) throws IOException {
        Optional<GrantStore> store = store();
        if (store.isPresent()) {
            save(unassignment.ownedBy(store.get().controller()));
        } else {
            GrantFile.leave(GrantStore.directory(), unassignment);
        }
    }

    @Override
    public void save(Grant grant) throws IOException {
        if (givenUp.contains(grant.id())) {
            return;
        }
        required().save(grant);
        if (givenUp.contains(grant.id())) {
            required().remove(grant);
            return;
        }
        if (grant.due(now())) {
            pending.offer(List.of(grant));
        }
    }

    @Override
    public void remove(Grant grant) throws IOException {
        required().remove(grant);
        runs.remove(grant.id());
    }

    @Override
    public void settled(Grant grant, KeyResult result) throws IOException {
        Optional<Run<?, ?>> known =
                Optional.<Run<?, ?>>ofNullable(runs.get(grant.id())).or(() -> find(grant.holder()));
        synchronized (journal) {
            known.ifPresent(run -> GrantJournal.ended(grant, run, result, now()));
            remove(grant);
        }
    }

    boolean journalPending(String call, Run<?, ?> run, BuildResultPolicy policy, String message) {
        synchronized (journal) {
            List<Grant> given = store().stream()
                    .flatMap(store -> store.all().stream())
                    .filter(grant -> grant.holder().call().equals(call))
                    .toList();
            given.forEach(grant -> GrantJournal.pending(grant, run, policy, message, now()));
            return !given.isEmpty();
        }
    }

    @Override
    public List<Grant> sameKey(Grant.Key key, String exceptId) throws IOException {
        return required().sameKey(key, exceptId);
    }

    @Override
    public CompletableFuture<Runnable> lock(Grant.Key key) {
        return open().thenCompose(store -> store.lock(key));
    }
}
