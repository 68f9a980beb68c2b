package io.jenkins.plugins.mongodbcloud.client;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a text is that was given as the ID of a project or of an API key. IDs are 24 lower-case hexadecimal digits
 * ({@code ^[a-f0-9]{24}$} in MongoDB's API description). The most frequent mistake is to enter the public key, eight
 * letters, in place of the key's ID.
 */
public enum ObjectIdFormat {
    OK,
    BLANK,
    PUBLIC_KEY,
    /** It is one or contains one, so it is not to be shown. */
    PRIVATE_KEY,
    /** The client ID of a service account. */
    CLIENT_ID,
    /** It is the client secret of a service account or contains one, so it is not to be shown. */
    CLIENT_SECRET,
    UPPER_CASE,
    /** It has a character that cannot be seen; {@link #invisibleCharacter} says which. */
    INVISIBLE,
    MALFORMED;

    private static final Pattern ID = Pattern.compile("[a-f0-9]{24}");
    private static final Pattern ID_ANY_CASE = Pattern.compile("[a-fA-F0-9]{24}");
    private static final Pattern PUBLIC = Pattern.compile("[a-z]{8}");
    private static final Pattern PRIVATE = Pattern.compile("[a-fA-F0-9]{8}(-[a-fA-F0-9]{4}){3}-[a-fA-F0-9]{12}");
    // As in MongoDB's API description and in the examples of its documentation.
    private static final Pattern CLIENT = Pattern.compile("mdb_sa_id_[a-fA-F0-9]{24}");
    private static final Pattern SECRET = Pattern.compile("mdb_sa_sk_[\\w-]{8}");

    /** Control and format characters, spaces other than the usual one, and letters that are drawn as nothing. */
    private static final Pattern UNSEEN = Pattern.compile(
            "[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Zs}\\u034f\\u115f\\u1160\\u17b4\\u17b5\\u2800\\u3164\\uffa0\\ufe00-\\ufe0f&&[^ ]]");

    /** Looks at the text alone; {@code null} counts as blank. */
    public static ObjectIdFormat of(String id) {
        if (id == null || id.isBlank()) {
            return BLANK;
        }
        String seen = UNSEEN.matcher(id).replaceAll("");
        if (PRIVATE.matcher(seen).find()) {
            return PRIVATE_KEY;
        }
        if (SECRET.matcher(seen).find()) {
            return CLIENT_SECRET;
        }
        if (!seen.equals(id)) {
            return INVISIBLE;
        }
        if (ID.matcher(id).matches()) {
            return OK;
        }
        if (PUBLIC.matcher(id).matches()) {
            return PUBLIC_KEY;
        }
        if (CLIENT.matcher(id).matches()) {
            return CLIENT_ID;
        }
        return ID_ANY_CASE.matcher(id).matches() ? UPPER_CASE : MALFORMED;
    }

    /** The first character of the text that cannot be seen, such as {@code U+FEFF}. */
    public static Optional<String> invisibleCharacter(String id) {
        Matcher unseen = UNSEEN.matcher(id);
        return unseen.find()
                ? Optional.of(String.format(Locale.ROOT, "U+%04X", id.codePointAt(unseen.start())))
                : Optional.empty();
    }
}
