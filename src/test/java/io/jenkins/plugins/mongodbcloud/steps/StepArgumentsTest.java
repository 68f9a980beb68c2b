package io.jenkins.plugins.mongodbcloud.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** No argument of the step is lost on its way. */
class StepArgumentsTest {

    private final UnassignApiKeyStep.DescriptorImpl descriptor = new UnassignApiKeyStep.DescriptorImpl();

    private static Map<String, Object> with(String name, Object value) {
        Map<String, Object> arguments = new LinkedHashMap<>(Map.of("projectId", "5a0a1e7e0f2912c554080adc"));
        arguments.put(name, value);
        return arguments;
    }

    static Stream<Arguments> invalid() {
        return Stream.of(
                Arguments.of("dryrun", true, "There is no argument dryrun, so nothing was sent."),
                Arguments.of("dryRun", "yes", "The argument dryRun is \"yes\", so nothing was sent."),
                Arguments.of("dryRun", "TRUE", "Pass one of: true, false."),
                Arguments.of("dryRun", 1, "Pass one of: true, false."),
                Arguments.of("dryRun", null, "The argument dryRun is null, so nothing was sent."),
                Arguments.of("verify", "", "Pass one of: true, false."),
                Arguments.of("maxKeys", null, "The argument maxKeys is null"),
                Arguments.of("maxKeys", 0, "The argument maxKeys is \"0\", so nothing was sent. Pass one of: 1, 2, …."),
                Arguments.of("maxKeys", "00", "The argument maxKeys is \"00\""),
                Arguments.of("maxKeys", 2.5, "The argument maxKeys is no whole number"),
                Arguments.of("endpoint", List.of("x"), "The argument endpoint is no text"),
                Arguments.of("apiKeyIds", Map.of("1", "2"), "The argument apiKeyIds is no list"),
                Arguments.of("parallelism", null, "The argument parallelism is null"),
                Arguments.of("ifRejected", null, "The argument ifRejected is null"),
                Arguments.of("ifRejected", "ABORTED", "Pass one of: SUCCESS, UNSTABLE, FAILURE."),
                Arguments.of("endpoint", null, "The argument endpoint is null"),
                Arguments.of("endpoint", "", "The argument endpoint is empty, so nothing was sent."),
                Arguments.of("credentialsId", "", "The argument credentialsId is empty"),
                Arguments.of("exclude", "", "The argument exclude is empty"),
                Arguments.of("exclude", " ", "The argument exclude is empty"),
                Arguments.of("credentialsId", null, "The argument credentialsId is null"),
                Arguments.of("projectId", null, "The argument projectId is null"));
    }

    @ParameterizedTest
    @MethodSource("invalid")
    void aNameThatIsUnknownOrAValueThatIsInvalidIsAnError(String name, Object value, String message) {
        for (Map<String, Object> arguments :
                List.of(with(name, value), Map.<String, Object>of("options", with(name, value)))) {
            AccessOptions options = options(arguments);
            assertEquals("projectId".equals(name) ? null : "5a0a1e7e0f2912c554080adc", options.getProjectId());
            String problem = options.problem();
            assertTrue(problem.contains(message), problem);
        }
        assertThrows(
                IllegalArgumentException.class,
                () -> new ApiKeyOptionsDescriptor().customInstantiate(with(name, value)));
    }

    /** The options of a step that says when it starts why they are invalid. */
    private AccessOptions options(Map<String, Object> arguments) {
        return (AccessOptions) descriptor.customInstantiate(arguments).get("options");
    }

    @Test
    void aFailureIsPrintedWithoutAStackTrace() {
        StringWriter log = new StringWriter();
        new AccessFailedException("refused").printStackTrace(new PrintWriter(log, true));
        assertEquals("refused", log.toString().trim());
    }

    @Test
    void argumentsWithoutANameAreAnError() {
        Map<String, Object> sole = Map.of(UninstantiatedDescribable.ANONYMOUS_KEY, "5a0a1e7e0f2912c554080adc");
        String problem = options(sole).problem();
        assertTrue(problem.startsWith("The arguments of mongoCloudUnassignApiKey have no names"), problem);
    }

    static Stream<Arguments> lists() {
        List<String> ids = List.of("1", "2");
        return Stream.<Object>of(
                        ids, new ArrayList<>(ids), new LinkedHashSet<>(ids), new String[] {"1", "2"}, new Object[] {
                            "1", "2"
                        })
                .map(each -> Arguments.of(each));
    }

    @ParameterizedTest
    @MethodSource("lists")
    void severalIdsMayBeAListASetOrAnArray(Object ids) {
        assertEquals(List.of("1", "2"), optionsOf(with("apiKeyIds", ids)).get("apiKeyIds"));
    }

    @Test
    void severalIdsMayBeAText() {
        assertEquals(List.of("1, 2"), optionsOf(with("apiKeyIds", "1, 2")).get("apiKeyIds"));
        ApiKeyOptions options = new ApiKeyOptions("");
        options.setApiKeyIds(List.of("1, 2"));
        assertEquals(List.of("1", "2"), options.getApiKeyIds());
    }

    @Test
    void aWayToNameKeysMayBeNullAndTextsTrueAndFalseAreFine() {
        for (Object value : Arrays.asList(null, "", " ")) {
            assertEquals(with("apiKeyId", null), optionsOf(with("apiKeyId", value)));
        }
        for (Object value : Arrays.asList(true, false, "true", "false")) {
            assertEquals(value, optionsOf(with("dryRun", value)).get("dryRun"));
        }
    }

    private Map<?, ?> optionsOf(Map<String, Object> arguments) {
        return (Map<?, ?>) descriptor.customInstantiate(arguments).get("options");
    }

    @Test
    void theLabelNamesKeysAndProject() {
        assertEquals("ci-*, 5a0a1e7e0f2912c554080adc", descriptor.argumentsToString(with("description", "ci-*")));
        assertEquals(
                "1, …, 5a0a1e7e0f2912c554080adc",
                descriptor.argumentsToString(Map.of("options", with("apiKeyIds", List.of("1", "2")))));
    }
}
