package io.jenkins.plugins.mongodbcloud.steps;

import hudson.AbortException;
import hudson.model.Run;
import io.jenkins.plugins.mongodbcloud.access.AccessNotGivenException;
import io.jenkins.plugins.mongodbcloud.access.KeyResult;
import io.jenkins.plugins.mongodbcloud.access.OptionNames;
import io.jenkins.plugins.mongodbcloud.access.Outcome;
import io.jenkins.plugins.mongodbcloud.client.ApiEndpoint;
import io.jenkins.plugins.mongodbcloud.configuration.GivenAccess;
import io.jenkins.plugins.mongodbcloud.configuration.Grants;
import io.jenkins.plugins.mongodbcloud.configuration.InvalidEndpointException;
import io.jenkins.plugins.mongodbcloud.configuration.MongoDbCloudClient;
import io.jenkins.plugins.mongodbcloud.configuration.MongoDbCloudConfiguration;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RejectedExecutionException;

/** Gives the access that options ask for, and ends it: the one worker behind block step and build wrapper. */
public final class GrantRunner {

    private final GrantOptions options;
    private final AccessTaskRunner.ContextSupplier context;
    private final String call;
    private final CompletableFuture<Void> cancel = new CompletableFuture<>();

    /**
     * @param context asked on threads that may wait for the disk
     * @param call a name of this call that no other call in the build has, the same after a restart
     */
    public GrantRunner(GrantOptions options, AccessTaskRunner.ContextSupplier context, String call) {
        this.options = options;
        this.context = context;
        this.call = call;
    }

    /**
     * Access that was given.
     *
     * @param grantId the name of the grant
     * @param variables by which the key is learned of
     */
    public record Given(String grantId, KeyVariables variables) {}

    /**
     * Starts to assign the key and returns at once.
     *
     * @return fails with an {@link AbortException}, whose message is for the user, or with another exception if the plugin
     *     itself fails; whatever may have access then is removed in the background
     */
    public CompletableFuture<Given> assign() {
        CompletableFuture<Given> given = new CompletableFuture<>();
        onWorkThread(
                given,
                () -> {
                    AccessTaskRunner.Context where = context.get();
                    try {
                        assign(where, given);
                    } catch (AbortException invalid) {
                        refuse(where, given, invalid);
                    }
                },
                () -> refuse(context.get(), given, new AccessFailedException(Messages.Grant_Busy())));
        return given;
    }

    /**
     * Cancels the assignment, which fails soon then, with a row on the build page that says whether anything is left of it.
     * Returns at once.
     */
    public void cancel() {
        cancel.complete(null);
    }

    private void assign(AccessTaskRunner.Context where, CompletableFuture<Given> given) throws IOException {
        ApiEndpoint endpoint = validated(where.names());
        Grants.get()
                .assign(
                        options.request(describe(where.run()), call, where.names(), where.sensitive()),
                        where.run(),
                        where.authentication(),
                        where.listener().getLogger()::println,
                        where.stopped(),
                        cancel)
                .thenApply(known -> tell(where, endpoint, known))
                .whenComplete((told, failure) -> {
                    try {
                        if (failure != null) {
                            refuse(where, given, cause(failure));
                        } else {
                            given.complete(told);
                        }
                    } finally {
                        // A call that is made again after a restart may have been given access before, whose key is
                        // lost.
                        Grants.get().handOver(call, told == null ? null : told.grantId());
                    }
                });
    }

    /** With a row on the build page, if the message is for the user. The build may be over once the future is. */
    private void refuse(AccessTaskRunner.Context where, CompletableFuture<Given> given, Throwable because) {
        Optional<Outcome> outcome = outcome(because);
        if (outcome.isEmpty()) {
            given.completeExceptionally(because);
            return;
        }
        String message = Objects.toString(because.getMessage(), because.toString());
        try {
            if (outcome.get() == Outcome.INTERRUPTED) {
                message = interrupt(where, because);
            } else {
                record(where).refused(outcome.get(), message);
            }
        } finally {
            given.completeExceptionally(
                    new AccessFailedException(where.sensitive().mask(message)));
        }
    }

    /** Empty if the plugin itself failed. */
    private static Optional<Outcome> outcome(Throwable because) {
        if (because instanceof AccessNotGivenException refused) {
            return Optional.of(refused.outcome());
        }
        if (because instanceof CancellationException) {
            return Optional.of(Outcome.INTERRUPTED);
        }
        return because instanceof AbortException ? Optional.of(Outcome.REJECTED) : Optional.empty();
    }

    private CallRecord record(AccessTaskRunner.Context where) {
        return new CallRecord(where.run(), call, options, where.sensitive());
    }

