package io.jenkins.plugins.mongodbcloud.access;

import io.jenkins.plugins.mongodbcloud.client.ApiCredential;
import io.jenkins.plugins.mongodbcloud.client.ApiKeyPair;
import io.jenkins.plugins.mongodbcloud.client.LogSanitizer;
import io.jenkins.plugins.mongodbcloud.client.ObjectIdFormat;
import java.util.Optional;

/**
 * Says what is wrong with an option, as far as its text tells, and what to do; empty if nothing is. What it says serves
 * the form in which the option is set, and the build that is told of it.
 */
public final class OptionValidator {

    private static final int MOST_REPEATED = 60;

    private OptionValidator() {}

    /** What keeps a text from being the ID of a project. */
    public static Optional<String> projectId(String id, OptionNames names) {
        return id(id, Messages.Id_Project(), names);
    }

    /** What keeps a text from being the ID of an API key. */
    public static Optional<String> apiKeyId(String id, OptionNames names) {
        return id(id, Messages.Id_ApiKey(), names);
    }

    /** What keeps a text from being a public key. */
    public static Optional<String> publicKey(String publicKey, OptionNames names) {
        return switch (ObjectIdFormat.of(publicKey)) {
            case PRIVATE_KEY, CLIENT_SECRET -> Optional.of(Messages.Invalid_NoPublicKey());
            case OK, UPPER_CASE -> Optional.of(Messages.Invalid_IdAsPublicKey(publicKey, names.of("apiKeyId")));
            case CLIENT_ID -> Optional.of(Messages.Invalid_ClientId(Messages.Id_PublicKey(), publicKey));
            case INVISIBLE -> invisible(publicKey, Messages.Id_PublicKey());
            case BLANK, PUBLIC_KEY, MALFORMED -> Optional.empty();
        };
    }

    /**
     * What keeps a credential from being one of its kind.
     *
     * @param credentialsId how the user knows it
     */
    static Optional<String> credential(ApiCredential credential, String credentialsId) {
        return credential instanceof ApiKeyPair pair && ObjectIdFormat.of(pair.publicKey()) == ObjectIdFormat.CLIENT_ID
                ? Optional.of(Messages.Invalid_ServiceAccount(credentialsId, pair.publicKey()))
                : Optional.empty();
    }

    /** What keeps a number from being the largest number of keys that may match. */
    public static Optional<String> maxKeys(int maxKeys, OptionNames names) {
        return maxKeys < 0 ? Optional.of(Messages.Invalid_MaxKeys(maxKeys, names.of("maxKeys"))) : Optional.empty();
    }

    /** What keeps a number from being how many keys are worked on at once. */
    public static Optional<String> parallelism(int parallelism, OptionNames names) {
        return parallelism < 1 || parallelism > AccessTask.MAX_PARALLELISM
                ? Optional.of(
                        Messages.Invalid_Parallelism(parallelism, AccessTask.MAX_PARALLELISM, names.of("parallelism")))
                : Optional.empty();
    }

    private static Optional<String> id(String id, String what, OptionNames names) {
        return switch (ObjectIdFormat.of(id)) {
            case OK -> Optional.empty();
            case BLANK -> Optional.of(Messages.Invalid_Blank(what));
            case PUBLIC_KEY -> Optional.of(Messages.Invalid_PublicKey(what, id, names.of("publicKey")));
            // Secrets are not repeated, so that a mistake does not put them into the log.
            case PRIVATE_KEY, CLIENT_SECRET -> Optional.of(Messages.Invalid_PrivateKey(what));
            case CLIENT_ID -> Optional.of(Messages.Invalid_ClientId(what, id));
            case UPPER_CASE -> Optional.of(Messages.Invalid_UpperCase(what, id));
            case INVISIBLE -> invisible(id, what);
            case MALFORMED -> Optional.of(Messages.Invalid_Malformed(what, shorten(id)));
        };
    }

    /**
     * Which character of a text cannot be seen.
     *
     * @param what a noun for the text
     */
    public static Optional<String> invisible(String text, String what) {
        return ObjectIdFormat.invisibleCharacter(text)
                .map(character -> Messages.Invalid_Invisible(what, shorten(LogSanitizer.printable(text)), character));
    }

    static String shorten(String text) {
        return text.length() <= MOST_REPEATED ? text : text.substring(0, MOST_REPEATED) + "…";
    }
}
