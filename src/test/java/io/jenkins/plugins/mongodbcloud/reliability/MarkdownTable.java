package io.jenkins.plugins.mongodbcloud.reliability;

import java.util.ArrayList;
import java.util.List;

/** A table as Markdown has it: a heading for each column, and rows. */
final class MarkdownTable {

    private final List<String> lines = new ArrayList<>();

    /**
     * @param headings of the columns
     * @param texts how many columns, from the first on, are texts; the others are numbers
     */
    MarkdownTable(List<String> headings, int texts) {
        row(headings);
        row(headings.stream()
                .map(heading -> headings.indexOf(heading) < texts ? "---" : "---:")
                .toList());
    }

    /** Adds a row. */
    MarkdownTable row(List<String> cells) {
        lines.add("| " + String.join(" | ", cells) + " |");
        return this;
    }

    /** The line of the headings. */
    String head() {
        return lines.get(0);
    }

    /** The lines, the last one without its end. */
    @Override
    public String toString() {
        return String.join("\n", lines);
    }
}
