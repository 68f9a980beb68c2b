package io.jenkins.plugins.mongodbcloud.demo;

import io.jenkins.plugins.mongodbcloud.configuration.GrantClock;
import io.jenkins.plugins.mongodbcloud.configuration.Grants;
import io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Phase;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Role;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatedKey;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Simulator;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.io.PrintStream;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether the promise was kept: no key has access that it got in the build. */
final class AccessAtTheEnd {
    private static final String PROJECT = SimulatorSeed.PROJECT_ID;

    private final Simulator simulator;
    private final PrintStream out;
    private final Set<SimulatedKey> before;
    private boolean outage;
    private boolean asPromised;

    AccessAtTheEnd(Simulator simulator, PrintStream out) {
        this.simulator = simulator;
        this.out = out;
        this.before = new HashSet<>(simulator.cloud().keysWithAccess(PROJECT));
    }

    /** From now on no access is removed. */
    void beginOutage() {
        outage = true;
        simulator.faults().always(InjectedFault.html(503).on(Phase.UNASSIGN));
    }

    private List<SimulatedKey> added() {
        return simulator.cloud().keysWithAccess(PROJECT).stream()
                .filter(key -> !before.contains(key))
                .toList();
    }

    /** Lets the background have its time, and says how it ended. */
    void settle() {
        int pending = Grants.get().all().size();
        if (pending > 0) {
            out.println("The build is over. "
                    + (pending == 1 ? "1 unassignment is" : pending + " unassignments are") + " pending. "
                    + describe(added()));
        }
        if (outage) {
            simulator.faults().clear();
            out.println("The outage is over.");
        }
        try {
            new GrantClock().untilSettled();
            if (pending > 0) {
                out.println("What was pending is done.");
            }
        } catch (Exception e) {
            out.println("What is pending does not come to an end: " + e.getMessage());
        }
        asPromised = added().isEmpty();
        out.println(describe(added()));
    }

    boolean isAsPromised() {
        return asPromised;
    }

    private String describe(Collection<SimulatedKey> keys) {
        String all = simulator.cloud().assignedKeys(PROJECT) + " API keys have access to the project " + PROJECT;
        return keys.isEmpty()
                ? all + "; none of them got it in this build."
                : all + "; in this build got it: "
                        + keys.stream().map(this::describe).collect(Collectors.joining(", ")) + ".";
    }

    private String describe(SimulatedKey key) {
        return key.id() + " (" + key.publicKey() + ") with "
                + simulator.cloud().rolesIn(PROJECT, key.id()).stream()
                        .map(Role::name)
                        .collect(Collectors.joining(", "));
    }
}
