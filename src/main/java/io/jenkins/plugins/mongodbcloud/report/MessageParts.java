package io.jenkins.plugins.mongodbcloud.report;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parts of a message, which says in its first sentence what happened, then what to do, and at the end of all or of
 * the first sentence, in brackets, what the response was.
 *
 * @param reason what happened
 * @param advice what to do; empty if nothing
 * @param details HTTP status, error code and the words of the server; empty if there are none
 */
record MessageParts(String reason, String advice, String details) {

    private static final String SENTENCE_END = ". ";
    private static final Pattern RESPONSE = Pattern.compile("(.*?) \\((HTTP .*)\\)\\.");

    /**
     * Takes a message apart. What the user named, such as a description, may contain the end of a sentence.
     *
     * @param names what is named in the first sentence; null for what is not
     */
    static MessageParts of(String message, String... names) {
        int bracket = message.endsWith(")") ? opening(message) : -1;
        String details = bracket < 0 ? "" : message.substring(bracket + 1, message.length() - 1);
        String text = bracket < 0 ? message : message.substring(0, bracket).strip();
        int from = 0;
        for (String name : names) {
            int at = name == null || name.isEmpty() ? -1 : text.indexOf(name);
            from = Math.max(from, at < 0 ? 0 : at + name.length());
        }
        int end = text.indexOf(SENTENCE_END, from);
        String reason = end < 0 ? text : text.substring(0, end + 1);
        String advice =
                end < 0 ? "" : text.substring(end + SENTENCE_END.length()).strip();
        Matcher response = RESPONSE.matcher(reason);
        return details.isEmpty() && response.matches()
                ? new MessageParts(response.group(1) + ".", advice, response.group(2))
                : new MessageParts(reason, advice, details);
    }

    /** Where the bracket begins that ends the message; -1 if it is a part of its sentence. */
    private static int opening(String message) {
        int depth = 0;
        for (int i = message.length() - 1; i > 0; i--) {
            char character = message.charAt(i);
            depth += character == ')' ? 1 : character == '(' ? -1 : 0;
            if (depth == 0) {
                return message.startsWith(SENTENCE_END, i - SENTENCE_END.length()) ? i : -1;
            }
        }
        return -1;
    }
}
