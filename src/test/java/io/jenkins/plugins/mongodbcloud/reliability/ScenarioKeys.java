package io.jenkins.plugins.mongodbcloud.reliability;

import io.jenkins.plugins.mongodbcloud.access.KeySelector;
import io.jenkins.plugins.mongodbcloud.reliability.FaultScenario.Choice;
import io.jenkins.plugins.mongodbcloud.reliability.FaultScenario.Own;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Role;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatedCloud;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatedKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The keys of one run, which no other run has: so a request that comes late from a run that was stopped can do nothing to
 * the next.
 *
 * @param admin authenticates, and may unassign
 * @param bystander is assigned and never named
 * @param named those that the run is about, without the administrator's
 */
record ScenarioKeys(String run, SimulatedKey admin, SimulatedKey bystander, List<SimulatedKey> named) {
    private static final int LETTERS = 26;
    private static final int PUBLIC_KEY_LETTERS = 8;
    private static final long KEYS_OF_A_RUN = 16;

    static ScenarioKeys of(long number, FaultScenario scenario) {
        String run = "run-" + number + "-";
        long first = number * KEYS_OF_A_RUN;
        // Not in ASCII, so that a line of the journal can be cut within a character.
        List<SimulatedKey> named = new ArrayList<>();
        for (int i = 0; i < scenario.assigned().size(); i++) {
            named.add(key(first + 2 + i, run + "schlüssel-" + i));
        }
        boolean own = scenario.own() != Own.NOT_NAMED;
        return new ScenarioKeys(
                run, key(first, own ? run + "own" : "operator"), key(first + 1, "bystander"), List.copyOf(named));
    }

    private static SimulatedKey key(long number, String description) {
        StringBuilder letters = new StringBuilder();
        for (long left = number; letters.length() < PUBLIC_KEY_LETTERS; left /= LETTERS) {
            letters.insert(0, (char) ('a' + left % LETTERS));
        }
        return new SimulatedKey(
                String.format(Locale.ROOT, "%024x", number),
                letters.toString(),
                String.format(Locale.ROOT, "5ec2e75e-0000-4000-8000-%012x", number),
                description);
    }

    void enter(SimulatedCloud cloud, String organization, String project, FaultScenario scenario) {
        all().forEach(key -> cloud.addApiKey(organization, key));
        cloud.assign(project, admin.id(), Role.GROUP_USER_ADMIN).assign(project, bystander.id());
        for (int i = 0; i < named.size(); i++) {
            if (scenario.assigned().get(i)) {
                cloud.assign(project, named.get(i).id());
            }
        }
    }

    void leave(SimulatedCloud cloud, String organization) {
        all().forEach(key -> cloud.deleteApiKey(organization, key.id()));
    }

    List<SimulatedKey> all() {
        return Stream.concat(Stream.of(admin, bystander), named.stream()).toList();
    }

    KeySelector selection(FaultScenario scenario) {
        return switch (scenario.choice()) {
            case IDS -> new KeySelector.ByIds(expected(scenario));
            case DESCRIPTION -> new KeySelector.ByDescription(run + "*");
            case PUBLIC_KEY -> new KeySelector.ByPublicKey(target(scenario).publicKey());
        };
    }

    /** The IDs of the keys that a run without faults would report, without order. */
    List<String> expected(FaultScenario scenario) {
        List<String> ids = new ArrayList<>();
        if (scenario.choice() == Choice.PUBLIC_KEY) {
            SimulatedKey target = target(scenario);
            return target.equals(admin) || scenario.assigned().get(0) ? List.of(target.id()) : List.of();
        }
        for (int i = 0; i < named.size(); i++) {
            if (scenario.choice() == Choice.IDS || scenario.assigned().get(i)) {
                ids.add(named.get(i).id());
            }
        }
        if (scenario.own() != Own.NOT_NAMED) {
            ids.add(admin.id());
        }
        return ids;
    }

    boolean wasAssigned(String id, FaultScenario scenario) {
        for (int i = 0; i < named.size(); i++) {
            if (named.get(i).id().equals(id)) {
                return scenario.assigned().get(i);
            }
        }
        return true;
    }

    private SimulatedKey target(FaultScenario scenario) {
        return scenario.own() == Own.NOT_NAMED ? named.get(0) : admin;
    }
}
