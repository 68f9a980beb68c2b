package io.jenkins.plugins.mongodbcloud.client;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the body of an error says. Every part may be missing.
 *
 * @param errorCode MongoDB's symbolic code, such as {@code GROUP_NOT_FOUND}; empty if there is none
 * @param detail the server's words; if there are none, what the body is instead, such as an HTML page with its title;
 *     one line, without control characters, at most 500 characters
 * @param parameters the values the detail is about, as text, at most 10
 */
public record ErrorBody(Optional<String> errorCode, String detail, List<String> parameters) {

    /** An error without a body. */
    public static final ErrorBody NONE = new ErrorBody(Optional.empty(), "", List.of());

    private static final Pattern IP_ADDRESS = Pattern.compile("\\b(?:\\d{1,3}\\.){3}\\d{1,3}\\b"
            // Colons alone make no address of the later kind: a time of day has them too.
            + "|(?<![\\w:])(?=[0-9a-fA-F:]*::|(?:[0-9a-fA-F]{1,4}:){7})"
            + "(?:[0-9a-fA-F]{0,4}:){2,7}[0-9a-fA-F]{0,4}(?![\\w:])");

    public ErrorBody {
        parameters = List.copyOf(parameters);
    }

    /** The same with another detail. */
    ErrorBody withDetail(String newDetail) {
        return new ErrorBody(errorCode, newDetail, parameters);
    }

    /** The network address that MongoDB Cloud saw the request come from, if the error names one. */
    public Optional<String> addressSeen() {
        for (String text : parameters) {
            Matcher matcher = IP_ADDRESS.matcher(text);
            if (matcher.find()) {
                return Optional.of(matcher.group());
            }
        }
        Matcher matcher = IP_ADDRESS.matcher(detail);
        return matcher.find() ? Optional.of(matcher.group()) : Optional.empty();
    }
}
