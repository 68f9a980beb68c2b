package io.jenkins.plugins.mongodbcloud.access;

import java.util.ArrayList;
import java.util.List;

/**
 * A pattern in which {@code *} stands for any text, and {@code \*} and {@code \\} for an asterisk and a
 * backslash. Matches in time that no pattern can blow up.
 */
final class Wildcard {

    private final List<String> pieces = new ArrayList<>();

    Wildcard(String pattern) {
        StringBuilder piece = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '*') {
                pieces.add(piece.toString());
                piece.setLength(0);
            } else {
                boolean escapes = c == '\\' && i + 1 < pattern.length() && "*\\".indexOf(pattern.charAt(i + 1)) >= 0;
                piece.append(escapes ? pattern.charAt(++i) : c);
            }
        }
        pieces.add(piece.toString());
    }

    /** Whether there is an asterisk that stands for any text. */
    boolean isPattern() {
        return pieces.size() > 1;
    }

    boolean matches(String text) {
        String first = pieces.get(0);
        String last = pieces.get(pieces.size() - 1);
        if (!isPattern()) {
            return first.equals(text);
        }
        if (text.length() < first.length() + last.length() || !text.startsWith(first) || !text.endsWith(last)) {
            return false;
        }
        int from = first.length();
        int end = text.length() - last.length();
        for (String piece : pieces.subList(1, pieces.size() - 1)) {
            int found = text.indexOf(piece, from);
            if (found < 0 || found + piece.length() > end) {
                return false;
            }
            from = found + piece.length();
        }
        return true;
    }
}
