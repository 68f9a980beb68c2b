package io.jenkins.plugins.mongodbcloud.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.mongodbcloud.client.ApiCredential;
import io.jenkins.plugins.mongodbcloud.client.ApiKey;
import io.jenkins.plugins.mongodbcloud.client.ApiKeyPair;
import io.jenkins.plugins.mongodbcloud.client.CallResult;
import io.jenkins.plugins.mongodbcloud.client.ErrorBody;
import io.jenkins.plugins.mongodbcloud.client.ErrorCategory;
import io.jenkins.plugins.mongodbcloud.client.Operation;
import io.jenkins.plugins.mongodbcloud.client.Operations;
import io.jenkins.plugins.mongodbcloud.client.Page;
import io.jenkins.plugins.mongodbcloud.client.ServiceAccount;
import io.jenkins.plugins.mongodbcloud.testing.AccessTaskBuilder;
import io.jenkins.plugins.mongodbcloud.testing.RecordingJournal;
import io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An operation other than the plugin's own goes through all of access, on its own rules and with its own words. */
class KeyOperationTest {
    private static final String SELF = SimulatorSeed.ADMIN.id();
    private static final String KEY = SimulatorExtension.ciKey(1);
    private static final String OTHER = SimulatorExtension.ciKey(2);

    private final Map<String, CallResult<?>> responses = new HashMap<>();
    private final RecordingJournal journal = new RecordingJournal();
    private List<String> listed = List.of();
    private final ScriptedClient client = new ScriptedClient(operation -> {
        String path = operation.path();
        String id = path.replaceAll(".*/", "");
        return path.contains("?") ? ScriptedClient.page(listed, false, listed.size()) : responses.get(id);
    });

    /** Gives a key access: done if the list shows it. */
    private record Assign() implements KeyOperation {
        @Override
        public Operation<?> request(String projectId, String keyId) {
            return Operations.unassignApiKey(projectId, keyId);
        }

        @Override
        public Operation<Page<ApiKey>> list(String projectId, int page) {
            return Operations.listApiKeys(projectId, page);
        }

        @Override
        public Optional<String> idProblem(String keyId, OptionNames names) {
            return keyId.equals("no ID") ? Optional.of("This is no ID.") : Optional.empty();
        }

        @Override
        public boolean mayTakeEffect() {
            return true;
        }

        @Override
        public boolean mayRemoveAccessOf(ApiCredential credential) {
            return false;
        }

        @Override
        public String noun() {
            return "keys";
        }

        @Override
        public boolean isDone(CallResult<?> result) {
            return result.value().isPresent();
        }

        @Override
        public boolean isNotNeeded(CallResult<?> result) {
            return result.status().filter(status -> status == 409).isPresent();
        }

        @Override
        public boolean isFulfilled(boolean isListed) {
            return isListed;
        }

        @Override
        public Outcome done() {
            return Outcome.UNASSIGNED;
        }

        @Override
        public Outcome notNeeded() {
            return Outcome.NOT_ASSIGNED;
        }

        @Override
        public Outcome planned() {
            return Outcome.WOULD_UNASSIGN;
        }

        @Override
        public Outcome contradicted() {
            return Outcome.STILL_ASSIGNED;
        }

        @Override
        public String say(
                Statement statement, String key, String projectId, String endpoint, String detail, OptionNames names) {
            return statement.name();
        }
    }

    private List<String> run(AccessTaskBuilder wanted) throws Exception {
        AccessTask task = wanted.task()
                .operation(new Assign())
                .endpoint(SimulatorExtension.at("http://127.0.0.1:1"))
                .build();
        AccessReport report =
                SimulatorExtension.await(new AccessWorker(client, Runnable::run).start(task, journal, () -> false));
        assertEquals(0, client.open());
        return report.results().stream()
                .map(result -> result.outcome() + " " + result.message())
                .toList();
    }

    private static CallResult<?> done() {
        return CallResult.success(204, CallResult.Nothing.NOTHING, ScriptedClient.ONE_REQUEST);
    }

    private static CallResult<?> error(int status, boolean acted) {
        return CallResult.refusal(
                status,
                status == 503 ? ErrorCategory.SERVER_ERROR : ErrorCategory.UNKNOWN,
                ErrorBody.NONE,
                Optional.empty(),
                new CallResult.Cost(1, 1, 0, acted));
    }

