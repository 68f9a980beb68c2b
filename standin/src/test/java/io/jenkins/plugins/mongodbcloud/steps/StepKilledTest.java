package io.jenkins.plugins.mongodbcloud.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jenkins.plugins.mongodbcloud.demo.DemoStepContext;
import io.jenkins.plugins.mongodbcloud.demo.ExecutionSerializer;
import io.jenkins.plugins.mongodbcloud.testing.StandInJenkins;
import io.jenkins.plugins.mongodbcloud.testing.StandInJenkins.Flight;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatedCloud;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatedKey;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The controller is killed at any moment, in the middle of a line of the journal or of a character too. */
class StepKilledTest {
    private static final String PREFIX = "tempor";

    @TempDir
    Path home;

    /** A key whose description takes several bytes a character. */
    private static SimulatedKey key(int number) {
        return new SimulatedKey(
                "5d1d12c087d9d63e6d70000" + number,
                PREFIX + "x" + (char) ('a' + number),
                SimulatorSeed.API_KEY.privateKey(),
                "Schlüssel № " + number);
    }

    private static SimulatedCloud cloud() {
        SimulatedCloud cloud = SimulatorSeed.cloud();
        for (int number = 1; number <= 3; number++) {
            cloud.addApiKey(SimulatorSeed.ORGANIZATION_ID, key(number))
                    .assign(StandInJenkins.PROJECT, key(number).id());
        }
        return cloud;
    }

    private static ApiKeyOptions step() {
        ApiKeyOptions step = StandInJenkins.step();
        step.setDescription("Schlüssel*");
        step.setMaxKeys(3);
        return step;
    }

    /** What is on disk: a step as it was written with the build, and a journal. */
    private record Disk(byte[] frozen, String file, byte[] journal) {}

    /** A test for each place at which the journal can end. */
    @TestFactory
    Stream<DynamicTest> stepGoesOnFromAnyPlaceAtWhichItsJournalEnds() throws Exception {
        Disk whole = writtenByAWholeRun(home.resolve("whole"));
        return ends(whole.journal()).stream()
                .map(end -> DynamicTest.dynamicTest("after " + end + " bytes", () -> {
                    byte[] journal = java.util.Arrays.copyOf(whole.journal(), end);
                    resumeFrom(home.resolve("killed-" + end), new Disk(whole.frozen(), whole.file(), journal));
                }));
    }

    private static Disk writtenByAWholeRun(Path folder) throws Exception {
        try (StandInJenkins bench = new StandInJenkins(folder, cloud())) {
            Flight flight = bench.start(step());
            byte[] frozen = ExecutionSerializer.freeze(flight.execution());
            assertEquals(3, ((List<?>) flight.result().get("keys")).size());
            Path journal = bench.journals().get(0);
            return new Disk(frozen, journal.getFileName().toString(), Files.readAllBytes(journal));
        }
    }

    /** In each line: before it, after its first byte, within a character if it has one, before and after its end. */
    private static List<Integer> ends(byte[] journal) {
        List<Integer> ends = new ArrayList<>(List.of(0));
        int start = 0;
        for (int i = 0; i < journal.length; i++) {
            if (journal[i] == '\n') {
                if (i > start) {
                    ends.add(start + 1);
                    withinACharacter(journal, start, i).forEach(ends::add);
                    ends.add(i);
                }
                ends.add(i + 1);
                start = i + 1;
            }
        }
        return ends.stream().distinct().sorted().toList();
    }

    private static Stream<Integer> withinACharacter(byte[] journal, int start, int end) {
        for (int i = start; i < end; i++) {
            if (journal[i] < 0) {
                return Stream.of(i + 1);
            }
        }
        return Stream.of((start + end) / 2);
    }

    private static void resumeFrom(Path folder, Disk disk) throws Exception {
        String known = wholeLines(disk.journal());
        SimulatedCloud cloud = cloud();
        List<String> onRecord = new ArrayList<>();
        for (int number = 1; number <= 3; number++) {
            String id = key(number).id();
            // A line is written before its request is sent, and as soon as it was answered.
            if (known.contains("\"sending\":\"" + id)) {
                cloud.unassign(StandInJenkins.PROJECT, id);
            }
            if (known.contains("\"finished\":{") && known.matches("(?s).*\"finished\":\\{[^\\n]*" + id + ".*")) {
                onRecord.add(id);
            }
        }
        try (StandInJenkins bench = new StandInJenkins(folder, cloud)) {
            write(bench, disk);
            DemoStepContext context = bench.context(StandInJenkins.node());
            StepExecution execution = ExecutionSerializer.thaw(disk.frozen(), context);
            execution.onResume();
            Map<String, Object> map = new Flight(execution, context, null).result();

            List<String> outcomes = ((List<?>) map.get("keys"))
                    .stream()
                            .map(key -> ((Map<?, ?>) key).get("apiKeyId") + " " + ((Map<?, ?>) key).get("outcome"))
                            .toList();
            assertEquals(
                    Stream.of(1, 2, 3)
                            .map(number -> key(number).id() + " UNASSIGNED")
                            .toList(),
                    outcomes);
            for (int number = 1; number <= 3; number++) {
                String id = key(number).id();
                assertEquals(onRecord.contains(id) ? 0 : 1, bench.deletes(id), () -> "DELETEs for " + id);
            }
            // What was appended after the torn line can be read when the build page is shown.
            assertEquals(
                    3,
                    bench.run()
                            .getAction(io.jenkins.plugins.mongodbcloud.report.AccessBuildAction.class)
                            .getKeys()
                            .size());
        }
    }

    private static void write(StandInJenkins bench, Disk disk) throws IOException {
        Path folder = bench.run().getRootDir().toPath().resolve("mongodb-cloud");
        Files.createDirectories(folder);
        Files.write(folder.resolve(disk.file()), disk.journal());
    }

    private static String wholeLines(byte[] journal) {
        String text = new String(journal, StandardCharsets.UTF_8);
        // A line without its end counts if it is whole otherwise.
        int last = text.lastIndexOf('\n') + 1;
        return text.endsWith("}") ? text : text.substring(0, last);
    }
}
