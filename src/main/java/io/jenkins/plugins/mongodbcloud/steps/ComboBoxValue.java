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
    private static final Pattern URL = Pattern.compile("https?://");
    // The page of a project, and the links of the API.
    private static final Pattern PROJECT_URL = Pattern.compile("/(?:v2|groups)/([a-f0-9]{24})(?![^/?#])");
    private static final Pattern KEY_URL =
            Pattern.compile("/(?:apiKeys|serviceAccounts)/(?:[a-zA-Z]+/)*((?:mdb_sa_id_)?[a-f0-9]{24})(?![^/?#])");
    private static final Pattern LINES = Pattern.compile("\\R");
    private static final Pattern BETWEEN = Pattern.compile("[\\s,]+");

    private ComboBoxValue() {}

    /** What a form offers for an ID; what is not known of it is null or empty. */
    static String of(String id, String... known) {
        String names = names(known);
        return names.isEmpty() ? id : id + " (" + names + ")";
    }

    /** What people know an ID by, in one text; what is null or empty is left out. */
    static String names(String... known) {
        return Arrays.stream(known)
                .map(Util::fixEmptyAndTrim)
                .filter(Objects::nonNull)
                .collect(Collectors.joining(", "));
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

    /** As {@link #id}; of a URL of MongoDB Cloud, the ID of its project. */
    static String projectId(String text) {
        return id(text, PROJECT_URL);
    }

    /** As {@link #id}; of a URL of MongoDB Cloud, the ID of its API key or the client ID of its service account. */
    static String keyId(String text) {
        return id(text, KEY_URL);
    }

    private static String id(String text, Pattern inUrl) {
        String id = id(text);
        if (id == null || !URL.matcher(id).lookingAt()) {
            return id;
        }
        Matcher found = inUrl.matcher(id);
        return found.find() ? found.group(1) : id;
    }

    /** Whether an ID was taken out of a URL. */
    static boolean isFromUrl(String text, String id) {
        return id != null && !id.equals(id(text));
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
