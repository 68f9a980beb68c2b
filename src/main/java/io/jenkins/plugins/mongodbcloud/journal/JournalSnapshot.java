package io.jenkins.plugins.mongodbcloud.journal;

import hudson.model.Run;
import io.jenkins.plugins.mongodbcloud.access.KeyResult;
import io.jenkins.plugins.mongodbcloud.access.Outcome;
import io.jenkins.plugins.mongodbcloud.access.ResumeState;
import io.jenkins.plugins.mongodbcloud.client.ApiKey;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
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
 * @param sent IDs of keys for which a request was sent of which it is not known what it did
 */
public record JournalSnapshot(Optional<List<ApiKey>> selected, List<KeyResult> results, Set<String> sent) {

    /**
     * What all journals of a build say, in the order of its calls.
     *
     * @throws IOException if one of them cannot be read
     */
    public static List<JournalSnapshot> all(Run<?, ?> run) throws IOException {
        List<JournalSnapshot> all = new ArrayList<>();
        for (Path file : BuildJournal.all(BuildJournal.directory(run))) {
            all.add(read(file));
        }
        return all;
    }

    static JournalSnapshot read(Path file) throws IOException {
        Optional<List<ApiKey>> selected = Optional.empty();
        Map<String, KeyResult> results = new LinkedHashMap<>();
        Set<String> sent = new LinkedHashSet<>();
        // A kill can tear the last line within a character, which must not make the others unreadable.
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
            for (String text = lines.readLine(); text != null; text = lines.readLine()) {
                BuildJournal.Line line = parse(text);
                if (line == null) {
                    continue;
                }
                if (line.selected() != null) {
                    selected = Optional.of(line.selected());
                } else if (line.sending() != null) {
                    sent.add(line.sending());
                    results.remove(line.sending());
                } else if (line.finished() != null) {
                    String id = String.valueOf(line.finished().apiKeyId());
                    results.put(id, line.finished());
                    if (line.finished().outcome() != Outcome.INTERRUPTED) {
                        sent.remove(id);
                    }
                }
            }
        } catch (NoSuchFileException nothingYet) {
            return new JournalSnapshot(Optional.empty(), List.of(), Set.of());
        }
        return new JournalSnapshot(selected, new ArrayList<>(results.values()), sent);
    }

    /** Null for a line that a crash has left torn or damaged. */
    private static BuildJournal.Line parse(String text) {
        try {
            BuildJournal.Line line = BuildJournal.mapper().readValue(text, BuildJournal.Line.class);
            return line != null && isWhole(line) ? line : null;
        } catch (IOException torn) {
            return null;
        }
    }

    private static boolean isWhole(BuildJournal.Line line) {
        KeyResult result = line.finished();
        return (result == null || result.outcome() != null && result.effect() != null && result.message() != null)
                && (line.selected() == null
                        || line.selected().stream().allMatch(key -> key != null && key.id() != null));
    }

    /** IDs of keys for which a request was sent, without any result. */
    public Set<String> unanswered() {
        Set<String> without = new LinkedHashSet<>(sent);
        results.forEach(result -> without.remove(result.apiKeyId()));
        return without;
    }

    /** Where to go on: what is known to be done is not done again. */
    ResumeState toEarlier() {
        Map<String, KeyResult> finished = new LinkedHashMap<>();
        for (KeyResult result : results) {
            if (result.apiKeyId() != null && result.outcome() != Outcome.INTERRUPTED) {
                finished.put(result.apiKeyId(), result);
            }
        }
        return new ResumeState(selected, finished, sent);
    }
}
