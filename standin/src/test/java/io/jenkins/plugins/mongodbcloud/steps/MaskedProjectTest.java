package io.jenkins.plugins.mongodbcloud.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.EnvVars;
import io.jenkins.plugins.mongodbcloud.access.GrantState;
import io.jenkins.plugins.mongodbcloud.configuration.GrantClock;
import io.jenkins.plugins.mongodbcloud.configuration.Grants;
import io.jenkins.plugins.mongodbcloud.demo.DemoStepContext;
import io.jenkins.plugins.mongodbcloud.report.AccessBuildAction;
import io.jenkins.plugins.mongodbcloud.report.GrantView;
import io.jenkins.plugins.mongodbcloud.report.GrantsPage;
import io.jenkins.plugins.mongodbcloud.report.KeyResultView;
import io.jenkins.plugins.mongodbcloud.testing.StandInJenkins;
import io.jenkins.plugins.mongodbcloud.testing.StandInJenkins.Flight;
import io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Phase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The ID of a project that the console masks is shown nowhere, in no file in clear, and acted on after a restart. */
@Timeout(120)
class MaskedProjectTest {

    @TempDir
    private Path home;

    @AutoClose
    private StandInJenkins bench;

    private final GrantClock clock = new GrantClock();

    @BeforeEach
    void start() throws Exception {
        bench = new StandInJenkins(home);
        bench.give(new MaskedProject());
    }

    /** As withCredentials does. */
    private static final class MaskedProject extends EnvironmentExpander {
        private static final long serialVersionUID = 1L;

        @Override
        public void expand(EnvVars environment) {
            environment.put("PROJECT", StandInJenkins.PROJECT);
            environment.put("PASSWORD", "of something else");
        }

        @Override
        public Set<String> getSensitiveVariables() {
            return Set.of("PROJECT", "PASSWORD");
        }
    }

    private Flight begin(String apiKeyId) throws Exception {
        GrantOptions options = new GrantOptions(StandInJenkins.PROJECT);
        options.setCredentialsId(StandInJenkins.OWNER);
        options.setRoles(List.of("GROUP_READ_ONLY"));
        options.setApiKeyId(apiKeyId);
        FlowNode node = StandInJenkins.node();
        DemoStepContext context = bench.context(node);
        Flight flight = new Flight(new WithApiKeyStep(options).start(context), context, node);
        flight.execution().start();
        return flight;
    }

    private void assertNothingShowsIt() throws IOException {
        for (GrantView grant : new GrantsPage().getGrants()) {
            assertEquals("****", grant.getProjectId());
            assertFalse(String.valueOf(grant.getLastResponse()).contains(StandInJenkins.PROJECT), grant::getState);
        }
        for (KeyResultView row : bench.run().getAction(AccessBuildAction.class).getKeys()) {
            assertEquals("****", row.getProjectId());
            assertFalse(row.getMessage().contains(StandInJenkins.PROJECT), row::getMessage);
        }
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String text = Files.readString(file, StandardCharsets.ISO_8859_1);
                assertFalse(text.contains(StandInJenkins.PROJECT), file::toString);
            }
        }
    }

    private void restart() throws Exception {
        bench.restart();
        bench.run().finished();
        clock.pass(Duration.ZERO);
    }

    @Test
    void projectOfABlockIsMaskedAndItsKeyIsRemovedAfterARestart() throws Exception {
        Flight flight = begin(null);
        flight.context()
                .body()
                .get(StandInJenkins.PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .begin();
        assertEquals(GrantState.HELD, Grants.get().all().get(0).state());
        assertNothingShowsIt();
        assertEquals(
                List.of(StandInJenkins.PROJECT),
                Grants.get().all().get(0).holder().sensitive(),
                "what is masked and not needed is not kept");

        StandInJenkins.giveUpSoon();
        bench.simulator.faults().always(InjectedFault.html(503).on(Phase.UNASSIGN));
        flight.context().body().get().succeed(null);
        String message = flight.failure().getMessage();
        assertTrue(message.contains("was not unassigned from project ****"), message);
        assertNothingShowsIt();

        bench.simulator.faults().clear();
        restart();
        assertEquals(1, Grants.get().all().size());
        assertNothingShowsIt();
        clock.untilSettled();
        assertEquals(List.of(), bench.madeKeysWithAccess());
        assertNothingShowsIt();
    }

    @Test
    void projectOfAnUnassignmentThatIsKeptIsMasked() throws Exception {
        bench.simulator.faults().always(InjectedFault.downForLong().on(Phase.DELETE));
        StandInJenkins.giveUpSoon();
        ApiKeyOptions options = StandInJenkins.usual();
        options.setKeepTrying(true);
        bench.start(options).failure();
        assertEquals(1, Grants.get().all().size());
        assertNothingShowsIt();

        bench.simulator.faults().clear();
        restart();
        assertNothingShowsIt();
        clock.untilSettled();
        assertFalse(bench.isAssigned());
        assertNothingShowsIt();
    }

    @Test
    void projectOfWhatIsGivenUpIsMaskedInTheLogOfJenkins() throws Exception {
        bench.simulator.faults().always(InjectedFault.error(503, null, "No.").on(Phase.DELETE));
        StandInJenkins.giveUpSoon();
        ApiKeyOptions options = StandInJenkins.usual();
        options.setKeepTrying(true);
        bench.start(options).failure();
        List<String> said = new ArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                said.add(line.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger(GrantsPage.class.getName());
        logger.addHandler(handler);
        try {
            GrantsPage page = new GrantsPage();
            page.doGiveUp(page.getGrants().get(0).getId());
        } finally {
            logger.removeHandler(handler);
        }
        assertEquals(1, said.size());
        assertTrue(said.get(0).contains("project ****"), said.get(0));
        assertFalse(said.get(0).contains(StandInJenkins.PROJECT), said.get(0));
    }

    @Test
    void projectOfARefusedBlockIsMasked() throws Exception {
        String message = begin(StandInJenkins.KEY).failure().getMessage();
        assertTrue(message.contains("project ****"), message);
        assertNothingShowsIt();
    }
}
