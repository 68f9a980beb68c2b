package io.jenkins.plugins.mongodbcloud.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.mongodbcloud.access.InvalidOptionException;
import io.jenkins.plugins.mongodbcloud.access.KeySelector;
import io.jenkins.plugins.mongodbcloud.access.OptionNames;
import io.jenkins.plugins.mongodbcloud.client.ApiKey;
import io.jenkins.plugins.mongodbcloud.testing.StandInJenkins;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a selection by description or name leaves alone. */
class ExcludeTest {
    @AutoClose
    private StandInJenkins bench;

    @BeforeEach
    void start(@TempDir Path home) throws IOException {
        bench = new StandInJenkins(home);
    }

    private static ApiKeyOptions excluding(String description, String exclude) {
        ApiKeyOptions step = StandInJenkins.step();
        step.setDescription(description);
        step.setExclude(exclude);
        return step;
    }

    private boolean isAssigned(int number) {
        return bench.simulator.isAssigned(
                StandInJenkins.PROJECT, SimulatorSeed.ciKey(number).id());
    }

    @Test
    void excludedKeysAreLeftAloneAndNotCounted() throws Exception {
        ApiKeyOptions step = excluding("ci-0*", "ci-0*5");
        step.setMaxKeys(89);

        assertEquals(89, ((List<?>) bench.start(step).result().get("keys")).size());

        assertTrue(isAssigned(5) && isAssigned(95));
        assertFalse(isAssigned(4) || isAssigned(6));
    }

    @Test
    void messageSaysWhatWasExcluded() throws Exception {
        bench.start(excluding("ci-001", "ci-*")).result();

        assertTrue(bench.log().contains("matches description \"ci-001\" (exclude ci-*)"), bench::log);
        assertTrue(isAssigned(1));
        assertEquals(
                "\"Description\" ci-001, \"Exclude\" ci-*",
                excluding("ci-001", "ci-*").selection());
    }

    @Test
    void wildcardWithAnExclusionIsStillForOneKeyUnlessTheJobSaysMore() throws Exception {
        bench.start(excluding("ci-00*", "ci-001")).failure();

        assertTrue(bench.log().contains("more than maxKeys (1)"), bench::log);
        assertEquals(99, IntStream.rangeClosed(1, 99).filter(this::isAssigned).count());
    }

    @ParameterizedTest
    @ValueSource(strings = {"apiKeyId", "apiKeyIds", "publicKey", "apiKeyCredentialsId"})
    void fromKeysThatAreNamedOtherwiseNothingIsExcluded(String way) throws Exception {
        ApiKeyOptions step = excluding(null, "ci-*");
        switch (way) {
            case "apiKeyId" -> step.setApiKeyId(StandInJenkins.KEY);
            case "apiKeyIds" -> step.setApiKeyIds(List.of(StandInJenkins.KEY));
            case "publicKey" -> step.setPublicKey("zmmrboas");
            default -> step.setApiKeyCredentialsId(StandInJenkins.ADMIN);
        }

        assertEquals(
                "What to unassign was named in several ways (" + way + ", exclude), so nothing was sent. "
                        + "exclude is for a selection by description; use it with that, or remove it.",
                bench.start(step).failure().getMessage());
        assertEquals(0, bench.simulator.requests());
    }

    @Test
    void serviceAccountsAreExcludedByName() throws Exception {
        ServiceAccountOptions options = new ServiceAccountOptions(StandInJenkins.PROJECT);
        options.setName("CI *");
        options.setExclude("CI permanent*");
        KeySelector.Listed selector = (KeySelector.Listed) options.selector(OptionNames.ARGUMENTS, null);

        assertEquals(
                List.of("CI 1"),
                Stream.of("CI 1", "CI permanent", "CI permanent 2", "other")
                        .filter(name -> selector.matches(new ApiKey("mdb_sa_id_1", "", name, List.of())))
                        .toList());

        options.setName(null);
        options.setClientId(SimulatorSeed.SERVICE_ACCOUNT.clientId());
        String message = assertThrows(InvalidOptionException.class, () -> options.selector(OptionNames.ARGUMENTS, null))
                .getMessage();
        assertTrue(message.contains("exclude is for a selection by name;"), message);
        assertEquals("", options.selection());
    }

    @Test
    void blankExcludesNothingAndAVariableIsNoPattern() {
        assertEquals("\"Description\" ci-*", excluding("ci-*", " ").selection());
        assertEquals(
                "pattern",
                ((ApiKeyOptions) excluding("ci-*", "$X").withTexts(text -> "text", text -> "pattern")).getExclude());
    }
}
