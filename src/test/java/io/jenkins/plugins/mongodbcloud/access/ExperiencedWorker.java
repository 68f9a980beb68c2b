package io.jenkins.plugins.mongodbcloud.access;

import io.jenkins.plugins.mongodbcloud.client.AdminClient;
import io.jenkins.plugins.mongodbcloud.client.ApiKey;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.util.List;
import java.util.concurrent.Executor;

/** A worker that has seen a project's list before, and so costs no request to protect the key that authenticates. */
public final class ExperiencedWorker {

    private ExperiencedWorker() {}

    public static AccessWorker of(AdminClient api, Executor executor, AccessTask task) {
        OwnKeyIds ids = new OwnKeyIds(System::nanoTime);
        String publicKey = SimulatorSeed.ADMIN.publicKey();
        ids.learn(task, List.of(new ApiKey(SimulatorSeed.ADMIN.id(), publicKey, "", List.of())));
        return new AccessWorker(api, executor, ids);
    }
}
