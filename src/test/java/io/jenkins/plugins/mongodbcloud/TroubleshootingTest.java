package io.jenkins.plugins.mongodbcloud;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page on troubles has every message that tells of one, in its own words, and no other. */
class TroubleshootingTest {

    private static final Path ROOT = Path.of(System.getProperty("mongodbcloud.root", ""));

    /** Names and labels, and what is said when all is well. */
    private static final String NO_TROUBLE =
            "(\\w+\\.DisplayName|(KeyPair|ServiceAccount)\\.Description|Unassign\\.((Not)?Planned|Done\\w*|NotNeededAdvice)|Invalid\\.NothingSent|List\\.NoMatchAdvice|(Account|Afterwards|Effect|Http|Id|Key|Noun|Option|Outcome|Product|Reason|Selection)\\.\\w+"
                    + "|Cleanup\\.(Always|Unstable|Failure|Aborted)|Endpoint\\.(NoCredential|UsualUrl)"
                    + "|Form\\.(Check|EndpointsOwn|FromUrl|Label|None|Select|Shown)|Row\\.(Effort|Held|NotYet|Unassigned|UnderWay|Waiting)|Step\\.(NothingToDo|Status)|Summary\\.(Count|MoreAttention)|Action\\.DisplayName|Page\\.Position|(Management|State)\\.\\w+|Test\\.(Accepted|AccessList|NoAccessList|Roles)"
                    + "|Grant\\.(Assigning|Given|Held|Masked|NothingSent|Removing|Secret|Variables)|Totals\\.(Keys|DryRun|Key|NoKey|Unstable))";

    @Test
    void everyMessageIsInTheTableWithCauseAndCure() throws IOException {
        Set<String> listed = new TreeSet<>();
        for (String line : Files.readAllLines(ROOT.resolve("docs/troubleshooting.md"))) {
            String[] cells = line.split(" *\\| *", -1);
            if (cells.length > 1 && !cells[1].matches("message|-+")) {
                assertEquals(5, cells.length, line);
                assertEquals(
                        List.of(),
                        Stream.of(cells[2], cells[3]).filter(String::isBlank).toList(),
                        line);
                listed.add(cells[1]);
            }
        }

        assertEquals(String.join("\n", troubles()), String.join("\n", listed));
    }

    private static Set<String> troubles() throws IOException {
        Set<String> troubles = new TreeSet<>();
        try (Stream<Path> files = Files.walk(ROOT.resolve("src/main/resources"))) {
            for (Path bundle :
                    files.filter(file -> file.endsWith("Messages.properties")).toList()) {
                Properties texts = new Properties();
                try (Reader reader = Files.newBufferedReader(bundle)) {
                    texts.load(reader);
                }
                texts.forEach((key, text) -> {
                    if (!key.toString().matches(NO_TROUBLE)) {
                        troubles.add(firstSentence(text.toString()));
                    }
                });
            }
        }
        return troubles;
    }

    private static String firstSentence(String text) {
        return text.replaceAll("\\{\\d+}", "…")
                .replace("''", "'")
                .split("\\. ", 2)[0]
                .replaceAll("\\.$", "");
    }
}
