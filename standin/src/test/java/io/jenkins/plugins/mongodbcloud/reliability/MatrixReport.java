package io.jenkins.plugins.mongodbcloud.reliability;

import io.jenkins.plugins.mongodbcloud.access.Outcome;
import io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes down what the matrix has shown: its totals, every cell for a reader, and every cell in short. */
final class MatrixReport {
    private static final List<Outcome> COLUMNS = List.of(
            Outcome.UNASSIGNED, Outcome.NOT_ASSIGNED, Outcome.REJECTED, Outcome.UNAVAILABLE, Outcome.INTERRUPTED);

    private MatrixReport() {}

    /** How often each outcome was reported in each phase. */
    static MarkdownTable totals(List<CellResult> cells) {
        List<String> headings = new ArrayList<>(List.of("phase", "cells"));
        COLUMNS.forEach(column -> headings.add(column.name()));
        MarkdownTable table = new MarkdownTable(headings, 1);
        for (MatrixPhase phase : MatrixPhase.values()) {
            List<CellResult> ofPhase = of(phase, cells);
            List<String> row = new ArrayList<>(List.of(phase.title(), "" + ofPhase.size()));
            for (Outcome column : COLUMNS) {
                row.add(""
                        + ofPhase.stream()
                                .flatMap(cell -> Stream.of(cell.outcomes().split(", ")))
                                .filter(column.name()::equals)
                                .count());
            }
            table.row(row);
        }
        return table;
    }

    private static List<CellResult> of(MatrixPhase phase, List<CellResult> cells) {
        return cells.stream().filter(cell -> cell.phase() == phase).toList();
    }

    /** A table for each phase. */
    static String tables(List<CellResult> cells) {
        StringBuilder page = new StringBuilder("""
                # What each fault did

                - *outcome*: of each key, in order; where a list was needed and did not come, there is one outcome for the selection.
                - *requests*: HTTP requests that the simulator got, the challenged one and those before a restart included.
                - *time*: "at once" without any wait; "1 retry" and so on after the waits between attempts; "time-out" after the time-out for a response. The test shortens all of these.
                """);
        for (MatrixPhase phase : MatrixPhase.values()) {
            page.append("\n## " + phase.title() + "\n\n" + phase.story() + "\n\n");
            MarkdownTable table = new MarkdownTable(
                    List.of("fault", "once: outcome", "requests", "time", "every time: outcome", "requests", "time"),
                    7);
            byFault(of(phase, cells)).forEach((fault, all) -> {
                List<String> row = new ArrayList<>(List.of(fault.toString()));
                all.forEach(cell -> row.addAll(List.of(cell.outcomes(), "" + cell.requests(), cell.time())));
                table.row(row);
            });
            page.append(table).append('\n');
        }
        return page.toString();
    }

    /**
     * A line for each fault and in it, for each phase, the cells "once" and "every time": an initial for the outcome of each
     * key, the number of requests, and the number of retries, with a {@code t} where a time-out was waited for.
     */
    static String inShort(List<CellResult> cells) {
        StringBuilder lines = new StringBuilder("# U = UNASSIGNED, N = NOT_ASSIGNED, R = REJECTED, A = UNAVAILABLE,"
                + " I = INTERRUPTED; requests, +retries, t = time-out; once/every time\nfault");
        for (MatrixPhase phase : MatrixPhase.values()) {
            lines.append(" | ").append(phase);
        }
        byFault(cells).forEach((fault, all) -> {
            lines.append('\n').append(fault);
            for (MatrixPhase phase : MatrixPhase.values()) {
                lines.append(
                        of(phase, all).stream().map(MatrixReport::inShort).collect(Collectors.joining("/", " | ", "")));
            }
        });
        return lines.append('\n').toString();
    }

    private static String inShort(CellResult cell) {
        String initials = Stream.of(cell.outcomes().split(", "))
                .map(outcome -> outcome.equals(Outcome.UNAVAILABLE.name()) ? "A" : outcome.substring(0, 1))
                .collect(Collectors.joining());
        String retries = cell.time().replaceAll("\\D", "");
        return initials
                + cell.requests()
                + (retries.isEmpty() ? "" : "+" + retries)
                + (cell.time().startsWith("time-out") ? "t" : "");
    }

    private static Map<InjectedFault, List<CellResult>> byFault(List<CellResult> cells) {
        return cells.stream()
                .collect(Collectors.groupingBy(
                        CellResult::fault, LinkedHashMap::new, Collectors.toCollection(ArrayList::new)));
    }
}
