package io.jenkins.plugins.mongodbcloud.access;

import io.jenkins.plugins.mongodbcloud.client.ObjectIdFormat;
import java.util.Optional;

/** Says what is wrong with an option, as far as its text tells, and what to do; empty if nothing is. */
public final class OptionValidator {

    private static final int MOST_REPEATED = 60;

    private OptionValidator() {}

    /** What keeps a text from being the ID of a project. */
    public static Optional<String> projectId(String id) {
        return id(id, Messages.Id_Project());
    }

    /** What keeps a text from being the ID of an API key. */
    public static Optional<String> apiKeyId(String id) {
        return id(id, Messages.Id_ApiKey());
    }

    /** What keeps a text from being a public key. */
    public static Optional<String> publicKey(String publicKey) {
        return ObjectIdFormat.of(publicKey) == ObjectIdFormat.PRIVATE_KEY
                ? Optional.of(Messages.Invalid_NoPublicKey())
                : Optional.empty();
    }

    /** What keeps a number from being the most keys that may match. */
    public static Optional<String> maxKeys(int maxKeys) {
        return maxKeys < 0 ? Optional.of(Messages.Invalid_MaxKeys(maxKeys)) : Optional.empty();
    }

    /** What keeps a number from being how many keys are unassigned at once. */
    public static Optional<String> parallelism(int parallelism) {
        return parallelism < 1 || parallelism > AccessRequest.MAX_PARALLELISM
                ? Optional.of(Messages.Invalid_Parallelism(parallelism, AccessRequest.MAX_PARALLELISM))
                : Optional.empty();
    }

    private static Optional<String> id(String id, String what) {
        return switch (ObjectIdFormat.of(id)) {
            case OK -> Optional.empty();
            case BLANK -> Optional.of(Messages.Invalid_Blank(what));
            case PUBLIC_KEY -> Optional.of(Messages.Invalid_PublicKey(what, id));
            // What looks like a private key is not repeated, so that a slip does not put it into the log.
            case PRIVATE_KEY, CLIENT_SECRET -> Optional.of(Messages.Invalid_PrivateKey(what));
            case UPPER_CASE -> Optional.of(Messages.Invalid_UpperCase(what, id));
            case CLIENT_ID, INVISIBLE, MALFORMED -> Optional.of(Messages.Invalid_Malformed(what, shorten(id)));
        };
    }

    private static String shorten(String text) {
        return text.length() <= MOST_REPEATED ? text : text.substring(0, MOST_REPEATED) + "…";
    }
}
