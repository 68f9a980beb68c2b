package io.jenkins.plugins.mongodbcloud.reliability;

import io.jenkins.plugins.mongodbcloud.access.KeyResult;
import io.jenkins.plugins.mongodbcloud.access.ProgressRecorder;
import io.jenkins.plugins.mongodbcloud.access.ResumeState;
import io.jenkins.plugins.mongodbcloud.client.ApiKey;
import io.jenkins.plugins.mongodbcloud.journal.JournalLines;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A journal of lines as the plugin writes them, which can be killed in the middle of the last one. */
final class InMemoryJournal implements ProgressRecorder {
    private final List<byte[]> lines = new ArrayList<>();
    private boolean lastIsFinished;
    private boolean dead;

    @Override
    public synchronized void selected(List<ApiKey> keys) throws IOException {
        write(JournalLines.selected(keys));
        lastIsFinished = false;
    }

    @Override
    public synchronized void sending(String apiKeyId) throws IOException {
        write(JournalLines.sending(apiKeyId));
        lastIsFinished = false;
    }

    @Override
    public synchronized void finished(KeyResult result) {
        if (!dead) {
            lines.add(bytes(JournalLines.finished(result)));
            lastIsFinished = true;
        }
    }

    private void write(String line) throws IOException {
        if (dead) {
            throw new IOException("the controller was killed");
        }
        lines.add(bytes(line));
    }

    /** From now on nothing is written, so nothing new is sent either. */
    synchronized void die() {
        dead = true;
    }

    /** Life after the restart. */
    synchronized void revive() {
        dead = false;
    }

    /**
     * Cuts the last line as a kill in the middle of writing it does. Only a result can be cut so: the plugin waits for
     * the other lines to be written before it goes on.
     *
     * @param share of the line that was written, 0 to 99 percent
     */
    synchronized void tear(int share) {
        if (lastIsFinished && !lines.isEmpty()) {
            byte[] whole = lines.remove(lines.size() - 1);
            lines.add(Arrays.copyOf(whole, whole.length * share / 100));
        }
    }

    /** What the next run finds; the lines pass through this file. */
    synchronized ResumeState earlier(Path file) throws IOException {
        Files.write(file, content());
        return JournalLines.resumeState(file);
    }

    /** All that was written, for looking through it. */
    synchronized String text() {
        return new String(content(), StandardCharsets.UTF_8);
    }

    private byte[] content() {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] line : lines) {
            content.writeBytes(line);
            content.write('\n');
        }
        return content.toByteArray();
    }

    private static byte[] bytes(String line) {
        return line.getBytes(StandardCharsets.UTF_8);
    }
}
