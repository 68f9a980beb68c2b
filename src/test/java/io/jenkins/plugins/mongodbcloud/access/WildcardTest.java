package io.jenkins.plugins.mongodbcloud.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WildcardTest {
    private static final int ROUNDS = 200_000;

    @ParameterizedTest
    @CsvSource({
        "ci-*, ci-, true",
        "ci-*, ci-1, true",
        "ci-*, xci-1, false",
        "*-ci, my-ci, true",
        "*-ci, my-ci2, false",
        "ci-*-end, ci-end, false",
        "ci-*-end, ci--end, true",
        "a*a, a, false",
        "a*a, aa, true",
        "ab*ba, aba, false",
        "*, '', true",
        "**, anything, true",
        "*b*, abc, true",
        "a*b*c, abbc, true",
        "a*bc*c, abc, false",
        "a.c*, abc, false",
        "[a-z]*, abc, false",
        "ci?*, ci-1, false",
        "CI-*, ci-1, false",
        "*\\E*, a, false",
        "ü*ß, über Strasse, false",
        "ü*ß, überß, true"
    })
    void starAloneIsSpecial(String pattern, String text, boolean matches) {
        assertEquals(matches, new Wildcard(pattern).matches(text));
    }

    @Test
    void agreesWithThePlainDefinitionOnRandomPatterns() {
        Random random = new Random(20260101);
        for (int round = 0; round < ROUNDS; round++) {
            String pattern = text(random, "ab*");
            String text = text(random, "ab");
            assertEquals(
                    definition(pattern, text),
                    new Wildcard(pattern).matches(text),
                    () -> "pattern " + pattern + ", text " + text);
        }
    }

    @Test
    void patternMadeFromATextMatchesIt() {
        Random random = new Random(20260102);
        for (int round = 0; round < ROUNDS; round++) {
            String text = text(random, "ab");
            int from = random.nextInt(text.length() + 1);
            int to = from + random.nextInt(text.length() - from + 1);
            String pattern = text.substring(0, from) + "*" + text.substring(to);
            assertTrue(new Wildcard(pattern).matches(text), () -> "pattern " + pattern + ", text " + text);
        }
    }

    @Test
    void noPatternBlowsUp() {
        String text = "a".repeat(20_000);
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            assertFalse(new Wildcard("*a".repeat(10_000) + "*b").matches(text));
            assertFalse(new Wildcard("*" + "a*".repeat(10_000) + "b*").matches(text));
            assertTrue(new Wildcard("*a".repeat(10_000) + "*").matches(text));
            assertFalse(new Wildcard("*" + "a".repeat(1_000) + "b*").matches(text));
        });
    }

    private static String text(Random random, String letters) {
        StringBuilder text = new StringBuilder();
        for (int left = random.nextInt(9); left > 0; left--) {
            text.append(letters.charAt(random.nextInt(letters.length())));
        }
        return text.toString();
    }

    /** A star stands for nothing, or for one character and itself again. */
    private static boolean definition(String pattern, String text) {
        if (pattern.isEmpty()) {
            return text.isEmpty();
        }
        if (pattern.charAt(0) == '*') {
            return definition(pattern.substring(1), text) || !text.isEmpty() && definition(pattern, text.substring(1));
        }
        return !text.isEmpty()
                && text.charAt(0) == pattern.charAt(0)
                && definition(pattern.substring(1), text.substring(1));
    }

    @ParameterizedTest
    @CsvSource({
        "ci-\\*, ci-*, true",
        "ci-\\*, ci-1, false",
        "ci-\\**, ci-*1, true",
        "ci-\\**, ci-11, false",
        "a\\\\*, a\\b, true",
        "a\\b*, a\\bc, true",
        "a\\, a\\, true"
    })
    void anEscapedAsteriskIsOne(String pattern, String text, boolean matches) {
        assertEquals(matches, new Wildcard(pattern).matches(text), pattern + " " + text);
    }

    @Test
    void anEscapedTextMatchesItselfAlone() {
        for (String text : new String[] {"*", "\\", "\\*", "a*b\\c**", ""}) {
            Wildcard literal = new Wildcard(KeySelector.ByDescription.escape(text));
            assertTrue(literal.matches(text), text);
            assertFalse(literal.isPattern(), text);
        }
    }
}
