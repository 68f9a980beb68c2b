package io.jenkins.plugins.mongodbcloud.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.mongodbcloud.access.Outcome;
import io.jenkins.plugins.mongodbcloud.access.ResumeState;
import io.jenkins.plugins.mongodbcloud.client.ApiKey;
import io.jenkins.plugins.mongodbcloud.freestyle.FreeBuild;
import io.jenkins.plugins.mongodbcloud.journal.BuildJournal;
import io.jenkins.plugins.mongodbcloud.journal.JournalSnapshot;
import io.jenkins.plugins.mongodbcloud.journal.SensitiveValues;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What the build page shows of the journals in the build directory, and what a resumed step reads in them. */
class KeyResultsViewTest extends KeyResultsFixture {

    @Test
    void buildWithoutCallsHasNoAction() {
        assertNull(action());
        call().finished(result(1, Outcome.UNASSIGNED));
        assertEquals("MongoDB Cloud access", action().getDisplayName());
        assertEquals(List.of(), build.getActions(), "nothing is saved with the build");
    }

    @Test
    void rowSaysAllThatIsKnownOfAKey() {
        call().finished(result(1, Outcome.UNASSIGNED));
        KeyResultView row = action().getKeys().get(0);
        assertEquals(id(1), row.getApiKeyId());
        assertEquals("zmmrboas", row.getPublicKey());
        assertEquals("Schlüssel № 1", row.getDescription());
        assertEquals(PROJECT, row.getProjectId());
        assertEquals("Cloud Manager", row.getEndpoint());
        assertEquals("UNASSIGNED", row.getOutcome());
        assertEquals("SUCCESS", row.getEffect());
        assertEquals(204, row.getHttpStatus());
        assertNull(row.getErrorCode());
        assertEquals(1, row.getAttempts());
        assertEquals(17, row.getMillis());
        assertEquals("API key 1 is done.", row.getMessage());
        assertFalse(row.isExplained());
        assertEquals(List.of(result(1, Outcome.UNASSIGNED)), told);
    }

    @Test
    void oneKeyHasOneRowWhicheverCallCameToIt() throws IOException {
        call().selected(List.of(listed(1), listed(2)));
        call().finished(result(1, Outcome.UNAVAILABLE));
        call().finished(result(1, Outcome.UNASSIGNED));
        assertEquals(List.of(id(1) + " UNASSIGNED", id(2) + " UNDER_WAY"), rows());
        new BuildJournal(build, "other", "Ops Manager", PROJECT, SensitiveValues.NONE, told::add).sending(id(1));
        assertEquals(3, rows().size(), "the key of another endpoint is another key");
    }

    private static ApiKey listed(int number) {
        return new ApiKey(id(number), "zmmrboas", "Schlüssel", List.of("GROUP_OWNER"));
    }

    @Test
    void rowsOfSeveralCallsAreInTheOrderOfTheCalls() {
        List<String> expected = new ArrayList<>();
        for (int call = 1; call <= 20; call++) {
            BuildJournal journal = call();
            journal.finished(result(2 * call, Outcome.UNASSIGNED));
            journal.finished(result(2 * call - 1, Outcome.NOT_ASSIGNED));
            expected.add(id(2 * call) + " UNASSIGNED");
            expected.add(id(2 * call - 1) + " NOT_ASSIGNED");
        }
        assertEquals(expected, rows());
    }

    @Test
    void callThatGoesOnAfterARestartKeepsItsPlace() throws IOException {
        String first = UUID.randomUUID().toString();
        call(first).selected(List.of(listed(1), listed(2)));
        call(first).sending(id(1));
        call().finished(result(3, Outcome.UNASSIGNED));
        BuildJournal resumed = call(first);
        resumed.finished(result(1, Outcome.UNASSIGNED));
        resumed.finished(result(2, Outcome.UNASSIGNED));
        assertEquals(List.of(id(1) + " UNASSIGNED", id(2) + " UNASSIGNED", id(3) + " UNASSIGNED"), rows());
    }

