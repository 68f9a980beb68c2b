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
    static String totals(List<CellResult> cells) {
        StringBuilder table = new StringBuilder("| phase | cells |");
        COLUMNS.forEach(column -> table.append(' ').append(column).append(" |"));
        table.append("\n| --- | ---: |").append(" ---: |".repeat(COLUMNS.size()));
        for (MatrixPhase phase : MatrixPhase.values()) {
            List<CellResult> ofPhase =
                    cells.stream().filter(cell -> cell.phase() == phase).toList();
            table.append("\n| " + phase.title() + " | " + ofPhase.size() + " |");
            for (Outcome column : COLUMNS) {
                long count = ofPhase.stream()
                        .flatMap(cell -> Stream.of(cell.outcomes().split(", ")))
                        .filter(column.name()::equals)
                        .count();
                table.append(' ').append(count).append(" |");
            }
        }
        return table.toString();
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
            page.append("| fault | once: outcome | requests | time | every time: outcome | requests | time |\n");
            page.append("| --- | --- | ---: | --- | --- | ---: | --- |\n");
            byFault(cells)
                    .forEach((fault, all) -> page.append("| " + fault)
                            .append(all.stream()
                                    .filter(cell -> cell.phase() == phase)
                                    .map(cell ->
                                            " | " + cell.outcomes() + " | " + cell.requests() + " | " + cell.time())
                                    .collect(Collectors.joining("", "", " |\n"))));
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
                lines.append(all.stream()
                        .filter(cell -> cell.phase() == phase)
                        .map(MatrixReport::inShort)
                        .collect(Collectors.joining("/", " | ", "")));
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
