package io.jenkins.plugins.mongodbcloud.reliability;

import io.jenkins.plugins.mongodbcloud.access.AccessReport;
import io.jenkins.plugins.mongodbcloud.access.KeyResult;
import io.jenkins.plugins.mongodbcloud.access.Outcome;
import io.jenkins.plugins.mongodbcloud.demo.DemoRun;
import io.jenkins.plugins.mongodbcloud.report.AccessBuildAction;
import io.jenkins.plugins.mongodbcloud.report.KeyResultView;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Role;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatedCloud;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatedKey;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatedServiceAccount;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Simulator;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** The project of a cell, and what must be so in it afterwards. */
final class MatrixProject {
    /** How the descriptions of the keys begin that a cell is about. */
    static final String DESCRIPTION = "target-";

    private static final String ORGANIZATION = SimulatorSeed.ORGANIZATION_ID;
    private static final String PROJECT = SimulatorSeed.PROJECT_ID;
    private static final int PAGE = 500;

    private final MatrixPhase phase;
    private final SimulatedCloud cloud = new SimulatedCloud()
            .addOrganization(ORGANIZATION, "Example Company")
            .addProject(ORGANIZATION, PROJECT, "Production");
    private final List<SimulatedKey> targets = new ArrayList<>();
    private final SimulatedKey bystander = SimulatorSeed.API_KEY;

    MatrixProject(MatrixPhase phase) {
        this.phase = phase;
        cloud.addApiKey(ORGANIZATION, SimulatorSeed.ADMIN)
                .assign(PROJECT, SimulatorSeed.ADMIN.id(), Role.GROUP_USER_ADMIN)
                .addServiceAccount(ORGANIZATION, SimulatorSeed.ADMIN_ACCOUNT)
                .assign(PROJECT, SimulatorSeed.ADMIN_ACCOUNT.clientId(), Role.GROUP_OWNER)
                .addApiKey(ORGANIZATION, bystander)
                .assign(PROJECT, bystander.id());
        for (int i = 1; i <= phase.keys(); i++) {
            if (phase == MatrixPhase.LIST_PAGE && i == phase.keys()) {
                // The last target is the first key of the second page.
                SimulatorSeed.addCiKeys(cloud, 1, PAGE - cloud.assignedKeys(PROJECT));
            }
            SimulatedKey target = new SimulatedKey(
                    String.format(Locale.ROOT, "5d1d12c087d9d63e6d70000%d", i),
                    "targetx" + (char) ('a' + i),
                    String.format(Locale.ROOT, "7a29e700-0000-4000-8000-%012d", i),
                    DESCRIPTION + i);
            cloud.addApiKey(ORGANIZATION, target).assign(PROJECT, target.id());
            targets.add(target);
        }
    }

    SimulatedCloud cloud() {
        return cloud;
    }

    /** The IDs of the keys that the cell is about. */
    List<String> named() {
        return targets.stream().map(SimulatedKey::id).toList();
    }

    /** What must never be; empty if all is well. */
    List<String> flaws(AccessReport report, DemoRun build, Simulator simulator) throws Exception {
        List<String> flaws = new ArrayList<>();
        List<String> reported = report.results().stream()
                .map(KeyResult::apiKeyId)
                .filter(Objects::nonNull)
                .toList();
        boolean listFailed = phase == MatrixPhase.LIST_PAGE
                && report.results().size() == 1
                && reported.isEmpty()
                && report.worst().outcome() != Outcome.NOT_ASSIGNED;
        if (!reported.equals(named()) && !listFailed) {
            flaws.add("not every key once in the report: " + report);
        }
        for (KeyResult result : report.results()) {
            boolean gone = result.outcome() == Outcome.UNASSIGNED || result.outcome() == Outcome.NOT_ASSIGNED;
            if (gone && cloud.isAssigned(PROJECT, result.apiKeyId())) {
                flaws.add("still assigned: " + result);
            }
        }
        summary(report, build, flaws);
        untouched(report, simulator, flaws);
        return flaws;
    }

    /** The build page says the same as the report. */
    private static void summary(AccessReport report, DemoRun build, List<String> flaws) throws Exception {
        List<String> shown = build.getAction(AccessBuildAction.class).getKeys().stream()
                .map((KeyResultView row) -> row.getApiKeyId() + " " + row.getOutcome())
                .sorted()
                .toList();
        List<String> said = report.results().stream()
                .map(result -> result.apiKeyId() + " " + result.outcome())
                .sorted()
                .toList();
        if (!shown.equals(said)) {
            flaws.add("the build page says " + shown + ", the report " + said);
        }
    }

    private void untouched(AccessReport report, Simulator simulator, List<String> flaws) {
        List<SimulatedKey> all = new ArrayList<>(targets);
        all.addAll(List.of(bystander, SimulatorSeed.ADMIN));
        for (SimulatedKey key : all) {
            if (!cloud.orgKeyExists(ORGANIZATION, key.id())) {
                flaws.add("deleted from the organization: " + key);
            }
            if (!targets.contains(key) && !cloud.isAssigned(PROJECT, key.id())) {
                flaws.add("unassigned without being asked for: " + key);
            }
            if (report.toMap().toString().contains(key.privateKey())) {
                flaws.add("a private key in the report: " + report);
            }
        }
        SimulatedServiceAccount account = SimulatorSeed.ADMIN_ACCOUNT;
        if (!cloud.isAssigned(PROJECT, account.clientId())) {
            flaws.add("unassigned without being asked for: " + account);
        }
        if (report.toMap().toString().contains(account.secret())) {
            flaws.add("a client secret in the report: " + report);
        }
        if (simulator.journal().basicSeen() > 0 || simulator.journal().orgDeletes() > 0) {
            flaws.add("a request that is never sent");
        }
        simulator.journal().problems().forEach(problem -> flaws.add("the simulator has a defect: " + problem));
    }
}
