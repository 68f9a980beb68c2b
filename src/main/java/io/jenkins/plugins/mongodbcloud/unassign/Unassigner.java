package io.jenkins.plugins.mongodbcloud.unassign;

import io.jenkins.plugins.mongodbcloud.admin.AdminApi;
import java.util.concurrent.Executor;

/** Starts unassignments on a client of the Administration API. */
public final class Unassigner {

    private final AdminApi api;
    private final Executor executor;

    /**
     * @param executor runs short tasks that may resolve a host name and write the journal, but never wait
     *     for MongoDB Cloud
     */
    public Unassigner(AdminApi api, Executor executor) {
        this.api = api;
        this.executor = executor;
    }

    /** Starts the work and returns at once; if the executor takes no more, the report completes exceptionally. */
    public Unassignment start(Job job, Journal journal) {
        Unassignment unassignment = new Unassignment(job, journal, api, executor);
        unassignment.start(executor);
        return unassignment;
    }
}
