package io.jenkins.plugins.mongodbcloud.configuration;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.init.Terminator;
import io.jenkins.plugins.mongodbcloud.access.AccessWorker;
import io.jenkins.plugins.mongodbcloud.client.AdminClient;
import io.jenkins.plugins.mongodbcloud.client.http.HttpAdminClient;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;

/** The controller's one client of the Administration API, started at first use and stopped with the controller. */
@Extension
public final class MongoDbCloudClient {

    private static final int THREADS = 4;
    private static final int MAX_TASKS = 100_000;
    private static final int STOP_SECONDS = 5;

    private static final Logger LOGGER = Logger.getLogger(MongoDbCloudClient.class.getName());

    private AdminClient api;
    private ThreadPoolExecutor executor;
    private AccessWorker accessWorker;

    public static MongoDbCloudClient get() {
        return ExtensionList.lookupSingleton(MongoDbCloudClient.class);
    }

    /** Runs tasks that look up, write to disk and resolve names, all of which the CPS thread must not. */
    public synchronized ExecutorService executor() {
        if (executor == null) {
            executor = new ThreadPoolExecutor(
                    THREADS,
                    THREADS,
                    30,
                    TimeUnit.SECONDS,
                    new LinkedBlockingQueue<>(MAX_TASKS),
                    MongoDbCloudClient::thread,
                    MongoDbCloudClient::refuse);
            executor.allowCoreThreadTimeOut(true);
        }
        return executor;
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "mongodb-cloud-work");
        thread.setDaemon(true);
        return thread;
    }

    private static void refuse(Runnable task, ThreadPoolExecutor executor) {
        // While Jenkins goes down a build must not see an end of its work: it goes on after the restart.
        if (!executor.isShutdown()) {
            throw new RejectedExecutionException("too many tasks are waiting");
        }
    }

    /** The client; its timeouts and the proxy are those configured when a call starts. */
    public synchronized AdminClient api() {
        if (api == null) {
            api = new HttpAdminClient(() -> MongoDbCloudConfiguration.get().limits(), new JenkinsProxy());
        }
        return api;
    }

    /** Starts tasks on the client. */
    public synchronized AccessWorker accessWorker() {
        if (accessWorker == null) {
            accessWorker = new AccessWorker(api(), executor());
        }
        return accessWorker;
    }

    /** Called by Jenkins as it goes down; what is under way is taken up again after the restart. */
    @Terminator
    public static void stop() {
        ExtensionList.lookup(MongoDbCloudClient.class).forEach(MongoDbCloudClient::close);
    }

    private void close() {
        stopExecutor();
        synchronized (this) {
            if (api != null) {
                api.close();
            }
        }
    }

    /** Lets what runs come to its end, journal included, without an interrupt; what is not begun never is. */
    private void stopExecutor() {
        ThreadPoolExecutor running;
        synchronized (this) {
            running = executor;
        }
        if (running == null) {
            return;
        }
        running.shutdown();
        running.getQueue().clear();
        // A thread that saw a task before they were cleared waits for the next one as long as it is kept alive. This
        // wakes it.
        running.setKeepAliveTime(1, TimeUnit.MILLISECONDS);
        try {
            if (!running.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                LOGGER.warning("Unassignments of MongoDB Cloud API keys are still at work while Jenkins goes down.");
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}
