package io.jenkins.plugins.mongodbcloud.report;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** One page of the rows of a build, of all outcomes or of one. */
public final class KeyResultsPage {

    /** Rows on a page. */
    static final int SIZE = 200;

    private final KeyResultsView all;
    private final String outcome;
    private final List<KeyResultView> matching;
    private final int number;

    private KeyResultsPage(KeyResultsView all, String outcome, List<KeyResultView> matching, int number) {
        this.all = all;
        this.outcome = outcome;
        this.matching = matching;
        this.number = number;
    }

    static KeyResultsPage of(KeyResultsView all, String outcome, String number) {
        String known = outcome != null && all.getOutcomes().containsKey(outcome) ? outcome : "";
        List<KeyResultView> matching = all.getRows().stream()
                .filter(row -> known.isEmpty() || row.getOutcome().equals(known))
                .toList();
        KeyResultsPage first = new KeyResultsPage(all, known, matching, 1);
        int wanted = number != null && number.matches("[1-9]\\d{0,5}") ? Integer.parseInt(number) : 1;
        return new KeyResultsPage(all, known, matching, Math.min(wanted, first.getLast()));
    }

    /** The outcome shown; empty for all. */
    public String getOutcome() {
        return outcome;
    }

    public List<KeyResultView> getRows() {
        int from = (number - 1) * SIZE;
        return matching.subList(from, Math.min(from + SIZE, matching.size()));
    }

    /** A choice for each outcome that there is. */
    public List<Choice> getChoices() {
        return all.getOutcomes().entrySet().stream()
                .map(count -> new Choice(
                        count.getKey(),
                        Messages.Summary_Count(count.getValue(), KeyResultView.textOf(count.getKey())),
                        count.getKey().equals(outcome)))
                .toList();
    }

    /** The API key IDs of all pages, one on a line. */
    public String getIds() {
        return matching.stream()
                .map(KeyResultView::getApiKeyId)
                .filter(Objects::nonNull)
                .distinct()
                .collect(Collectors.joining("\n"));
    }

    public int getNumber() {
        return number;
    }

    /** The number of the last page. */
    public int getLast() {
        return Math.max(1, (matching.size() + SIZE - 1) / SIZE);
    }

    /** The relative URL of the page before this, null if this is the first. */
    public String getPrevious() {
        return number == 1 ? null : url(number - 1);
    }

    /** The relative URL of the page after this, null if this is the last. */
    public String getNext() {
        return number == getLast() ? null : url(number + 1);
    }

    private String url(int page) {
        return "?outcome=" + outcome + "&page=" + page;
    }

    /** Which rows these are, in words. */
    public String getPosition() {
        int from = (number - 1) * SIZE;
        int to = from + getRows().size();
        return Messages.Page_Position(matching.isEmpty() ? 0 : from + 1, to, matching.size());
    }

    /**
     * An outcome to show alone.
     *
     * @param outcome its name
     * @param text how many keys have it, in words
     * @param chosen whether it is the one shown
     */
    public record Choice(String outcome, String text, boolean chosen) {
        // Jelly reads properties by their getters.
        public String getOutcome() {
            return outcome;
        }

        public String getText() {
            return text;
        }

        public boolean isChosen() {
            return chosen;
        }
    }
}
