package io.jenkins.plugins.mongodbcloud.reliability;

import io.jenkins.plugins.mongodbcloud.reliability.GrantResult.Ending;
import io.jenkins.plugins.mongodbcloud.reliability.GrantScenario.Disruption;
import io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault;
import io.jenkins.plugins.mongodbcloud.testing.simulator.Phase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes down what the matrix of grants has shown: its totals, and where the access was in each cell. */
final class GrantReport {

    private GrantReport() {}

    private static <K> Map<K, List<GrantResult>> group(List<GrantResult> results, Function<GrantResult, K> by) {
        return results.stream().collect(Collectors.groupingBy(by, LinkedHashMap::new, Collectors.toList()));
    }

    private static Map<GrantRequest, List<GrantResult>> byRequest(List<GrantResult> results) {
        return group(results, result -> GrantRequest.of(result.scenario()));
    }

    /** For each thing that can happen, in their order, which is that of the cells. */
    private static Stream<List<GrantResult>> byDisruption(List<GrantResult> results) {
        return group(results, result -> result.scenario().disruption()).values().stream();
    }

    private static Stream<String> counts(List<GrantResult> results) {
        return Stream.of(Ending.values())
                .map(ending -> results.stream()
                        .filter(result -> result.ending() == ending)
                        .count())
                .map(String::valueOf);
    }

    private static Stream<String> endings() {
        return Stream.of(Ending.values()).map(Ending::title);
    }

    private static List<String> line(String first, Stream<String> others) {
        return Stream.concat(Stream.of(first), others).toList();
    }

    private static MarkdownTable table(String first, int texts) {
        return new MarkdownTable(line(first, Stream.of(Disruption.values()).map(Disruption::title)), texts);
    }

    /** How many cells there are for each request, and in how many of them the access was where. */
    static MarkdownTable totals(List<GrantResult> results) {
        MarkdownTable table = new MarkdownTable(line("request", Stream.concat(Stream.of("cells"), endings())), 1);
        byRequest(results)
                .forEach((request, cells) ->
                        table.row(line(request.title(), Stream.concat(Stream.of("" + cells.size()), counts(cells)))));
        return table;
    }

    /** The totals by request and by what happened, and a table of all faults for each request. */
    static String page(List<GrantResult> results) {
        List<String> parts = new ArrayList<>(List.of("# What became of the access of builds under each fault"));
        parts.add(list(Ending.values(), Ending::title, Ending::story));
        parts.add("What happens while the request that meets the fault is under way:");
        parts.add(list(Disruption.values(), Disruption::title, Disruption::story));
        parts.add("## Totals\n\nCells: " + endings().collect(Collectors.joining(" / ")));
        MarkdownTable totals = table("request", 1);
        byRequest(results)
                .forEach((request, of) -> totals.row(line(
                        request.title(),
                        byDisruption(of)
                                .map(cells ->
                                        cells.size() + ": " + counts(cells).collect(Collectors.joining(" / "))))));
        parts.add(totals.toString());
        byRequest(results)
                .forEach((request, of) ->
                        parts.add("## " + request.title() + "\n\nThe fault once / every time\n\n" + byFault(of)));
        return String.join("\n\n", parts) + "\n";
    }

    private static <T> String list(T[] items, Function<T, String> title, Function<T, String> story) {
        return Stream.of(items)
                .map(item -> "- *" + title.apply(item) + "*: " + story.apply(item))
                .collect(Collectors.joining("\n"));
    }

    private static MarkdownTable byFault(List<GrantResult> results) {
        MarkdownTable table = table("fault", Disruption.values().length + 1);
        Map<InjectedFault, List<GrantResult>> rows =
                group(results, result -> result.scenario().lastFault());
        rows.forEach((fault, of) -> table.row(line(
                fault.on(Phase.ANY).toString(),
                byDisruption(of)
                        .map(cells -> cells.stream()
                                .map(cell -> cell.ending().title())
                                .collect(Collectors.joining(" / "))))));
        return table;
    }
}
