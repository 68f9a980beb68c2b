package io.jenkins.plugins.mongodbcloud.access;

import io.jenkins.plugins.mongodbcloud.client.ApiKey;
import io.jenkins.plugins.mongodbcloud.client.ApiKeyPair;
import io.jenkins.plugins.mongodbcloud.client.CallResult;
import io.jenkins.plugins.mongodbcloud.client.CreatedApiKey;
import io.jenkins.plugins.mongodbcloud.client.ErrorBody;
import io.jenkins.plugins.mongodbcloud.client.ErrorCategory;
import io.jenkins.plugins.mongodbcloud.client.Operation;
import io.jenkins.plugins.mongodbcloud.client.Page;
import io.jenkins.plugins.mongodbcloud.client.TransportFailure;
import io.jenkins.plugins.mongodbcloud.testing.GrantFixture;
import io.jenkins.plugins.mongodbcloud.testing.InMemoryGrants;
import io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/** A client without a network at which one request of a grant goes wrong, and all others succeed. */
final class GrantBreakdownFixture {

    static final String PROJECT = SimulatorExtension.PROJECT;
    static final String KEY = SimulatorExtension.KEY;
    static final long NOW = GrantFixture.CREATED;

    /** The requests that grants send. */
    enum Request {
        CREATE("POST /groups/\\w+/apiKeys"),
        ALLOW("POST /orgs/.*accessList"),
        ORGANIZATION("GET /groups/\\w+"),
        LIST_ORGANIZATION("GET /orgs/.*"),
        LIST("GET /groups/\\w+/(apiKeys|serviceAccounts)\\?.*"),
        ASSIGN("PATCH .*"),
        UNASSIGN("DELETE /groups/.*"),
        DELETE("DELETE /orgs/.*");

        private final String pattern;

        Request(String pattern) {
            this.pattern = pattern;
        }

        static Request of(Operation<?> operation) {
            String line = operation.method() + " " + operation.path();
            for (Request request : values()) {
                if (line.matches(request.pattern)) {
                    return request;
                }
            }
            throw new AssertionError(line);
        }
    }

    /** What goes wrong. */
    enum Fault {
        NONE,
        /** The plugin fails. */
        DEFECT,
        /** The build is stopped while the request is under way, which the request survives. */
        STOPPED,
        /** The build is stopped, and the request with it. */
        CANCELLED,
        /** The API refuses. */
        REFUSED,
        /** There is no response, and the request may have acted. */
        LOST
    }

    final InMemoryGrants grants = new InMemoryGrants();
    final ScriptedClient client = new ScriptedClient(this::respond);
    Request broken = Request.CREATE;
    Fault fault = Fault.NONE;
    ErrorCategory refusal = ErrorCategory.MISSING_ROLE;
    String organization = SimulatorSeed.ORGANIZATION_ID;
    List<ApiKey> listed = List.of();
    boolean repeated;
    volatile boolean stopped;

    private CallResult<?> respond(Operation<?> operation) {
        Request request = Request.of(operation);
        if (request != broken) {
            return success(request);
        }
        switch (fault) {
            case DEFECT:
                throw new IllegalStateException("a defect");
            case CANCELLED:
                stopped = true;
                throw new CancellationException();
            case STOPPED:
                stopped = true;
                return success(request);
            case REFUSED:
                return CallResult.refusal(403, refusal, ErrorBody.NONE, Optional.empty(), ScriptedClient.ONE_REQUEST);
            case LOST:
                return CallResult.failure(
                        new TransportFailure(TransportFailure.Kind.TIMEOUT, "no response"),
                        ScriptedClient.ONE_REQUEST.withPossibleEffect());
            default:
                return success(request);
        }
    }

    private CallResult<?> success(Request request) {
        ApiKey key = new ApiKey(KEY, "publickey", "", List.of());
        return switch (request) {
            case CREATE -> of(new CreatedApiKey(key, organization, new ApiKeyPair("publickey", "private")));
            case ORGANIZATION -> of(SimulatorSeed.ORGANIZATION_ID);
            case LIST_ORGANIZATION -> of(new Page<>(List.of(key), false, OptionalInt.empty()));
            case ASSIGN -> of(key);
            case LIST -> of(new Page<>(listed, false, OptionalInt.empty()));
            default -> of(CallResult.Nothing.NOTHING);
        };
    }

    private CallResult<?> of(Object value) {
        CallResult.Cost cost = ScriptedClient.ONE_REQUEST;
        return CallResult.success(200, value, repeated ? cost.withPossibleEffect() : cost);
    }

    GrantServices services(Executor executor) {
        return new GrantServices(client, executor, new AccessWorker(client, executor), grants, () -> NOW);
    }

    Authority authority() {
        return new Authority(
                SimulatorExtension.at("http://127.0.0.1:1"), SimulatorExtension.ADMIN, SimulatorExtension.CREDENTIALS);
    }

    GrantDraft draft(String apiKeyId, String publicKey, String... addresses) {
        Grant.Key key = GrantFixture.key(authority().endpoint(), apiKeyId, publicKey, "GROUP_READ_ONLY");
        return GrantFixture.draft(key, "this", true, addresses);
    }

    /** Runs some tasks at once, and takes no more. */
    static Executor takingOnly(int tasks) {
        AtomicInteger left = new AtomicInteger(tasks);
        return task -> {
            if (left.getAndDecrement() <= 0) {
                throw new RejectedExecutionException("full");
            }
            task.run();
        };
    }
}
