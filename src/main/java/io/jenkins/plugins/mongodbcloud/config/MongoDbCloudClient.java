package io.jenkins.plugins.mongodbcloud.config;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.init.Terminator;
import io.jenkins.plugins.mongodbcloud.admin.AdminApi;
import io.jenkins.plugins.mongodbcloud.unassign.Unassigner;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The controller's one client of the Administration API, started at first use and stopped with the controller. */
@Extension
public final class MongoDbCloudClient {

    private static final int THREADS = 4;
    private static final int MAX_TASKS = 100_000;

    private AdminApi api;
    private ThreadPoolExecutor executor;

    public static MongoDbCloudClient get() {
        return ExtensionList.lookupSingleton(MongoDbCloudClient.class);
    }

    /** Runs tasks that look up, write to disk and resolve names, all of which the CPS thread must not. */
    public synchronized ExecutorService executor() {
        if (executor == null) {
            executor = new ThreadPoolExecutor(
                    THREADS, THREADS, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MAX_TASKS), task -> {
                        Thread thread = new Thread(task, "mongodb-cloud-work");
                        thread.setDaemon(true);
                        return thread;
                    });
            executor.allowCoreThreadTimeOut(true);
        }
        return executor;
    }

    /** The client; its time-outs and the proxy are those configured when a call starts. */
    public synchronized AdminApi api() {
        if (api == null) {
            api = new AdminApi(() -> MongoDbCloudConfiguration.get().limits(), new JenkinsProxy());
        }
        return api;
    }

    /** Starts unassignments on the client. */
    public Unassigner unassigner() {
        return new Unassigner(api(), executor());
    }

    /** Called by Jenkins as it goes down; what is under way is taken up again after the restart. */
    @Terminator
    public static void stop() {
        ExtensionList.lookup(MongoDbCloudClient.class).forEach(MongoDbCloudClient::close);
    }

    private synchronized void close() {
        if (executor != null) {
            executor.shutdownNow();
        }
        if (api != null) {
            api.close();
        }
    }
}
