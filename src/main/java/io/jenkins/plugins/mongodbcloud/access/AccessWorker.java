package io.jenkins.plugins.mongodbcloud.access;

import io.jenkins.plugins.mongodbcloud.client.AdminClient;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

/**
 * Starts tasks on a client of the Administration API. One for all builds: it remembers, for as long as it lives,
 * which keys are those that authenticate.
 */
public final class AccessWorker {

    private final AdminClient api;
    private final Executor executor;
    private final OwnKeyIds ownKeyIds;

    /** @param executor runs short tasks that may write the journal, but never wait for MongoDB Cloud */
    public AccessWorker(AdminClient api, Executor executor) {
        this(api, executor, new OwnKeyIds(System::nanoTime));
    }

    AccessWorker(AdminClient api, Executor executor, OwnKeyIds ownKeyIds) {
        this.api = api;
        this.executor = executor;
        this.ownKeyIds = ownKeyIds;
    }

    /**
     * Starts the task and returns at once.
     *
     * @param stopped asked before each request, from any thread; once true none is sent, as after
     *     {@link AccessExecution#cancel}. It must neither block nor throw
     */
    public AccessExecution start(AccessTask task, ProgressRecorder recorder, BooleanSupplier stopped) {
        AccessExecution execution = new AccessExecution(task, recorder, ownKeyIds, api, executor, stopped);
        execution.start();
        return execution;
    }
}
