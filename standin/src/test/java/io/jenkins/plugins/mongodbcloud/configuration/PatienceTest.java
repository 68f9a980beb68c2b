package io.jenkins.plugins.mongodbcloud.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Item;
import io.jenkins.plugins.mongodbcloud.access.UnassignApiKey;
import io.jenkins.plugins.mongodbcloud.client.ApiEndpoint;
import io.jenkins.plugins.mongodbcloud.client.ApiKey;
import io.jenkins.plugins.mongodbcloud.client.ApiKeyPair;
import io.jenkins.plugins.mongodbcloud.client.Product;
import io.jenkins.plugins.mongodbcloud.client.Project;
import io.jenkins.plugins.mongodbcloud.configuration.FormSuggestions.Choices;
import io.jenkins.plugins.mongodbcloud.testing.FormFixture;
import io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Phase;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Simulator;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** No form waits longer than it may, whatever the time-outs are set to. */
@Timeout(30)
class PatienceTest {

    private static final Duration SHORT = Duration.ofMillis(100);

    @TempDir
    private Path home;

    @AutoClose
    private FormFixture bench;

    @BeforeEach
    void start() throws Exception {
        bench = new FormFixture(home).allow(Item.CONFIGURE);
        MongoDbCloudConfiguration.get().setResponseTimeoutSeconds(300);
        MongoDbCloudConfiguration.get().setCallTimeoutSeconds(900);
        bench.simulator.faults().always(InjectedFault.silence());
    }

    private Choices choices() {
        return new Choices(bench.job, FormFixture.ENDPOINT, FormFixture.CREDENTIAL);
    }

    @Test
    void itIsFiveSecondsForADropDownAndLessThanTwentyForAConnection() {
        assertEquals(Duration.ofSeconds(5), FormSuggestions.PATIENCE);
        Duration test = ConnectionTest.LOOKUP.plus(ConnectionTest.PATIENCE).plus(ConnectionTest.GRACE);
        assertTrue(test.compareTo(Duration.ofSeconds(20)) < 0);
    }

    @Test
    void aSilentEndpointLeavesAnEmptyDropDownAndANote() {
        FormSuggestions proposals = new FormSuggestions(SHORT);

        FormList<Project> none = proposals.projects(choices(), true);
        assertEquals(List.of(), none.items());
        assertTrue(none.problem().orElseThrow().contains("did not respond within"));
        assertEquals(
                List.of(),
                proposals
                        .keys(choices(), SimulatorSeed.PROJECT_ID, new UnassignApiKey(), true)
                        .items());
    }

    /** What arrived before is offered, with why it is not all. */
    @Test
    void aListThatEndsWithAnErrorIsOfferedAsFarAsItWasRead() {
        SimulatorSeed.addCiKeys(bench.simulator.cloud(), SimulatorSeed.CI_KEYS + 1, 1200);
        bench.simulator
                .faults()
                .clear()
                .next(
                        InjectedFault.compressed("gzip").on(Phase.LIST),
                        InjectedFault.error(403, "SOMETHING_NEW", "no").on(Phase.LIST));

        FormList<ApiKey> some = new FormSuggestions(Duration.ofSeconds(20))
                .keys(choices(), SimulatorSeed.PROJECT_ID, new UnassignApiKey(), true);

        assertEquals(500, some.items().size());
        assertFalse(some.isComplete());
        assertTrue(some.problem().orElseThrow().contains("rejected the request"));
    }

    @Test
    void formsThatNeedTheSameListShareOneRequest() throws Exception {
        FormSuggestions proposals = new FormSuggestions(Duration.ofSeconds(20));
        ExecutorService browsers = Executors.newFixedThreadPool(2);
        try {
            browsers.execute(() -> proposals.projects(choices(), true));
            bench.simulator.awaitRequests(1, Duration.ofSeconds(20));
            Future<FormList<Project>> second = browsers.submit(() -> proposals.projects(choices(), false));

            assertThrows(TimeoutException.class, () -> second.get(200, TimeUnit.MILLISECONDS));
        } finally {
            browsers.shutdownNow();
        }
        assertTrue(browsers.awaitTermination(10, TimeUnit.SECONDS));
        assertEquals(1, bench.simulator.requests());
    }

    @Test
    void whatWasGivenUpHoldsUpNobodyElse() throws Exception {
        FormSuggestions proposals = new FormSuggestions(SHORT);
        for (int i = 0; i < 10; i++) {
            proposals.projects(choices(), true);
        }

        try (Simulator other = Simulator.builder().cloud(SimulatorSeed.cloud()).start()) {
            bench.listen(other.baseUrl(), null);

            assertEquals(
                    1, new FormSuggestions().projects(choices(), true).items().size());
        }
        bench.simulator.faults().clear();
        bench.listen(bench.simulator.baseUrl(), null);
        assertEquals(1, new FormSuggestions().projects(choices(), true).items().size());
    }

    @Test
    void onlyEightFormsWaitAtOnce() throws Exception {
        FormSuggestions proposals = new FormSuggestions(Duration.ofSeconds(20));
        ExecutorService browsers = Executors.newFixedThreadPool(8);
        try {
            for (int i = 0; i < 8; i++) {
                String project = "5a0a1e7e0f2912c55408000" + i;
                browsers.execute(() -> proposals.keys(choices(), project, new UnassignApiKey(), true));
            }
            bench.simulator.awaitRequests(8, Duration.ofSeconds(20));

            FormList<Project> none = proposals.projects(choices(), true);
            assertTrue(none.problem().orElseThrow().startsWith("Too many forms are waiting"));
        } finally {
            browsers.shutdownNow();
        }
        assertTrue(browsers.awaitTermination(10, TimeUnit.SECONDS), "a form waits on although its request is over");
        assertEquals(8, bench.simulator.requests());
    }

    @Test
    void aTrialOfASilentEndpointEndsWithWhatToDo() throws Exception {
        ApiEndpoint endpoint = ApiEndpoint.of("Ours", Product.CLOUD_MANAGER, bench.simulator.baseUrl());
        ApiKeyPair keys = new ApiKeyPair(SimulatorSeed.ADMIN.publicKey(), SimulatorSeed.ADMIN.privateKey());

        String verdict = FormFixture.text(new ConnectionTest(SHORT).run(endpoint, keys, "admin"));

        assertTrue(verdict.startsWith("ERROR: ") && verdict.contains("did not respond in time"), verdict);
    }
}
