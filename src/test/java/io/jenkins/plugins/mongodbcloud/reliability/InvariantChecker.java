package io.jenkins.plugins.mongodbcloud.reliability;

import io.jenkins.plugins.mongodbcloud.access.AccessReport;
import io.jenkins.plugins.mongodbcloud.access.KeyResult;
import io.jenkins.plugins.mongodbcloud.access.Outcome;
import io.jenkins.plugins.mongodbcloud.reliability.FaultScenario.Choice;
import io.jenkins.plugins.mongodbcloud.reliability.FaultScenario.Own;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Phase;
import io.jenkins.plugins.mongodbcloud.testing.simulator.RequestJournal;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatedCloud;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatedKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/** What must never be, looked for in what a run reported, in what it sent and in what became of the keys. */
final class InvariantChecker {
    static final int ATTEMPTS = 5;
    /** Challenged, authenticated, and once more with a fresh nonce. */
    static final int REQUESTS_OF_AN_ATTEMPT = 3;

    private static final Set<Outcome> GONE = Set.of(Outcome.UNASSIGNED, Outcome.NOT_ASSIGNED);

    private final FaultScenario scenario;
    private final ScenarioKeys cast;
    private static final Set<Phase> LIST_PHASES = Set.of(Phase.ANY, Phase.LIST, Phase.AUTHENTICATED, Phase.CHALLENGE);
    private final SimulatedCloud cloud;
    private final List<String> found = new ArrayList<>();

    InvariantChecker(FaultScenario scenario, ScenarioKeys cast, SimulatedCloud cloud) {
        this.scenario = scenario;
        this.cast = cast;
        this.cloud = cloud;
    }

    List<String> all() {
        return found;
    }

    /** @param aborted whether the run was told to stop, which alone excuses a key that was not tried */
    void inspect(AccessReport report, Map<String, Integer> requestsByKey, boolean aborted) {
        everyKeyOnce(report);
        for (KeyResult result : report.results()) {
            truth(result);
            unless(aborted || result.outcome() != Outcome.INTERRUPTED, () -> "interrupted by nobody: " + result);
            unless(
                    result.attempts() <= ATTEMPTS && result.requests() <= ATTEMPTS * REQUESTS_OF_AN_ATTEMPT,
                    () -> "too many requests: " + result);
        }
        for (String id : cast.expected(scenario)) {
            int sent = requestsByKey.getOrDefault(id, 0);
            unless(sent <= ATTEMPTS * REQUESTS_OF_AN_ATTEMPT, () -> sent + " requests for " + id);
        }
        othersUntouched(report);
        search(report.toMap().toString());
    }

    private void everyKeyOnce(AccessReport report) {
        List<String> ids = report.results().stream()
                .map(KeyResult::apiKeyId)
                .filter(Objects::nonNull)
                .toList();
        long unnamed = report.results().size() - ids.size();
        Set<String> distinct = new HashSet<>(ids);
        Set<String> expected = new HashSet<>(cast.expected(scenario));
        unless(distinct.size() == ids.size() && unnamed <= 1, () -> "a key twice in the report: " + report);
        boolean unlisted = ids.isEmpty() && unnamed == 1 && (scenario.choice() != Choice.IDS || scenario.dryRun());
        unless(distinct.equals(expected) || unlisted, () -> "not the keys that were meant: " + report);
        unless(ids.isEmpty() || unnamed == 0 || scenario.verify(), () -> "a result about no key: " + report);
    }

    private void truth(KeyResult result) {
        if (result.apiKeyId() == null) {
            boolean none = cast.expected(scenario).isEmpty();
            unless(result.outcome() != Outcome.UNASSIGNED, () -> "unassigned, but what? " + result);
            unless(result.outcome() != Outcome.NOT_ASSIGNED || none, () -> "there is a match: " + result);
            return;
        }
        boolean assigned = cloud.isAssigned(ScenarioRunner.PROJECT, result.apiKeyId());
        switch (result.outcome()) {
            case UNASSIGNED -> unless(!assigned && !scenario.dryRun(), () -> "still assigned: " + result);
            case NOT_ASSIGNED -> unless(!assigned, () -> "still assigned: " + result);
            case WOULD_UNASSIGN -> unless(assigned && scenario.dryRun(), () -> "would not: " + result);
            case STILL_ASSIGNED -> unless(false, () -> "nobody has assigned it again: " + result);
            default -> {}
        }
    }

