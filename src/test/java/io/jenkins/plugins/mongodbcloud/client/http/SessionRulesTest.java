package io.jenkins.plugins.mongodbcloud.client.http;

import static io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension.ADMIN;
import static io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension.KEY;
import static io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension.PROJECT;
import static io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension.await;
import static io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension.ciKey;
import static io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension.show;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.mongodbcloud.client.ApiKey;
import io.jenkins.plugins.mongodbcloud.client.CallResult;
import io.jenkins.plugins.mongodbcloud.client.CallResult.Nothing;
import io.jenkins.plugins.mongodbcloud.client.Operations;
import io.jenkins.plugins.mongodbcloud.client.Page;
import io.jenkins.plugins.mongodbcloud.client.Project;
import io.jenkins.plugins.mongodbcloud.client.ProxyRules;
import io.jenkins.plugins.mongodbcloud.client.Session;
import io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension;
import io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault;
import io.jenkins.plugins.mongodbcloud.testing.simulator.LoggedRequest;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a session sends, and what it does not lend itself to. */
@Timeout(60)
class SessionRulesTest {

    private SimulatorExtension bed;
    private Session session;

    @BeforeEach
    void start() throws Exception {
        bed = SimulatorExtension.plain();
        session = bed.session();
    }

    @AfterEach
    void stop() {
        session.close();
        bed.close();
    }

    @Test
    void unassigningTakesTheAccessToTheProjectAndLeavesTheKey() {
        await(session.call(Operations.unassignApiKey(PROJECT, KEY)));

        assertFalse(bed.isAssigned());
        assertTrue(bed.simulator.orgKeyExists(SimulatorSeed.ORGANIZATION_ID, KEY));
        assertEquals(0, bed.simulator.journal().orgDeletes());
        assertEquals(
                List.of("/api/public/v1.0/groups/" + PROJECT + "/apiKeys/" + KEY),
                bed.simulator.log().stream()
                        .map(LoggedRequest::target)
                        .distinct()
                        .toList());
    }

    @Test
    void atlasIsSpokenToInItsOwnMediaType() {
        try (Session atlas = bed.session(bed.atlas(), ADMIN)) {
            assertTrue(await(atlas.call(Operations.unassignApiKey(PROJECT, KEY)))
                    .value()
                    .isPresent());
            assertTrue(await(atlas.call(Operations.listApiKeys(PROJECT, 1)))
                    .value()
                    .isPresent());
            assertTrue(await(atlas.call(Operations.listProjects(1))).value().isPresent());
        }
    }

    @Test
    void keysAreListedInPagesOfFiveHundred() {
        SimulatorSeed.addCiKeys(bed.simulator.cloud(), SimulatorSeed.CI_KEYS + 1, 1_000);

        Page<ApiKey> first =
                await(session.call(Operations.listApiKeys(PROJECT, 1))).value().orElseThrow();
        Page<ApiKey> third =
                await(session.call(Operations.listApiKeys(PROJECT, 3))).value().orElseThrow();

        assertEquals(1_003, first.totalCount().orElseThrow());
        assertEquals(Operations.PAGE_SIZE, first.items().size());
        assertEquals(3, third.items().size());
        assertEquals(1_003, third.totalCount().orElseThrow());
        assertEquals(
                new ApiKey(KEY, "zmmrboas", "Deployment of the web shop", List.of("GROUP_AUTOMATION_ADMIN")),
                first.items().get(2));
    }

    @Test
    void aListEndsWithAnEmptyPage() {
        Page<ApiKey> page =
                await(session.call(Operations.listApiKeys(PROJECT, 2))).value().orElseThrow();

        assertEquals(List.of(), page.items());
        assertEquals(SimulatorSeed.CI_KEYS + 3, page.totalCount().orElseThrow());
    }