    /** Says in log and journal whether anything is left of an assignment that was cancelled. */
    private String interrupt(AccessTaskRunner.Context where, Throwable because) {
        // What was pending may have been settled already, and has a row that says so.
        boolean settled = because instanceof AccessNotGivenException refused && refused.isPending();
        String message = Messages.Grant_StoppedDuring(options.getProjectId(), options.getEndpoint());
        if (!Grants.get().journalPending(call, where.run(), options.policy(), message) && !settled) {
            message = Messages.Grant_StoppedBefore(options.getProjectId(), options.getEndpoint());
            record(where).refused(Outcome.INTERRUPTED, message);
        }
        where.listener().getLogger().println(message);
        return message;
    }

    private ApiEndpoint validated(OptionNames names) throws IOException {
        if (options.problem() != null) {
            throw new AccessFailedException(options.problem());
        }
        Optional<String> problem = new GrantOptionsValidator(names).problem(options);
        if (problem.isPresent()) {
            throw new AccessFailedException(Messages.Grant_NothingSent(problem.get()));
        }
        try {
            ApiEndpoint endpoint = MongoDbCloudConfiguration.get()
                    .endpoint(options.getEndpoint())
                    .toApiEndpoint();
            Optional<String> ambiguous = KeyVariables.ambiguous(options, endpoint);
            if (ambiguous.isPresent()) {
                throw new AccessFailedException(
                        Messages.Grant_NothingSent(Messages.Grant_VariableTwice(ambiguous.get())));
            }
            return endpoint;
        } catch (InvalidEndpointException e) {
            throw new AccessFailedException(e.getMessage());
        }
    }

    private static String describe(Run<?, ?> run) {
        return run.getParent().getFullName() + " #" + run.getNumber();
    }

    private Given tell(AccessTaskRunner.Context where, ApiEndpoint endpoint, GivenAccess access) {
        KeyVariables variables = new KeyVariables(options, endpoint, access);
        PrintStream log = where.listener().getLogger();
        log.println(Messages.Grant_Given(
                access.grant().key().apiKeyId(),
                access.publicKey(),
                options.getProjectId(),
                options.getEndpoint(),
                String.join(", ", options.getRoles())));
        log.println(variables.describe());
        return new Given(access.grant().id(), variables);
    }

    /**
     * Ends a grant, with a line in the log, and returns at once. What cannot be removed is tried again in the background.
     *
     * @return fails only if the plugin itself does, or is too busy
     */
    public CompletableFuture<KeyResult> end(String grantId) {
        CompletableFuture<KeyResult> ended = new CompletableFuture<>();
        onWorkThread(
                ended,
                () -> {
                    AccessTaskRunner.Context where = context.get();
                    Grants.get()
                            .end(
                                    grantId,
                                    options.policy(),
                                    where.run(),
                                    where.authentication(),
                                    where.listener().getLogger()::println)
                            .thenApply(result -> {
                                // The step, and perhaps the build, is over once the future is.
                                where.listener().getLogger().println(result.message());
                                String masked = where.sensitive().mask(result.message());
                                return result.with(result.outcome(), options.policy(), masked);
                            })
                            .whenComplete((told, failure) -> {
                                if (failure != null) {
                                    ended.completeExceptionally(forUser(failure));
                                } else {
                                    ended.complete(told);
                                }
                            });
                },
                BUSY);
        return ended;
    }

    /**
     * Has whatever was given to this call removed in the background, with a line in the log, and returns at once.
     *
     * @return completes when that is under way; fails if the plugin is too busy, and the end of the build does it then
     */
    public CompletableFuture<Void> handOver() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        onWorkThread(
                done,
                () -> {
                    Grants.get().handOver(call, null);
                    context.get()
                            .listener()
                            .getLogger()
                            .println(Messages.Grant_HandedOver(options.getProjectId(), options.getEndpoint()));
                    done.complete(null);
                },
                BUSY);
        return done;
    }

    @FunctionalInterface
    private interface Task {
        void run() throws IOException, InterruptedException;
    }

    private static final Task BUSY = () -> {
        throw new AccessFailedException(Messages.Grant_Busy());
    };

    private static void onWorkThread(CompletableFuture<?> result, Task task, Task busy) {
        try {
            MongoDbCloudClient.get().executor().execute(() -> run(result, task));
        } catch (RejectedExecutionException e) {
            // Neither the thread at hand nor one of the plugin's can write to disk.
            ForkJoinPool.commonPool().execute(() -> run(result, busy));
        }
    }

    private static void run(CompletableFuture<?> result, Task task) {
        try {
            task.run();
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            result.completeExceptionally(forUser(e));
        }
    }

    private static Throwable forUser(Throwable failure) {
        Throwable cause = cause(failure);
        return cause instanceof AbortException refused ? new AccessFailedException(refused.getMessage()) : cause;
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
