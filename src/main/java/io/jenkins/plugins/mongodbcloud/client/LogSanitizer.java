package io.jenkins.plugins.mongodbcloud.client;

import java.util.regex.Pattern;

/** Makes text from outside fit for a log line. */
public final class LogSanitizer {

    private static final int MAX_LENGTH = 500;

    // What was sent can come back in an error page or in a line that is no HTTP, in quotes and escapes of any kind.
    private static final Pattern ECHOED_SECRET = Pattern.compile("(?i)\\bDigest\\s+\\w+\\s*=.*|[0-9a-f]{32,}"
            // Client secrets, their Basic form, and tokens, which are often JSON Web Tokens.
            + "|mdb_sa_sk_[^\\s\"'<>]*|bWRiX3NhX2lk[\\w+/=]*|\\b(?:Basic|Bearer)\\s+[\\w.~+/=-]{20,}|\\beyJ[\\w-]{8,}[\\w.~+/=-]*"
            + "|\\baccess_token\\W{1,5}[\\w.~+/=-]+"
            // The document of a new API key that is not taken for a success.
            + "|\\bprivate_?key\\W{1,9}[\\w*-]+");

    private LogSanitizer() {}

    /** As {@link #printable}, and without anything that a digest response, a private key, a client secret or a token could be in: for what went wrong. */
    public static String oneLine(String text) {
        return shorten(ECHOED_SECRET.matcher(withoutControls(text)).replaceAll("…"));
    }

    /** One line without control characters, which could forge log lines or console notes; at most 500 characters. */
    public static String printable(String text) {
        return shorten(withoutControls(text));
    }

    /** Whether a digest response, a private key, a client secret or a token could be in it. */
    public static boolean mayHoldSecret(String text) {
        return ECHOED_SECRET.matcher(withoutControls(text)).find();
    }

    private static String withoutControls(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Cf}\\u2028\\u2029]+", " ").strip();
    }

    private static String shorten(String line) {
        return line.length() <= MAX_LENGTH ? line : line.substring(0, MAX_LENGTH) + "…";
    }
}
