package io.jenkins.plugins.mongodbcloud.reliability;

import io.jenkins.plugins.mongodbcloud.reliability.GrantScenario.Disruption;
import io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The requests in the life of a grant. */
enum GrantRequest {
    CREATE("create", Phase.CREATE, false),
    ASSIGN("assign", Phase.ASSIGN, true),
    ACCESS_LIST("access list", Phase.ACCESS_LIST, false),
    LIST("list", Phase.LIST, true),
    SEARCH("list, for a key whose creation had no response", Phase.LIST, false, InjectedFault.lostThenReset()),
    UNASSIGN("unassign", Phase.UNASSIGN, false),
    DELETE("delete", Phase.DELETE_KEY, false);

    private final String title;
    private final Phase phase;
    private final boolean existing;
    private final List<InjectedFault> before;

    /**
     * @param existing whether it is of a key that was there before
     * @param creation without which it is not sent
     */
    GrantRequest(String title, Phase phase, boolean existing, InjectedFault... creation) {
        this.title = title;
        this.phase = phase;
        this.existing = existing;
        this.before = Stream.of(creation).map(fault -> fault.on(Phase.CREATE)).toList();
    }

    String title() {
        return title;
    }

    /** In which it meets the fault, and something else happens at that time. */
    GrantScenario scenario(InjectedFault fault, boolean always, Disruption disruption) {
        List<InjectedFault> faults = new ArrayList<>(before);
        faults.add(fault.on(phase));
        return new GrantScenario(existing, true, true, faults, always, disruption, GrantScenario.AT_FAULT);
    }

    /** Which one it is that meets the fault. */
    static GrantRequest of(GrantScenario scenario) {
        return Stream.of(values())
                .filter(request ->
                        request.phase == scenario.lastFault().phase() && request.existing == scenario.existing())
                .findFirst()
                .orElseThrow();
    }
}
