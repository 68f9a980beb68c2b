package io.jenkins.plugins.mongodbcloud.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import hudson.model.Result;
import io.jenkins.plugins.mongodbcloud.access.Grant;
import io.jenkins.plugins.mongodbcloud.access.GrantState;
import io.jenkins.plugins.mongodbcloud.configuration.GrantClock;
import io.jenkins.plugins.mongodbcloud.configuration.Grants;
import io.jenkins.plugins.mongodbcloud.demo.DemoBody;
import io.jenkins.plugins.mongodbcloud.demo.DemoStepContext;
import io.jenkins.plugins.mongodbcloud.testing.StandInJenkins;
import io.jenkins.plugins.mongodbcloud.testing.StandInJenkins.Flight;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatedKey;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A controller on which the block step is run, restarted, and stopped. */
abstract class BlockFixture {

    static final FlowInterruptedException ABORT = new FlowInterruptedException(Result.ABORTED, true);

    @AutoClose
    StandInJenkins bench;

    final GrantClock clock = new GrantClock();

    @BeforeEach
    void start(@TempDir Path home) throws Exception {
        bench = new StandInJenkins(home);
    }

    static GrantOptions options() {
        GrantOptions options = new GrantOptions(StandInJenkins.PROJECT);
        options.setCredentialsId(StandInJenkins.OWNER);
        options.setRoles(List.of("GROUP_READ_ONLY"));
        return options;
    }

    Flight begin() throws Exception {
        FlowNode node = StandInJenkins.node();
        DemoStepContext context = bench.context(node);
        Flight flight = new Flight(new WithApiKeyStep(options()).start(context), context, node);
        assertFalse(flight.execution().start(), "start() is done at once");
        return flight;
    }

    static DemoBody body(Flight flight) throws Exception {
        return flight.context().body().get(StandInJenkins.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    Flight beginBlock() throws Exception {
        Flight flight = begin();
        body(flight).begin();
        return flight;
    }

    static Object result(Flight flight) throws Exception {
        return flight.context().outcome().get(StandInJenkins.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /** The controller goes down and comes up again with what was written of the step; the build goes on. */
    Flight restart(Flight flight) throws Exception {
        return restart(flight.freeze());
    }

    Flight restart(byte[] frozen) throws Exception {
        bench.restart();
        Flight flight = bench.thaw(frozen);
        clock.pass(Duration.ZERO);
        return flight.resume();
    }

    List<SimulatedKey> made() {
        return bench.simulator.cloud().createdKeys();
    }

    /** The promise: after a while nothing has access, and no key is left. */
    void assertNothingIsLeft() throws Exception {
        bench.simulator.faults().clear();
        bench.simulator.releaseSilent();
        clock.untilSettled();
        assertEquals(List.of(), bench.madeKeysWithAccess());
        for (SimulatedKey key : made()) {
            assertFalse(bench.simulator.orgKeyExists(SimulatorSeed.ORGANIZATION_ID, key.id()), key::toString);
        }
    }

    static List<GrantState> states() {
        return Grants.get().all().stream().map(Grant::state).toList();
    }
}
