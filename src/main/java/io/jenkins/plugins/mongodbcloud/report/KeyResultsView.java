package io.jenkins.plugins.mongodbcloud.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the build page shows: a line for each key, and how many ended how. */
public final class KeyResultsView {

    /** Rows on the build page. */
    static final int MAX_ATTENTION = 10;

    private final List<KeyResultView> rows;
    private final int left;
    private final Map<String, Integer> counts;
    private final long needAttention;
    private final String problem;

    private KeyResultsView(
            List<KeyResultView> rows, int left, Map<String, Integer> counts, long needAttention, String problem) {
        this.rows = rows;
        this.left = left;
        this.counts = counts;
        this.needAttention = needAttention;
        this.problem = problem;
    }

    /** The page of a build whose journal cannot be read. */
    static KeyResultsView unreadable(IOException cause) {
        return new KeyResultsView(List.of(), 0, Map.of(), 0, Messages.Summary_Unreadable(cause));
    }

    /** Why the lines are missing, null if they are not. */
    public String getProblem() {
        return problem;
    }

    /** Counts all and keeps the most that there is room for: the worst first, and of those alike the newest. */
    static KeyResultsView of(List<KeyResultView> all, int most) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        all.forEach(row -> counts.merge(row.getOutcome(), 1, Integer::sum));
        long needAttention = all.stream().filter(KeyResultView::needsAttention).count();
        if (all.size() <= most) {
            return new KeyResultsView(List.copyOf(all), 0, counts, needAttention, null);
        }
        Set<KeyResultView> room = Collections.newSetFromMap(new IdentityHashMap<>());
        worstFirst(all).limit(most).forEach(room::add);
        List<KeyResultView> kept = all.stream().filter(room::contains).toList();
        return new KeyResultsView(kept, all.size() - kept.size(), counts, needAttention, null);
    }

    /** The same with the rows of {@link #getAttention} alone. */
    KeyResultsView brief() {
        List<KeyResultView> attention = getAttention();
        List<KeyResultView> kept = rows.stream().filter(attention::contains).toList();
        return new KeyResultsView(kept, left, counts, needAttention, problem);
    }

    /** The lines, in the order of the calls. */
    public List<KeyResultView> getRows() {
        return rows;
    }

    /** What is said of lines that there is no room for, null if there is for all. */
    public String getLeftOut() {
        return left == 0 ? null : Messages.Summary_LeftOut(left);
    }

    /** The rows that need attention, the worst first, and of those alike the newest; {@link #MAX_ATTENTION} at most. */
    public List<KeyResultView> getAttention() {
        Comparator<KeyResultView> worse = Comparator.comparing(KeyResultView::getSeverity);
        List<KeyResultView> worst = new ArrayList<>();
        for (KeyResultView row : rows) {
            if (row.needsAttention()) {
                int place = 0;
                while (place < worst.size() && worse.compare(worst.get(place), row) > 0) {
                    place++;
                }
                worst.add(place, row);
                worst.subList(Math.min(MAX_ATTENTION, worst.size()), worst.size())
                        .clear();
            }
        }
        return List.copyOf(worst);
    }

    /** What is said of rows that need attention and are not among those, null if there are none. */
    public String getMoreAttention() {
        long more = needAttention - MAX_ATTENTION;
        return more <= 0 ? null : Messages.Summary_MoreAttention(more);
    }

    /** The worst first, and of those alike the newest. */
    private static Stream<KeyResultView> worstFirst(List<KeyResultView> all) {
        List<KeyResultView> newestFirst = new ArrayList<>(all);
        Collections.reverse(newestFirst);
        // Sorting keeps the order of those alike.
        return newestFirst.stream()
                .sorted(Comparator.comparing(KeyResultView::getSeverity).reversed());
    }

    /** The number of all keys by the name of their outcome. */
    public Map<String, Integer> getOutcomes() {
        return Collections.unmodifiableMap(counts);
    }

    /** The rows as comma-separated values (RFC 4180), with a header. */
    public String getCsv() {
        return rows.stream().map(KeyResultView::getCsv).collect(Collectors.joining("", KeyResultView.CSV_HEADER, ""));
    }

    /** How many ended how, in words. */
    public String getCounts() {
        return counts.entrySet().stream()
                .map(count -> Messages.Summary_Count(count.getValue(), KeyResultView.textOf(count.getKey())))
                .collect(Collectors.joining(", "));
    }
}
