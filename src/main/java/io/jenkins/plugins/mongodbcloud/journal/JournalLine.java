package io.jenkins.plugins.mongodbcloud.journal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jenkins.plugins.mongodbcloud.access.KeyResult;
import io.jenkins.plugins.mongodbcloud.client.ApiKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * One line of a journal: which call, on which project, and one of the four events.
 *
 * @param call a name of the call that no other call in the build has
 * @param endpoint the endpoint's name
 * @param projectId the project
 * @param selected all keys of the call
 * @param sending the ID of a key for which a request is about to be sent
 * @param finished a key's result
 * @param late whether the build had ended before
 * @param assigned a key that was given access
 * @param at when that was, or when the access of such a key went, in milliseconds of the epoch
 * @param sensitive values in this line that are not to be shown, which makes the line one that is encrypted; null if
 *     there are none
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
record JournalLine(
        String call,
        String endpoint,
        String projectId,
        List<ApiKey> selected,
        String sending,
        KeyResult finished,
        boolean late,
        ApiKey assigned,
        long at,
        List<String> sensitive) {

    /** A line of a key that the build was not given. */
    JournalLine(
            String call,
            String endpoint,
            String projectId,
            List<ApiKey> selected,
            String sending,
            KeyResult finished,
            boolean late,
            List<String> sensitive) {
        this(call, endpoint, projectId, selected, sending, finished, late, null, 0, sensitive);
    }

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** Null for a line that is torn or damaged, or that another Jenkins encrypted. */
    static JournalLine parse(String text) {
        try {
            JournalLine line = MAPPER.readValue(EncryptedText.reveal(text), JournalLine.class);
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

    /**
     * The line between two line ends, so that one that was torn before it does not take it along. It is encrypted
     * with the key of this Jenkins if one of the values is in it: they are needed to go on after a restart.
     */
    byte[] toBytes(SensitiveValues values) throws IOException {
        String json = MAPPER.writeValueAsString(this);
        List<String> contained = new ArrayList<>();
        for (String value : values.values()) {
            String quoted = MAPPER.writeValueAsString(value);
            if (json.contains(quoted.substring(1, quoted.length() - 1))) {
                contained.add(value);
            }
        }
        String text =
                contained.isEmpty() ? json : EncryptedText.of(MAPPER.writeValueAsString(withSensitive(contained)));
        return ('\n' + text + '\n').getBytes(StandardCharsets.UTF_8);
    }

    private JournalLine withSensitive(List<String> values) {
        return new JournalLine(call, endpoint, projectId, selected, sending, finished, late, assigned, at, values);
    }
}
