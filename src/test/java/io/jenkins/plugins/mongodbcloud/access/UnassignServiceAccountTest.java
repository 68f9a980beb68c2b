package io.jenkins.plugins.mongodbcloud.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.mongodbcloud.client.ApiEndpoint;
import io.jenkins.plugins.mongodbcloud.client.Product;
import io.jenkins.plugins.mongodbcloud.client.ServiceAccount;
import io.jenkins.plugins.mongodbcloud.testing.AccessTaskBuilder;
import io.jenkins.plugins.mongodbcloud.testing.RecordingJournal;
import io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension;
import io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Phase;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Role;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatedServiceAccount;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The operation on service accounts, as far as it differs from that on API keys. */
class UnassignServiceAccountTest {
    private static final String ACCOUNT = SimulatorSeed.SERVICE_ACCOUNT.clientId();
    private static final String SELF = SimulatorSeed.ADMIN_ACCOUNT.clientId();
    private static final String NOBODY = "mdb_sa_id_ffffffffffffffffffffffff";
    private static final String TOKENS = "Access tokens that it was issued before may still work for up to an hour.";

    @RegisterExtension
    private final SimulatorExtension bench = SimulatorExtension.patient();

    private AccessWorker worker;

    private static AccessTaskBuilder on(AccessTaskBuilder task) {
        return task.operation(new UnassignServiceAccount())
                .as(new ServiceAccount(SELF, SimulatorSeed.ADMIN_ACCOUNT.secret()));
    }

    private AccessReport run(AccessTaskBuilder task) throws Exception {
        return run(task, bench.endpoint());
    }

    private AccessReport run(AccessTaskBuilder task, ApiEndpoint endpoint) throws Exception {
        if (worker == null) {
            worker = new AccessWorker(bench.api, bench.executor());
        }
        return SimulatorExtension.await(worker.start(bench.task(task, endpoint), new RecordingJournal(), () -> false));
    }

    private KeyResult runOne(AccessTaskBuilder task) throws Exception {
        AccessReport report = run(task);
        assertEquals(1, report.results().size(), report.results()::toString);
        return report.results().get(0);
    }

