package io.jenkins.plugins.mongodbcloud.configuration;

import hudson.AbortException;
import hudson.model.Item;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.mongodbcloud.access.Authority;
import io.jenkins.plugins.mongodbcloud.access.BuildResultPolicy;
import io.jenkins.plugins.mongodbcloud.access.Grant;
import io.jenkins.plugins.mongodbcloud.access.GrantRemoval;
import io.jenkins.plugins.mongodbcloud.access.GrantRemoval.Removed;
import io.jenkins.plugins.mongodbcloud.access.GrantSchedule;
import io.jenkins.plugins.mongodbcloud.access.GrantState;
import io.jenkins.plugins.mongodbcloud.access.KeyResult;
import io.jenkins.plugins.mongodbcloud.access.Outcome;
import io.jenkins.plugins.mongodbcloud.client.ApiEndpoint;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;

/** Removes access in the background, a few at a time of each endpoint, and each only once at a time. */
final class PendingUnassignments {

    /** Removals at once of one endpoint, whose sessions builds need too. */
    static final int PER_ENDPOINT = 8;

    private static final Logger LOGGER = Logger.getLogger(PendingUnassignments.class.getName());

    private final GrantRegistry grants;
    private final Map<String, CompletableFuture<Removed>> underWay = new ConcurrentHashMap<>();
    // Guarded by this.
    private final Map<String, Line> lines = new HashMap<>();

    PendingUnassignments(GrantRegistry grants) {
        this.grants = grants;
    }

    /** The grants of an endpoint that are to be tried, and how many are being tried. */
    private static final class Line {
        private final Set<String> waiting = new LinkedHashSet<>();
        private int running;
    }

    /** Tries these as soon as there is room; those that are waiting or under way are not tried twice. */
    void offer(Collection<Grant> due) {
        for (Grant grant : due) {
            synchronized (this) {
                Line line = lines.computeIfAbsent(grant.key().endpoint(), endpoint -> new Line());
                if (!underWay.containsKey(grant.id())) {
                    line.waiting.add(grant.id());
                }
            }
        }
        due.stream().map(grant -> grant.key().endpoint()).distinct().forEach(this::next);
    }

    boolean isUnderWay(String grantId) {
        return underWay.containsKey(grantId);
    }

    private void next(String endpoint) {
        while (true) {
            String id;
            synchronized (this) {
                Line line = lines.get(endpoint);
                Iterator<String> waiting = line.waiting.iterator();
                if (line.running >= PER_ENDPOINT || !waiting.hasNext()) {
                    return;
                }
                id = waiting.next();
                waiting.remove();
                line.running++;
            }
            CompletableFuture<?> attempt = attempt(id);
            if (attempt.isDone()) {
                ended(endpoint);
            } else {
                attempt.whenComplete((removed, failure) -> {
                    ended(endpoint);
                    next(endpoint);
                });
            }
        }
    }

    private synchronized void ended(String endpoint) {
        lines.get(endpoint).running--;
    }

    private CompletableFuture<?> attempt(String id) {
        Optional<Grant> grant = grants.current(id).filter(found -> found.due(grants.now()));
        return grant.isEmpty()
                ? CompletableFuture.completedFuture(null)
                : remove(grant.get(), () -> authority(grant.get()), BuildResultPolicy.DEFAULT, true);
    }

    /**
     * Tries once to remove the access of a grant; joins the attempt that is under way, if one is.
     *
     * @param authority looks up where and as whom
     * @param late whether the build has ended
     * @return never completes exceptionally, unless Jenkins goes down
     */
    CompletableFuture<Removed> remove(
            Grant grant, Supplier<CompletableFuture<Authority>> authority, BuildResultPolicy policy, boolean late) {
        CompletableFuture<Removed> removed = new CompletableFuture<>();
        CompletableFuture<Removed> other = underWay.putIfAbsent(grant.id(), removed);
        if (other != null) {
            return other.copy();
        }
        // Jenkins may have gone down during the attempt before which the grant was written.
        boolean repeated = grant.state() == GrantState.PENDING;
        Grant pending = grant.pending(grants.now());
        if (!repeated) {
            save(pending);
        }
        found(authority)
                .handleAsync(
                        (found, failure) -> {
                            if (failure != null) {
                                return CompletableFuture.completedFuture(refused(pending, cause(failure), policy));
                            }
                            return new GrantRemoval(pending, found, grants.services(), policy, late, repeated).start();
                        },
                        GrantRegistry.executor())
                .thenCompose(attempt -> attempt)
                .whenComplete((result, failure) -> {
                    underWay.remove(grant.id(), removed);
                    grants.attemptEnded(grant.id());
                    if (failure == null) {
                        removed.complete(result);
                    } else {
                        removed.completeExceptionally(failure);
                    }
                });
        return removed;
    }

    private static CompletableFuture<Authority> found(Supplier<CompletableFuture<Authority>> authority) {
        try {
            return authority.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Nothing was sent. */
    private Removed refused(Grant grant, Throwable cause, BuildResultPolicy policy) {
        String reason = cause instanceof AbortException ? cause.getMessage() : cause.toString();
        save(GrantSchedule.refused(grant, reason, grants.now()));
        return new Removed(
                KeyResult.builder(grant.key().projectId(), grant.key().endpoint())
                        .outcome(Outcome.REJECTED, policy)
                        .build(reason),
                null);
    }

    /** What is on disk is enough to remove the access, if this cannot be written. */
    private void save(Grant grant) {
        try {
            grants.save(grant);
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot write the grant " + grant.id());
        }
    }

    /** As the credential of the build would be found, without the build. */
    @SuppressWarnings("try")
    private static CompletableFuture<Authority> authority(Grant grant) {
        try (ACLContext context = ACL.as2(ACL.SYSTEM2)) {
            Item item = Jenkins.get().getItemByFullName(grant.holder().job(), Item.class);
            Endpoint configured =
                    MongoDbCloudConfiguration.get().endpoint(grant.key().endpoint());
            ApiEndpoint endpoint = GrantFactory.endpoint(grant.key().endpoint());
            String id = item == null
                    ? configured.getCredentialsId()
                    : grant.holder().credentialsId();
            return CredentialsLookup.get()
                    .findLater(id, item, endpoint)
                    .thenApply(credential -> new Authority(endpoint, credential, id));
        } catch (AbortException | RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    /** The last resort for what nobody waits for. */
    static Void report(Throwable failure) {
        LOGGER.log(Level.WARNING, cause(failure), () -> "Grants of MongoDB Cloud access could not be looked after");
        return null;
    }
}
