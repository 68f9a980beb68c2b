package io.jenkins.plugins.mongodbcloud.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.jenkins.plugins.mongodbcloud.admin.ApiKey;
import io.jenkins.plugins.mongodbcloud.unassign.Earlier;
import io.jenkins.plugins.mongodbcloud.unassign.KeyResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Lets tests write a journal's lines and read its file where there is no build to keep it in. */
public final class JournalLines {

    private JournalLines() {}

    public static String selected(List<ApiKey> keys) {
        return json(new CallJournal.Line(keys, null, null));
    }

    public static String sending(String apiKeyId) {
        return json(new CallJournal.Line(null, apiKeyId, null));
    }

    public static String finished(KeyResult result) {
        return json(new CallJournal.Line(null, null, result));
    }

    /**
     * What a journal's file leaves for the next run.
     *
     * @throws IOException if it cannot be read
     */
    public static Earlier earlier(Path file) throws IOException {
        return CallRecord.read(file).toEarlier();
    }

    private static String json(CallJournal.Line line) {
        try {
            return CallJournal.mapper().writeValueAsString(line);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
