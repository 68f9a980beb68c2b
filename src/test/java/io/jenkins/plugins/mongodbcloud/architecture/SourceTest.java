package io.jenkins.plugins.mongodbcloud.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What only the text of the sources shows. */
class SourceTest {
    /** A string literal. */
    private static final Pattern LITERAL = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");

    private static final Pattern LITERAL_OR_COMMENT =
            Pattern.compile("(" + LITERAL + ")|/\\*.*?\\*/|//[^\\n]*", Pattern.DOTALL);

    private static final Map<String, String> SOURCES = new TreeMap<>();

    @BeforeAll
    static void read() throws IOException {
        Path main = Path.of(System.getProperty("mongodbcloud.root", ".")).resolve("src/main/java");
        try (Stream<Path> files = Files.walk(main)) {
            files.filter(file -> file.toString().endsWith(".java"))
                    .forEach(file -> SOURCES.put(main.relativize(file).toString(), text(file)));
        }
        assertTrue(SOURCES.size() > 50, () -> "not the plugin's sources: " + SOURCES.keySet());
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String code(String source) {
        return LITERAL_OR_COMMENT.matcher(source).replaceAll("$1");
    }

    @Test
    void noPathLeadsBelowOrgs() {
        // There DELETE would take the key from its whole organization, not from a project.
        SOURCES.forEach((file, source) -> LITERAL.matcher(code(source))
                .results()
                .forEach(literal -> assertFalse(
                        literal.group().toLowerCase(Locale.ROOT).contains("orgs"),
                        () -> file + ": " + literal.group())));
    }

    @Test
    void theOnlyDeleteIsThatOfAnAssignmentInAProject() {
        List<String> deletes = SOURCES.values().stream()
                .flatMap(source -> Stream.of(code(source).split("\n")))
                .filter(line -> line.contains("\"DELETE\"") || line.contains("Method.DELETE"))
                .map(String::trim)
                .toList();
        assertEquals(
                List.of(
                        "return new Operation<>(\"DELETE\", path, projectId, NO_CONTENT_BYTES, false, ApiParsers::nothing);"),
                deletes);
        String file = Path.of("io/jenkins/plugins/mongodbcloud/client/Operations.java")
                .toString();
        String before = code(SOURCES.get(file)).split(Pattern.quote(deletes.get(0)))[0];
        assertTrue(
                before.stripTrailing()
                        .endsWith(
                                "String path = \"/groups/\" + requireId(projectId) + \"/apiKeys/\" + requireId(apiKeyId);"),
                "the path of the DELETE is another");
    }

    @Test
    void everyPathOfTheApiIsBelowGroups() {
        long paths = SOURCES.entrySet().stream()
                .filter(source -> source.getKey().contains("client"))
                .flatMap(source -> LITERAL.matcher(code(source.getValue())).results())
                .map(literal -> literal.group())
                .filter(literal -> literal.startsWith("\"/") && literal.contains("groups"))
                .peek(literal -> assertTrue(literal.startsWith("\"/groups"), literal))
                .count();
        assertEquals(3, paths);
    }

    @Test
    void nothingIsPrintedPastTheLog() {
        SOURCES.forEach((file, source) -> {
            assertFalse(code(source).contains("System.out"), file);
            assertFalse(code(source).contains("System.err"), file);
            assertFalse(code(source).contains("printStackTrace"), file);
        });
    }

    @Test
    void privateKeysAreReadInClientAlone() {
        SOURCES.forEach((file, source) ->
                assertTrue(file.contains("client") || !code(source).contains(".privateKey()"), () -> file));
    }
}
