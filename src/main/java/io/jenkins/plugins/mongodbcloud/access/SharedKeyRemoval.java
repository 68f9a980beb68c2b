package io.jenkins.plugins.mongodbcloud.access;

import io.jenkins.plugins.mongodbcloud.access.GrantRemoval.Removed;
import io.jenkins.plugins.mongodbcloud.client.ApiKey;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * One attempt to remove the access of a key that other grants may be of, too: the last of them removes it. Nobody else
 * decides about the key meanwhile.
 */
public final class SharedKeyRemoval {

    private static final long SOON = Duration.ofMinutes(1).toMillis();
    private static final Logger LOGGER = Logger.getLogger(SharedKeyRemoval.class.getName());

    private final Grant grant;
    private final Authority authority;
    private final GrantServices services;
    private final BuildResultPolicy policy;
    private final boolean late;
    private final boolean repeated;

    /**
     * @param policy what the outcome does to the build
     * @param late whether the build has ended, so that access may have been given anew since
     */
    public SharedKeyRemoval(
            Grant grant, Authority authority, GrantServices services, BuildResultPolicy policy, boolean late) {
        this(grant, authority, services, policy, late, false);
    }

    /** @param repeated whether an earlier attempt may have removed the access without a response on record */
    public SharedKeyRemoval(
            Grant grant,
            Authority authority,
            GrantServices services,
            BuildResultPolicy policy,
            boolean late,
            boolean repeated) {
        this.repeated = repeated;
        this.grant = grant;
        this.authority = authority;
        this.services = services;
        this.policy = policy;
        this.late = late;
    }

    /** Starts and returns at once. The grant is on disk as it is then. */
    public CompletableFuture<Removed> start() {
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
            if (held && services.now().getAsLong() >= grant.quietUntil()) {
                Removed removed = stillHeld();
                services.recorder().settled(grant, removed.result());
                return CompletableFuture.completedFuture(removed);
            }
            if (held || others.stream().anyMatch(other -> other.state() == GrantState.ASSIGNING)) {
                Removed removed = stillHeld();
                keep(GrantSchedule.at(grant, soon(), removed.result().message()));
                return CompletableFuture.completedFuture(removed);
            }
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot read or write the grants of the key of " + grant.id());
            return CompletableFuture.completedFuture(later(Messages.Assign_NotRecorded(FailureMessages.describe(e))));
        }
        return new GrantRemoval(grant, authority, services, policy, late, repeated).start();
    }

    private long soon() {
        return Math.max(grant.quietUntil(), services.now().getAsLong() + SOON);
    }

    private Removed stillHeld() {
        Grant.Key key = grant.key();
        String publicKey = key.publicKey() == null ? "" : key.publicKey();
        ApiKey named = new ApiKey(key.apiKeyId(), publicKey, "", key.roles());
        return new Removed(
                KeyResult.builder(key.projectId(), key.endpoint())
                        .key(named)
                        .outcome(Outcome.STILL_HELD, policy)
                        .build(Messages.Grant_StillHeld(ApiKeyFormat.name(named), key.projectId(), key.endpoint())),
                null);
    }

    private Removed later(String reason) {
        keep(GrantSchedule.retry(grant, reason, null, services.now().getAsLong()));
        KeyResult.Builder result = KeyResult.builder(
                        grant.key().projectId(), grant.key().endpoint())
                .outcome(Outcome.PENDING, policy);
        return new Removed(result.build(reason + " " + Messages.Grant_Pending()), null);
    }

    private void keep(Grant changed) {
        try {
            services.recorder().save(changed);
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot write the grant " + changed.id());
        }
    }
}
