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
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the journal of a build says, as far as it goes: the only reader, for the build page, the remote API,
 * and steps that are resumed or run again. Progress on a key is found by endpoint, project and key, whichever
 * call of the build made it.
 */
public final class JournalSnapshot {

    /** A key within the endpoints and projects of a build. */
    private record Id(String endpoint, String projectId, String apiKeyId) {}

    private final Set<String> calls = new HashSet<>();
    private final Map<Id, KeyProgress> keys = new LinkedHashMap<>();
    private final Map<String, List<ApiKey>> selected = new HashMap<>();
    private final Map<String, Map<String, KeyResult>> finished = new HashMap<>();
    private final Map<String, KeyProgress> withoutKey = new LinkedHashMap<>();

    private JournalSnapshot() {}

    /**
     * The journal of a build, empty if there is none.
     *
     * @throws IOException if it cannot be read
     */
    public static JournalSnapshot of(Run<?, ?> run) throws IOException {
        return read(BuildJournal.file(run.getRootDir().toPath()));
    }

    static JournalSnapshot read(Path file) throws IOException {
        JournalSnapshot snapshot = new JournalSnapshot();
        // A kill can tear a line within a character, which must not make the others unreadable.
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
            for (String text = lines.readLine(); text != null; text = lines.readLine()) {
                JournalLine line = text.isEmpty() ? null : JournalLine.parse(text);
                if (line != null) {
                    snapshot.add(line);
                }
            }
        } catch (NoSuchFileException e) {
            return snapshot;
        }
        return snapshot;
    }

    void add(JournalLine line) {
        calls.add(line.call());
        if (line.selected() != null) {
            selected.put(line.call(), line.selected());
            line.selected()
                    .forEach(key -> keys.computeIfAbsent(id(line, key.id()), id -> KeyProgress.selected(line, key)));
        } else if (line.sending() != null) {
            keys.compute(id(line, line.sending()), (id, before) -> KeyProgress.sent(line, before));
        } else if (line.assigned() != null) {
            keys.put(id(line, line.assigned().id()), KeyProgress.assigned(line));
        } else if (line.finished() != null) {
            addResult(line, line.finished());
        }
    }

    private void addResult(JournalLine line, KeyResult result) {
        if (result.apiKeyId() == null) {
            withoutKey.put(line.call(), KeyProgress.finished(line, null));
            return;
        }
        // A key that was pending before its ID was known.
        withoutKey.computeIfPresent(
                line.call(), (call, before) -> before.result().outcome() == Outcome.PENDING ? null : before);
        keys.compute(id(line, result.apiKeyId()), (id, before) -> KeyProgress.finished(line, before));
        if (result.outcome() != Outcome.INTERRUPTED) {
            finished.computeIfAbsent(line.call(), call -> new LinkedHashMap<>()).put(result.apiKeyId(), result);
        }
    }

    /** Whether a call came so far that its keys, or why it has none, are on record. */
    boolean knows(String call) {
        return calls.contains(call);
    }

    private static Id id(JournalLine line, String apiKeyId) {
        return new Id(line.endpoint(), line.projectId(), apiKeyId);
    }

    /** What is known of every key, and of the calls that did not come to keys, in the order in which they came. */
    public List<KeyProgress> keys() {
        List<KeyProgress> all = new ArrayList<>(keys.values());
        all.addAll(withoutKey.values());
        return all;
    }

    /** The keys of a call; empty if it had not come so far, or is not known. */
    public List<KeyProgress> keysOf(String call, String endpoint, String projectId) {
        return selected.getOrDefault(call, List.of()).stream()
                .map(key -> keys.get(new Id(endpoint, projectId, key.id())))
                .toList();
    }

    /** The last result of a call that is about one key. */
    public Optional<KeyResult> resultOf(String call) {
        return finished.getOrDefault(call, Map.of()).values().stream().reduce((first, last) -> last);
    }

    /**
     * Where a call is to go on. What it is known to have done is not done again; what any call of the build
     * may have done to a key of the project counts when MongoDB Cloud says that the key is not assigned.
     */
    public ResumeState resumeState(String call, String endpoint, String projectId) {
        Map<String, KeyResult> done = finished.getOrDefault(call, Map.of());
        Set<String> sent = new LinkedHashSet<>();
        keys.forEach((id, key) -> {
            if (id.equals(new Id(endpoint, projectId, id.apiKeyId()))
                    && key.mayHaveActed()
                    && !done.containsKey(id.apiKeyId())) {
                sent.add(id.apiKeyId());
            }
        });
        return new ResumeState(Optional.ofNullable(selected.get(call)), done, sent);
    }
}
