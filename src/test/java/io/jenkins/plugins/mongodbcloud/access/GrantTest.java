package io.jenkins.plugins.mongodbcloud.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.mongodbcloud.client.Operations;
import io.jenkins.plugins.mongodbcloud.testing.GrantFixture;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a grant says, and when its access is tried to be removed. */
class GrantTest {

    private static final long NOW = GrantFixture.CREATED;
    private static final long QUIET = Grant.QUIET.toMillis();
    private static final Grant PENDING = GrantFixture.knownKey("1", GrantState.PENDING, "this");

    private static Grant after(int attempts, long next, boolean confirmed) {
        return PENDING.with(new Grant.Progress(attempts, next, "No.", null, confirmed));
    }

    @ParameterizedTest
    @CsvSource({"PENDING, -1, true", "PENDING, 0, true", "PENDING, 1, false", "HELD, -1, false", "ASSIGNING, 0, false"})
    void attemptIsDueFromItsTimeOnIfAccessIsToBeRemoved(GrantState state, long wait, boolean due) {
        Grant grant =
                GrantFixture.knownKey("1", state, "this").with(new Grant.Progress(1, NOW + wait, "No.", null, false));
        assertEquals(due, grant.due(NOW));
    }

    @Test
    void requestThatWasRepeatedMayStillAct() {
        assertEquals(0, PENDING.held(PENDING.key(), false, NOW).quietUntil());
        assertEquals(NOW + QUIET, PENDING.held(PENDING.key(), true, NOW).quietUntil());
        Grant assigning = GrantFixture.unknownKey("1", GrantState.ASSIGNING, "this");
        assertEquals(NOW + QUIET, assigning.pending(NOW).quietUntil());
        Grant repeated = assigning.held(assigning.key(), true, NOW).pending(NOW + 1);
        assertEquals(NOW + QUIET, repeated.quietUntil());
        assertSame(repeated, repeated.pending(NOW + 2));
    }

    @Test
    void whatIsNotKnownLeavesWhatIsThere() {
        Grant.Key key = PENDING.key();
        assertEquals(key, key.known(null, null, null));
        Grant.Key known = key.known("id", "name", "organization");
        assertEquals(
                List.of("id", "name", "organization"), List.of(known.apiKeyId(), known.publicKey(), known.orgId()));
        assertEquals(known, known.known(null, null, null));
    }

    @Test
    void sameKeyInTheSameProjectIsOneGroup() {
        Grant.Key key = PENDING.key();
        assertEquals(key.group(), key.known(null, "name", "organization").group());
        assertNotEquals(key.group(), key.known("other", null, null).group());
    }

    @Test
    void anotherProcessLooksAfterItAndNothingElseChanges() {
        Grant other = PENDING.ownedBy("other");
        assertEquals("other", other.controller());
        assertEquals(PENDING, other.ownedBy("this"));
        Grant moved = PENDING.of(PENDING.holder().movedTo("moved"));
        assertEquals("moved", moved.holder().job());
        assertEquals(PENDING, moved.of(PENDING.holder()));
    }

    @Test
    void accessThatSomebodyElseGaveIsTriedAgainInAMinute() {
        Grant grant = Grant.unassignment(PENDING.key(), PENDING.holder(), true, "No.", NOW);
        assertEquals(Grant.Kind.UNASSIGNMENT, grant.kind());
        assertTrue(grant.id().startsWith(PENDING.key().group()), grant::id);
        assertEquals("No.", grant.progress().lastResponse());
        assertWaits(Duration.ofMinutes(1), grant);
    }

