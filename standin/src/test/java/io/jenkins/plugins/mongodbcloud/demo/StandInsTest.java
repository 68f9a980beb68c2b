package io.jenkins.plugins.mongodbcloud.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StandInsTest {
    private static final Path SOURCES =
            Path.of(System.getProperty("mongodbcloud.root"), "standin", "src", "jenkins", "java");

    @Test
    void noStandInKnowsOfThePlugin() throws Exception {
        List<Path> sources;
        try (Stream<Path> files = Files.walk(SOURCES)) {
            sources = files.filter(file -> file.toString().endsWith(".java")).toList();
        }
        assertTrue(sources.size() > 50, "only " + sources.size() + " stand-ins");

        List<Path> knowing = new ArrayList<>();
        for (Path source : sources) {
            if (Files.readString(source).contains("mongodbcloud")) {
                knowing.add(source);
            }
        }

        assertEquals(List.of(), knowing);
    }
}
