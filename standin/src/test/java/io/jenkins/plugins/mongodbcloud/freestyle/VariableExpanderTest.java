package io.jenkins.plugins.mongodbcloud.freestyle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.AbortException;
import hudson.model.Result;
import io.jenkins.plugins.mongodbcloud.access.BuildEffect;
import io.jenkins.plugins.mongodbcloud.steps.ApiKeyOptions;
import io.jenkins.plugins.mongodbcloud.testing.StandInJenkins;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Role;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatedKey;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** VariableExpander of a freestyle build in the options. */
class VariableExpanderTest {
    private static final String KEY = StandInJenkins.KEY;

    @AutoClose
    private FreeBench free;

    @BeforeEach
    void start(@TempDir Path home) throws IOException {
        free = new FreeBench(home);
    }

    private static ApiKeyOptions step(String projectId, String credentialsId) {
        ApiKeyOptions step = new ApiKeyOptions(projectId);
        step.setCredentialsId(credentialsId);
        return step;
    }

    @ParameterizedTest
    @ValueSource(strings = {"$API_KEY_ID", "${API_KEY_ID}", " ${API_KEY_ID} ", "${api_key_id}"})
    void variableIsFilledIn(String reference) throws Exception {
        ApiKeyOptions step = StandInJenkins.step();
        step.setApiKeyId(reference);
        free.runStep(free.build(), step, "API_KEY_ID", KEY);
        assertEquals(1, free.bench.deletes(KEY));
    }

    @Test
    void variablesArePartsOfATextToo() throws Exception {
        ApiKeyOptions step = StandInJenkins.step();
        step.setApiKeyIds(List.of("5d1d12c087d9d63e6d$NUMBER", "5d1d12c0${REST}"));
        free.runStep(free.build(), step, "NUMBER", "100001", "REST", "87d9d63e6d100002");
        assertEquals(1, free.bench.deletes(SimulatorSeed.ciKey(1).id()));
        assertEquals(1, free.bench.deletes(SimulatorSeed.ciKey(2).id()));
    }

    @Test
    void everyTextOptionIsFilledIn() throws Exception {
        StandInJenkins.pointAt(free.bench.simulator.baseUrl());
        ApiKeyOptions step = step("$PROJECT", StandInJenkins.ADMIN);
        step.setEndpoint("$CLOUD Manager");
        step.setDescription("$DESCRIPTION*");
        step.setMaxKeys(9);
        String[] variables = {"PROJECT", StandInJenkins.PROJECT, "CLOUD", "Cloud", "DESCRIPTION", "ci-00"};
        free.runStep(free.build(), step, variables);
        assertEquals(9, free.bench.simulator.journal().requests("DELETE"));
    }

    /** An exclusion, an endpoint or a description that is left out would be more unassigned than the job says. */
    @ParameterizedTest
    @CsvSource({"ci-00*, $KEPT, ", "ci-00*, , $KEPT", "$KEPT*, , ", "$KEPT, , ", "**${KEPT}*, , "})
    void textOfWhichTheVariableLeavesNothingIsRefused(String description, String exclude, String endpoint) {
        ApiKeyOptions step = StandInJenkins.step();
        step.setDescription(description);
        step.setMaxKeys(100);
        step.setExclude(exclude);
        step.setEndpoint(endpoint);
        String text = Stream.of(description, exclude, endpoint)
                .filter(each -> each != null && each.contains("KEPT"))
                .findFirst()
                .orElseThrow();
        AbortException refused =
                assertThrows(AbortException.class, () -> free.runStep(free.build(), step, "KEPT", " "));
        assertEquals(
                "Nothing is left of \"" + text + "\" once its variables are filled in, so nothing was sent. Set the"
                        + " variable, or empty the field in the configuration.",
                refused.getMessage());
        assertEquals(0, free.bench.simulator.requests());
    }

    @Test
    void emptyVariableMayBeAPartOfAText() throws Exception {
        ApiKeyOptions step = StandInJenkins.step();
        step.setDescription("ci-001${SUFFIX}");
        free.runStep(free.build(), step, "SUFFIX", "");
        assertEquals(1, free.bench.deletes(SimulatorSeed.ciKey(1).id()));
    }

    @Test
    void publicKeyIsFilledIn() throws Exception {
        ApiKeyOptions byPublicKey = StandInJenkins.step();
        byPublicKey.setPublicKey("${PUBLIC}");
        free.runStep(free.build(), byPublicKey, "PUBLIC", "zmmrboas");
        assertEquals(1, free.bench.deletes(KEY));
    }