    @Test
    void operationThatGivesAccessNeedsNoProtectionOfTheOwnKey() throws Exception {
        responses.put(SELF, done());
        responses.put(KEY, error(409, false));
        assertEquals(
                List.of("UNASSIGNED DONE", "NOT_ASSIGNED NOT_NEEDED NOT_NEEDED_ADVICE"),
                run(AccessTaskBuilder.ids(SELF, KEY)));
        assertEquals(2, client.requests().size());
    }

    @Test
    void listThatShowsTheKeySettlesAndVerifiesIt() throws Exception {
        responses.put(KEY, error(503, true));
        responses.put(OTHER, error(503, true));
        responses.put(SELF, done());
        listed = List.of(KEY);
        assertEquals(
                List.of("UNASSIGNED DONE_BY_LIST", "UNAVAILABLE FAILED_BY_LIST", "STILL_ASSIGNED CONTRADICTED"),
                run(AccessTaskBuilder.ids(KEY, OTHER, SELF).verify()));
        assertEquals(4, client.requests().size());
    }

    @Test
    void listThatShowsTheKeyMeansThatADryRunHasNothingToDo() throws Exception {
        listed = List.of(KEY);
        assertEquals(
                List.of("NOT_ASSIGNED NOT_PLANNED", "WOULD_UNASSIGN PLANNED"),
                run(AccessTaskBuilder.ids(KEY, OTHER).dryRun()));
    }

    @Test
    void idsHaveTheFormatOfTheOperation() throws Exception {
        responses.put("anything", done());
        assertThrows(InvalidOptionException.class, () -> run(AccessTaskBuilder.ids("no ID")));
        assertEquals(List.of(), client.requests());
    }

    @Test
    void serviceAccountIsNoApiKeyThatCouldLoseItsAccess() throws Exception {
        responses.put(KEY, done());
        AccessTask task = AccessTaskBuilder.ids(KEY)
                .task()
                .credential(new ServiceAccount("mdb_sa_id_" + KEY, "mdb_sa_sk_secret"))
                .endpoint(SimulatorExtension.at("http://127.0.0.1:1"))
                .build();
        AccessReport report =
                SimulatorExtension.await(new AccessWorker(client, Runnable::run).start(task, journal, () -> false));
        assertEquals(1, report.count(Outcome.UNASSIGNED));
        assertEquals(1, report.requests());
    }

    @Test
    void ownKeyIsKnownInAnyCase() throws Exception {
        listed = List.of(KEY, OTHER);
        responses.put(OTHER, done());
        AccessTask task = AccessTaskBuilder.ids(KEY, OTHER)
                .as(new ApiKeyPair("PUBLIC" + KEY, "private"))
                .task()
                .endpoint(SimulatorExtension.at("http://127.0.0.1:1"))
                .build();
        AccessReport report =
                SimulatorExtension.await(new AccessWorker(client, Runnable::run).start(task, journal, () -> false));
        assertEquals(List.of(Outcome.REFUSED, Outcome.UNASSIGNED), SimulatorExtension.outcomes(report));
    }

    @Test
    void credentialLosesAccessOnlyByTheOperationOfItsKind() {
        ServiceAccount account = new ServiceAccount("mdb_sa_id_5d1d12c087d9d63e6d68a001", "secret");
        assertFalse(new UnassignApiKey().mayRemoveAccessOf(account));
        assertTrue(new UnassignApiKey().mayRemoveAccessOf(SimulatorExtension.ADMIN));
        assertTrue(new UnassignServiceAccount().mayRemoveAccessOf(account));
        assertFalse(new UnassignServiceAccount().mayRemoveAccessOf(SimulatorExtension.ADMIN));
    }

    @ParameterizedTest
    @CsvSource({"404, UNKNOWN, true", "404, MISSING_ROLE, false", "403, UNKNOWN, false", "404, NOT_FROM_API, false"})
    void accountThatIsNotFoundIsNotAssigned(int status, ErrorCategory category, boolean notNeeded) {
        CallResult<?> result =
                CallResult.refusal(status, category, ErrorBody.NONE, Optional.empty(), ScriptedClient.ONE_REQUEST);
        assertEquals(notNeeded, new UnassignServiceAccount().isNotNeeded(result));
    }

    @ParameterizedTest
    @CsvSource({"60, false", "61, true"})
    void idThatIsNoneIsShortened(int length, boolean shortened) {
        String problem = new UnassignServiceAccount()
                .idProblem("x".repeat(length), OptionNames.ARGUMENTS)
                .orElseThrow();
        assertTrue(problem.contains("x".repeat(60)), problem);
        assertEquals(shortened, problem.contains("…"), problem);
        assertTrue(new UnassignServiceAccount()
                .idProblem(null, OptionNames.ARGUMENTS)
                .isPresent());
    }
}
