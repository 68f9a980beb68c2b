package io.jenkins.plugins.mongodbcloud.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.mongodbcloud.testing.AccessTaskBuilder;
import io.jenkins.plugins.mongodbcloud.testing.RecordingJournal;
import io.jenkins.plugins.mongodbcloud.testing.SimulatorExtension;
import io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Phase;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Role;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatedKey;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** ApiKeyFormat that are found in the project's list. */
class SelectionTest {
    private static final SimulatedKey STARRED =
            new SimulatedKey("5d1d12c087d9d63e6d700001", "starredx", SimulatorSeed.API_KEY.privateKey(), "ci-*");

    @RegisterExtension
    private final SimulatorExtension bench = SimulatorExtension.patient();

    @Test
    void publicKeyFindsItsKey() throws Exception {
        RecordingJournal journal = new RecordingJournal();
        AccessReport report = bench.run(AccessTaskBuilder.publicKey(SimulatorSeed.API_KEY.publicKey()), journal);

        KeyResult result = report.worst();
        assertEquals(Outcome.UNASSIGNED, result.outcome());
        assertEquals(SimulatorSeed.API_KEY_ID, result.apiKeyId());
        assertEquals("zmmrboas", result.publicKey());
        assertEquals("Deployment of the web shop", result.description());
        assertEquals(List.of("GROUP_AUTOMATION_ADMIN"), result.roles());
        assertTrue(
                result.message()
                        .startsWith("API key 5d1d12c087d9d63e6d682438 (zmmrboas, \"Deployment of the web shop\")"),
                result::message);
        assertEquals(List.of(SimulatorSeed.API_KEY_ID), bench.deletedIds());
        assertEquals(3, report.requests());
        assertEquals(SimulatorSeed.API_KEY_ID, journal.selected().get(0).get(0).id());
    }

    @Test
    void descriptionWithoutAWildcardIsExact() throws Exception {
        assertEquals(
                SimulatorSeed.ciKey(10).id(),
                bench.runOne(AccessTaskBuilder.description("ci-010")).apiKeyId());
        assertEquals(
                Outcome.NOT_ASSIGNED,
                bench.runOne(AccessTaskBuilder.description("ci-01")).outcome());
        assertEquals(
                Outcome.NOT_ASSIGNED,
                bench.runOne(AccessTaskBuilder.description("CI-011")).outcome());
        assertEquals(1, bench.deletes());
    }

    @Test
    void severalKeysMayShareADescription() throws Exception {
        SimulatedKey twin =
                new SimulatedKey("5d1d12c087d9d63e6d700002", "twinning", SimulatorSeed.API_KEY.privateKey(), "ci-007");
        bench.cloud()
                .addApiKey(SimulatorSeed.ORGANIZATION_ID, twin)
                .assign(SimulatorExtension.PROJECT, twin.id(), Role.GROUP_READ_ONLY);
        assertEquals(
                List.of(SimulatorSeed.ciKey(7).id(), twin.id()),
                SimulatorExtension.ids(bench.run(AccessTaskBuilder.description("ci-007"))));
    }

    @Test
    void wildcardStandsForAnyText() throws Exception {
        AccessReport report =
                bench.run(AccessTaskBuilder.description("ci-00*").maxKeys(9).parallelism(3));
        assertEquals(SimulatorExtension.ciIds(1, 9), SimulatorExtension.ids(report));
        assertEquals(9, report.count(Outcome.UNASSIGNED));
        assertEquals(9, bench.deletes());
    }

    @Test
    void wildcardMatchesAStarInADescriptionToo() throws Exception {
        bench.cloud()
                .addApiKey(SimulatorSeed.ORGANIZATION_ID, STARRED)
                .assign(SimulatorExtension.PROJECT, STARRED.id());
        assertEquals(
                101,
                bench.run(AccessTaskBuilder.description("ci-*").maxKeys(101))
                        .results()
                        .size());
    }

    @Test
    void excludedKeysAreLeftAlone() throws Exception {
        AccessReport report = bench.run(
                AccessTaskBuilder.description("ci-00*").excluding("ci-*5").maxKeys(8));
        assertEquals(
                List.of("ci-001", "ci-002", "ci-003", "ci-004", "ci-006", "ci-007", "ci-008", "ci-009"),
                report.results().stream().map(KeyResult::description).toList());
        assertEquals(8, bench.deletes());
    }

    @Test
    void messageNamesTheExclusionAndKeepsTheUsualLimit() throws Exception {
        KeyResult result = bench.runOne(AccessTaskBuilder.description("ci-00*").excluding("ci-001"));
        assertEquals(Outcome.REFUSED, result.outcome());
        assertTrue(
                result.message().contains("match description \"ci-00*\" (exclude ci-001), more than maxKeys (1)"),
                result::message);
        assertEquals(0, bench.deletes());
    }

