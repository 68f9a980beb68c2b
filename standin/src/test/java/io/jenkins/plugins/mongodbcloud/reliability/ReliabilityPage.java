package io.jenkins.plugins.mongodbcloud.reliability;

import io.jenkins.plugins.mongodbcloud.access.Outcome;
import io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Writes down what the matrix has shown. */
final class ReliabilityPage {
    /** How the page is written anew. */
    static final String COMMAND = "mvn -f standin test -Dtest=FaultMatrixTest -Dmongodbcloud.update=true";

    private static final String HEAD = """
            # What faults do

            This page is written by a test and not by hand: `%s` writes it, and `mvn -f standin verify` fails if it no longer says what the tests see.

            Every fault that the simulator of the tests knows strikes in every phase of a run, on a real socket, once and every time. After each run the test asks the simulator what became of the keys. It fails if

            - a key is reported unassigned, or not assigned, that is assigned,
            - a key is missing from the report or from the build page's summary, or is there twice,
            - a key is touched that nobody named, or is deleted from its organization,
            - a private key or a client secret is in a message, or Basic authentication was sent to the API.

            ## Totals

            | what | how many | test |
            | --- | ---: | --- |
            | cells of the matrix below | %d | `FaultMatrixTest` |
            | random sequences of faults, with aborts, kills and runs taken up again | %d | `FaultSequencesTest` |
            | answers over sockets that are damaged or none at all | %d | `FuzzedAnswersTest` |
            | documents, challenges and journals that are damaged or none at all | %d | `FuzzedDocumentsTest` |

            `mvn -f standin verify -Dmongodbcloud.reliability=full` runs that many; without the property it runs every cell, but a tenth of what is random. Each of these tests prints its total, and fails the build at a single failure.

            ## How to read the tables

            - *outcome*: of each key, in order; where a list was needed and did not come, there is one outcome for the selection. What the outcomes mean is in [usage](usage.md).
            - *requests*: HTTP requests that the simulator saw, the challenged one and those before a restart included.
            - *time*: "at once" without any wait; "1 retry" and so on after the waits between attempts, which grow from 1 s at most and follow `Retry-After` up to 60 s; "time-out" after the time-out for a response, 30 s unless the administrator sets another. The test shortens all of these.
            - A call is tried %d times at most.

            """;

    private ReliabilityPage() {}

    /** The page as it should be checked in. */
    static String of(List<Cell> cells) {
        StringBuilder page = new StringBuilder(HEAD.formatted(
                COMMAND,
                cells.size(),
                FaultSequencesTest.ALL,
                FuzzedAnswersTest.ALL,
                FuzzedDocumentsTest.ALL,
                CellRun.ATTEMPTS));
        summary(page, cells);
        for (MatrixPhase phase : MatrixPhase.values()) {
            table(
                    page,
                    phase,
                    cells.stream().filter(cell -> cell.phase() == phase).toList());
        }
        return page.toString();
    }

    private static void summary(StringBuilder page, List<Cell> cells) {
        List<Outcome> columns = List.of(
                Outcome.UNASSIGNED, Outcome.NOT_ASSIGNED, Outcome.REJECTED, Outcome.UNAVAILABLE, Outcome.INTERRUPTED);
        page.append("## Phases\n\nHow often which outcome was reported.\n\n| phase | cells |");
        columns.forEach(column -> page.append(' ').append(column).append(" |"));
        page.append("\n| --- | ---: |").append(" ---: |".repeat(columns.size())).append('\n');
        for (MatrixPhase phase : MatrixPhase.values()) {
            List<Cell> ofPhase =
                    cells.stream().filter(cell -> cell.phase() == phase).toList();
            page.append("| ")
                    .append(phase.title())
                    .append(" | ")
                    .append(ofPhase.size())
                    .append(" |");
            for (Outcome column : columns) {
                long count = ofPhase.stream()
                        .flatMap(cell -> List.of(cell.outcomes().split(", ")).stream())
                        .filter(column.name()::equals)
                        .count();
                page.append(' ').append(count).append(" |");
            }
            page.append('\n');
        }
        page.append('\n');
    }

    private static void table(StringBuilder page, MatrixPhase phase, List<Cell> cells) {
        page.append("## ")
                .append(phase.title())
                .append("\n\n")
                .append(phase.story())
                .append("\n\n");
        page.append("| fault | once: outcome | requests | time | every time: outcome | requests | time |\n");
        page.append("| --- | --- | ---: | --- | --- | ---: | --- |\n");
        Set<InjectedFault> faults = new LinkedHashSet<>();
        cells.forEach(cell -> faults.add(cell.fault()));
        for (InjectedFault fault : faults) {
            page.append("| ").append(fault);
            for (boolean always : new boolean[] {false, true}) {
                Cell cell = cells.stream()
                        .filter(each -> each.fault().equals(fault) && each.always() == always)
                        .findFirst()
                        .orElseThrow();
                page.append(" | ").append(cell.outcomes());
                page.append(" | ").append(cell.requests());
                page.append(" | ").append(cell.time());
            }
            page.append(" |\n");
        }
        page.append(phase == MatrixPhase.RESTART ? "" : "\n");
    }
}
