package io.jenkins.plugins.mongodbcloud.report;

import io.jenkins.plugins.mongodbcloud.admin.ApiKey;
import io.jenkins.plugins.mongodbcloud.unassign.Earlier;
import io.jenkins.plugins.mongodbcloud.unassign.KeyResult;
import io.jenkins.plugins.mongodbcloud.unassign.Outcome;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a journal says, as far as it goes.
 *
 * @param selected the keys that a selection matched, if one was looked up
 * @param results results in the order in which they came, a later one of the same key in place of the earlier
 * @param unanswered IDs of keys for which a request was sent, without a result
 */
record CallRecord(Optional<List<ApiKey>> selected, List<KeyResult> results, Set<String> unanswered) {

    static CallRecord read(Path file) throws IOException {
        Optional<List<ApiKey>> selected = Optional.empty();
        Map<String, KeyResult> results = new LinkedHashMap<>();
        Set<String> unanswered = new LinkedHashSet<>();
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (String text = lines.readLine(); text != null; text = lines.readLine()) {
                CallJournal.Line line;
                try {
                    line = CallJournal.mapper().readValue(text, CallJournal.Line.class);
                } catch (IOException tornByACrash) {
                    continue;
                }
                if (line.selected() != null) {
                    selected = Optional.of(line.selected());
                } else if (line.sending() != null) {
                    unanswered.add(line.sending());
                } else if (line.finished() != null) {
                    String id = String.valueOf(line.finished().apiKeyId());
                    results.put(id, line.finished());
                    unanswered.remove(id);
                }
            }
        } catch (NoSuchFileException nothingYet) {
            return new CallRecord(Optional.empty(), List.of(), Set.of());
        }
        return new CallRecord(selected, new ArrayList<>(results.values()), unanswered);
    }

    /** Where to go on: what is known to be done is not done again. */
    Earlier toEarlier() {
        Map<String, KeyResult> finished = new LinkedHashMap<>();
        for (KeyResult result : results) {
            if (result.apiKeyId() != null && result.outcome() != Outcome.INTERRUPTED) {
                finished.put(result.apiKeyId(), result);
            }
        }
        return new Earlier(selected, finished, unanswered);
    }
}