    @ParameterizedTest
    @CsvSource({"ci-*, 0, 100, 1", "ci-*, 99, 100, 99", "ci-09*, 9, 10, 9", "*, 0, 103, 1"})
    void moreMatchesThanMaxKeysAndNothingIsUnassigned(String description, int maxKeys, int found, int allowed)
            throws Exception {
        KeyResult result =
                bench.runOne(AccessTaskBuilder.description(description).maxKeys(maxKeys));
        assertEquals(Outcome.REFUSED, result.outcome());
        assertNull(result.apiKeyId());
        assertNull(result.httpStatus());
        String start =
                found + " API keys of project " + SimulatorExtension.PROJECT + " at " + SimulatorExtension.ENDPOINT
                        + " match description \"" + description + "\", more than maxKeys (" + allowed
                        + "), so nothing was changed. Narrow the selection or raise maxKeys. They are: ";
        assertTrue(result.message().startsWith(start), result::message);
        assertEquals(0, bench.deletes());
    }

    @Test
    void messageOfTooManyListsTheMatches() throws Exception {
        String message =
                bench.runOne(AccessTaskBuilder.description("ci-09*").maxKeys(9)).message();
        for (int number = 90; number <= 99; number++) {
            SimulatedKey key = SimulatorSeed.ciKey(number);
            String listed = key.id() + " (" + key.publicKey() + ", \"" + key.description() + "\")";
            assertTrue(message.contains(listed), () -> listed + " is not in: " + message);
        }
        assertFalse(message.contains("…"), message);
    }

    @Test
    void messageOfFarTooManyStaysReadable() throws Exception {
        String message = bench.runOne(AccessTaskBuilder.description("*")).message();
        assertTrue(message.endsWith(" and 93 more"), message);
        assertTrue(message.length() < 1_000, () -> message.length() + " characters");
    }

    @Test
    void exactDescriptionMayMatchAHundredKeysUnlessToldOtherwise() throws Exception {
        for (int number = 1; number <= 101; number++) {
            SimulatedKey key = new SimulatedKey(
                    "5d1d12c087d9d63e6d" + (200_000 + number),
                    "same" + (char) ('a' + number / 26) + (char) ('a' + number % 26) + "xx",
                    SimulatorSeed.API_KEY.privateKey(),
                    "the same");
            bench.cloud().addApiKey(SimulatorSeed.ORGANIZATION_ID, key).assign(SimulatorExtension.PROJECT, key.id());
        }
        assertEquals(
                Outcome.REFUSED,
                bench.runOne(AccessTaskBuilder.description("the same")).outcome());
        assertEquals(0, bench.deletes());
        assertEquals(
                101,
                bench.run(AccessTaskBuilder.description("the same").maxKeys(101))
                        .count(Outcome.UNASSIGNED));
    }

    @Test
    void noMatchIsNotAssignedWithTheEffectChosenForThat() throws Exception {
        BuildResultPolicy chosen = new BuildResultPolicy(BuildEffect.SUCCESS, BuildEffect.FAILURE, BuildEffect.FAILURE);
        KeyResult byKey = bench.runOne(AccessTaskBuilder.publicKey("orphaned").effects(chosen));
        assertEquals(Outcome.NOT_ASSIGNED, byKey.outcome());
        assertEquals(BuildEffect.SUCCESS, byKey.effect());
        assertEquals(
                "None of the API keys of project " + SimulatorExtension.PROJECT + " at " + SimulatorExtension.ENDPOINT
                        + " matches public key orphaned. " + "Nothing was changed.",
                byKey.message());
        KeyResult byDescription = bench.runOne(AccessTaskBuilder.description("nightly-*"));
        assertEquals(BuildEffect.UNSTABLE, byDescription.effect());
        String message = byDescription.message();
        assertTrue(message.contains("matches description \"nightly-*\". Nothing was changed. If that is"), message);
        assertTrue(message.contains("set ifNotAssigned to SUCCESS; otherwise check the project and the spel"), message);
        assertEquals(0, bench.deletes());
    }

    @Test
    void keyThatSlipsFromOnePageToTheNextCountsOnce() throws Exception {
        String key = "{\"id\":\"" + SimulatorSeed.API_KEY_ID + "\",\"publicKey\":\"zmmrboas\",\"desc\":\"d\"}";
        String page = "{\"results\":[" + key + "],\"totalCount\":2}";
        bench.simulator
                .faults()
                .repeat(2, InjectedFault.answer(200, "application/json", page).on(Phase.LIST));
        KeyResult result = bench.runOne(AccessTaskBuilder.description("*"));
        assertEquals(Outcome.UNASSIGNED, result.outcome(), result::message);
        assertEquals(List.of(SimulatorSeed.API_KEY_ID), bench.deletedIds());
    }

    @Test
    void listThatFailsUnassignsNothing() throws Exception {
        bench.simulator
                .faults()
                .always(InjectedFault.error(404, "GROUP_NOT_FOUND", "No project.")
                        .on(Phase.LIST));
        KeyResult result = bench.runOne(AccessTaskBuilder.description("ci-001"));
        assertEquals(Outcome.REJECTED, result.outcome());
        assertEquals("GROUP_NOT_FOUND", result.errorCode());
        assertTrue(result.message().contains("could not be listed, so nothing was changed"), result::message);
        assertEquals(0, bench.deletes());
    }
}
