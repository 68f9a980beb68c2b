package io.jenkins.plugins.mongodbcloud.access;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * One attempt to remove the access of a grant that is pending. Other grants may be of the same key, unless it was made for
 * this one: the last of them removes the access, and nobody else decides about the key meanwhile.
 *
 * @param policy what the outcome does to the build
 * @param late whether the build has ended, so that access may have been given anew since
 * @param repeated whether an earlier attempt may have removed the access without a response on record
 */
public record GrantRemoval(
        Grant grant,
        Authority authority,
        GrantServices services,
        BuildResultPolicy policy,
        boolean late,
        boolean repeated) {

    private static final long SOON = Duration.ofMinutes(1).toMillis();
    private static final Logger LOGGER = Logger.getLogger(GrantRemoval.class.getName());

    /**
     * What an attempt came to.
     *
     * @param result with the outcome {@link Outcome#PENDING} if there will be another attempt by itself
     * @param warning what is left in the organization; null if nothing is
     */
    public record Removed(KeyResult result, String warning) {}

    /** Starts and returns at once; never completes exceptionally. The grant is on disk as it is then. */
    public CompletableFuture<Removed> start() {
        return grant.kind() == Grant.Kind.NEW_KEY ? new RemovalAttempt(this).start() : lockAndRemove();
    }

    private CompletableFuture<Removed> lockAndRemove() {
        return services.recorder()
                .lock(grant.key())
                .handleAsync(
                        (release, failure) -> {
                            if (release == null) {
                                return CompletableFuture.completedFuture(later(Messages.Assign_Busy()));
                            }
                            return removeAlone().whenComplete((removed, broken) -> release.run());
                        },
                        services.executor())
                .thenCompose(removed -> removed);
    }

    private CompletableFuture<Removed> removeAlone() {
        try {
            List<Grant> others = services.recorder().sameKey(grant.key(), grant.id());
            boolean held = others.stream().anyMatch(other -> other.state() == GrantState.HELD);
            if (held && now() >= grant.quietUntil()) {
                Removed removed = stillHeld();
                services.recorder().settled(grant, removed.result());
                return CompletableFuture.completedFuture(removed);
            }
            if (held || others.stream().anyMatch(other -> other.state() == GrantState.ASSIGNING)) {
                Removed removed = stillHeld();
                long soon = Math.max(grant.quietUntil(), now() + SOON);
                record().keep(GrantSchedule.at(grant, soon, removed.result().message()));
                return CompletableFuture.completedFuture(removed);
            }
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot read or write the grants of the key of " + grant.id());
            return CompletableFuture.completedFuture(later(Messages.Assign_NotRecorded(FailureMessages.describe(e))));
        }
        return new RemovalAttempt(this).start();
    }

    private Removed stillHeld() {
        Grant.Key key = grant.key();
        String message = Messages.Grant_StillHeld(ApiKeyFormat.name(key.listed()), key.projectId(), key.endpoint());
        return new Removed(result(Outcome.STILL_HELD).key(key.listed()).build(message), null);
    }

    private Removed later(String reason) {
        return record().retry(result(Outcome.PENDING).build(reason));
    }

    private RemovalRecord record() {
        return new RemovalRecord(this);
    }

    KeyResult.Builder result(Outcome outcome) {
        return KeyResult.builder(grant.key().projectId(), grant.key().endpoint())
                .outcome(outcome, policy);
    }

    long now() {
        return services.now().getAsLong();
    }
}
