package io.jenkins.plugins.mongodbcloud.reliability;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jenkins.plugins.mongodbcloud.access.BuildResultPolicy;
import io.jenkins.plugins.mongodbcloud.access.KeyResult;
import io.jenkins.plugins.mongodbcloud.access.Outcome;
import io.jenkins.plugins.mongodbcloud.access.ResumeState;
import io.jenkins.plugins.mongodbcloud.client.ApiKey;
import io.jenkins.plugins.mongodbcloud.client.CallResult;
import io.jenkins.plugins.mongodbcloud.journal.JournalLines;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a journal leaves for the next run when the controller stopped at a bad moment. */
class TornJournalTest {
    private static final String ID = "5d1d12c087d9d63e6d682438";

    @TempDir
    Path folder;

    @Test
    void aResultCutInTheMiddleOfACharacterLeavesTheKeySent() throws Exception {
        KeyResult result = result(Outcome.UNASSIGNED);
        byte[] line = JournalLines.finished(result).getBytes(StandardCharsets.UTF_8);
        int umlaut = new String(line, StandardCharsets.ISO_8859_1).indexOf("\u00c3\u00bc");
        byte[] torn = Arrays.copyOf(line, umlaut + 1);

        ResumeState earlier = read(bytes(JournalLines.sending(ID)), torn);

        assertEquals(new ResumeState(earlier.selected(), Map.of(), Set.of(ID)), earlier);
    }

    @Test
    void aKeyInterruptedWhileItsRequestWasUnderWayIsStillSent() throws Exception {
        ResumeState earlier =
                read(bytes(JournalLines.sending(ID)), bytes(JournalLines.finished(result(Outcome.INTERRUPTED))));

        assertEquals(Set.of(ID), earlier.sent());
        assertEquals(Map.of(), earlier.finished());
    }

    @Test
    void aKeyInterruptedBeforeAnyRequestIsNotSent() throws Exception {
        ResumeState earlier = read(bytes(JournalLines.finished(result(Outcome.INTERRUPTED))));

        assertEquals(ResumeState.NOTHING, earlier);
    }

    @Test
    void aKeyThatWasDoneAfterAnInterruptionIsDone() throws Exception {
        KeyResult done = result(Outcome.UNASSIGNED);
        ResumeState earlier = read(
                bytes(JournalLines.sending(ID)),
                bytes(JournalLines.finished(result(Outcome.INTERRUPTED))),
                bytes(JournalLines.sending(ID)),
                bytes(JournalLines.finished(done)));

        assertEquals(Set.of(), earlier.sent());
        assertEquals(Map.of(ID, done), earlier.finished());
    }

    @Test
    void linesThatAreNoneAreSkipped() throws Exception {
        ResumeState earlier = read(
                bytes("null"),
                bytes("\0\0\0\0"),
                bytes("[]"),
                bytes("{\"call\":\"call\",\"selected\":[null]}"),
                bytes("{\"call\":\"call\",\"selected\":[{\"id\":null,\"roles\":[]}]}"),
                bytes("{\"call\":\"call\",\"finished\":{\"apiKeyId\":\"" + ID + "\",\"roles\":[]}}"),
                bytes(JournalLines.sending(ID)));

        assertEquals(new ResumeState(Optional.empty(), Map.of(), Set.of(ID)), earlier);
    }

    private ResumeState read(byte[]... lines) throws IOException {
        Path file = folder.resolve("journal.jsonl");
        Files.write(file, new byte[0]);
        for (byte[] line : lines) {
            Files.write(file, line, StandardOpenOption.APPEND);
            Files.write(file, new byte[] {'\n'}, StandardOpenOption.APPEND);
        }
        return JournalLines.resumeState(file);
    }

    private static byte[] bytes(String line) {
        return line.getBytes(StandardCharsets.UTF_8);
    }

    private static KeyResult result(Outcome outcome) {
        return KeyResult.builder("5a0a1e7e0f2912c554080adc", "The simulator")
                .key(new ApiKey(ID, "zmmrboas", "Schlüssel", List.of("GROUP_OWNER")))
                .outcome(outcome, BuildResultPolicy.DEFAULT)
                .call(CallResult.success(204, "", new CallResult.Cost(2, 1, 5, false)))
                .build("done");
    }
}