    @Test
    void projectsAreListedWithTheirNames() {
        Page<Project> page =
                await(session.call(Operations.listProjects(1))).value().orElseThrow();

        assertEquals(List.of(new Project(PROJECT, "Production")), page.items());
        assertTrue(bed.simulator.log().get(1).target().endsWith("/groups?itemsPerPage=1"));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "zmmrboas",
                "5d1d12c087d9d63e6d68243",
                "5d1d12c087d9d63e6d6824380",
                "5D1D12C087D9D63E6D682438",
                "5d1d12c087d9d63e6d682438 ",
                "5d1d12c087d9d63e6d682438\n",
                "../../orgs/5980cfdf0b6d9",
                "0b1a52e0-6f0c-4f3e-9d52-7c1e5b1a9f01",
                "５d1d12c087d9d63e6d682438"
            })
    void whatIsNoIdIsNotSent(String id) {
        assertThrows(IllegalArgumentException.class, () -> session.call(Operations.unassignApiKey(PROJECT, id)));
        assertThrows(IllegalArgumentException.class, () -> session.call(Operations.unassignApiKey(id, KEY)));
        assertThrows(IllegalArgumentException.class, () -> session.call(Operations.listApiKeys(id, 1)));

        assertTrue(
                await(session.call(Operations.unassignApiKey(PROJECT, KEY)))
                        .value()
                        .isPresent(),
                "the session works on");
        assertEquals(2, bed.simulator.requests());
    }

    @Test
    void theRefusalOfAnIdDoesNotRepeatIt() {
        IllegalArgumentException refusal = assertThrows(
                IllegalArgumentException.class,
                () -> session.call(Operations.unassignApiKey(PROJECT, SimulatorSeed.ADMIN.privateKey())));

        assertFalse(refusal.getMessage().contains(SimulatorSeed.ADMIN.privateKey()));
    }

    @Test
    void aSessionCarriesOneCallAtATime() {
        bed.simulator.behaviour().latency(Duration.ofMillis(100));
        CompletableFuture<CallResult<Nothing>> first = session.call(Operations.unassignApiKey(PROJECT, KEY));

        assertThrows(IllegalStateException.class, () -> session.call(Operations.unassignApiKey(PROJECT, ciKey(1))));
        assertThrows(IllegalStateException.class, () -> session.call(Operations.listProjects(1)));

        assertTrue(await(first).value().isPresent());
        assertTrue(await(session.call(Operations.unassignApiKey(PROJECT, ciKey(1))))
                .value()
                .isPresent());
    }

    @Test
    void aClosedSessionCarriesNone() {
        session.close();

        assertThrows(IllegalStateException.class, () -> session.call(Operations.unassignApiKey(PROJECT, KEY)));
        assertEquals(0, bed.simulator.requests());
    }

    @Test
    void aSessionClosedInTheMiddleOfACallStillAnswersAndKeepsItsSessionToItself() {
        bed.simulator.behaviour().latency(Duration.ofMillis(50));
        CompletableFuture<CallResult<Nothing>> call = session.call(Operations.unassignApiKey(PROJECT, KEY));

        session.close();
        try (Session next = bed.session()) {
            assertEquals(
                    2,
                    await(next.call(Operations.unassignApiKey(PROJECT, ciKey(1))))
                            .cost()
                            .requests());
        }

        assertTrue(await(call).value().isPresent(), show(await(call)));
        assertEquals(0, bed.simulator.journal().refused());
    }

    @Test
    void closingTheClientAbandonsItsCallsAndEndsItsConnectionsAndThreads() throws Exception {
        await(session.call(Operations.listProjects(1)));
        bed.simulator.closeConnections();
        bed.simulator.journal().clear();
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        HttpAdminClient api = new HttpAdminClient(() -> SimulatorExtension.QUICK, ProxyRules.DIRECT);
        Session abandoned = await(api.openSession(bed.endpoint(), ADMIN, () -> false));
        bed.simulator.faults().next(InjectedFault.silence());
        CompletableFuture<CallResult<Nothing>> call = abandoned.call(Operations.unassignApiKey(PROJECT, KEY));
        bed.simulator.awaitRequests(1, SimulatorExtension.PATIENCE);
        Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
        threads.removeAll(before);
        assertFalse(threads.isEmpty());

        api.close();

        bed.simulator.journal().awaitOpenConnections(0, SimulatorExtension.PATIENCE);
        for (Thread thread : threads) {
            thread.join(SimulatorExtension.PATIENCE.toMillis());
            assertFalse(thread.isAlive(), thread.getName());
        }
        assertFalse(call.isDone(), "whoever asks again afterwards is not told that it failed");
    }
}
