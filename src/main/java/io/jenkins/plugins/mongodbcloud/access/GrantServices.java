package io.jenkins.plugins.mongodbcloud.access;

import io.jenkins.plugins.mongodbcloud.client.AdminClient;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * What grants are given and removed with.
 *
 * @param executor runs short tasks that may write to disk, but never wait for MongoDB Cloud
 * @param worker on the same client and executor
 * @param now the time in milliseconds of the epoch
 */
public record GrantServices(
        AdminClient api, Executor executor, AccessWorker worker, GrantRecorder recorder, LongSupplier now) {}
