package io.jenkins.plugins.mongodbcloud.freestyle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hudson.model.Result;
import io.jenkins.plugins.mongodbcloud.journal.UnfinishedBuilds;
import io.jenkins.plugins.mongodbcloud.report.AccessBuildAction;
import io.jenkins.plugins.mongodbcloud.testing.StandInJenkins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What is kept of an unfinished build, without one of its properties: another version, or somebody, wrote it. */
class SavedUnfinishedBuildTest {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final List<String> OF_THE_BUILD = List.of("directory", "planned");
    private static final List<String> OF_A_CALL =
            List.of("configured", "call", "endpoint", "projectId", "apiKeyIds", "selection");
    private static final List<String> NAMING_KEYS = List.of("planned", "apiKeyIds");

    @TempDir
    Path homes;

    @TestFactory
    Stream<DynamicTest> jenkinsStartsAndTheBuildIsNotGreen() {
        List<DynamicTest> tests = new ArrayList<>();
        OF_THE_BUILD.forEach(name -> tests.add(DynamicTest.dynamicTest(name, () -> check(name, true))));
        OF_A_CALL.forEach(name -> tests.add(DynamicTest.dynamicTest(name, () -> check(name, false))));
        return tests.stream();
    }

    private void check(String missing, boolean ofTheBuild) throws IOException {
        Path home = homes.resolve(missing);
        try (FreeBench free = new FreeBench(home)) {
            FreeBuild build = free.build();
            free.prebuild(build, StandInJenkins.usual());
            build.setResult(Result.SUCCESS);
            build.save();
            build.finished();
            Path entry = entry(home);
            JsonNode json = MAPPER.readTree(Files.readString(entry));
            JsonNode owner = ofTheBuild ? json : json.get("planned").get(0);
            assertTrue(owner.has(missing), json::toString);
            ((ObjectNode) owner).remove(missing);
            Files.writeString(entry, json.toString());

            UnfinishedBuilds.complete();

            boolean found = !missing.equals("directory");
            assertEquals(!found, Files.exists(entry), "what could not be completed is kept");
            if (found) {
                String record = Files.readString(build.getRootDir().toPath().resolve("build.xml"));
                assertTrue(record.contains("<result>ABORTED</result>"), record);
                assertEquals(NAMING_KEYS.contains(missing) ? 0 : 1, rows(build));
            }
        }
    }

    private static Path entry(Path home) throws IOException {
        try (Stream<Path> files = Files.list(home.resolve("mongodb-cloud").resolve("unfinished-builds"))) {
            return files.findFirst().orElseThrow();
        }
    }

    private static int rows(FreeBuild build) {
        AccessBuildAction action = build.getAction(AccessBuildAction.class);
        return action == null ? 0 : action.getKeys().size();
    }
}