    /** Whose choice it was and what they may use is for the credentials plugin to decide, which needs the expression. */
    @Test
    void credentialIsNotFilledIn() {
        ApiKeyOptions authenticating = step(StandInJenkins.PROJECT, "${CRED}");
        authenticating.setApiKeyId(KEY);
        ApiKeyOptions naming = StandInJenkins.step();
        naming.setApiKeyCredentialsId("${CRED}");
        for (ApiKeyOptions step : List.of(authenticating, naming)) {
            AbortException failure = assertThrows(
                    AbortException.class, () -> free.runStep(free.build(), step, "CRED", StandInJenkins.ADMIN));
            assertTrue(
                    failure.getMessage().startsWith("No credential was found by the expression \"${CRED}\""),
                    failure::getMessage);
        }
        assertEquals(0, free.bench.simulator.requests());
    }

    @Test
    void otherOptionsStayAsTheyAre() throws Exception {
        ApiKeyOptions step = StandInJenkins.step();
        step.setApiKeyIds(List.of("$GONE"));
        step.setIfNotAssigned(BuildEffect.SUCCESS);
        step.setDryRun(true);
        FreeBuild build = free.build();
        free.runStep(build, step, "GONE", SimulatorSeed.UNASSIGNED_KEY_ID);
        assertEquals(null, build.getResult());
        assertEquals(0, free.bench.simulator.journal().requests("DELETE"));
        assertTrue(free.bench.log().contains("is not assigned to project"), free.bench::log);
    }

    @Test
    void twoDollarSignsAreOne() throws Exception {
        SimulatedKey priced = new SimulatedKey(
                "5d1d12c087d9d63e6d700001", "dollarsx", SimulatorSeed.API_KEY.privateKey(), "costs 5$ or $NOTHING");
        free.bench
                .simulator
                .cloud()
                .addApiKey(SimulatorSeed.ORGANIZATION_ID, priced)
                .assign(StandInJenkins.PROJECT, priced.id(), Role.GROUP_READ_ONLY);
        ApiKeyOptions step = StandInJenkins.step();
        step.setDescription("costs 5$$ or $$NOTHING");
        free.runStep(free.build(), step);
        assertEquals(1, free.bench.deletes(priced.id()));
    }

    @Test
    void valueIsNotFilledInAgain() throws Exception {
        ApiKeyOptions step = StandInJenkins.step();
        step.setDescription("$OUTER");
        free.runStep(free.build(), step, "OUTER", "$INNER", "INNER", "ci-001");
        assertTrue(free.bench.log().contains("matches description \"$INNER\""), free.bench::log);
    }

    @Test
    void variablesThatTheBuildHasNotAreAllNamedAndNothingIsSent() throws Exception {
        ApiKeyOptions step = step("$PROJECT_ID", StandInJenkins.ADMIN);
        step.setApiKeyId("${API_KEY_ID}");
        step.setDescription("mongodb-${STAGE}");
        AbortException failure =
                assertThrows(AbortException.class, () -> free.runStep(free.build(), step, "STAGE", "cloud"));
        assertEquals(
                "This build has no variable API_KEY_ID, PROJECT_ID, so nothing was sent. Define it, correct its name "
                        + "in the options of the unassignment, or write $$ for a dollar sign.",
                failure.getMessage());
        assertEquals(0, free.bench.simulator.requests());
        assertEquals(List.of(), free.bench.credentials().tracked());
    }

    @Test
    void emptyVariableNamesNoKey() {
        ApiKeyOptions step = StandInJenkins.step();
        step.setApiKeyId("$EMPTY");
        AbortException failure =
                assertThrows(AbortException.class, () -> free.runStep(free.build(), step, "EMPTY", ""));
        assertTrue(failure.getMessage().contains("so nothing was sent"), failure::getMessage);
        assertEquals(0, free.bench.simulator.requests());
    }

    @Test
    void descriptionOfTheJobIsNotChangedByABuild() throws Exception {
        ApiKeyOptions step = StandInJenkins.step();
        step.setApiKeyId("$API_KEY_ID");
        free.runStep(free.build(), step, "API_KEY_ID", KEY);
        assertEquals("$API_KEY_ID", step.getApiKeyId());
        free.runStep(free.build(), step, "API_KEY_ID", SimulatorSeed.ciKey(1).id());
        assertEquals(1, free.bench.deletes(SimulatorSeed.ciKey(1).id()));
    }

    @Test
    void anAsteriskInAValueStandsForItself() throws Exception {
        ApiKeyOptions step = StandInJenkins.step();
        step.setDescription("ci-${NUMBER}");
        step.setMaxKeys(100);
        FreeBuild build = free.build();

        free.runStep(build, step, "NUMBER", "*");

        assertEquals(Result.UNSTABLE, build.getResult(), "no key has this description");
        assertEquals(0, free.bench.simulator.journal().requests("DELETE"));
    }
}
