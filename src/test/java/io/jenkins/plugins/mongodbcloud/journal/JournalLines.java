package io.jenkins.plugins.mongodbcloud.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.jenkins.plugins.mongodbcloud.access.KeyResult;
import io.jenkins.plugins.mongodbcloud.access.ResumeState;
import io.jenkins.plugins.mongodbcloud.client.ApiKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Lets tests write a journal's lines and read its file where there is no build to keep it in. */
public final class JournalLines {

    private JournalLines() {}

    public static String selected(List<ApiKey> keys) {
        return json(new BuildJournal.Line(keys, null, null));
    }

    public static String sending(String apiKeyId) {
        return json(new BuildJournal.Line(null, apiKeyId, null));
    }

    public static String finished(KeyResult result) {
        return json(new BuildJournal.Line(null, null, result));
    }

    /**
     * What a journal's file leaves for the next run.
     *
     * @throws IOException if it cannot be read
     */
    public static ResumeState earlier(Path file) throws IOException {
        return JournalSnapshot.read(file).toEarlier();
    }

    private static String json(BuildJournal.Line line) {
        try {
            return BuildJournal.mapper().writeValueAsString(line);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
