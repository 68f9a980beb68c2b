package io.jenkins.plugins.mongodbcloud.access;

import io.jenkins.plugins.mongodbcloud.client.ApiCredential;
import io.jenkins.plugins.mongodbcloud.client.ApiEndpoint;
import io.jenkins.plugins.mongodbcloud.testing.GrantFixture;
import io.jenkins.plugins.mongodbcloud.testing.InMemoryGrants;
import io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatedKey;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Gives and removes access at a simulator, and keeps the grants in memory. */
final class GrantBench {

    final InMemoryGrants grants = new InMemoryGrants();
    final AtomicLong now = new AtomicLong(GrantFixture.CREATED);
    private final SimulatorExtension bench;

    GrantBench(SimulatorExtension bench) {
        this.bench = bench;
    }

    GrantServices services() {
        return new GrantServices(
                bench.api, bench.executor(), new AccessWorker(bench.api, bench.executor()), grants, now::get);
    }

    /** That may do anything. */
    Authority owner() {
        return authority(bench.endpoint(), SimulatorExtension.pair(SimulatorSeed.OWNER));
    }

    Authority authority(ApiEndpoint endpoint, ApiCredential credential) {
        return new Authority(endpoint, credential, SimulatorExtension.CREDENTIALS);
    }

    /** For a key with these addresses that is made for the build. */
    GrantDraft newKey(boolean delete, String... addresses) {
        return GrantFixture.draft(
                GrantFixture.key(bench.endpoint(), null, null, "GROUP_READ_ONLY"), "this", delete, addresses);
    }

    /** Makes a key with these addresses. */
    GivenKey make(String... addresses) throws Exception {
        return make(owner(), newKey(true, addresses));
    }

    GivenKey make(Authority authority, GrantDraft draft) throws Exception {
        return give(new NewKeyAssignment(draft, authority, services(), () -> false, line -> {}));
    }

    /** Waits for the key; throws why there is none. */
    static GivenKey give(KeyAssignment assignment) throws Exception {
        try {
            return assignment.start().get(SimulatorExtension.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException refused) {
            throw (Exception) refused.getCause();
        }
    }

    /** Tries once to remove the access of a grant, as after the build. */
    KeyResult remove(Grant grant) {
        return remove(grant, owner(), true).result();
    }

    /** @param late whether the build has ended */
    GrantRemoval.Removed remove(Grant grant, Authority authority, boolean late) {
        return SimulatorExtension.await(new GrantRemoval(
                        grant.pending(now.get()), authority, services(), BuildResultPolicy.DEFAULT, late, false)
                .start());
    }

    /** IDs of the keys that were made and are still in the organization. */
    List<String> left() {
        return bench.cloud().createdKeys().stream()
                .map(SimulatedKey::id)
                .filter(id -> bench.cloud().orgKeyExists(SimulatorSeed.ORGANIZATION_ID, id))
                .toList();
    }
}
