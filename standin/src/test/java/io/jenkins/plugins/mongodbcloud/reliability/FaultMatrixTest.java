package io.jenkins.plugins.mongodbcloud.reliability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.jenkins.plugins.mongodbcloud.demo.DemoJenkins;
import io.jenkins.plugins.mongodbcloud.demo.DemoJob;
import io.jenkins.plugins.mongodbcloud.demo.DemoRun;
import io.jenkins.plugins.mongodbcloud.report.AccessBuildAction;
import io.jenkins.plugins.mongodbcloud.testing.simulator.FaultCatalogue;
import io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every fault in every phase. What is seen is written to {@code target/reliability/}; every cell is compared with
 * {@code fault-matrix.txt}, and the totals with {@code docs/reliability.md}. With {@code -Dmongodbcloud.update=true} both are
 * updated.
 */
@Timeout(300)
class FaultMatrixTest {
    /** A name that never resolves: a client that followed a redirect to it would say so. */
    private static final String ELSEWHERE = "http://elsewhere.invalid/";

    private static final int AT_ONCE = 6;
    /** Of those that spend their time waiting. */
    private static final int SILENT_AT_ONCE = 14;

    private static final String EXPECTED = "standin/src/test/resources/fault-matrix.txt";

    @TempDir
    Path home;

    @Test
    void noKeyIsSaidToBeGoneThatIsNotAndNoneIsLost() throws Exception {
        List<CellResult> cells;
        try (ErrorCollector log = new ErrorCollector();
                DemoJenkins jenkins = DemoJenkins.withPluginOf(AccessBuildAction.class, home)) {
            cells = play(jenkins);
            assertEquals(List.of(), log.errors());
        }
        List<String> flaws = cells.stream()
                .flatMap(cell -> cell.flaws().stream().map(flaw -> cell.name() + ": " + flaw))
                .toList();
        System.out.println("Reliability: " + cells.size() + " cells of fault and phase, " + flaws.size() + " failures");
        String seen = MatrixReport.inShort(cells);
        ReliabilityPage.write("faults.json", json(cells));
        ReliabilityPage.write("faults.md", MatrixReport.tables(cells));
        ReliabilityPage.write("fault-matrix.txt", seen);

        assertEquals(List.of(), flaws);
        ReliabilityPage.expect(EXPECTED, seen, "FaultMatrixTest");
        ReliabilityPage.expectTotals("FaultMatrixTest", cells.size(), MatrixReport.totals(cells));
    }

    @ParameterizedTest
    @CsvSource({
        FaultSequencesTest.ALL + ",FaultSequencesTest",
        FuzzedAnswersTest.ALL + ",FuzzedAnswersTest",
        FuzzedDocumentsTest.ALL + ",FuzzedDocumentsTest",
        GrantSequencesTest.ALL + ",GrantSequencesTest"
    })
    void thePageSaysHowManyRandomRunsThereAre(int count, String test) throws IOException {
        assertTrue(ReliabilityPage.text().contains("| " + count + " | `" + test + "` |"));
    }

    private static List<CellResult> play(DemoJenkins jenkins) throws Exception {
        List<Future<CellResult>> playing = new ArrayList<>();
        ExecutorService players = Executors.newFixedThreadPool(AT_ONCE);
        ExecutorService patient = Executors.newFixedThreadPool(SILENT_AT_ONCE);
        try {
            for (MatrixPhase phase : MatrixPhase.values()) {
                for (InjectedFault fault : FaultCatalogue.all(ELSEWHERE)) {
                    for (boolean always : new boolean[] {false, true}) {
                        DemoRun build = new DemoRun(new DemoJob(jenkins, "cell-" + playing.size()));
                        MatrixCell cell = new MatrixCell(phase, fault, always, build);
                        playing.add((MatrixCell.isSilent(fault) ? patient : players).submit(cell::play));
                    }
                }
            }
            List<CellResult> cells = new ArrayList<>();
            for (Future<CellResult> cell : playing) {
                cells.add(cell.get());
            }
            return cells;
        } finally {
            players.shutdownNow();
            patient.shutdownNow();
        }
    }

    private static String json(List<CellResult> cells) {
        JsonMapper mapper = new JsonMapper();
        ArrayNode all = mapper.createArrayNode();
        for (CellResult cell : cells) {
            all.addObject()
                    .put("phase", cell.phase().name())
                    .put("fault", cell.fault().toString())
                    .put("always", cell.always())
                    .put("outcomes", cell.outcomes())
                    .put("requests", cell.requests())
                    .put("time", cell.time())
                    .put("millis", cell.millis())
                    .put("flaws", cell.flaws().size());
        }
        return all.toPrettyString() + "\n";
    }
}
