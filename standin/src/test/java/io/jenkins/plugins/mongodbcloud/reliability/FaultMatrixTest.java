package io.jenkins.plugins.mongodbcloud.reliability;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.jenkins.plugins.mongodbcloud.demo.DemoJenkins;
import io.jenkins.plugins.mongodbcloud.demo.DemoJob;
import io.jenkins.plugins.mongodbcloud.demo.DemoRun;
import io.jenkins.plugins.mongodbcloud.report.AccessBuildAction;
import io.jenkins.plugins.mongodbcloud.testing.simulator.FaultCatalogue;
import io.jenkins.plugins.mongodbcloud.testing.simulator.InjectedFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every fault in every phase. What is seen is written to {@code target/reliability/} and compared with
 * {@code docs/reliability.md}, which {@code -Dmongodbcloud.update=true} writes anew.
 */
@Timeout(300)
class FaultMatrixTest {
    /** A name that never resolves: a client that followed a redirect to it would say so. */
    private static final String ELSEWHERE = "http://elsewhere.invalid/";

    private static final int AT_ONCE = 6;
    /** Of those that spend their time waiting. */
    private static final int SILENT_AT_ONCE = 14;

    private static final Path PAGE =
            Path.of(System.getProperty("mongodbcloud.root", ".")).resolve("docs/reliability.md");
    private static final Path RESULTS = Path.of("target", "reliability");

    @TempDir
    Path home;

    @Test
    void noKeyIsSaidToBeGoneThatIsNotAndNoneIsLost() throws Exception {
        List<Cell> cells;
        try (LoudLog log = new LoudLog();
                DemoJenkins jenkins = DemoJenkins.withPluginOf(AccessBuildAction.class, home)) {
            cells = play(jenkins);
            assertEquals(List.of(), log.errors());
        }
        List<String> flaws = cells.stream()
                .flatMap(cell -> cell.flaws().stream().map(flaw -> cell.name() + ": " + flaw))
                .toList();
        System.out.println("Reliability: " + cells.size() + " cells of fault and phase, " + flaws.size() + " failures");
        String page = ReliabilityPage.of(cells);
        write(RESULTS.resolve("faults.json"), json(cells));
        write(RESULTS.resolve("reliability.md"), page);

        assertEquals(List.of(), flaws);
        if (Boolean.getBoolean("mongodbcloud.update")) {
            write(PAGE, page);
        }
        assertEquals(
                Files.isRegularFile(PAGE) ? Files.readString(PAGE) : "",
                page,
                () -> PAGE.getFileName() + " does not say what was seen. Read what changed in "
                        + RESULTS.resolve("reliability.md") + "; if it is right, write the page anew with: "
                        + ReliabilityPage.COMMAND);
    }

    private static List<Cell> play(DemoJenkins jenkins) throws Exception {
        List<Future<Cell>> playing = new ArrayList<>();
        ExecutorService players = Executors.newFixedThreadPool(AT_ONCE);
        ExecutorService patient = Executors.newFixedThreadPool(SILENT_AT_ONCE);
        try {
            for (MatrixPhase phase : MatrixPhase.values()) {
                for (InjectedFault fault : FaultCatalogue.all(ELSEWHERE)) {
                    for (boolean always : new boolean[] {false, true}) {
                        DemoRun build = new DemoRun(new DemoJob(jenkins, "cell-" + playing.size()));
                        CellRun cell = new CellRun(phase, fault, always, build);
                        playing.add((CellRun.isSilent(fault) ? patient : players).submit(cell::play));
                    }
                }
            }
            List<Cell> cells = new ArrayList<>();
            for (Future<Cell> cell : playing) {
                cells.add(cell.get());
            }
            return cells;
        } finally {
            players.shutdownNow();
            patient.shutdownNow();
        }
    }

    private static String json(List<Cell> cells) {
        JsonMapper mapper = new JsonMapper();
        ArrayNode all = mapper.createArrayNode();
        for (Cell cell : cells) {
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

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, text);
    }
}
