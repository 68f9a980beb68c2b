package io.jenkins.plugins.mongodbcloud;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every text is used, every text that is used is there, and in both languages. */
class MessagesTest {

    private static final Path MAIN = Path.of(System.getProperty("mongodbcloud.root", ""), "src", "main");
    private static final Path RESOURCES = MAIN.resolve("resources");
    private static final Pattern USED = Pattern.compile("\\bMessages\\s*\\.\\s*([A-Z]\\w+)\\s*\\(");
    private static final Pattern IN_VIEW = Pattern.compile("\\$\\{%([^}(]+)");
    private static final Pattern VISIBLE_TEXT =
            Pattern.compile(">([^<]*)<|\\b(?:title|add|header|progress)=\"([^\"]*)\"");

    static List<Path> bundles() {
        return files(RESOURCES, "Messages.properties");
    }

    static List<Path> views() {
        return files(RESOURCES, ".jelly");
    }

    static List<Path> helpPages() {
        return files(RESOURCES, ".html").stream()
                .filter(page -> !page.toString().endsWith("_de.html"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void everyMessageIsUsedAndEveryUsedMessageIsThere(Path bundle) {
        Set<String> names = new TreeSet<>(generatedNames(bundle).keySet());
        // The labels of options are looked up by their names, see AccessOptionsTest.
        names.removeIf(name -> name.matches("Option_[a-z].*"));

        assertEquals(used(bundle), names);
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void germanIsCompleteWithTheSamePlaceholders(Path bundle) {
        Map<String, Set<String>> expected = placeholders(load(bundle));
        Map<String, Set<String>> actual = placeholders(load(german(bundle, ".properties")));
        Map<String, Set<String>> both = new TreeMap<>(expected);
        both.entrySet().retainAll(actual.entrySet());
        expected.entrySet().removeAll(both.entrySet());
        actual.entrySet().removeAll(both.entrySet());

        assertEquals(expected, actual);
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void noApostropheSwallowsAPlaceholder(Path bundle) {
        for (Path language : List.of(bundle, german(bundle, ".properties"))) {
            load(language).forEach((key, text) -> {
                Object[] values = {2, "b", 3, "d", "e", "f", "g", "h"};
                String rendered = new MessageFormat(text.toString()).format(values);
                assertFalse(rendered.matches(".*\\{\\d.*"), () -> key + " of " + language + ": " + rendered);
            });
        }
    }

    @ParameterizedTest
    @MethodSource("views")
    void everyTextOfAViewIsInGermanToo(Path view) throws IOException {
        Set<String> texts = matches(IN_VIEW, Files.readString(view)).collect(Collectors.toCollection(TreeSet::new));
        Path german = german(view, ".jelly");
        Set<Object> translated =
                Files.exists(german) ? new TreeSet<>(load(german).keySet()) : Set.of();

        assertEquals(texts, translated);
    }

    @ParameterizedTest
    @MethodSource("views")
    void noViewHasATextThatIsNotTranslated(Path view) throws IOException {
        // The plugin manager shows this one as it is.
        if (view.endsWith(Path.of("resources", "index.jelly"))) {
            return;
        }
        Matcher texts = VISIBLE_TEXT.matcher(Files.readString(view));
        while (texts.find()) {
            String text = (texts.group(1) == null ? texts.group(2) : texts.group(1)).strip();
            String fixed = text.replaceAll("\\$\\{[^}]*}", "").replace("MongoDB Cloud", "");

            assertTrue(fixed.matches("[\\s:]*"), () -> view + ": " + text);
        }
    }

    @ParameterizedTest
    @MethodSource("helpPages")
    void everyHelpPageIsInGermanToo(Path page) {
        assertTrue(Files.exists(Path.of(page.toString().replaceFirst("\\.html$", "_de.html"))), page::toString);
    }

    @Test
    void everyFieldHasHelp() throws IOException {
        Pattern field = Pattern.compile("<f:entry[^>]* field=\"(\\w+)\"");
        for (Path view : views()) {
            for (String name : matches(field, Files.readString(view)).toList()) {
                Path page = view.resolveSibling("help-" + name + ".html");
                assertTrue(Files.exists(page), page::toString);
            }
        }
    }

    /** The texts as the generated class names them. */
    private static Map<String, String> generatedNames(Path bundle) {
        Map<String, String> names = new TreeMap<>();
        load(bundle).forEach((key, text) -> names.put(key.toString().replaceAll("[.\\-/]", "_"), text.toString()));
        return names;
    }

    private static Set<String> used(Path bundle) {
        Path room = MAIN.resolve("java").resolve(RESOURCES.relativize(bundle.getParent()));
        return files(room, ".java").stream()
                .filter(source -> source.getParent().equals(room))
                .flatMap(source -> matches(USED, read(source)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Map<String, Set<String>> placeholders(Properties texts) {
        Pattern placeholder = Pattern.compile("\\{(\\d+)");
        Map<String, Set<String>> found = new TreeMap<>();
        texts.forEach((key, text) -> found.put(
                key.toString(), matches(placeholder, text.toString()).collect(Collectors.toCollection(TreeSet::new))));
        return found;
    }

    private static Path german(Path original, String suffix) {
        String path = original.toString();
        return Path.of(path.substring(0, path.length() - suffix.length()) + "_de.properties");
    }

    private static Stream<String> matches(Pattern pattern, String text) {
        return pattern.matcher(text).results().map((MatchResult result) -> result.group(1));
    }

    private static Properties load(Path file) {
        Properties texts = new Properties();
        // Jenkins reads the texts of views so.
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            texts.load(reader);
            return texts;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static List<Path> files(Path root, String suffix) {
        try (Stream<Path> found = Files.walk(root)) {
            return found.filter(file -> file.getFileName().toString().endsWith(suffix))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