    private static void assertWaits(Duration about, Grant grant) {
        double wait = grant.progress().nextAttempt() - NOW;
        double ratio = wait / about.toMillis();
        assertTrue(ratio >= 0.75 && ratio <= 1.25, () -> "waits " + wait);
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 2", "2, 4", "5, 32", "6, 60", "7, 60", "99, 60"})
    void waitsDoubleUpToAnHour(int attempts, int minutes) {
        Grant next = GrantSchedule.retry(after(attempts, 0, true), "Again no.", null, NOW);
        assertWaits(Duration.ofMinutes(minutes), next);
        assertEquals(attempts + 1, next.progress().attempts());
        assertEquals("Again no.", next.progress().lastResponse());
        assertTrue(next.progress().confirmed());
        assertNull(next.progress().needsPerson());
    }

    @Test
    void whatNeedsAPersonWaitsForAnHour() {
        Grant refused = GrantSchedule.refused(PENDING, "There is no credential.", NOW);
        assertWaits(Duration.ofHours(1), refused);
        assertEquals("There is no credential.", refused.progress().needsPerson());
        assertEquals(1, refused.progress().attempts());
    }

    @Test
    void timeThatIsSetIsTheNextAttempt() {
        Grant.Progress progress =
                GrantSchedule.at(after(3, 0, true), NOW + 5, "Later.").progress();
        assertEquals(new Grant.Progress(4, NOW + 5, "Later.", null, true), progress);
    }

    @Test
    void whatAnAdministratorConfirmedIsDueAtOnce() {
        Grant asked = GrantSchedule.ask(after(3, 0, true), "Whose is it?");
        assertEquals(
                new Grant.Progress(3, Grant.Progress.NEVER, "Whose is it?", "Whose is it?", false), asked.progress());
        assertFalse(asked.due(NOW));
        assertEquals(
                new Grant.Progress(3, 0, "Whose is it?", null, true),
                GrantSchedule.confirm(asked).progress());
    }

    @Test
    void grantThatIsOlderThanAWeekWaitsForAnAdministratorWhenJenkinsStarts() {
        long week = NOW + Duration.ofDays(7).toMillis();
        Grant grant = after(3, 0, false);
        assertSame(grant, GrantSchedule.atStart(grant, week));
        Grant asked = GrantSchedule.atStart(grant, week + 1);
        assertEquals(Grant.Progress.NEVER, asked.progress().nextAttempt());
        assertTrue(asked.progress().needsPerson().contains("7 days"), asked::toString);
        Grant confirmed = after(3, 0, true);
        assertSame(confirmed, GrantSchedule.atStart(confirmed, week + 1));
    }

    @Test
    void descriptionIsNotCutWithinACharacter() {
        GrantDraft draft = new GrantDraft(
                PENDING.key(), PENDING.holder(), "this", "d" + "\uD83D\uDE80".repeat(100), List.of(), true);
        Grant odd = draft.newKey(NOW);
        assertEquals("d" + "\uD83D\uDE80".repeat(99) + " " + odd.key().tag(), draft.describe(odd));
        GrantDraft even =
                new GrantDraft(PENDING.key(), PENDING.holder(), "this", "\uD83D\uDE80".repeat(100), List.of(), true);
        Grant cut = even.newKey(NOW);
        assertEquals("\uD83D\uDE80".repeat(99) + " " + cut.key().tag(), even.describe(cut));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "199, 199", "200, 199", "1000, 199"})
    void descriptionIsShortenedAndItsTagNever(int length, int left) {
        GrantDraft draft =
                new GrantDraft(PENDING.key(), PENDING.holder(), "this", " " + "d".repeat(length), List.of(), true);
        Grant grant = draft.newKey(NOW);
        String tag = grant.key().tag();
        String described = draft.describe(grant);
        assertEquals(50, tag.length());
        assertEquals(("d".repeat(left) + " " + tag).strip(), described);
        assertTrue(described.length() <= Operations.MAX_DESCRIPTION, described);
    }

    @Test
    void onlyANewKeyIsDeleted() {
        GrantDraft draft = new GrantDraft(PENDING.key(), PENDING.holder(), "this", "", List.of(), true);
        assertTrue(draft.newKey(NOW).delete());
        assertFalse(draft.existingKey(PENDING.key(), NOW).delete());
    }
}