    /** Where something else responds to the request for the list, the own key cannot be told from the others. */
    private boolean mayBeUnchecked(AccessReport report) {
        return scenario.choice() == Choice.IDS
                && scenario.own() == Own.REFUSED
                && report.results().stream()
                        .filter(result -> cast.admin().id().equals(result.apiKeyId()))
                        .allMatch(result -> result.outcome() != Outcome.UNASSIGNED
                                || result.message().contains("It was not checked whether"))
                && scenario.faults().stream().anyMatch(fault -> LIST_PHASES.contains(fault.phase()));
    }

    private void othersUntouched(AccessReport report) {
        boolean ownToGo = scenario.own() == Own.ALLOWED || mayBeUnchecked(report);
        unless(
                cloud.isAssigned(ScenarioRunner.PROJECT, cast.bystander().id()),
                () -> "a key that nobody named is gone: " + report);
        for (SimulatedKey key : cast.all()) {
            unless(cloud.orgKeyExists(ScenarioRunner.ORGANIZATION, key.id()), () -> "deleted: " + key);
            boolean toGo = !scenario.dryRun()
                    && (key.equals(cast.admin())
                            ? ownToGo
                            : cast.expected(scenario).contains(key.id()));
            boolean assigned = cloud.isAssigned(ScenarioRunner.PROJECT, key.id());
            unless(
                    toGo || assigned == cast.wasAssigned(key.id(), scenario),
                    () -> "unassigned against the rules: " + key);
        }
    }

    /** The journal's results stay, at no cost; what was interrupted is done. */
    void compare(AccessReport before, AccessReport replay, Map<String, Integer> requestsByKey) {
        boolean ownGone = scenario.own() != Own.NOT_NAMED
                && !cloud.isAssigned(ScenarioRunner.PROJECT, cast.admin().id());
        for (KeyResult result : before.results()) {
            String id = result.apiKeyId();
            if (id == null || ownGone && result.outcome() == Outcome.INTERRUPTED) {
                continue;
            }
            KeyResult again = replay.results().stream()
                    .filter(other -> id.equals(other.apiKeyId()))
                    .findFirst()
                    .orElse(null);
            if (result.outcome() != Outcome.INTERRUPTED) {
                unless(result.equals(again), () -> "the journal says otherwise: " + result + " / " + again);
                unless(!requestsByKey.containsKey(id), () -> "done is done, but sent again: " + id);
            } else {
                Set<Outcome> right = cast.wasAssigned(id, scenario) ? Set.of(Outcome.UNASSIGNED) : GONE;
                if (id.equals(cast.admin().id()) && scenario.own() != Own.ALLOWED) {
                    right = Set.of(Outcome.REFUSED);
                }
                Set<Outcome> expected = right;
                unless(again != null && expected.contains(again.outcome()), () -> "not taken up again: " + again);
            }
        }
    }

    /** Looks for private keys. */
    void search(String text) {
        for (SimulatedKey key : cast.all()) {
            unless(!text.contains(key.privateKey()), () -> "the private key of " + key.publicKey() + " is in: " + text);
        }
    }

    void check(RequestJournal journal) {
        unless(journal.basicSeen() == 0, () -> "basic authentication was sent");
        unless(journal.orgDeletes() == 0, () -> "a deletion from the organization was sent");
        unless(journal.problems().isEmpty(), () -> "the simulator has a defect: " + journal.problems());
    }

    private void unless(boolean right, Supplier<String> finding) {
        if (!right) {
            found.add(finding.get());
        }
    }
}
