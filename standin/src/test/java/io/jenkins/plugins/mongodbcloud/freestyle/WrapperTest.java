package io.jenkins.plugins.mongodbcloud.freestyle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.model.Result;
import io.jenkins.plugins.mongodbcloud.access.BuildEffect;
import io.jenkins.plugins.mongodbcloud.configuration.GrantClock;
import io.jenkins.plugins.mongodbcloud.configuration.Grants;
import io.jenkins.plugins.mongodbcloud.report.AccessBuildAction;
import io.jenkins.plugins.mongodbcloud.report.KeyResultView;
import io.jenkins.plugins.mongodbcloud.steps.GrantOptions;
import io.jenkins.plugins.mongodbcloud.testing.SilentCredential;
import io.jenkins.plugins.mongodbcloud.testing.StandInJenkins;
import io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Phase;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatedKey;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import jenkins.tasks.SimpleBuildWrapper;
import jenkins.tasks.SimpleBuildWrapper.Context;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The build wrapper: access while the build steps run. */
@Timeout(120)
class WrapperTest extends FreeBuildFixture {

    @AfterEach
    void stop() {
        Thread.interrupted();
    }

    private Context setUp(GrantOptions options) throws Exception {
        SimpleBuildWrapper wrapper = new MongoCloudApiKeyWrapper(options);
        Context context = wrapper.createContext();
        wrapper.setUp(context, build, free.bench.listener(), new EnvVars("PROJECT", StandInJenkins.PROJECT));
        return context;
    }

    private void tearDown(Context context) throws Exception {
        context.getDisposer().tearDown(build, free.bench.listener());
    }

    private SimulatedKey key() {
        return free.bench.simulator.cloud().createdKeys().get(0);
    }

    private void assertNothingIsLeft() throws Exception {
        free.bench.simulator.faults().clear();
        free.bench.simulator.releaseSilent();
        new GrantClock().untilSettled();
        assertEquals(List.of(), free.bench.madeKeysWithAccess());
        for (SimulatedKey made : free.bench.simulator.cloud().createdKeys()) {
            assertFalse(free.bench.simulator.orgKeyExists(SimulatorSeed.ORGANIZATION_ID, made.id()), made::toString);
        }
    }

    @Test
    void theBuildStepsHaveVariablesAndTheKeyIsGoneAfterThem() throws Exception {
        assertFalse(new MongoCloudApiKeyWrapper(options()).requiresWorkspace());
        Context context = setUp(options());
        assertEquals(key().publicKey(), context.getEnv().get("MCLI_PUBLIC_API_KEY"));
        assertEquals(key().privateKey(), context.getEnv().get("MCLI_PRIVATE_API_KEY"));
        assertEquals(StandInJenkins.PROJECT, context.getEnv().get("MCLI_PROJECT_ID"));
        assertEquals(List.of(key().id()), free.bench.madeKeysWithAccess());

        tearDown(context);

        assertEquals(List.of(), free.bench.madeKeysWithAccess());
        assertEquals(List.of(), Grants.get().all());
        assertNull(build.getResult());
        assertFalse(free.bench.log().contains(key().privateKey()), free.bench::log);
        assertNothingIsLeft();
    }

    @Test
    void thePublicKeyOfAKeyThatIsNamedByItsIdIsInTheVariableForIt() throws Exception {
        GrantOptions options = new GrantOptions(StandInJenkins.PROJECT);
        options.setCredentialsId(StandInJenkins.OWNER);
        options.setRoles(List.of("GROUP_READ_ONLY"));
        options.setApiKeyId(SimulatorSeed.UNASSIGNED_KEY_ID);
        options.setPublicKeyVariable("NAME");
        Context context = setUp(options);

        assertEquals(SimulatorSeed.UNASSIGNED_KEY.publicKey(), context.getEnv().get("NAME"));

        tearDown(context);
        assertNothingIsLeft();
    }

    @Test
    void theLogMasksThePrivateKeyAlthoughItIsDecoratedBeforeThereIsOne() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        MongoCloudApiKeyWrapper wrapper = new MongoCloudApiKeyWrapper(options());
        PrintStream log = new PrintStream(
                wrapper.createLoggerDecorator(build).decorateLogger(build, bytes), true, StandardCharsets.UTF_8);
        log.println("before");
        Context context = setUp(options());
        log.println("it is " + key().privateKey() + ".");
        Set<String> sensitive = new HashSet<>();
        wrapper.makeSensitiveBuildVariables(build, sensitive);
        tearDown(context);
        log.println("after " + key().privateKey());

