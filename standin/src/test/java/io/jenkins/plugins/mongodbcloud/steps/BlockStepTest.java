package io.jenkins.plugins.mongodbcloud.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.AbortException;
import hudson.console.ConsoleLogFilter;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.mongodbcloud.access.GrantState;
import io.jenkins.plugins.mongodbcloud.configuration.GrantClock;
import io.jenkins.plugins.mongodbcloud.demo.DemoBody;
import io.jenkins.plugins.mongodbcloud.demo.DemoStepContext;
import io.jenkins.plugins.mongodbcloud.testing.StandInJenkins;
import io.jenkins.plugins.mongodbcloud.testing.StandInJenkins.Flight;
import io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Phase;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatedKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.FailureHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One run of the block step: its phases, and restarts in each of them. */
@Timeout(120)
class BlockStepTest extends BlockFixture {

    @Test
    void theBlockHasVariablesThatAreSensitiveAndItsResultComesOutAfterTheKeyIsGone() throws Exception {
        Flight flight = beginBlock();
        DemoBody body = body(flight);
        assertEquals(made().get(0).publicKey(), body.variable("MCLI_PUBLIC_API_KEY"));
        assertEquals(made().get(0).privateKey(), body.variable("MCLI_PRIVATE_API_KEY"));
        assertEquals(List.of(GrantState.HELD), states());
        assertFalse(flight.execution().blocksRestart());
        body.succeed("returned");

        assertEquals("returned", result(flight));
        assertEquals(List.of(), bench.madeKeysWithAccess());
        assertEquals(List.of(), states());
        assertFalse(flight.execution().blocksRestart());
    }

    @ParameterizedTest
    @ValueSource(strings = {"was given access", "was unassigned"})
    void aLogThatBreaksDownEndsTheStepAndTheAccess(String part) throws Exception {
        PrintStream broken = new PrintStream(OutputStream.nullOutputStream()) {
            @Override
            public void println(String line) {
                if (line.contains(part)) {
                    throw new IllegalStateException("no log");
                }
            }
        };
        TaskListener listener = () -> broken;
        DemoStepContext context =
                new DemoStepContext(List.of(bench.run(), bench.run().getParent(), listener, StandInJenkins.node()));
        new WithApiKeyStep(options()).start(context).start();
        context.body().thenAccept(body -> {
            body.begin();
            body.succeed(null);
        });

        ExecutionException failure = assertThrows(
                ExecutionException.class,
                () -> context.outcome().get(StandInJenkins.PATIENCE.toSeconds(), TimeUnit.SECONDS));
        assertEquals("no log", failure.getCause().getMessage());
        assertNothingIsLeft();
    }

    @Test
    void thePrivateKeyIsWrittenWithTheBuildEncryptedOnly() throws Exception {
        Flight flight = beginBlock();
        byte[] frozen = flight.freeze();
        String text = new String(frozen, StandardCharsets.ISO_8859_1);
        assertTrue(text.contains("MCLI_PRIVATE_API_KEY"), "the variables are not part of what is written");
        assertFalse(text.contains(made().get(0).privateKey()), "the private key in clear");
        body(flight).succeed(null);
        assertNull(result(flight));
    }

