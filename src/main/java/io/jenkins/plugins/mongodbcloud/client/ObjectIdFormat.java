package io.jenkins.plugins.mongodbcloud.client;

import java.util.regex.Pattern;

/**
 * What a text is that was given as the ID of a project or of an API key. IDs are 24 lower-case
 * hexadecimal digits ({@code ^[a-f0-9]{24}$} in MongoDB's API description); the commonest slip is to
 * give the public key, eight letters, in place of the key's ID.
 */
public enum ObjectIdFormat {
    OK,
    BLANK,
    PUBLIC_KEY,
    PRIVATE_KEY,
    UPPER_CASE,
    MALFORMED;

    private static final Pattern ID = Pattern.compile("[a-f0-9]{24}");
    private static final Pattern ID_ANY_CASE = Pattern.compile("[a-fA-F0-9]{24}");
    private static final Pattern PUBLIC = Pattern.compile("[a-z]{8}");
    private static final Pattern PRIVATE = Pattern.compile("[a-fA-F0-9]{8}(-[a-fA-F0-9]{4}){3}-[a-fA-F0-9]{12}");

    /** Looks at the text alone; {@code null} counts as blank. */
    public static ObjectIdFormat of(String id) {
        if (id == null || id.isBlank()) {
            return BLANK;
        }
        if (ID.matcher(id).matches()) {
            return OK;
        }
        if (PUBLIC.matcher(id).matches()) {
            return PUBLIC_KEY;
        }
        if (PRIVATE.matcher(id).find()) {
            return PRIVATE_KEY;
        }
        return ID_ANY_CASE.matcher(id).matches() ? UPPER_CASE : MALFORMED;
    }
}
