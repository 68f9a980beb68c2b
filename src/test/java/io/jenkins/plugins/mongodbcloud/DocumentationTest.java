package io.jenkins.plugins.mongodbcloud;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the pages of the documentation point at is there. */
class DocumentationTest {

    private static final Path ROOT = Path.of(System.getProperty("mongodbcloud.root", "."));
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern SNIPPET = Pattern.compile("(?s)```(?:groovy|yaml)\\n(.*?)```");
    private static final Pattern TEST = Pattern.compile("`(\\w+Test)`");

    private static final Map<Path, String> PAGES = new LinkedHashMap<>();

    @BeforeAll
    static void read() throws IOException {
        try (Stream<Path> top = Files.list(ROOT);
                Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
            for (Path page : Stream.concat(top, docs)
                    .filter(file -> file.toString().endsWith(".md"))
                    .toList()) {
                PAGES.put(page, Files.readString(page));
            }
        }
        assertTrue(PAGES.size() > 8, () -> "not the pages: " + PAGES.keySet());
    }

    private static List<MatchResult> all(Pattern what, String page) {
        return what.matcher(page).results().toList();
    }

    /** The anchors of a page, as they are made of its headings. */
    private static Set<String> anchors(Path page) throws IOException {
        return Files.readAllLines(page).stream()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("#+ ", "")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9 _-]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Map.Entry<Path, String> page : PAGES.entrySet()) {
            for (MatchResult link : all(LINK, page.getValue())) {
                String[] target = link.group(1).split("#", 2);
                if (target[0].startsWith("https:")) {
                    continue;
                }
                Path file = target[0].isEmpty()
                        ? page.getKey()
                        : page.getKey().resolveSibling(target[0]).normalize();
                if (!Files.exists(file) || target.length > 1 && !anchors(file).contains(target[1])) {
                    broken.add(page.getKey().getFileName() + ": " + link.group(1));
                }
            }
        }
        assertEquals(List.of(), broken);
    }

    @Test
    void everyPageIsReachedFromTheReadme() {
        String readme = PAGES.get(ROOT.resolve("README.md"));
        List<String> unnamed = PAGES.keySet().stream()
                .map(page -> ROOT.relativize(page).toString().replace('\\', '/'))
                .filter(page -> !page.equals("README.md") && !readme.contains("(" + page + ")"))
                .toList();
        assertEquals(List.of(), unnamed);
    }

    @Test
    void everyJenkinsfileShownIsOneOfTheExamplesThatAreRun() throws IOException {
        List<String> examples = new ArrayList<>();
        try (Stream<Path> files = Files.list(ROOT.resolve("docs/examples"))) {
            for (Path file : files.toList()) {
                examples.add(Files.readString(file));
            }
        }
        for (Map.Entry<Path, String> page : PAGES.entrySet()) {
            for (MatchResult snippet : all(SNIPPET, page.getValue())) {
                assertTrue(
                        examples.stream().anyMatch(example -> example.contains(snippet.group(1))),
                        () -> page.getKey().getFileName() + " shows what is in no file of docs/examples:\n"
                                + snippet.group(1));
            }
        }
    }

    @Test
    void everyTestThatIsNamedIsThere() throws IOException {
        Set<String> tests;
        try (Stream<Path> here = Files.walk(ROOT.resolve("src/test/java"));
                Stream<Path> standin = Files.walk(ROOT.resolve("standin/src/test/java"))) {
            tests = Stream.concat(here, standin)
                    .map(file -> file.getFileName().toString().replaceFirst("\\.java$", ""))
                    .collect(Collectors.toSet());
        }
        PAGES.forEach((page, text) -> all(TEST, text)
                .forEach(named -> assertTrue(
                        tests.contains(named.group(1)), () -> page.getFileName() + " names " + named.group(1))));
    }
}
