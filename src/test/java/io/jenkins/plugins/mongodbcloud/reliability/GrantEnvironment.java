package io.jenkins.plugins.mongodbcloud.reliability;

import io.jenkins.plugins.mongodbcloud.access.AccessWorker;
import io.jenkins.plugins.mongodbcloud.access.Authority;
import io.jenkins.plugins.mongodbcloud.access.BuildResultPolicy;
import io.jenkins.plugins.mongodbcloud.access.ExistingKeyAssignment;
import io.jenkins.plugins.mongodbcloud.access.Grant;
import io.jenkins.plugins.mongodbcloud.access.GrantDraft;
import io.jenkins.plugins.mongodbcloud.access.GrantRemoval;
import io.jenkins.plugins.mongodbcloud.access.GrantServices;
import io.jenkins.plugins.mongodbcloud.access.KeyAssignment;
import io.jenkins.plugins.mongodbcloud.access.NewKeyAssignment;
import io.jenkins.plugins.mongodbcloud.client.AdminClient;
import io.jenkins.plugins.mongodbcloud.client.ApiEndpoint;
import io.jenkins.plugins.mongodbcloud.testing.GrantFixture;
import io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * What access is given and removed with.
 *
 * @param now the time, in milliseconds of the epoch
 */
record GrantEnvironment(AdminClient api, Executor executor, ApiEndpoint endpoint, AtomicLong now) {

    static final String PROJECT = SimulatorSeed.PROJECT_ID;
    static final String EXISTING = SimulatorSeed.UNASSIGNED_KEY_ID;
    private static final Duration BETWEEN_TRIES = Duration.ofHours(2);

    private GrantServices services(GrantController controller) {
        return new GrantServices(api, executor, new AccessWorker(api, executor), controller, now::get);
    }

    private Authority authority() {
        return new Authority(endpoint, SimulatorExtension.pair(SimulatorSeed.OWNER), SimulatorExtension.CREDENTIALS);
    }

    /** Of a build that asks for access. */
    KeyAssignment assignment(GrantScenario scenario, GrantController controller, BooleanSupplier stopped) {
        Grant.Key key = GrantFixture.key(endpoint, scenario.existing() ? EXISTING : null, null, "GROUP_READ_ONLY");
        String[] addresses = scenario.accessList() ? new String[] {"192.0.2.1"} : new String[0];
        GrantDraft draft = GrantFixture.draft(key, controller.store().controller(), scenario.delete(), addresses);
        return scenario.existing()
                ? new ExistingKeyAssignment(draft, authority(), services(controller), stopped)
                : new NewKeyAssignment(draft, authority(), services(controller), stopped, line -> {});
    }

    /** Has it on disk that the access is to be removed, if that can be; what is there says enough otherwise. */
    Grant handOver(GrantController controller, Grant grant) {
        Grant pending = grant.pending(now.get());
        try {
            controller.save(pending);
        } catch (IOException full) {
            // It is not lost.
        }
        return pending;
    }

    /** @param late whether the build is over */
    CompletableFuture<GrantRemoval.Removed> remove(GrantController controller, Grant grant, boolean late) {
        return new GrantRemoval(
                        handOver(controller, grant),
                        authority(),
                        services(controller),
                        BuildResultPolicy.DEFAULT,
                        late,
                        false)
                .start();
    }

    /** Time passes until whatever is pending is tried again. */
    void passTime() {
        now.addAndGet(BETWEEN_TRIES.toMillis());
    }
}
