package io.jenkins.plugins.mongodbcloud.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.mongodbcloud.access.BuildEffect;
import io.jenkins.plugins.mongodbcloud.access.KeyResult;
import io.jenkins.plugins.mongodbcloud.access.OptionNames;
import io.jenkins.plugins.mongodbcloud.access.Outcome;
import io.jenkins.plugins.mongodbcloud.journal.JournalSnapshot;
import io.jenkins.plugins.mongodbcloud.journal.SensitiveValues;
import io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Phase;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatedKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Access of builds on a controller, which may be restarted: none outlives its build. */
@Timeout(120)
class GrantsTest extends GrantsFixture {

    @Test
    void buildHasAccessUntilItsEnd() throws Exception {
        GivenAccess given = assign();
        SimulatedKey key = jenkins.simulator.cloud().createdKeys().get(0);
        assertEquals(key.publicKey(), given.publicKey());
        assertEquals(key.privateKey(), given.privateKey().getPlainText());
        assertEquals(List.of(key.id()), withAccess());
        assertEquals(List.of(given.grant()), Grants.get().all());
        KeyResult result = end(given);
        assertEquals(Outcome.UNASSIGNED, result.outcome());
        assertEquals(BuildEffect.SUCCESS, result.effect());
        assertEquals(List.of(), withAccess());
        assertEquals(List.of(), files());
        assertEquals(List.of(), log);
    }

    @Test
    void privateKeyIsInNoFile() throws Exception {
        GivenAccess given = assign();
        String secret = given.privateKey().getPlainText();
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertFalse(Files.readString(file).contains(secret), file::toString);
            }
        }
        assertFalse(given.toString().contains(secret), given::toString);
    }

    @Test
    void endIsRepeatable() throws Exception {
        GivenAccess given = assign();
        assertEquals(Outcome.UNASSIGNED, end(given).outcome());
        restart(true);
        assertEquals(Outcome.UNASSIGNED, end(given).outcome());
        assertEquals(1, jenkins.simulator.journal().requests(Phase.UNASSIGN));
    }

    @Test
    void whatIsAskedForIsValidatedBeforeAnythingIsSent() throws Exception {
        GrantRequest usual = request(OWNER);
        assertTrue(failure(request("no-such-credential")).contains("no-such-credential"));
        for (List<String> roles : List.of(List.<String>of(), List.of("ORG_OWNER"), List.of("group"))) {
            String message = failure(new GrantRequest(
                    usual.endpoint(),
                    OWNER,
                    usual.projectId(),
                    roles,
                    List.of(),
                    "",
                    true,
                    null,
                    "call",
                    OptionNames.ARGUMENTS,
                    SensitiveValues.NONE));
            assertTrue(message.contains("GROUP_READ_ONLY"), message);
        }
        assertTrue(failure(new GrantRequest(
                        usual.endpoint(),
                        OWNER,
                        "x",
                        usual.roles(),
                        List.of(),
                        "",
                        true,
                        null,
                        "call",
                        OptionNames.ARGUMENTS,
                        SensitiveValues.NONE))
                .contains("project ID"));
        assertEquals(0, jenkins.simulator.journal().requests(Phase.ANY));
    }

    @Test
    void unusableDirectoryGivesNoAccess() throws Exception {
        Path directory = home.resolve("mongodb-cloud").resolve("grants");
        Files.createDirectories(directory.getParent());
        Files.writeString(directory, "in the way");
        assertTrue(failure(request(OWNER)).contains("The directory of grants"));
        assertEquals(0, jenkins.simulator.journal().requests(Phase.ANY));
        Files.delete(directory);
        assertEquals(Outcome.UNASSIGNED, end(assign()).outcome());
    }

    @Test
    void endThatCannotReachMongoDbCloudIsPendingAndDoneLater() throws Exception {
        GivenAccess given = assign();
        jenkins.simulator.faults().always(InjectedFault.downForLong().on(Phase.UNASSIGN));
        KeyResult result = end(given);
        assertEquals(Outcome.PENDING, result.outcome());
        assertEquals(BuildEffect.FAILURE, result.effect());
        minutes(0);
        assertEquals(1, Grants.get().all().get(0).progress().attempts(), "it is not due yet");
        jenkins.run().finished();
        jenkins.simulator.faults().clear();
        minutes(2);
        untilSettled();
        assertEquals(List.of(), withAccess());
        KeyResult late =
                JournalSnapshot.of(jenkins.run()).resultOf(given.grant().id()).orElseThrow();
        assertEquals(Outcome.UNASSIGNED, late.outcome());
    }
}