    private boolean isAssigned(String clientId) {
        return bench.simulator.isAssigned(SimulatorExtension.PROJECT, clientId);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void accountIsUnassignedWithTheVersionOfTheApiThatHasIt(boolean atlas) throws Exception {
        AccessReport report =
                run(on(AccessTaskBuilder.ids(ACCOUNT)).verify(), atlas ? bench.atlas() : bench.endpoint());
        KeyResult result = report.results().get(0);
        assertEquals(List.of(Outcome.UNASSIGNED), SimulatorExtension.outcomes(report));
        assertTrue(result.message().startsWith("Service account " + ACCOUNT + " was unassigned from project "));
        assertTrue(result.message().endsWith(TOKENS), result::message);
        assertEquals(ACCOUNT, result.toMap().get("clientId"));
        assertFalse(result.toMap().containsKey("apiKeyId"));
        assertFalse(isAssigned(ACCOUNT));
        assertTrue(isAssigned(SELF));
        // One list, to verify: the client ID of the account that authenticates is known.
        assertEquals(2, report.requests());
    }

    static Stream<Arguments> responses() {
        return Stream.of(
                Arguments.of(InjectedFault.error(404, "RESOURCE_NOT_FOUND", "No such account."), Outcome.NOT_ASSIGNED),
                Arguments.of(InjectedFault.error(404, "SOME_NEW_CODE", "No such account."), Outcome.NOT_ASSIGNED),
                Arguments.of(InjectedFault.error(404, "GROUP_NOT_FOUND", "No such project."), Outcome.REJECTED),
                Arguments.of(
                        InjectedFault.error(404, "RESOURCE_NOT_FOUND", "Cannot find resource /x."), Outcome.REJECTED),
                Arguments.of(InjectedFault.html(404), Outcome.REJECTED),
                Arguments.of(InjectedFault.error(400, "SOME_NEW_CODE", "No."), Outcome.REJECTED),
                Arguments.of(InjectedFault.error(401, "NOT_GROUP_USER_ADMIN", "No."), Outcome.REJECTED),
                Arguments.of(InjectedFault.rateLimited(0), Outcome.UNAVAILABLE),
                Arguments.of(InjectedFault.error(503, null, "No."), Outcome.UNAVAILABLE),
                Arguments.of(InjectedFault.lostThenError(503), Outcome.UNASSIGNED));
    }

    @ParameterizedTest
    @MethodSource("responses")
    void everyOutcome(InjectedFault fault, Outcome outcome) throws Exception {
        bench.simulator.faults().always(fault.on(Phase.DELETE));
        KeyResult result = runOne(on(AccessTaskBuilder.name("Deployment of the web shop")));
        assertEquals(outcome, result.outcome(), result::message);
        assertTrue(result.message().startsWith("Service account " + ACCOUNT + " (\"Deployment of the web shop\") "));
        assertEquals(outcome == Outcome.UNASSIGNED, result.message().endsWith(TOKENS), result::message);
    }

    @Test
    void accountThatTheProjectHasNotIsNotAssigned() throws Exception {
        assertEquals(
                Outcome.NOT_ASSIGNED, runOne(on(AccessTaskBuilder.ids(NOBODY))).outcome());
    }

    @Test
    void listThatStillShowsTheAccountContradicts() throws Exception {
        bench.simulator.faults().next(InjectedFault.empty(204).instead().on(Phase.DELETE));
        assertEquals(
                Outcome.STILL_ASSIGNED,
                runOne(on(AccessTaskBuilder.ids(ACCOUNT)).verify()).outcome());
    }

    @Test
    void dryRunChangesNothing() throws Exception {
        AccessReport report =
                run(on(AccessTaskBuilder.ids(ACCOUNT, NOBODY, SELF)).dryRun());
        assertEquals(
                List.of(Outcome.WOULD_UNASSIGN, Outcome.NOT_ASSIGNED, Outcome.REFUSED),
                SimulatorExtension.outcomes(report));
        assertTrue(report.results().get(0).message().contains("GROUP_AUTOMATION_ADMIN"));
        assertEquals(
                "Deployment of the web shop", report.results().get(0).toMap().get("name"));
        assertEquals(0, bench.deletes());
    }

    @Test
    void ownAccountIsProtectedWithoutAList() throws Exception {
        AccessReport report = run(on(AccessTaskBuilder.ids(
                SELF.toUpperCase(Locale.ROOT).replace("MDB_SA_ID_", "mdb_sa_id_"), SELF, ACCOUNT)));
        assertEquals(
                List.of(Outcome.REFUSED, Outcome.REFUSED, Outcome.UNASSIGNED), SimulatorExtension.outcomes(report));
        assertEquals(0, bench.simulator.journal().requests(Phase.LIST));
        assertTrue(isAssigned(SELF));
    }

    @Test
    void ownAccountGoesLastIfAllowed() throws Exception {
        AccessReport report = run(on(AccessTaskBuilder.ids(SELF, ACCOUNT)).allowSelf());
        assertEquals(2, report.count(Outcome.UNASSIGNED));
        assertEquals(List.of(ACCOUNT, SELF), bench.deletedIds());
    }

    @Test
    void keyPairIsProtectedAlthoughItListedAccountsBefore() throws Exception {
        bench.cloud().assign(SimulatorExtension.PROJECT, SimulatorSeed.ADMIN.id(), Role.GROUP_OWNER);
        AccessTaskBuilder accounts = AccessTaskBuilder.name("Deployment*").operation(new UnassignServiceAccount());
        assertEquals(Outcome.UNASSIGNED, runOne(accounts).outcome());
        assertEquals(
                Outcome.REFUSED,
                runOne(AccessTaskBuilder.ids(SimulatorSeed.ADMIN.id())).outcome());
    }

    @ParameterizedTest
    @CsvSource({
        "*, REFUSED, more than maxKeys (1)",
        "deploy*, NOT_ASSIGNED, None of the service accounts of project",
        "Deploy*, UNASSIGNED, was unassigned"
    })
    void namesMatch(String name, Outcome outcome, String message) throws Exception {
        KeyResult result = runOne(on(AccessTaskBuilder.name(name)));
        assertEquals(outcome, result.outcome());
        assertTrue(result.message().contains(message), result::message);
    }

    @Test
    void listOfSeveralPagesIsReadToItsEnd() throws Exception {
        for (int number = 1; number <= 600; number++) {
            String id = String.format(Locale.ROOT, "mdb_sa_id_%024x", number);
            bench.cloud()
                    .addServiceAccount(
                            SimulatorSeed.ORGANIZATION_ID,
                            new SimulatedServiceAccount(id, "mdb_sa_sk_" + number, "ci-" + number))
                    .assign(SimulatorExtension.PROJECT, id, Role.GROUP_READ_ONLY);
        }
        assertEquals(
                Outcome.UNASSIGNED, runOne(on(AccessTaskBuilder.name("ci-600"))).outcome());
        // Two pages, the first of them once more.
        assertEquals(3, bench.simulator.journal().requests(Phase.LIST));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"results\":[{\"name\":\"Deployment\"}],\"totalCount\":1}",
                "{\"results\":[{\"id\":\"5d1d12c087d9d63e6d682438\",\"publicKey\":\"zmmrboas\"}]}",
                "{\"totalCount\":0}"
            })
    void listThatIsNoneOfServiceAccountsProvesNothing(String body) throws Exception {
        bench.simulator
                .faults()
                .always(InjectedFault.answer(200, "application/json", body).on(Phase.LIST));
        assertEquals(
                Outcome.UNAVAILABLE,
                runOne(on(AccessTaskBuilder.name("Deployment*"))).outcome());
        assertEquals(0, bench.deletes());
    }

    @ParameterizedTest
    @CsvSource({
        "5d1d12c087d9d63e6d682438, is not that of a service account",
        "zmmrboas, is not that of a service account",
        "'', is not that of a service account",
        "mdb_sa_sk_0123456789, looks like a client secret",
        "mdb_sa_id_6650c1e09a1f4b2c3d4e5f61\u200b, contains the invisible character"
    })
    void whatIsNoClientIdIsNotSent(String id, String message) {
        InvalidOptionException e = assertThrows(InvalidOptionException.class, () -> run(on(AccessTaskBuilder.ids(id))));
        assertTrue(e.getMessage().contains(message), e::getMessage);
        assertFalse(e.getMessage().contains("mdb_sa_sk_"), e::getMessage);
        assertEquals(0, bench.simulator.requests());
    }

    @Test
    void opsManagerHasNone() {
        ApiEndpoint opsManager = ApiEndpoint.of("Ops", Product.OPS_MANAGER, bench.simulator.baseUrl());
        InvalidOptionException e = assertThrows(
                InvalidOptionException.class,
                () -> run(AccessTaskBuilder.ids(ACCOUNT).operation(new UnassignServiceAccount()), opsManager));
        assertTrue(e.getMessage().startsWith("The product of the endpoint \"Ops\" has no service accounts"));
        assertEquals(0, bench.simulator.requests());
    }
}
