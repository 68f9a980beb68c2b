package io.jenkins.plugins.mongodbcloud.journal;

import io.jenkins.plugins.mongodbcloud.access.KeyResult;
import io.jenkins.plugins.mongodbcloud.access.ResumeState;
import io.jenkins.plugins.mongodbcloud.client.ApiKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Lets tests write a journal's lines and read its file where there is no build to keep it in. */
public final class JournalLines {

    private static final String CALL = "call";
    private static final String ENDPOINT = "The simulator";
    private static final String PROJECT = "5a0a1e7e0f2912c554080adc";

    private JournalLines() {}

    public static String selected(List<ApiKey> keys) {
        return json(keys, null, null);
    }

    public static String sending(String apiKeyId) {
        return json(null, apiKeyId, null);
    }

    public static String finished(KeyResult result) {
        return json(null, null, result);
    }

    /**
     * What a journal leaves for the call of these lines when it goes on.
     *
     * @throws IOException if it cannot be read
     */
    public static ResumeState resumeState(Path file) throws IOException {
        return JournalSnapshot.read(file).resumeState(CALL, ENDPOINT, PROJECT);
    }

    private static String json(List<ApiKey> selected, String sending, KeyResult finished) {
        try {
            byte[] line = new JournalLine(CALL, ENDPOINT, PROJECT, selected, sending, finished, false, null)
                    .toBytes(SensitiveValues.NONE);
            return new String(line, StandardCharsets.UTF_8).trim();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
