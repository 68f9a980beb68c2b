package io.jenkins.plugins.mongodbcloud;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** English text uses the terms of the field; words that were coined here before do not come back. */
class ProseTest {

    private static final Path ROOT = Path.of(System.getProperty("mongodbcloud.root", "."));
    private static final Pattern COINED = Pattern.compile(
            "in vain|\\bcures?\\b|\\bslips?\\b|\\b(taken?|takes|took) (\\w+ )?back\\b|cannot be meant|trouble of its own"
                    + "|\\bto be told of|[Gg]ive the (?!build)|\\bcommonest\\b|\\bmend(ed|s)?\\b|\\blook-ups?\\b"
                    + "|\\bout of the job\\b|\\bWhat was given\\b");

    @Test
    void textUsesTheTermsOfTheField() throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> top = Files.list(ROOT);
                Stream<Path> docs = Files.walk(ROOT.resolve("docs"));
                Stream<Path> main = Files.walk(ROOT.resolve("src/main"))) {
            List<Path> texts = Stream.of(top, docs, main)
                    .flatMap(files -> files)
                    .filter(ProseTest::isEnglishText)
                    .toList();
            assertTrue(texts.size() > 100, () -> "not the texts: " + texts);
            for (Path text : texts) {
                List<String> lines = Files.readAllLines(text);
                for (int i = 0; i < lines.size(); i++) {
                    for (MatchResult match :
                            COINED.matcher(lines.get(i)).results().toList()) {
                        found.add(ROOT.relativize(text) + ":" + (i + 1) + ": " + match.group());
                    }
                }
            }
        }
        assertEquals(List.of(), found);
    }

    private static boolean isEnglishText(Path file) {
        return file.toString().matches(".*(?<!_de)\\.(md|html|properties|java|jelly)");
    }
}