        assertEquals(
                "before\nit is ****.\nafter ****\n",
                bytes.toString(StandardCharsets.UTF_8).replace("\r", ""));
        assertEquals(Set.of("MCLI_PRIVATE_API_KEY"), sensitive);
    }

    @ParameterizedTest
    @EnumSource(BuildEffect.class)
    void anEndThatDoesNotSucceedHasTheEffectThatTheOptionsSay(BuildEffect effect) throws Exception {
        GrantOptions options = options();
        options.setIfUnavailable(effect);
        Context context = setUp(options);
        StandInJenkins.giveUpSoon();
        free.bench.simulator.faults().always(InjectedFault.html(503).on(Phase.UNASSIGN));

        if (effect == BuildEffect.FAILURE) {
            AbortException failure = assertThrows(AbortException.class, () -> tearDown(context));
            assertTrue(failure.getMessage().contains("was not unassigned"), failure::getMessage);
        } else {
            tearDown(context);
            assertEquals(effect == BuildEffect.UNSTABLE ? Result.UNSTABLE : null, build.getResult());
        }
        assertEquals(1, Grants.get().all().size());
        assertNothingIsLeft();
    }

    @Test
    void aSetUpThatIsRefusedFailsTheBuildAndLeavesNothing() throws Exception {
        GrantOptions options = options();
        options.setCredentialsId(StandInJenkins.READER);
        AbortException refused = assertThrows(AbortException.class, () -> setUp(options));
        assertTrue(refused.getMessage().contains("NOT_GROUP_USER_ADMIN"), refused::getMessage);
        assertNothingIsLeft();
    }

    @Test
    void aSetUpThatFailsHalfWayUndoesItself() throws Exception {
        MongoCloudApiKeyWrapper wrapper = new MongoCloudApiKeyWrapper(options());
        Context taken = wrapper.createContext();
        taken.env("MCLI_PRIVATE_API_KEY", "of another wrapper");
        assertThrows(
                IllegalStateException.class,
                () -> wrapper.setUp(
                        taken, build, free.bench.listener(), new EnvVars("PROJECT", StandInJenkins.PROJECT)));
        GrantClock.until(() -> free.bench.madeKeysWithAccess().isEmpty());
        assertEquals(1, free.bench.simulator.cloud().createdKeys().size());
        assertNothingIsLeft();
    }

    @Test
    void aBuildThatIsAbortedWhileAccessIsGivenOrRemovedKeepsNone() throws Exception {
        free.bench.simulator.faults().next(InjectedFault.lostThenSilence().on(Phase.CREATE));
        free.bench.simulator.faults().always(InjectedFault.silence().on(Phase.LIST));
        interruptOn(Phase.CREATE);
        assertThrows(InterruptedException.class, () -> setUp(options()));
        assertEquals(List.of("PENDING"), outcomes());
        assertNothingIsLeft();
        assertEquals(List.of("UNASSIGNED"), outcomes());

        Context context = setUp(options());
        free.bench.simulator.faults().next(InjectedFault.silence().on(Phase.UNASSIGN));
        interruptOn(Phase.UNASSIGN);
        assertThrows(InterruptedException.class, () -> tearDown(context));
        assertNothingIsLeft();
    }

    private List<String> outcomes() {
        return build.getAction(AccessBuildAction.class).getKeys().stream()
                .map(KeyResultView::getOutcome)
                .toList();
    }

    @Test
    void aBuildThatIsAbortedBeforeSaysThatNoKeyWasGivenAccess() {
        SilentCredential silent = new SilentCredential(StandInJenkins.OWNER);
        free.bench.credentials().replace(silent);
        Thread building = Thread.currentThread();
        CompletableFuture.runAsync(() -> {
            silent.awaitAsked(1);
            building.interrupt();
        });
        assertThrows(InterruptedException.class, () -> setUp(options()));
        assertEquals(List.of("INTERRUPTED"), outcomes());
        assertEquals(List.of(), free.bench.simulator.cloud().createdKeys());
    }

    private void interruptOn(Phase phase) {
        Thread building = Thread.currentThread();
        String method = phase == Phase.CREATE ? "POST" : "DELETE";
        free.bench.simulator.journal().onRequest(request -> {
            if (request.authenticated()
                    && request.method().equals(method)
                    && !request.fault().isEmpty()) {
                building.interrupt();
            }
        });
    }

    @Test
    void aPipelineIsToldOfTheStep() throws Exception {
        MongoCloudApiKeyWrapper wrapper = new MongoCloudApiKeyWrapper(options());
        AbortException refused = assertThrows(
                AbortException.class,
                () -> wrapper.setUp(wrapper.createContext(), free.bench.run(), free.bench.listener(), new EnvVars()));
        assertTrue(refused.getMessage().contains("withMongoCloudApiKey"), refused::getMessage);
        assertNull(wrapper.createLoggerDecorator(free.bench.run()));
    }

    @Test
    void aVariableThatTheBuildDoesNotHaveSendsNothing() {
        MongoCloudApiKeyWrapper wrapper = new MongoCloudApiKeyWrapper(options());
        assertThrows(
                AbortException.class,
                () -> wrapper.setUp(wrapper.createContext(), build, free.bench.listener(), new EnvVars()));
        assertEquals(0, free.bench.simulator.requests());
    }
}
