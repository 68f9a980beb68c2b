package io.jenkins.plugins.mongodbcloud.steps;

import hudson.Util;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** An entry that a form offers: an ID, and in brackets what people know it by. Only the ID is kept. */
final class ComboBoxValue {

    private static final Pattern OFFERED = Pattern.compile("((?:mdb_sa_id_)?[a-fA-F0-9]{24})\\s+\\(.*\\)");
    private static final Pattern LINES = Pattern.compile("\\R");
    private static final Pattern BETWEEN = Pattern.compile("[\\s,]+");

    private ComboBoxValue() {}

    /** What a form offers for an ID; what is not known of it is null or empty. */
    static String of(String id, String... known) {
        String names = Arrays.stream(known)
                .map(Util::fixEmptyAndTrim)
                .filter(Objects::nonNull)
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? id : id + " (" + names + ")";
    }

    /** The ID in what was chosen, or the text as it was typed; null if it is blank. */
    static String id(String text) {
        String trimmed = Util.fixEmptyAndTrim(text);
        if (trimmed == null) {
            return null;
        }
        Matcher offered = OFFERED.matcher(trimmed);
        return offered.matches() ? offered.group(1) : trimmed;
    }

    /** The IDs in several texts, each of which may hold several; null if there are no texts, or a single blank one. */
    static ArrayList<String> ids(List<String> texts) {
        if (texts == null) {
            return null;
        }
        List<String> ids = texts.stream().flatMap(text -> ids(text).stream()).toList();
        return ids.equals(List.of("")) ? null : new ArrayList<>(ids);
    }

    /** The IDs in a text, which are apart by spaces, commas or lines; one that is empty if there is none. */
    static List<String> ids(String text) {
        if (Util.fixEmptyAndTrim(text) == null) {
            return List.of("");
        }
        return LINES.splitAsStream(text)
                .map(ComboBoxValue::id)
                .filter(Objects::nonNull)
                .flatMap(BETWEEN::splitAsStream)
                .filter(id -> !id.isEmpty())
                .toList();
    }
}