    @Test
    void laterResultOfAKeyReplacesTheEarlier() {
        BuildJournal journal = call();
        journal.finished(result(1, Outcome.UNASSIGNED));
        journal.finished(result(2, Outcome.UNASSIGNED));
        journal.finished(result(1, Outcome.STILL_ASSIGNED));
        assertEquals(List.of(id(1) + " STILL_ASSIGNED", id(2) + " UNASSIGNED"), rows());
        assertTrue(action().getKeys().get(0).isExplained());
    }

    @Test
    void unansweredKeyIsUnderWayWhileTheBuildRunsAndOpenAfterwards() throws IOException {
        BuildJournal journal = call();
        journal.finished(result(1, Outcome.UNASSIGNED));
        journal.sending(id(2));
        assertEquals(List.of(id(1) + " UNASSIGNED", id(2) + " UNDER_WAY"), rows());
        assertEquals(
                "A request was sent, and the response is awaited.",
                action().getKeys().get(1).getMessage());
        build.finished();
        assertEquals(List.of(id(1) + " UNASSIGNED", id(2) + " INTERRUPTED"), rows());
        assertTrue(action().getKeys().get(1).getMessage().contains("may or may not have been unassigned"));
    }

    @Test
    void tornLineHidesNothingElse() throws IOException {
        String callId = UUID.randomUUID().toString();
        BuildJournal killed = call(callId);
        killed.finished(result(1, Outcome.UNASSIGNED));
        killed.sending(id(2));
        tearWithinACharacter();
        call(callId).finished(result(3, Outcome.UNASSIGNED));
        assertEquals(List.of(id(1) + " UNASSIGNED", id(2) + " UNDER_WAY", id(3) + " UNASSIGNED"), rows());
    }

    private void tearWithinACharacter() throws IOException {
        byte[] half = "{\"finished\":{\"description\":\"Schl\u00fcssel".getBytes(StandardCharsets.UTF_8);
        int cut = new String(half, StandardCharsets.ISO_8859_1).indexOf('\u00c3') + 1;
        Files.write(onlyJournal(), java.util.Arrays.copyOf(half, cut), StandardOpenOption.APPEND);
    }

    @Test
    void garbageInAJournalIsPassedOver() throws IOException {
        BuildJournal journal = call();
        journal.finished(result(1, Outcome.UNASSIGNED));
        String garbage =
                "null\n{}\n[]\n12\n{\"call\":\"1\",\"finished\":{}}\n{\"call\":\"1\",\"selected\":[null]}\n\u0000\u0000\n{\"other\":1}\n";
        Files.writeString(onlyJournal(), garbage, StandardOpenOption.APPEND);
        journal.finished(result(2, Outcome.UNASSIGNED));
        assertEquals(List.of(id(1) + " UNASSIGNED", id(2) + " UNASSIGNED"), rows());
    }

    @Test
    void actionThatIsReadWithItsBuildShowsTheSame() {
        call().finished(result(1, Outcome.UNASSIGNED));
        assertEquals(1, new AccessBuildAction(build).getKeys().size());
    }

    @Test
    void resumedStepReadsWhatWasFoundDoneAndSent() throws IOException {
        String callId = UUID.randomUUID().toString();
        assertEquals(ResumeState.NOTHING, resumeState(callId));
        BuildJournal journal = call(callId);
        ApiKey key = listed(1);
        journal.selected(List.of(key));
        journal.sending(id(1));
        journal.finished(result(1, Outcome.UNASSIGNED));
        journal.sending(id(2));
        journal.sending(id(3));
        journal.finished(result(3, Outcome.INTERRUPTED));

        ResumeState earlier = resumeState(callId);

        assertEquals(List.of(key), earlier.selected().orElseThrow());
        assertEquals(Set.of(id(1)), earlier.finished().keySet());
        assertEquals(result(1, Outcome.UNASSIGNED), earlier.finished().get(id(1)));
        // The request for the third was on its way when it was interrupted, so it may have been done.
        assertEquals(Set.of(id(2), id(3)), earlier.sent());
    }

