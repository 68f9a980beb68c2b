package io.jenkins.plugins.mongodbcloud.journal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jenkins.plugins.mongodbcloud.access.KeyResult;
import io.jenkins.plugins.mongodbcloud.client.ApiKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * One line of a journal: which call, on which project, and one of the three events.
 *
 * @param call a name of the call that no other call in the build has
 * @param endpoint the endpoint's name
 * @param projectId the project
 * @param selected all keys of the call
 * @param sending the ID of a key for which a request is about to be sent
 * @param finished a key's result
 * @param late whether the build had ended before
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
record JournalLine(
        String call,
        String endpoint,
        String projectId,
        List<ApiKey> selected,
        String sending,
        KeyResult finished,
        boolean late) {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** Null for a line that is torn or damaged. */
    static JournalLine parse(String text) {
        try {
            JournalLine line = MAPPER.readValue(text, JournalLine.class);
            return line != null && line.isWhole() ? line : null;
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    private boolean isWhole() {
        return call != null
                && (finished == null
                        || finished.outcome() != null && finished.effect() != null && finished.message() != null)
                && (selected == null || selected.stream().allMatch(key -> key != null && Objects.nonNull(key.id())));
    }

    /** The line between two line ends, so that one that was torn before it does not take it along. */
    byte[] toBytes() throws IOException {
        return ('\n' + MAPPER.writeValueAsString(this) + '\n').getBytes(StandardCharsets.UTF_8);
    }
}
