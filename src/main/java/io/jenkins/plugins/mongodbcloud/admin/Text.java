package io.jenkins.plugins.mongodbcloud.admin;

import java.util.regex.Pattern;

/** Makes text from outside fit for a log line. */
final class Text {

    private static final int MAX_LENGTH = 500;

    // What was sent can come back in an error page or in a line that is no HTTP.
    private static final Pattern ECHOED_DIGEST = Pattern.compile("(?i)\\bDigest\\s+\\w+\\s*=.*|\\bresponse\\W{1,9}[0-9a-f]{32,}");

    private Text() {}

    /** One line without control characters, which could forge log lines or console notes, and without a digest response; at most 500 characters. */
    static String oneLine(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]+", " ").strip();
        line = ECHOED_DIGEST.matcher(line).replaceAll("…");
        return line.length() <= MAX_LENGTH ? line : line.substring(0, MAX_LENGTH) + "…";
    }
}
