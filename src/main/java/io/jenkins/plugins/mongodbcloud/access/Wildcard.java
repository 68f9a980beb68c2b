package io.jenkins.plugins.mongodbcloud.access;

/** Matches text against a pattern in which {@code *} stands for any text, in time that no pattern can blow up. */
final class Wildcard {

    private Wildcard() {}

    static boolean matches(String pattern, String text) {
        String[] pieces = pattern.split("\\*", -1);
        String first = pieces[0];
        String last = pieces[pieces.length - 1];
        if (pieces.length == 1) {
            return pattern.equals(text);
        }
        if (text.length() < first.length() + last.length() || !text.startsWith(first) || !text.endsWith(last)) {
            return false;
        }
        int from = first.length();
        int end = text.length() - last.length();
        for (int i = 1; i < pieces.length - 1; i++) {
            int found = text.indexOf(pieces[i], from);
            if (found < 0 || found + pieces[i].length() > end) {
                return false;
            }
            from = found + pieces[i].length();
        }
        return true;
    }
}
