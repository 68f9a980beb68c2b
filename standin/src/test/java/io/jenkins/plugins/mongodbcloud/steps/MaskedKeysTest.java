package io.jenkins.plugins.mongodbcloud.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.EnvVars;
import io.jenkins.plugins.mongodbcloud.report.AccessBuildAction;
import io.jenkins.plugins.mongodbcloud.report.KeyResultView;
import io.jenkins.plugins.mongodbcloud.testing.StandInJenkins;
import io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Phase;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys that are named by variables whose values the console masks. */
class MaskedKeysTest {
    private static final String FIRST = SimulatorSeed.ciKey(1).id();
    private static final String SECOND = SimulatorSeed.ciKey(2).id();

    @AutoClose
    private StandInJenkins bench;

    @BeforeEach
    void start(@TempDir Path home) throws IOException {
        bench = new StandInJenkins(home);
    }

    /** As withCredentials does. */
    private static final class MaskedVariables extends EnvironmentExpander {
        private static final long serialVersionUID = 1L;

        @Override
        public void expand(EnvVars environment) {
            environment.put("FIRST", FIRST);
            environment.put("SECOND", SECOND);
            environment.put("SERVER", "Cloud Manager");
        }

        @Override
        public Set<String> getSensitiveVariables() {
            return Set.of("FIRST", "SECOND", "UNSET");
        }
    }

    @Test
    void keysThatTheConsoleMasksAreMaskedOnPageAndDiskAndFoundAfterTheRestart() throws Exception {
        bench.give(new MaskedVariables());
        byte[] frozen = bench.startStuck(InjectedFault.lostThenSilence(), StandInJenkins.step(FIRST, SECOND))
                .freeze();
        bench.restart();
        bench.simulator.faults().clear();
        bench.thaw(frozen).resume().result();

        assertEquals(1, bench.deletes(FIRST));
        List<KeyResultView> rows =
                bench.run().getAction(AccessBuildAction.class).getKeys();
        assertEquals(
                List.of("**** UNASSIGNED", "**** UNASSIGNED"),
                rows.stream()
                        .map(row -> row.getApiKeyId() + " " + row.getOutcome())
                        .toList());
        assertEquals("Cloud Manager", rows.get(0).getEndpoint());
        assertTrue(rows.get(0).getMessage().startsWith("API key **** was unassigned"), rows.get(0)::getMessage);
        for (Path journal : bench.journals()) {
            String text = Files.readString(journal);
            assertFalse(text.contains(FIRST) || text.contains(SECOND), text);
        }
    }

    @Test
    void aFailureShowsNothingThatTheConsoleMasks() throws Exception {
        bench.give(new MaskedVariables());
        bench.simulator
                .faults()
                .always(InjectedFault.error(402, "ACCOUNT_SUSPENDED", "Suspended.")
                        .on(Phase.DELETE));
        String message = bench.start(StandInJenkins.step(FIRST)).failure().getMessage();
        assertTrue(message.startsWith("API key **** of project"), message);
        String invalid = bench.start(new ApiKeyOptions(SECOND + "x")).failure().getMessage();
        assertFalse(invalid.contains(SECOND), invalid);
    }
}
