package io.jenkins.plugins.mongodbcloud.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.AbortException;
import io.jenkins.plugins.mongodbcloud.access.BuildEffect;
import io.jenkins.plugins.mongodbcloud.demo.DemoBody;
import io.jenkins.plugins.mongodbcloud.demo.DemoStepContext;
import io.jenkins.plugins.mongodbcloud.demo.ExecutionSerializer;
import io.jenkins.plugins.mongodbcloud.testing.StandInJenkins;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A step that was saved with its build by a version that did not have one of the fields yet. */
class SavedStepTest {

    private static final List<String> KEYS =
            List.of(SimulatorSeed.ciKey(1).id(), SimulatorSeed.ciKey(2).id());

    @AutoClose
    private StandInJenkins bench;

    @BeforeEach
    void start(@TempDir Path home) throws IOException {
        bench = new StandInJenkins(home);
    }

    static Stream<Field> fields() {
        return saved(AccessStepExecution.class, ProjectOptions.class, AccessOptions.class, ApiKeyOptions.class);
    }

    private static Stream<Field> saved(Class<?>... types) {
        return Stream.of(types)
                .flatMap(type -> Arrays.stream(type.getDeclaredFields()))
                .filter(field -> (field.getModifiers() & (Modifier.STATIC | Modifier.TRANSIENT)) == 0)
                .filter(field -> !field.isSynthetic())
                .peek(field -> field.setAccessible(true));
    }

    private static ApiKeyOptions full() {
        ApiKeyOptions options = StandInJenkins.step(KEYS.toArray(String[]::new));
        options.setMaxKeys(7);
        options.setParallelism(3);
        options.setVerify(true);
        options.setAllowSelf(true);
        options.setIfNotAssigned(BuildEffect.SUCCESS);
        options.setIfRejected(BuildEffect.UNSTABLE);
        options.setIfUnavailable(BuildEffect.UNSTABLE);
        return options;
    }

    @ParameterizedTest
    @MethodSource("fields")
    void withoutAFieldItHasTheDefaultAndTheStepEndsWithAMessageOrTheKeysUnassigned(Field missing) throws Exception {
        FlowNode node = StandInJenkins.node();
        DemoStepContext context = bench.context(node);
        byte[] saved = ExecutionSerializer.freeze(new AccessStepExecution(context, full()));

        StepExecution read = ExecutionSerializer.thaw(without(missing.getName(), saved), context);

        if (missing.getDeclaringClass() == AccessStepExecution.class) {
            assertNotNull(missing.get(read));
        } else {
            Field options = AccessStepExecution.class.getDeclaredField("options");
            options.setAccessible(true);
            assertEquals(missing.get(new ApiKeyOptions(null)), missing.get(options.get(read)));
        }
        read.onResume();
        try {
            context.outcome().get(StandInJenkins.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            KEYS.forEach(key -> assertTrue(!bench.simulator.isAssigned(StandInJenkins.PROJECT, key), key));
        } catch (ExecutionException e) {
            assertTrue(e.getCause() instanceof AbortException, e::toString);
        }
    }

    static Stream<Field> fieldsOfTheBlock() {
        return saved(WithApiKeyExecution.class, ProjectOptions.class, GrantOptions.class)
                // That the block runs, and what came of it.
                .filter(field ->
                        !List.of("grantId", "body", "result", "failure").contains(field.getName()));
    }

    @ParameterizedTest
    @MethodSource("fieldsOfTheBlock")
    void aBlockWithoutAFieldBeginsOrEndsWithAMessage(Field missing) throws Exception {
        GrantOptions options = new GrantOptions(StandInJenkins.PROJECT);
        options.setCredentialsId(StandInJenkins.OWNER);
        options.setRoles(List.of("GROUP_READ_ONLY"));
        DemoStepContext context = bench.context(StandInJenkins.node());
        byte[] saved = ExecutionSerializer.freeze(new WithApiKeyExecution(context, options));

        StepExecution read = ExecutionSerializer.thaw(without(missing.getName(), saved), context);

        if (missing.getDeclaringClass() == WithApiKeyExecution.class) {
            assertNotNull(missing.get(read));
        }
        read.onResume();
        Object first = CompletableFuture.anyOf(context.body(), context.outcome())
                .handle((body, failure) -> failure == null ? body : failure.getCause())
                .get(StandInJenkins.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertTrue(first instanceof DemoBody || first instanceof AbortException, () -> "came to " + first);
    }

    /** The stream with another name for the field, of which the class that reads it knows nothing. */
    private static byte[] without(String field, byte[] stream) {
        String text = new String(stream, StandardCharsets.ISO_8859_1);
        String prefix = "\0" + (char) field.length();
        String other = field.substring(0, field.length() - 1) + "_";
        assertTrue(text.contains(prefix + field), field);
        return text.replace(prefix + field, prefix + other).getBytes(StandardCharsets.ISO_8859_1);
    }
}