    @Test
    void stepThatIsRunAgainKnowsWhatAnEarlierOneMayHaveDone() throws IOException {
        BuildJournal journal = call();
        for (int number = 1; number <= 6; number++) {
            journal.sending(id(number));
        }
        journal.finished(result(1, Outcome.UNASSIGNED));
        journal.finished(result(2, Outcome.NOT_ASSIGNED));
        journal.finished(result(3, Outcome.REJECTED));
        journal.finished(result(4, Outcome.UNAVAILABLE));
        journal.finished(result(5, Outcome.INTERRUPTED));
        call().finished(result(1, Outcome.REJECTED));

        ResumeState another = resumeState("another");

        assertEquals(Set.of(id(1), id(4), id(5), id(6)), another.sent());
        assertEquals(Map.of(), another.finished());
        assertTrue(another.selected().isEmpty());
        assertEquals(ResumeState.NOTHING, JournalSnapshot.of(build).resumeState("another", "Ops Manager", PROJECT));
    }

    @Test
    void aKeyThatWasNotBegunSaysSo() throws IOException {
        BuildJournal journal = call();
        journal.selected(List.of(listed(1)));
        assertEquals(
                "No request has been sent for it yet.",
                action().getKeys().get(0).getMessage());
        build.finished();
        assertEquals(List.of(id(1) + " INTERRUPTED"), rows());
        assertTrue(action().getKeys().get(0).getMessage().startsWith("The build stopped before a request was sent"));
        assertEquals("zmmrboas", action().getKeys().get(0).getPublicKey());
    }

    @Test
    void whatWasDoneAfterTheEndOfTheBuildSaysSo() throws IOException {
        BuildJournal journal = call();
        journal.sending(id(1));
        build.finished();
        journal.finished(result(1, Outcome.UNASSIGNED));
        assertEquals(
                "API key 1 is done. This happened after the end of the build.",
                action().getKeys().get(0).getMessage());
    }

    @Test
    void aJournalThatCannotBeReadIsSaidOnThePage() throws IOException {
        Files.createDirectories(onlyJournalOf(build));
        assertTrue(action().getSummary().getProblem().startsWith("The record of what the build did"));
    }

    @Test
    void aLineThatWasCutOffDoesNotHideTheNextOfAnotherCall() throws IOException {
        BuildJournal other = call();
        other.finished(result(1, Outcome.UNASSIGNED));
        tearWithinACharacter();
        other.finished(result(2, Outcome.UNASSIGNED));
        assertEquals(List.of(id(1) + " UNASSIGNED", id(2) + " UNASSIGNED"), rows());
    }

    @Test
    void theJournalFollowsItsBuildToAnotherDirectory() throws IOException {
        BuildJournal journal = call();
        journal.finished(result(1, Outcome.UNASSIGNED));
        Path before = build.getRootDir().toPath();
        Path after = before.resolveSibling("moved");
        Files.move(before, after);
        build.moved(after);
        journal.finished(result(2, Outcome.UNASSIGNED));
        assertEquals(List.of(id(1) + " UNASSIGNED", id(2) + " UNASSIGNED"), rows());
        assertFalse(Files.exists(before));
    }

    private static Path onlyJournalOf(FreeBuild build) {
        return build.getRootDir().toPath().resolve("mongodb-cloud").resolve("journal.jsonl");
    }

    @Test
    void callsAtOnceGetOneActionAndLoseNoRow() throws Exception {
        FreeBuild other = new FreeBuild(build.getParent());
        CountDownLatch go = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int number = 1; number <= 8; number++) {
            int mine = number;
            Thread thread = new Thread(() -> {
                try {
                    go.await();
                    new BuildJournal(
                                    other,
                                    UUID.randomUUID().toString(),
                                    "Cloud Manager",
                                    PROJECT,
                                    SensitiveValues.NONE,
                                    result -> {})
                            .finished(result(mine, Outcome.UNASSIGNED));
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            thread.start();
            threads.add(thread);
        }
        go.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(1, other.getActions(AccessBuildAction.class).size());
        assertEquals(8, other.getAction(AccessBuildAction.class).getKeys().size());
    }
}