    @Test
    void theLogOfTheBlockMasksThePrivateKeyAsItIsAndEncodedAlsoAfterARestart() throws Exception {
        Flight after = restart(beginBlock());
        String secret = made().get(0).privateKey();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream log = new PrintStream(
                body(after).override(ConsoleLogFilter.class).decorateLogger((Run<?, ?>) null, bytes),
                true,
                StandardCharsets.UTF_8);
        log.println(secret + " and " + Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8)));

        assertEquals("**** and ****", bytes.toString(StandardCharsets.UTF_8).strip());
    }

    @Test
    void failuresOfStepsInTheBlockAreMaskedWithWhatIsInThem() throws Exception {
        Flight flight = beginBlock();
        String secret = made().get(0).privateKey();
        FailureHandler handler = body(flight).override(FailureHandler.class);
        IOException failure = new IOException("with " + secret, new AbortException("because of " + secret));
        failure.addSuppressed(new IllegalStateException(secret));

        Throwable masked = handler.handle(flight.context(), failure);

        assertEquals("java.io.IOException: with ****", masked.getMessage());
        assertEquals("because of ****", masked.getCause().getMessage());
        assertTrue(masked.getCause() instanceof AbortException);
        assertTrue(masked.getSuppressed()[0].getMessage().endsWith("****"));
        AbortException other = new AbortException("nothing secret");
        assertSame(other, handler.handle(flight.context(), other));
    }

    @Test
    void theFailureOfTheEndIsPartOfThatOfTheBlock() throws Exception {
        Flight flight = beginBlock();
        StandInJenkins.giveUpSoon();
        bench.simulator.faults().always(InjectedFault.html(503).on(Phase.UNASSIGN));
        AbortException failure = new AbortException("it broke");
        body(flight).fail(failure);

        assertSame(failure, flight.failure());
        assertTrue(failure.getSuppressed()[0].getMessage().contains("was not unassigned"), failure::toString);
        assertNothingIsLeft();
    }

    @Test
    void aBlockThatRunsGoesOnAfterARestartAndItsEndRemovesTheKey() throws Exception {
        Flight after = restart(beginBlock());
        DemoBody body = body(after);
        assertEquals(made().get(0).privateKey(), body.variable("MCLI_PRIVATE_API_KEY"));
        assertEquals(List.of(made().get(0).id()), bench.madeKeysWithAccess(), "the block still needs it");
        body.succeed("returned");

        assertEquals("returned", result(after));
        assertNothingIsLeft();
        assertEquals(1, made().size());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void accessIsGivenAnewAfterARestartWhileItWasGivenAndWhatWasGivenBeforeIsRemoved(boolean done) throws Exception {
        InjectedFault silence = done ? InjectedFault.lostThenSilence() : InjectedFault.silence();
        bench.simulator.faults().next(silence.on(Phase.CREATE));
        Flight before = begin();
        bench.simulator.journal().awaitRequests(Phase.CREATE, 1, StandInJenkins.PATIENCE);
        assertTrue(before.execution().blocksRestart());

        Flight after = restart(before);
        DemoBody body = body(after);
        SimulatedKey key = made().get(made().size() - 1);
        assertEquals(key.publicKey(), body.variable("MCLI_PUBLIC_API_KEY"));
        body.succeed("returned");

        assertEquals("returned", result(after));
        assertFalse(before.context().outcome().isDone(), "the controller went down");
        assertEquals(done ? 2 : 1, made().size());
        assertNothingIsLeft();
    }

    /** As after a kill that came when the block had been asked for, and nothing was written of that. */
    @Test
    void aKeyWhoseBlockNeverBeganIsRemovedWhenTheStepIsTakenUpAgain() throws Exception {
        FlowNode node = StandInJenkins.node();
        DemoStepContext context = bench.context(node);
        Flight before = new Flight(new WithApiKeyStep(options()).start(context), context, node);
        byte[] early = before.freeze();
        before.execution().start();
        body(before);

        Flight after = restart(early);
        DemoBody body = body(after);
        assertEquals(2, made().size());
        assertNotEquals(made().get(0).publicKey(), body.variable("MCLI_PUBLIC_API_KEY"));
        GrantClock.until(
                () -> bench.madeKeysWithAccess().equals(List.of(made().get(1).id())));
        body.succeed(null);
        result(after);
        assertNothingIsLeft();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aRemovalIsDoneAgainAfterARestartAndTheResultOfTheBlockComesOut(boolean done) throws Exception {
        Flight before = beginBlock();
        InjectedFault silence = done ? InjectedFault.lostThenSilence() : InjectedFault.silence();
        bench.simulator.faults().next(silence.on(Phase.UNASSIGN));
        body(before).succeed("returned");
        bench.simulator.journal().awaitRequests(Phase.UNASSIGN, 1, StandInJenkins.PATIENCE);
        assertTrue(before.execution().blocksRestart());

        Flight after = restart(before);

        assertEquals("returned", result(after));
        assertNull(after.node().getPersistentAction(WarningAction.class), "it was this step that removed the access");
        assertNothingIsLeft();
    }

    @Test
    void theFailureOfTheBlockComesOutAfterARestartDuringTheRemoval() throws Exception {
        Flight before = beginBlock();
        bench.simulator.faults().next(InjectedFault.silence().on(Phase.UNASSIGN));
        body(before).fail(new AbortException("it broke"));
        bench.simulator.journal().awaitRequests(Phase.UNASSIGN, 1, StandInJenkins.PATIENCE);

        assertEquals("it broke", restart(before).failure().getMessage());
        assertNothingIsLeft();
    }

    /** A hard kill drops the step; what is left is that the build is over. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aBuildThatIsKilledHardKeepsNoAccess(boolean restarted) throws Exception {
        beginBlock();
        assertEquals(1, bench.madeKeysWithAccess().size());
        if (restarted) {
            bench.restart();
        }
        bench.run().finished();

        assertNothingIsLeft();
    }

    @Test
    void aBuildThatEndsWhileAccessIsGivenKeepsNone() throws Exception {
        bench.simulator.faults().next(InjectedFault.lostThenSilence().on(Phase.CREATE));
        begin();
        bench.simulator.journal().awaitRequests(Phase.CREATE, 1, StandInJenkins.PATIENCE);
        bench.restart();
        bench.run().finished();

        assertNothingIsLeft();
    }
}
