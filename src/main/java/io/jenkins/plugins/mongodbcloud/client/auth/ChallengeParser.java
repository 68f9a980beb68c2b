package io.jenkins.plugins.mongodbcloud.client.auth;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads {@code WWW-Authenticate} by the grammar of RFC 9110, sections 5.6.1 and 11.6.1: any number of challenges of
 * any schemes, in one header or many, with empty list elements. What fits no rule is skipped.
 */
final class ChallengeParser {

    /**
     * One challenge.
     *
     * @param scheme in lower case
     * @param parameters by lower-case name, the first of those with one name
     */
    record Challenge(String scheme, Map<String, String> parameters) {}

    private static final String TOKEN_SYMBOLS = "!#$%&'*+-.^_`|~";

    private final String text;
    private final List<Challenge> challenges = new ArrayList<>();
    private int position;

    private ChallengeParser(String text) {
        this.text = text;
    }

    /** The challenges in the order in which they were sent. */
    static List<Challenge> parse(List<String> headers) {
        List<Challenge> all = new ArrayList<>();
        for (String header : headers) {
            ChallengeParser parser = new ChallengeParser(header);
            parser.parseList();
            all.addAll(parser.challenges);
        }
        return all;
    }

    private void parseList() {
        while (skip(" \t,")) {
            String name = token();
            if (name.isEmpty()) {
                skipElement();
                continue;
            }
            skip(" \t");
            if (peek() == '=') {
                position++;
                addParameter(name.toLowerCase(Locale.ROOT), value());
            } else {
                challenges.add(new Challenge(name.toLowerCase(Locale.ROOT), new LinkedHashMap<>()));
                skipToken68();
            }
        }
    }

    private void addParameter(String name, String value) {
        if (!challenges.isEmpty() && value != null) {
            challenges.get(challenges.size() - 1).parameters().putIfAbsent(name, value);
        }
    }

    private String token() {
        int start = position;
        while (position < text.length() && isTokenCharacter(peek())) {
            position++;
        }
        return text.substring(start, position);
    }

    private static boolean isTokenCharacter(char c) {
        return c < 128 && Character.isLetterOrDigit(c) || TOKEN_SYMBOLS.indexOf(c) >= 0;
    }

    /** The value of a parameter: quoted, or all up to the next separator; null if its quotes are not closed. */
    private String value() {
        skip(" \t");
        if (peek() == '"') {
            return quoted();
        }
        int start = position;
        while (position < text.length() && ", \t".indexOf(peek()) < 0) {
            position++;
        }
        return text.substring(start, position);
    }

    private String quoted() {
        StringBuilder value = new StringBuilder();
        for (position++; position < text.length(); position++) {
            char c = peek();
            if (c == '"') {
                position++;
                return value.toString();
            }
            if (c == '\\' && position + 1 < text.length()) {
                position++;
            }
            value.append(peek());
        }
        return null;
    }

    /** The token68 that some schemes send in place of parameters: letters, digits and signs, padded with "=". */
    private void skipToken68() {
        int end = position;
        while (end < text.length() && (isTokenCharacter(text.charAt(end)) || text.charAt(end) == '/')) {
            end++;
        }
        while (end < text.length() && text.charAt(end) == '=') {
            end++;
        }
        int next = end;
        while (next < text.length() && " \t".indexOf(text.charAt(next)) >= 0) {
            next++;
        }
        if (next == text.length() || text.charAt(next) == ',') {
            position = next;
        }
    }

    private void skipElement() {
        while (position < text.length() && peek() != ',') {
            position++;
        }
    }

    /** Skips these characters; whether there are others behind them. */
    private boolean skip(String characters) {
        while (position < text.length() && characters.indexOf(peek()) >= 0) {
            position++;
        }
        return position < text.length();
    }

    private char peek() {
        return position < text.length() ? text.charAt(position) : 0;
    }
}
