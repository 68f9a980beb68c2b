package io.jenkins.plugins.mongodbcloud.reliability;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The results of tests: in full in {@code target/reliability}, their totals in {@code docs/reliability.md}. What is expected is
 * compared, or updated with {@code -Dmongodbcloud.update=true}.
 */
final class ReliabilityPage {

    private static final Path ROOT = Path.of(System.getProperty("mongodbcloud.root", "."));
    private static final Path PAGE = ROOT.resolve("docs/reliability.md");
    private static final Path RESULTS = Path.of("target", "reliability");

    private ReliabilityPage() {}

    /** Writes a file of results. */
    static void write(String name, String text) throws IOException {
        write(RESULTS.resolve(name), text);
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, text);
    }

    /** The text of the page. */
    static String text() throws IOException {
        return Files.readString(PAGE);
    }

    /** Expects that the page says how many cells a test has, and has its table of totals. */
    static void expectTotals(String test, int cells, MarkdownTable totals) throws IOException {
        String page =
                Pattern.compile("\\d+(?= \\| `" + test + "`)").matcher(text()).replaceFirst(String.valueOf(cells));
        expect(
                "docs/reliability.md",
                Pattern.compile(Pattern.quote(totals.head()) + ".*?(?=\n\n)", Pattern.DOTALL)
                        .matcher(page)
                        .replaceFirst(Matcher.quoteReplacement(totals.toString())),
                test);
    }

    /** Expects that a file has this text. */
    static void expect(String file, String seen, String test) throws IOException {
        if (Boolean.getBoolean("mongodbcloud.update")) {
            write(ROOT.resolve(file), seen);
            return;
        }
        assertEquals(
                Files.readString(ROOT.resolve(file)),
                seen,
                "Read what changed in target/reliability; if it is right, update what is expected:"
                        + " mvn -f standin test -Dtest=" + test
                        + " -Dmongodbcloud.reliability=full -Dmongodbcloud.update=true");
    }
}
