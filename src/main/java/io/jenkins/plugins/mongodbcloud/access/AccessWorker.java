package io.jenkins.plugins.mongodbcloud.access;

import io.jenkins.plugins.mongodbcloud.client.AdminClient;
import java.util.concurrent.Executor;

/** Starts unassignments on a client of the Administration API. */
public final class AccessWorker {

    private final AdminClient api;
    private final Executor executor;

    /**
     * @param executor runs short tasks that may resolve a host name and write the journal, but never wait
     *     for MongoDB Cloud
     */
    public AccessWorker(AdminClient api, Executor executor) {
        this.api = api;
        this.executor = executor;
    }

    /** Starts the work and returns at once; if the executor takes no more, the report completes exceptionally. */
    public AccessExecution start(AccessTask job, ProgressRecorder journal) {
        AccessExecution unassignment = new AccessExecution(job, journal, api, executor);
        unassignment.start(executor);
        return unassignment;
    }
}
